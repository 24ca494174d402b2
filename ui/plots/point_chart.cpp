#include "ui/plots/point_chart.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace unroll {
namespace {

constexpr double glyphHeight = 11; // pixels
constexpr double nearEnough = 14;  // pixels from the pointer to a point that it means
constexpr double styleSize = 6;    // of a scatter style whose path is drawn as it is

// Centred about the origin.
QPainterPath glyphOf(const QString& text, const QFont& font) {
    QFont sized = font;
    sized.setPixelSize(static_cast<int>(glyphHeight));
    QPainterPath path;
    path.addText(0, 0, sized, text);
    const QPointF middle = path.boundingRect().center();
    return path.translated(-middle);
}

} // namespace

PointChart::PointChart(QWidget* parent)
    : QCustomPlot(parent) {
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setNoAntialiasingOnDrag(false);
    axisRect()->setupFullAxesBox(false);
    for (QCPAxis* axis : axisRect()->axes()) {
        axis->setTickLength(0, 0);
        axis->setSubTicks(false);
        axis->setLabelPadding(2);
        axis->setTickLabelPadding(3);
    }
    for (QCPAxis* axis : {xAxis2, yAxis2})
        axis->setTicks(false);
    lassoLine_ = new QCPCurve(xAxis, yAxis);
    mark_ = new QCPItemTracer(this);
    mark_->setStyle(QCPItemTracer::tsCircle);
    mark_->setSize(glyphHeight + 8);
    mark_->setVisible(false);
    setTheme(screenTheme(*this));
}

void PointChart::setTheme(const PlotTheme& theme) {
    theme_ = theme;
    setBackground(QBrush(theme.background));
    for (QCPAxis* axis : axisRect()->axes()) {
        axis->setBasePen(QPen(theme.axis));
        axis->grid()->setPen(QPen(theme.grid));
        axis->grid()->setZeroLinePen(QPen(theme.axis));
        axis->setTickLabelColor(theme.referenceText);
        axis->setTickLabelFont(theme.font);
        axis->setLabelColor(theme.referenceText);
        axis->setLabelFont(theme.font);
    }
    lassoLine_->setPen(QPen(theme.text, 1, Qt::DashLine));
    mark_->setPen(QPen(theme.text, 1.5));
    setPoints(std::move(points_), std::move(kinds_));
}

void PointChart::setLabels(const QString& x, const QString& y) {
    xAxis->setLabel(x);
    yAxis->setLabel(y);
}

void PointChart::setPoints(std::vector<ChartPoint> points, std::vector<PointKind> kinds) {
    points_ = std::move(points);
    kinds_ = std::move(kinds);
    for (QCPGraph* graph : graphs_)
        removeGraph(graph);
    graphs_.clear();
    const bool empty = points_.empty();
    for (QCPAxis* axis : axisRect()->axes()) // with nothing on them they would say numbers that mean nothing
        axis->setVisible(!empty);
    QCPGraph* rings = addGraph();
    rings->setLineStyle(QCPGraph::lsNone);
    rings->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(theme_.warning, 1), Qt::NoBrush, glyphHeight + 5));
    graphs_.push_back(rings);
    for (const PointKind& kind : kinds_) {
        QCPGraph* graph = addGraph();
        const QColor colour = theme_.style(kind.slot).colour;
        graph->setLineStyle(QCPGraph::lsNone);
        graph->setScatterStyle(
            QCPScatterStyle(glyphOf(kind.text, theme_.font), QPen(colour, 0.3), QBrush(colour), styleSize));
        graph->setName(kind.text);
        graphs_.push_back(graph);
    }
    for (const ChartPoint& point : points_) {
        if (point.ringed)
            rings->addData(point.x, point.y);
        graphs_[static_cast<std::size_t>(point.kind) + 1]->addData(point.x, point.y);
    }
    fit();
    takeLasso();
    setMarkedPoint(marked_);
}

void PointChart::fit() {
    for (const bool vertical : {false, true}) {
        double least = std::numeric_limits<double>::infinity();
        double most = -least;
        for (const ChartPoint& point : points_) {
            least = std::min(least, vertical ? point.y : point.x);
            most = std::max(most, vertical ? point.y : point.x);
        }
        if (!(least <= most))
            continue;
        const double room = std::max((most - least) * 0.05, 1e-6);
        (vertical ? yAxis : xAxis)->setRange(least - room, most + room);
    }
}

// QCustomPlot has no buffer to paint on as long as nobody gave it room.
void PointChart::draw() {
    if (!size().isEmpty())
        replot(rpQueuedReplot);
}

void PointChart::setMarkedPoint(std::optional<int> point) {
    marked_ = point;
    const bool shown = point && *point < static_cast<int>(points_.size());
    mark_->setVisible(shown);
    if (shown) {
        const ChartPoint& at = points_[static_cast<std::size_t>(*point)];
        mark_->position->setCoords(at.x, at.y);
    }
    draw();
}

