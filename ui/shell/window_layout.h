// The parts of the window around its plots: they can be moved, closed, opened again, and come back where they were.
//
// Parts grow with the window until a person drags an edge: a part's size is from then on what that person made it.
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QRect>
#include <QString>

class QAction;
class QDockWidget;
class QMainWindow;
class QWidget;

namespace unroll {

class WindowLayout : public QObject {
    Q_OBJECT

public:
    // How wide a part at the left or right is, and how high one at the bottom, or one that stands below another.
    struct Extent {
        Qt::Orientation along = Qt::Horizontal;
        int least = 0;    // pixels; 0 leaves it to the part
        double share = 0; // of the window, where that is more
    };

    struct Part {
        QString name; // what it is remembered by
        QString title;
        Qt::DockWidgetArea area = Qt::LeftDockWidgetArea;
        Extent extent;
    };

    explicit WindowLayout(QMainWindow& window); // which outlives it

    // The largest window that its screen has room for beside the desktop's panels, with a frame around it.
    static QSize roomFor(const QWidget& window);
    static QSize roomFor(const QRect& available);

    // A part in its usual place. Parts of one area stand below each other. One at the bottom has a heading of its own.
    QDockWidget* add(const Part& part, QWidget* content);

    // Takes the present arrangement as the usual one, once all parts are added.
    void settle();

    QList<QAction*> toggles() const; // to show or close each part

    void restoreUsual();
    void restore(const QByteArray& saved); // what saved() gave; anything else changes nothing
    QByteArray saved() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Docked {
        QDockWidget* dock = nullptr;
        Part part;
        int given = 0;       // its size as it was fitted last
        bool chosen = false; // its size is a person's
    };

    int sizeOf(const Docked& docked) const;
    int wantedSize(const Docked& docked) const;
    bool isInPlace(const Docked& docked) const;
    void fitParts();
    void noteChosen();

    QMainWindow& window_;
    QList<Docked> parts_;
    QByteArray usual_;
};

} // namespace unroll
