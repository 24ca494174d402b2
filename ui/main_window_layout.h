// The parts of the window around its plots: they can be moved, closed, opened again, and come back where they were.
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>

class QAction;
class QDockWidget;
class QMainWindow;
class QWidget;

namespace unroll {

class WindowLayout : public QObject {
    Q_OBJECT

public:
    explicit WindowLayout(QMainWindow& window); // which outlives it

    // A part in its usual place; `name` is what it is remembered by. Parts of one area stand below each other. One at
    // the bottom has its title bar at its left.
    QDockWidget* add(const QString& name, const QString& title, QWidget* content, Qt::DockWidgetArea area);

    // Takes the present arrangement as the usual one, once all parts are added.
    void settle();

    QList<QAction*> toggles() const; // to show or close each part

    void restoreUsual();
    void restore(const QByteArray& state); // what saved() gave; anything else changes nothing
    QByteArray saved() const;

private:
    QMainWindow& window_;
    QList<QDockWidget*> parts_;
    QByteArray usual_;
};

} // namespace unroll
