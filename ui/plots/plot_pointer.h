// What mouse and keys do on a chart:
//
//   moving            the cursor follows to the nearest epoch
//   dragging          zooms to the rectangle; along one axis when the drag does
//   wheel             zooms the epochs around the pointer; with Ctrl the values; sideways or with Shift it moves along
//   Shift + dragging, or the middle button: moves what is shown
//   double click      shows the whole run
//   arrows, Home, End the cursor; + and - zoom; Escape takes the cursor away
#pragma once

#include "ui/plots/plot_scale.h"

#include <QObject>
#include <QPointF>

#include <optional>

class QCPAxis;
class QCustomPlot;
class QKeyEvent;
class QMouseEvent;
class QRubberBand;
class QWheelEvent;

namespace unroll {

class PlotPointer : public QObject {
    Q_OBJECT

public:
    explicit PlotPointer(QCustomPlot* chart); // owned by it

signals:
    void movedTo(double position); // on the axis
    void left();
    void horizontalChosen(const unroll::AxisRange& range);
    void verticalChosen(const unroll::AxisRange& range);
    void fitChosen();
    void stepped(int direction); // the cursor, by an epoch
    void jumped(bool toEnd);
    void hidden(); // the cursor, by a key

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Drag { None, Zoom, Move };

    bool press(const QMouseEvent& event);
    bool move(const QMouseEvent& event);
    bool release(const QMouseEvent& event);
    bool wheel(const QWheelEvent& event);
    bool key(const QKeyEvent& event);
    void moveBy(QPointF pixels);
    void zoomTo(const QRect& pixels);
    void zoomAround(QCPAxis& axis, double pixel, double factor);
    QRect draggedTo(QPoint pixel) const; // as far as the axes go, and over a whole axis that isn't meant

    QCustomPlot& chart_;
    QRubberBand* band_;
    Drag drag_ = Drag::None;
    QPoint pressed_;
    QPointF last_;
    bool movesValues_ = false; // of a drag that moves
};

} // namespace unroll
