// The heading of a part of the window that can be moved: its name, and a button that closes it. Dragging it moves the
// part, a double click lets it float. A vertical one stands beside a part that is flat and has a heading of its own.
#pragma once

#include <QWidget>

class QDockWidget;
class QLabel;

namespace unroll {

class DockTitle : public QWidget {
    Q_OBJECT

public:
    // Takes the dock's title; the dock is its parent.
    explicit DockTitle(QDockWidget* dock, Qt::Orientation orientation = Qt::Horizontal);

protected:
    void changeEvent(QEvent* event) override;

private:
    void setupRow(QWidget* close);
    void setupColumn(QWidget* close);
    void takeColours();

    QLabel* text_ = nullptr;
};

} // namespace unroll
