#include "ui/plots/heat_map.h"

#include "ui/plots/cell_lens.h"
#include "ui/plots/colour_maps.h"
#include "ui/theme/spacing.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr int scaleWidth = 8;
constexpr int labelDistance = 16; // pixels between the middles of two labels, at least
constexpr int largestTextCount = 32 * 32;

QSharedPointer<QCPAxisTickerText> tickerFor(int count, double room, const std::function<QString(int)>& name,
                                            double neededWidth) {
    QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    ticker->setSubTickCount(0);
    bool chosen = false; // names are left away where none is to stand
    for (int i = 0; i < count && !chosen; ++i)
        chosen = name(i).isEmpty();
    if (chosen) {
        for (int i = 0; i < count; ++i)
            if (!name(i).isEmpty())
                ticker->addTick(i, name(i));
        return ticker;
    }
    const double most = std::max(2.0, room / std::max<double>(labelDistance, neededWidth));
    int step = 1;
    for (const int factor : {2, 5, 7, 10, 14, 28, 50, 56, 100, 112, 200, 500, 1000})
        if (count / static_cast<double>(step) > most)
            step = factor;
    for (int i = 0; i < count; ++i)
        if (step == 1 || i == 0 || (i + 1) % step == 0)
            ticker->addTick(i, name(i));
    return ticker;
}

// Where the first and the last cell have their middles; QCustomPlot asks for the edges of a single one.
QCPRange middlesOf(int count) { return count > 1 ? QCPRange(0, count - 1) : QCPRange(-0.5, 0.5); }

} // namespace

HeatMap::HeatMap(QWidget* parent)
    : QCustomPlot(parent) {
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setNoAntialiasingOnDrag(false);
    setAntialiasedElements(QCP::aeNone);
    map_ = new QCPColorMap(xAxis, yAxis);
    map_->setInterpolate(false);
    map_->setTightBoundary(false);
    scale_ = new QCPColorScale(this);
    plotLayout()->addElement(0, 1, scale_);
    scale_->setType(QCPAxis::atRight);
    scale_->setBarWidth(scaleWidth);
    scale_->setRangeDrag(false);
    scale_->setRangeZoom(false);
    map_->setColorScale(scale_);
    auto* group = new QCPMarginGroup(this);
    axisRect()->setMarginGroup(QCP::msTop | QCP::msBottom, group);
    scale_->setMarginGroup(QCP::msTop | QCP::msBottom, group);
    plotLayout()->setColumnSpacing(grid(1));
    for (QCPItemRect** mark : {&columnMark_, &rowMark_}) {
        *mark = new QCPItemRect(this);
        (*mark)->setBrush(Qt::NoBrush);
        (*mark)->setVisible(false);
    }
    for (QCPCurve** curve : {&wayEdge_, &way_}) {
        *curve = new QCPCurve(xAxis, yAxis);
        (*curve)->setAntialiased(true);
        (*curve)->setVisible(false);
    }
    spot_ = new QCPItemTracer(this);
    spot_->setStyle(QCPItemTracer::tsCircle);
    spot_->setSize(11);
    spot_->setVisible(false);
    setupAxes();
    auto* lens = new CellLens(*this, CellLens::Over::ColumnsAndRows,
                              [this] { return column_ ? std::optional<double>(*column_) : std::nullopt; });
    connect(lens, &CellLens::ranged, this, &HeatMap::labelRange);
    connect(lens, &CellLens::returned, this, &HeatMap::updateAxes);
    setTheme(screenTheme(*this));
}

void HeatMap::setupAxes() {
    axisRect()->setupFullAxesBox(false);
    yAxis->setRangeReversed(true);
    for (QCPAxis* axis : axisRect()->axes()) {
        axis->grid()->setVisible(false);
        axis->setTickLength(0, 0);
        axis->setSubTickLength(0, 0);
        axis->setLabelPadding(2);
        axis->setTickLabelPadding(3);
    }
    for (QCPAxis* axis : {xAxis2, yAxis2})
        axis->setTicks(false);
    scale_->axis()->setSubTickLength(0, 0);
    scale_->axis()->setTickLength(0, 0);
    scale_->axis()->setTickLabelPadding(3);
    scale_->axis()->setLabelPadding(2);
}

void HeatMap::setTheme(const PlotTheme& theme) {
    theme_ = theme;
    setBackground(QBrush(theme.background));
    QList<QCPAxis*> axes = axisRect()->axes();
    axes.append(scale_->axis());
    for (QCPAxis* axis : axes) {
        axis->setBasePen(QPen(theme.axis));
        axis->setTickLabelColor(theme.referenceText);
        axis->setTickLabelFont(theme.font);
        axis->setLabelColor(theme.referenceText);
        axis->setLabelFont(theme.font);
    }
    for (QCPItemRect* mark : {columnMark_, rowMark_})
        mark->setPen(QPen(theme.text, 1.5));
    wayEdge_->setPen(QPen(Qt::black, 3));
    way_->setPen(QPen(Qt::white, 1.4));
    way_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, QPen(Qt::black, 1), QBrush(Qt::white), 5));
    spot_->setPen(QPen(Qt::black, 2));
    spot_->setBrush(QBrush(Qt::white));
    setCells(std::move(cells_));
}

