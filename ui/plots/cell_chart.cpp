#include "ui/plots/cell_chart.h"

#include "ui/plots/cell_lens.h"
#include "ui/theme/spacing.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace unroll {

CellChart::CellChart(Scale scale, QWidget* parent)
    : QCustomPlot(parent)
    , scale_(scale) {
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    if (scale == Scale::Decades) {
        yAxis->setScaleType(QCPAxis::stLogarithmic);
        const QSharedPointer<QCPAxisTickerLog> decades(new QCPAxisTickerLog);
        decades->setSubTickCount(0);
        yAxis->setTicker(decades);
        yAxis->setNumberFormat(QStringLiteral("eb"));
        yAxis->setNumberPrecision(0);
    }
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTickLength(0, 0);
        axis->setSubTicks(false);
        axis->setLabelPadding(2);
        axis->setTickLabelPadding(4);
    }
    xAxis->setLabel(tr("cell"));
    legend->setBorderPen(Qt::NoPen);
    legend->setBrush(Qt::NoBrush);
    axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignLeft);
    mark_ = new QCPItemStraightLine(this);
    mark_->setVisible(false);
    new CellLens(*this, CellLens::Over::Columns,
                 [this] { return cell_ ? std::optional<double>(*cell_ + 1) : std::nullopt; });
    setTheme(screenTheme(*this));
}

void CellChart::setTheme(const PlotTheme& theme) {
    setBackground(QBrush(theme.background));
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setBasePen(QPen(theme.axis));
        axis->grid()->setPen(QPen(theme.grid));
        axis->grid()->setZeroLinePen(QPen(theme.axis));
        axis->setTickLabelColor(theme.referenceText);
        axis->setTickLabelFont(theme.font);
        axis->setLabelColor(theme.referenceText);
        axis->setLabelFont(theme.font);
    }
    legend->setFont(theme.font);
    legend->setTextColor(theme.text);
    mark_->setPen(QPen(theme.text, 1));
    draw();
}

// QCustomPlot has no buffer to paint on as long as nobody gave it room.
void CellChart::draw() {
    if (!size().isEmpty())
        replot(rpQueuedReplot);
}

QCPRange CellChart::rangeOf(const std::vector<CellLine>& lines, std::optional<QCPRange> least) const {
    double low = least ? least->lower : std::numeric_limits<double>::infinity();
    double high = least ? least->upper : -std::numeric_limits<double>::infinity();
    for (const CellLine& line : lines)
        for (const double value : line.values)
            if (std::isfinite(value) && (scale_ == Scale::Even || value > 0)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
    if (!(low <= high))
        return scale_ == Scale::Decades ? QCPRange(1e-3, 1) : QCPRange(0, 1);
    if (scale_ == Scale::Decades) // whole decades, two of them at least: a flat line looks flat
        return {std::pow(10, std::floor(std::log10(low) - 0.1)),
                std::max(std::pow(10, std::ceil(std::log10(high) + 0.1)),
                         std::pow(10, std::floor(std::log10(low) - 0.1) + 2))};
    const double room = std::max((high - low) * 0.06, 1e-9);
    return {low - room, high + room};
}

void CellChart::setLines(const std::vector<CellLine>& lines, const QString& valueLabel, std::optional<QCPRange> least) {
    lines_ = lines;
    clearGraphs();
    cells_ = 0;
    for (const CellLine& line : lines) {
        QCPGraph* graph = addGraph();
        graph->setName(line.name);
        graph->setPen(QPen(line.colour, 2, line.pattern));
        const bool few = line.values.size() <= 64;
        if (few)
            graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 4));
        for (std::size_t i = 0; i < line.values.size(); ++i) {
            const double value = line.values[i];
            const bool drawn = std::isfinite(value) && (scale_ == Scale::Even || value > 0);
            graph->addData(static_cast<double>(i + 1), drawn ? value : std::nan(""));
        }
        cells_ = std::max(cells_, static_cast<int>(line.values.size()));
    }
    legend->setVisible(lines.size() > 1);
    yAxis->setLabel(valueLabel);
    yAxis->setRange(rangeOf(lines, least));
    const double margin = std::max(0.5, cells_ * 0.01);
    xAxis->setRange(1 - margin, std::max(cells_, 1) + margin);
    const QSharedPointer<QCPAxisTickerFixed> whole(new QCPAxisTickerFixed);
    whole->setTickStep(1);
    whole->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    xAxis->setTicker(whole);
    setMarkedCell(cell_);
}

void CellChart::setMarkedCell(std::optional<int> cell) {
    cell_ = cell;
    mark_->setVisible(cell && *cell < cells_);
    mark_->point1->setCoords(cell.value_or(0) + 1, yAxis->range().lower);
    mark_->point2->setCoords(cell.value_or(0) + 1, yAxis->range().upper);
    draw();
}

int CellChart::cellNear(double x) const {
    return std::clamp(static_cast<int>(std::lround(xAxis->pixelToCoord(x))) - 1, 0, std::max(cells_ - 1, 0));
}

void CellChart::choose(double x) {
    if (cells_ > 0)
        emit cellChosen(cellNear(x));
}

void CellChart::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        choose(event->position().x());
    else
        QCustomPlot::mousePressEvent(event);
}

void CellChart::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton)
        choose(event->position().x());
    else
        QCustomPlot::mouseMoveEvent(event);
}

void CellChart::keyPressEvent(QKeyEvent* event) {
    const int far = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    const int last = std::max(cells_ - 1, 0);
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        emit cellChosen(std::clamp(cell_.value_or(0) + (event->key() == Qt::Key_Left ? -far : far), 0, last));
    else if (event->key() == Qt::Key_Home || event->key() == Qt::Key_End)
        emit cellChosen(event->key() == Qt::Key_Home ? 0 : last);
    else
        QCustomPlot::keyPressEvent(event);
}

void CellChart::resizeEvent(QResizeEvent* event) {
    if (!event->size().isEmpty())
        QCustomPlot::resizeEvent(event);
}

bool CellChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && cells_ > 0) {
        auto* help = static_cast<QHelpEvent*>(event);
        const int cell = cellNear(help->pos().x());
        QStringList said{tr("Cell %1").arg(cell + 1)};
        for (const CellLine& line : lines_)
            if (static_cast<std::size_t>(cell) < line.values.size())
                said.append((line.name.isEmpty() ? QString() : line.name + QStringLiteral(": ")) +
                            QString::number(line.values[static_cast<std::size_t>(cell)], 'g', 4));
        QToolTip::showText(help->globalPos(), said.join(QLatin1Char('\n')).toHtmlEscaped(), this);
        return true;
    }
    return QCustomPlot::event(event);
}

void CellChart::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && mark_)
        setTheme(screenTheme(*this));
}

} // namespace unroll
