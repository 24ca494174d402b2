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
    // Takes all of them. `above` are messages, over both; `below` stands under both.
    Centre(const QList<QWidget*>& above, QWidget* curves, QWidget* inside, QWidget* below, QWidget* parent);

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
};

} // namespace unroll