QString HeatMap::rowName(int row) const {
    return cells_.rowNames.empty() ? QString::number(cells_.firstRow + row)
                                   : cells_.rowNames[static_cast<std::size_t>(row)];
}

QString HeatMap::columnName(int column) const {
    return cells_.columnNames.empty() ? QString::number(cells_.firstColumn + column)
                                      : cells_.columnNames[static_cast<std::size_t>(column)];
}

// QCustomPlot has no buffer to paint on as long as nobody gave it room.
void HeatMap::draw() {
    if (!size().isEmpty())
        replot(rpQueuedReplot);
}

void HeatMap::setCells(HeatMapCells cells) {
    cells_ = std::move(cells);
    map_->setGradient(cells_.colours == HeatMapCells::Colours::Signed ? signedColours()
                                                                      : amountColours(theme_.palette));
    const bool empty = cells_.rows < 1 || cells_.columns < 1;
    for (QCPAxis* axis : axisRect()->axes()) // with nothing on them they would say numbers that mean nothing
        axis->setVisible(!empty);
    if (empty) {
        map_->data()->clear();
        scale_->setVisible(false);
        updateWay();
        draw();
        return;
    }
    scale_->setVisible(true);
    QCPColorMapData& numbers = *map_->data();
    numbers.setSize(cells_.columns, cells_.rows);
    numbers.setRange(middlesOf(cells_.columns), middlesOf(cells_.rows));
    for (int row = 0; row < cells_.rows; ++row)
        for (int column = 0; column < cells_.columns; ++column) {
            const auto value = static_cast<double>(cells_.at(row, column));
            numbers.setCell(column, row, std::isfinite(value) ? value : std::nan(""));
        }
    scale_->setDataRange(QCPRange(cells_.least, cells_.most));
    scale_->axis()->setLabel(cells_.valueLabel);
    xAxis->setLabel(cells_.columnLabel);
    yAxis->setLabel(cells_.rowLabel);
    xAxis->setRange(-0.5, cells_.columns - 0.5);
    yAxis->setRange(-0.5, cells_.rows - 0.5);
    updateAxes();
    updateMarks();
    updateTexts();
    updateWay();
    draw();
}

void HeatMap::updateWay() {
    QList<double> columns;
    QList<double> rows;
    for (const HeatMapWayPoint& point : cells_.way) {
        columns.append(point.column);
        rows.append(point.row);
    }
    for (QCPCurve* curve : {wayEdge_, way_}) {
        curve->setVisible(columns.size() > 1);
        curve->setData(columns, rows);
    }
    spot_->setVisible(cells_.spot.has_value());
    if (cells_.spot)
        spot_->position->setCoords(cells_.spot->column, cells_.spot->row);
}

void HeatMap::updateAxes() {
    const QFontMetricsF metrics(theme_.font);
    double widest = 0;
    for (int column = 0; column < cells_.columns; column += std::max(1, cells_.columns / 8))
        widest = std::max(widest, metrics.horizontalAdvance(columnName(column)) + grid(1));
    const auto x = [this](int i) { return columnName(i); };
    const auto y = [this](int i) { return rowName(i); };
    xAxis->setTicker(tickerFor(cells_.columns, width() * 0.8, x, widest));
    yAxis->setTicker(tickerFor(cells_.rows, height() * 0.8, y, metrics.height()));
    constexpr double fewest = 2;
    constexpr double most = 6;
    scale_->axis()->ticker()->setTickCount(
        static_cast<int>(std::clamp(height() * 0.6 / (1.6 * metrics.height()), fewest, most)));
}

// Of the columns and rows in view, every seventh.
void HeatMap::labelRange() {
    const auto label = [](QCPAxis* axis, int count, const std::function<QString(int)>& name) {
        QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
        ticker->setSubTickCount(0);
        const QCPRange range = axis->range();
        const bool all = range.size() >= count;
        for (int i = std::max(0, static_cast<int>(std::ceil(range.lower))); i < count && i <= range.upper; ++i)
            if ((i + 1) % (all ? std::max(1, count / 8) : 7) == 0)
                ticker->addTick(i, name(i));
        axis->setTicker(ticker);
    };
    label(xAxis, cells_.columns, [this](int i) { return columnName(i); });
    label(yAxis, cells_.rows, [this](int i) { return rowName(i); });
}

void HeatMap::updateMarks() {
    const auto place = [](QCPItemRect* mark, bool shown, double left, double top, double right, double bottom) {
        mark->setVisible(shown);
        mark->topLeft->setCoords(left, top);
        mark->bottomRight->setCoords(right, bottom);
    };
    const bool column = column_ && *column_ < cells_.columns;
    place(columnMark_, column, column_.value_or(0) - 0.5, -0.5, column_.value_or(0) + 0.5, cells_.rows - 0.5);
    const bool row = row_ && *row_ < cells_.rows;
    place(rowMark_, row, -0.5, row_.value_or(0) - 0.5, cells_.columns - 0.5, row_.value_or(0) + 0.5);
}

