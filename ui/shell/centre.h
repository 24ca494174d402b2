// The middle of the window: the curves, or what is inside the network, and below both what stands under them. On a wide
// screen both stand beside each other.
#pragma once

#include <QWidget>

class QButtonGroup;
class QSplitter;
class QVBoxLayout;

namespace unroll {

class FlatButton;

class Centre : public QWidget {
    Q_OBJECT

public:
    struct Parts {             // the centre takes them over
        QList<QWidget*> above; // both: messages
        QWidget* curves;
        QWidget* inside;
        QWidget* tabs;  // of what is inside
        QWidget* below; // both
    };
    Centre(const Parts& parts, QWidget* parent);

    bool showsInside() const;
    void showInside(bool inside);

signals:
    void switched(bool inside);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void update();

    FlatButton* curvesButton_ = nullptr;
    FlatButton* insideButton_ = nullptr;
    QSplitter* both_ = nullptr;
    QWidget* curves_;
    QWidget* inside_;
    QWidget* tabs_;
};

} // namespace unroll
