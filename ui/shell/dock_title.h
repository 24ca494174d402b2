// What a part of the window that can be moved has at its edge. Dragging it moves the part, a double click lets it
// float.
#pragma once

#include <QWidget>

class QDockWidget;
class QLabel;

namespace unroll {

// The heading of a part: its name, and a button that closes it.
class DockTitle : public QWidget {
    Q_OBJECT

public:
    explicit DockTitle(QDockWidget* dock); // takes its title; the dock is its parent

protected:
    void changeEvent(QEvent* event) override;

private:
    void takeColours();

    QLabel* text_ = nullptr;
};

// Stands left of a flat part that has a heading of its own.
class DockGrip : public QWidget {
    Q_OBJECT

public:
    explicit DockGrip(QDockWidget* dock); // its parent

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
};

// The button that closes a part, for its upper right corner.
QWidget* closeButton(QDockWidget* dock, QWidget* parent);

} // namespace unroll
