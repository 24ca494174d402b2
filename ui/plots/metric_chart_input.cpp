// What a person does to the chart by mouse and keys.
#include "ui/plots/change_marks.h"
#include "ui/plots/metric_chart.h"
#include "ui/plots/plot_cursor.h"
#include "ui/plots/plot_pointer.h"

#include <QToolTip>

namespace unroll {

void MetricChart::setupPointer() {
    setFocusPolicy(Qt::StrongFocus);
    auto* pointer = new PlotPointer(this);
    connect(pointer, &PlotPointer::movedTo, this,
            [this](double position) { chooseCursor(nearestEpoch(position, runs_.all(), scale_)); });
    connect(pointer, &PlotPointer::left, this, [this] { chooseCursor({}); });
    connect(pointer, &PlotPointer::hidden, this, [this] { chooseCursor({}); });
    connect(pointer, &PlotPointer::stepped, this, &MetricChart::stepCursor);
    connect(pointer, &PlotPointer::jumped, this, &MetricChart::jumpCursor);
    connect(pointer, &PlotPointer::horizontalChosen, this, [this](const AxisRange& range) { chooseHorizontal(range); });
    connect(pointer, &PlotPointer::verticalChosen, this, [this](const AxisRange& range) { setVerticalView(range); });
    connect(pointer, &PlotPointer::fitChosen, this, [this] {
        setVerticalView({});
        chooseHorizontal({});
    });
}

void MetricChart::chooseHorizontal(const std::optional<AxisRange>& range) {
    setHorizontalView(range);
    emit horizontalChosen(axes_.horizontalView());
}

void MetricChart::chooseCursor(const std::optional<std::int64_t>& epoch) {
    if (epoch == cursorEpoch())
        return;
    showCursor(epoch);
    emit cursorMoved(epoch);
}

void MetricChart::stepCursor(int direction) {
    const auto present = cursorEpoch();
    if (!present)
        return jumpCursor(direction < 0);
    chooseCursor(neighbouringEpoch(*present, direction, runs_.all()));
}

void MetricChart::jumpCursor(bool toEnd) {
    const AxisRange shown = axes_.horizontal();
    chooseCursor(nearestEpoch(toEnd ? shown.upper : shown.lower, runs_.all(), scale_));
}

bool MetricChart::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape &&
        cursor_->isShown()) {
        event->accept(); // takes the cursor away and does not stop the training
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (axisRect()->rect().contains(help->pos())) {
            QToolTip::showText(help->globalPos(), changeMarks_->textAt(help->pos()), this);
            return true; // over the curves the cursor speaks
        }
    }
    return QCustomPlot::event(event);
}

void MetricChart::paintEvent(QPaintEvent* event) {
    QCustomPlot::paintEvent(event);
    if (!focusByKey_)
        return;
    QPainter painter(this);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
    painter.drawRect(axisRect()->rect());
}

void MetricChart::focusInEvent(QFocusEvent* event) {
    focusByKey_ = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QCustomPlot::focusInEvent(event);
    update();
}

void MetricChart::focusOutEvent(QFocusEvent* event) {
    focusByKey_ = false;
    QCustomPlot::focusOutEvent(event);
    update();
}

} // namespace unroll