QPointF PointChart::pixelOf(const ChartPoint& point) const {
    return {xAxis->coordToPixel(point.x), yAxis->coordToPixel(point.y)};
}

std::optional<int> PointChart::nearest(const QPointF& position, double within) const {
    std::optional<int> found;
    double least = within * within;
    for (std::size_t i = 0; i < points_.size(); ++i) {
        const QPointF way = pixelOf(points_[i]) - position;
        const double distance = QPointF::dotProduct(way, way);
        if (distance <= least) {
            least = distance;
            found = static_cast<int>(i);
        }
    }
    return found;
}

void PointChart::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        QCustomPlot::mousePressEvent(event);
        return;
    }
    setFocus(Qt::MouseFocusReason);
    pressed_ = event->position();
    drags_ = false;
}

void PointChart::mouseMoveEvent(QMouseEvent* event) {
    if (!pressed_ || !(event->buttons() & Qt::LeftButton)) {
        QCustomPlot::mouseMoveEvent(event);
        return;
    }
    if (!drags_ && (event->position() - *pressed_).manhattanLength() < QApplication::startDragDistance())
        return;
    const auto coordinates = [this](const QPointF& pixel) {
        return QPointF(xAxis->pixelToCoord(pixel.x()), yAxis->pixelToCoord(pixel.y()));
    };
    if (!drags_)
        lasso_ = {coordinates(*pressed_)};
    drags_ = true;
    lasso_.push_back(coordinates(event->position()));
    takeLasso();
    draw();
}

void PointChart::mouseReleaseEvent(QMouseEvent* event) {
    if (!pressed_ || event->button() != Qt::LeftButton) {
        QCustomPlot::mouseReleaseEvent(event);
        return;
    }
    const QPointF at = *std::exchange(pressed_, std::nullopt);
    if (std::exchange(drags_, false)) {
        takeLasso();
        emit lassoChanged();
        return;
    }
    if (!lasso_.empty()) { // a press beside it takes it away
        lasso_.clear();
        takeLasso();
        draw();
        emit lassoChanged();
    }
    if (const auto point = nearest(at, nearEnough))
        emit pointChosen(*point);
}

void PointChart::takeLasso() {
    lassoed_.clear();
    if (lasso_.size() > 2) {
        const QPolygonF around(QList<QPointF>(lasso_.begin(), lasso_.end()));
        for (std::size_t i = 0; i < points_.size(); ++i)
            if (around.containsPoint({points_[i].x, points_[i].y}, Qt::OddEvenFill))
                lassoed_.push_back(static_cast<int>(i));
    }
    drawLasso();
}

void PointChart::drawLasso() {
    QList<double> xs;
    QList<double> ys;
    for (const QPointF& corner : lasso_) {
        xs.append(corner.x());
        ys.append(corner.y());
    }
    if (!drags_ && !lasso_.empty()) { // closed once the hand rests
        xs.append(lasso_.front().x());
        ys.append(lasso_.front().y());
    }
    lassoLine_->setData(xs, ys);
}

// To the nearest point on that side.
void PointChart::stepTowards(int key) {
    if (points_.empty())
        return;
    const int from = std::clamp(marked_.value_or(0), 0, static_cast<int>(points_.size()) - 1);
    const QPointF here = pixelOf(points_[static_cast<std::size_t>(from)]);
    const QPointF ahead = key == Qt::Key_Left    ? QPointF(-1, 0)
                          : key == Qt::Key_Right ? QPointF(1, 0)
                          : key == Qt::Key_Up    ? QPointF(0, -1)
                                                 : QPointF(0, 1);
    std::optional<int> best;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < points_.size(); ++i) {
        const QPointF way = pixelOf(points_[i]) - here;
        const double along = QPointF::dotProduct(way, ahead);
        const double aside = std::abs(way.x() * ahead.y() - way.y() * ahead.x());
        if (along <= 0 || aside > along)
            continue;
        if (const double distance = along + 2 * aside; distance < least) {
            least = distance;
            best = static_cast<int>(i);
        }
    }
    if (best)
        emit pointChosen(*best);
}

void PointChart::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        stepTowards(event->key());
        return;
    default:
        QCustomPlot::keyPressEvent(event);
    }
}

bool PointChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        if (const auto point = nearest(help->pos(), nearEnough); point && tip_) {
            QToolTip::showText(help->globalPos(), tip_(*point).toHtmlEscaped(), this);
            return true;
        }
    }
    return QCustomPlot::event(event);
}

void PointChart::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && mark_)
        setTheme(screenTheme(*this));
}

void PointChart::resizeEvent(QResizeEvent* event) {
    if (!event->size().isEmpty())
        QCustomPlot::resizeEvent(event);
}

} // namespace unroll
