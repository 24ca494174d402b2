// The middle of the window: the curves, or what is inside the network, and below both what stands under them. On a wide
// screen both stand beside each other.
#pragma once

#include <QWidget>

class QSplitter;

namespace unroll {

class FlatButton;

class Centre : public QWidget {
    Q_OBJECT

public:
    struct Parts {             // the centre takes them over
        QList<QWidget*> above; // both: messages
        QWidget* curves;
        QWidget* inside;
        QWidget* below; // both
    };
    Centre(const Parts& parts, QWidget* parent);

    QWidget* pageSwitch() const { return pageSwitch_; } // to stand where there is room
    bool showsInside() const;
    void showInside(bool inside);

    // What is inside in a window of its own, in larger type, and back where it was: that closing it does as well.
    void tearOff(bool own);
    bool isTornOff() const { return torn_ != nullptr; }

signals:
    void switched(bool inside); // in the window
    void tornOff(bool own);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override; // of the torn window

private:
    void update();

    QWidget* pageSwitch_ = nullptr;
    FlatButton* curvesButton_ = nullptr;
    FlatButton* insideButton_ = nullptr;
    QSplitter* both_ = nullptr;
    QWidget* curves_;
    QWidget* inside_;
    QWidget* torn_ = nullptr;
};

} // namespace unroll
