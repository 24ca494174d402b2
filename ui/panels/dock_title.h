// The heading of a part of the window that can be moved: its name, and a button that closes it. Dragging it moves the
// part, a double click lets it float.
#pragma once

#include <QWidget>

class QDockWidget;
class QLabel;

namespace unroll {

class DockTitle : public QWidget {
    Q_OBJECT

public:
    // Takes the dock's title; the dock is its parent.
    explicit DockTitle(QDockWidget* dock);

protected:
    void changeEvent(QEvent* event) override;

private:
    void takeColours();

    QLabel* text_ = nullptr;
};

} // namespace unroll