void HeatMap::setMarkedColumn(std::optional<int> column) {
    column_ = column;
    updateMarks();
    draw();
}

void HeatMap::setMarkedRow(std::optional<int> row) {
    row_ = row;
    updateMarks();
    draw();
}

// On the lighter colours dark, on the darker ones light.
void HeatMap::updateTexts() {
    for (QCPItemText* text : texts_)
        removeItem(text);
    texts_.clear();
    const int count = cells_.rows * cells_.columns;
    if (cells_.texts.empty() || count > largestTextCount)
        return;
    const QFontMetricsF metrics(theme_.font);
    const QSizeF room(axisRect()->width() / static_cast<double>(cells_.columns),
                      axisRect()->height() / static_cast<double>(cells_.rows));
    for (const QString& text : cells_.texts)
        if (metrics.horizontalAdvance(text) + 2 > room.width() || metrics.height() > room.height() + 3)
            return;
    QCPColorGradient gradient = map_->gradient();
    for (int cell = 0; cell < count; ++cell) {
        const QString& written = cells_.texts[static_cast<std::size_t>(cell)];
        if (written.isEmpty())
            continue;
        const int row = cell / cells_.columns;
        const int column = cell % cells_.columns;
        auto* text = new QCPItemText(this);
        text->position->setCoords(column, row);
        text->setText(written);
        text->setFont(theme_.font);
        const QColor under(
            gradient.color(static_cast<double>(cells_.at(row, column)), QCPRange(cells_.least, cells_.most)));
        text->setColor(lightness(under) > 55 ? QColor(Qt::black) : QColor(Qt::white));
        texts_.push_back(text);
    }
}

std::optional<QPoint> HeatMap::cellAt(const QPointF& position) const {
    const auto column = static_cast<int>(std::lround(xAxis->pixelToCoord(position.x())));
    const auto row = static_cast<int>(std::lround(yAxis->pixelToCoord(position.y())));
    if (column < 0 || row < 0 || column >= cells_.columns || row >= cells_.rows)
        return {};
    return QPoint(column, row);
}

void HeatMap::choose(const QPointF& position) {
    if (cells_.columns < 1)
        return;
    const auto within = [](double value, int count) {
        return std::clamp(static_cast<int>(std::lround(value)), 0, count - 1);
    };
    emit columnChosen(within(xAxis->pixelToCoord(position.x()), cells_.columns));
    emit rowChosen(within(yAxis->pixelToCoord(position.y()), cells_.rows));
}

void HeatMap::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !axisRect()->rect().contains(event->position().toPoint()))
        return QCustomPlot::mousePressEvent(event);
    choose(event->position());
    if (const auto cell = cellAt(event->position()))
        emit cellChosen(cell->y(), cell->x());
}

void HeatMap::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton)
        choose(event->position());
    else
        QCustomPlot::mouseMoveEvent(event);
}

void HeatMap::keyPressEvent(QKeyEvent* event) {
    const auto moved = [](std::optional<int> from, int by, int count) {
        return std::clamp(from.value_or(0) + by, 0, std::max(count - 1, 0));
    };
    const int far = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        emit columnChosen(moved(column_, event->key() == Qt::Key_Left ? -far : far, cells_.columns));
    else if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        emit rowChosen(moved(row_, event->key() == Qt::Key_Up ? -far : far, cells_.rows));
    else if (event->key() == Qt::Key_Home || event->key() == Qt::Key_End)
        emit columnChosen(event->key() == Qt::Key_Home ? 0 : std::max(cells_.columns - 1, 0));
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && row_ && column_)
        emit cellChosen(*row_, *column_);
    else
        QCustomPlot::keyPressEvent(event);
}

QString HeatMap::tipFor(int row, int column) const {
    if (tip_)
        return tip_(row, column);
    return QStringLiteral("%1 %2, %3 %4: %5")
        .arg(cells_.columnLabel, columnName(column), cells_.rowLabel, rowName(row))
        .arg(static_cast<double>(cells_.at(row, column)), 0, 'g', 4);
}

bool HeatMap::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        if (const auto cell = cellAt(help->pos()); cell && axisRect()->rect().contains(help->pos())) {
            QToolTip::showText(help->globalPos(), tipFor(cell->y(), cell->x()).toHtmlEscaped(), this);
            return true;
        }
    }
    return QCustomPlot::event(event);
}

void HeatMap::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && map_)
        setTheme(screenTheme(*this));
}

void HeatMap::resizeEvent(QResizeEvent* event) {
    if (event->size().isEmpty())
        return;
    QCustomPlot::resizeEvent(event);
    if (map_ && cells_.rows > 0) {
        updateAxes();
        updateTexts();
        draw();
    }
}

} // namespace unroll
