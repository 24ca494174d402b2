#include "ui/plots/plot_pointer.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QRubberBand>
#include <QWheelEvent>

#include <qcustomplot.h>

#include <cmath>
#include <utility>

namespace unroll {
namespace {

constexpr int smallestDrag = 6; // in pixels; less is a click
constexpr int alongAxis = 20;   // a drag that goes less far across an axis is meant along the other
constexpr double stepFactor = 0.8;
constexpr double wheelStep = 120; // of one notch, as Qt counts

AxisRange rangeBetween(const QCPAxis& axis, double from, double to) {
    const double a = axis.pixelToCoord(from);
    const double b = axis.pixelToCoord(to);
    return {std::min(a, b), std::max(a, b)};
}

} // namespace

PlotPointer::PlotPointer(QCustomPlot* chart)
    : QObject(chart)
    , chart_(*chart)
    , band_(new QRubberBand(QRubberBand::Rectangle, chart)) {
    chart->setMouseTracking(true);
    chart->installEventFilter(this);
}

bool PlotPointer::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        return press(static_cast<QMouseEvent&>(*event));
    case QEvent::MouseMove:
        return move(static_cast<QMouseEvent&>(*event));
    case QEvent::MouseButtonRelease:
        return release(static_cast<QMouseEvent&>(*event));
    case QEvent::MouseButtonDblClick:
        emit fitChosen();
        return true;
    case QEvent::Wheel:
        return wheel(static_cast<QWheelEvent&>(*event));
    case QEvent::KeyPress:
        return key(static_cast<QKeyEvent&>(*event));
    case QEvent::Leave:
        emit left();
        return false;
    default:
        return QObject::eventFilter(watched, event);
    }
}

bool PlotPointer::press(const QMouseEvent& event) {
    const bool moves = event.button() == Qt::MiddleButton ||
                       (event.button() == Qt::LeftButton && event.modifiers() & Qt::ShiftModifier);
    if (!chart_.axisRect()->rect().contains(event.pos()) || !(moves || event.button() == Qt::LeftButton))
        return false;
    drag_ = moves ? Drag::Move : Drag::Zoom;
    pressed_ = event.pos();
    last_ = event.position();
    movesValues_ = false;
    emit left();
    if (moves)
        chart_.setCursor(Qt::ClosedHandCursor);
    return false; // the chart still takes the focus
}

bool PlotPointer::move(const QMouseEvent& event) {
    if (drag_ == Drag::Move) {
        movesValues_ = movesValues_ || std::abs(event.pos().y() - pressed_.y()) >= alongAxis;
        moveBy(event.position() - std::exchange(last_, event.position()));
    } else if (drag_ == Drag::Zoom) {
        band_->setGeometry(draggedTo(event.pos()));
        band_->setVisible((event.pos() - pressed_).manhattanLength() >= smallestDrag);
    } else if (chart_.axisRect()->rect().adjusted(-2, 0, 3, 0).contains(event.pos())) {
        emit movedTo(chart_.xAxis->pixelToCoord(event.position().x()));
    } else {
        emit left();
    }
    return true;
}

bool PlotPointer::release(const QMouseEvent& event) {
    const Drag ended = std::exchange(drag_, Drag::None);
    chart_.unsetCursor();
    band_->hide();
    if (ended == Drag::Zoom && (event.pos() - pressed_).manhattanLength() >= smallestDrag)
        zoomTo(draggedTo(event.pos()));
    return ended != Drag::None;
}

QRect PlotPointer::draggedTo(QPoint pixel) const {
    const QRect area = chart_.axisRect()->rect();
    QRect rect = QRect(pressed_, pixel).normalized() & area;
    if (rect.height() < alongAxis) {
        rect.setTop(area.top());
        rect.setBottom(area.bottom());
    } else if (rect.width() < alongAxis) {
        rect.setLeft(area.left());
        rect.setRight(area.right());
    }
    return rect;
}

void PlotPointer::zoomTo(const QRect& pixels) {
    const QRect area = chart_.axisRect()->rect();
    const AxisRange horizontal = rangeBetween(*chart_.xAxis, pixels.left(), pixels.right() + 1);
    const AxisRange vertical = rangeBetween(*chart_.yAxis, pixels.top(), pixels.bottom() + 1);
    if (pixels.width() < area.width())
        emit horizontalChosen(horizontal);
    if (pixels.height() < area.height())
        emit verticalChosen(vertical);
}

void PlotPointer::moveBy(QPointF pixels) {
    const auto moved = [](const QCPAxis& axis, double by) {
        return rangeBetween(axis, axis.coordToPixel(axis.range().lower) - by,
                            axis.coordToPixel(axis.range().upper) - by);
    };
    if (pixels.x() != 0)
        emit horizontalChosen(moved(*chart_.xAxis, pixels.x()));
    if (movesValues_ && pixels.y() != 0)
        emit verticalChosen(moved(*chart_.yAxis, pixels.y()));
}

void PlotPointer::zoomAround(QCPAxis& axis, double pixel, double factor) {
    const double lower = axis.coordToPixel(axis.range().lower);
    const double upper = axis.coordToPixel(axis.range().upper);
    const AxisRange range = rangeBetween(axis, pixel + (lower - pixel) * factor, pixel + (upper - pixel) * factor);
    if (axis.orientation() == Qt::Horizontal)
        emit horizontalChosen(range);
    else
        emit verticalChosen(range);
}

bool PlotPointer::wheel(const QWheelEvent& event) {
    const QPointF steps = QPointF(event.angleDelta()) / wheelStep;
    const bool sideways = event.modifiers() & Qt::ShiftModifier || std::abs(steps.x()) > std::abs(steps.y());
    const double along = std::abs(steps.x()) > std::abs(steps.y()) ? steps.x() : steps.y();
    if (sideways)
        moveBy({along * chart_.axisRect()->width() / 10, 0});
    else if (event.modifiers() & Qt::ControlModifier)
        zoomAround(*chart_.yAxis, event.position().y(), std::pow(stepFactor, along));
    else
        zoomAround(*chart_.xAxis, event.position().x(), std::pow(stepFactor, along));
    return true;
}

bool PlotPointer::key(const QKeyEvent& event) {
    const double middle = chart_.axisRect()->center().x();
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        emit stepped(event.key() == Qt::Key_Left ? -1 : 1);
        return true;
    case Qt::Key_Home:
    case Qt::Key_End:
        emit jumped(event.key() == Qt::Key_End);
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Minus:
        zoomAround(*chart_.xAxis, middle, event.key() == Qt::Key_Plus ? stepFactor : 1 / stepFactor);
        return true;
    case Qt::Key_Escape:
        emit hidden();
        return true;
    default:
        return false;
    }
}

} // namespace unroll
