#include "ui/plots/epoch_chart.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace unroll {

EpochChart::EpochChart(QWidget* parent)
    : QCustomPlot(parent) {
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    yAxis->setScaleType(QCPAxis::stLogarithmic);
    const QSharedPointer<QCPAxisTickerLog> decades(new QCPAxisTickerLog);
    decades->setSubTickCount(8);
    yAxis->setTicker(decades);
    yAxis->setNumberFormat(QStringLiteral("eb"));
    yAxis->setNumberPrecision(0);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTickLength(0, 0);
        axis->setSubTickLength(0, 0);
        axis->setLabelPadding(2);
        axis->setTickLabelPadding(4);
    }
    yAxis->grid()->setSubGridVisible(true);
    xAxis->setLabel(tr("epoch"));
    const QSharedPointer<QCPAxisTickerFixed> whole(new QCPAxisTickerFixed);
    whole->setTickStep(1);
    whole->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    xAxis->setTicker(whole);
    xAxis->setSubTicks(false);
    legend->setBorderPen(Qt::NoPen);
    axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignRight);
    setTheme(screenTheme(*this));
}

void EpochChart::setTheme(const PlotTheme& theme) {
    theme_ = theme;
    setBackground(QBrush(theme.background));
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setBasePen(QPen(theme.axis));
        axis->grid()->setPen(QPen(theme.grid));
        axis->grid()->setSubGridPen(QPen(theme.faded(theme.grid, 0.5)));
        axis->setTickLabelColor(theme.referenceText);
        axis->setTickLabelFont(theme.font);
        axis->setLabelColor(theme.referenceText);
        axis->setLabelFont(theme.font);
    }
    legend->setBrush(QBrush(theme.background));
    legend->setFont(theme.font);
    legend->setTextColor(theme.text);
    setLines(std::move(lines_), yAxis->label());
}

void EpochChart::setLines(std::vector<EpochLine> lines, const QString& valueLabel) {
    lines_ = std::move(lines);
    clearGraphs();
    clearItems();
    yAxis->setLabel(valueLabel);
    fit();
    for (const EpochLine& line : lines_) {
        QCPGraph* graph = addGraph();
        graph->setName(line.name);
        QPen pen = theme_.style(line.slot).pen(2);
        if (line.limit)
            pen.setStyle(Qt::DashLine);
        else
            graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 5));
        graph->setPen(pen);
        for (const QPointF& point : line.points)
            if (line.limit)
                for (const double end : {xAxis->range().lower, xAxis->range().upper})
                    graph->addData(end, point.y());
            else
                graph->addData(point.x(), std::isfinite(point.y()) && point.y() > 0 ? point.y() : std::nan(""));
    }
    legend->setVisible(!lines_.empty());
    draw();
}

// Whole epochs, and two decades at least: a flat line looks flat.
void EpochChart::fit() {
    double last = 1;
    double low = std::numeric_limits<double>::infinity();
    double high = 0;
    for (const EpochLine& line : lines_)
        for (const QPointF& point : line.points) {
            if (!line.limit)
                last = std::max(last, point.x());
            if (std::isfinite(point.y()) && point.y() > 0) {
                low = std::min(low, point.y());
                high = std::max(high, point.y());
            }
        }
    const bool empty = high == 0;
    for (QCPAxis* axis : {xAxis, yAxis}) // with nothing on them they would say numbers that mean nothing
        axis->setVisible(!empty);
    const double room = std::max(0.3, last * 0.02);
    xAxis->setRange(-room, last + room);
    if (empty)
        return;
    const double bottom = std::pow(10, std::floor(std::log10(low) - 0.05));
    const double top = std::pow(10, std::ceil(std::log10(high) + 0.05));
    yAxis->setRange(bottom, std::max(top, 100 * bottom));
}

// QCustomPlot has no buffer to paint on as long as nobody gave it room.
void EpochChart::draw() {
    if (!size().isEmpty())
        replot(rpQueuedReplot);
}

std::optional<double> EpochChart::epochNear(double x) const {
    std::optional<double> nearest;
    for (const EpochLine& line : lines_)
        for (const QPointF& point : line.points)
            if (!line.limit && (!nearest || std::abs(xAxis->coordToPixel(point.x()) - x) <
                                                std::abs(xAxis->coordToPixel(*nearest) - x)))
                nearest = point.x();
    return nearest;
}

void EpochChart::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        QCustomPlot::mousePressEvent(event);
    else if (const auto epoch = epochNear(event->position().x()))
        emit epochChosen(static_cast<qint64>(*epoch));
}

bool EpochChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        if (const auto epoch = epochNear(help->pos().x())) {
            QStringList said{tr("Epoch %1").arg(*epoch)};
            for (const EpochLine& line : lines_)
                for (const QPointF& point : line.points)
                    if (line.limit || point.x() == *epoch)
                        said.append(QStringLiteral("%1: %2").arg(line.name).arg(point.y(), 0, 'g', 4));
            QToolTip::showText(help->globalPos(), said.join(QLatin1Char('\n')).toHtmlEscaped(), this);
            return true;
        }
    }
    return QCustomPlot::event(event);
}

void EpochChart::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && legend)
        setTheme(screenTheme(*this));
}

void EpochChart::resizeEvent(QResizeEvent* event) {
    if (!event->size().isEmpty())
        QCustomPlot::resizeEvent(event);
}

} // namespace unroll
