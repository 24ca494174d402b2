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

signals:
    void switched(bool inside);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void update();

    QWidget* pageSwitch_ = nullptr;
    FlatButton* curvesButton_ = nullptr;
    FlatButton* insideButton_ = nullptr;
    QSplitter* both_ = nullptr;
    QWidget* curves_;
    QWidget* inside_;
};

} // namespace unroll
