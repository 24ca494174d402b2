#include "ui/charts/step_plot.h"

#include "ui/state/figure_texts.h"

#include <QHelpEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr double smoothingBatches = 50;
constexpr double mostDecades = 1e4; // what is smaller leaves the axis at its bottom
constexpr int roomAbove = 8;
constexpr int roomBelow = 8; // the loss has the numbers of the axis right above

double positionOf(const TracePoint& step, PlotView::Axis axis) {
    return axis == PlotView::Axis::Epochs ? step.epoch : axis == PlotView::Axis::Seconds ? step.seconds : step.images;
}

// Whole decades around all that can be drawn on such an axis, one at least, five at most.
QCPRange decadesAround(const QVector<double>& values) {
    double low = 0;
    double high = 0;
    for (const double value : values)
        if (std::isfinite(value) && value > 0) {
            low = low == 0 ? value : std::min(low, value);
            high = std::max(high, value);
        }
    if (high == 0)
        return {0.1, 1};
    const double lower = std::pow(10, std::floor(std::log10(std::max(low, high / mostDecades))));
    return {lower, std::max(10 * lower, std::pow(10, std::ceil(std::log10(high) + 1e-9)))};
}

} // namespace

StepPlot::StepPlot(QWidget* parent)
    : QCustomPlot(parent) {
    setObjectName(QStringLiteral("steps"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Norm of the gradient, and eta"));
    setToolTip(tr("The Euclidean norm of all gradients together, batch by batch, and the learning rate"));
    axisRect()->setAutoMargins(QCP::msNone);
    for (QCPAxis* axis : {yAxis, yAxis2}) {
        axis->setVisible(true);
        axis->setScaleType(QCPAxis::stLogarithmic);
        const QSharedPointer<QCPAxisTickerLog> decades(new QCPAxisTickerLog);
        decades->setSubTickCount(0);
        axis->setTicker(decades);
        axis->setNumberFormat(QStringLiteral("eb"));
        axis->setNumberPrecision(0);
        axis->setTickLength(0, 0);
        axis->setSubTickLength(0, 0);
        axis->setTickLabelPadding(6);
        axis->setLabelPadding(2);
    }
    yAxis->setLabel(tr("gradient norm"));
    yAxis2->setLabel(tr("eta"));
    xAxis->setTickLabels(false);
    xAxis->setTickLength(0, 0);
    xAxis->setSubTicks(false);
    xAxis->grid()->setVisible(false);
    raw_ = addGraph();
    smoothed_ = addGraph();
    eta_ = addGraph(xAxis, yAxis2);
    setTheme(screenTheme(*this));
}

void StepPlot::setTheme(const PlotTheme& theme) {
    theme_ = theme;
    setBackground(QBrush(theme.background));
    for (QCPAxis* axis : {xAxis, yAxis, yAxis2}) {
        axis->setBasePen(axis == xAxis ? QPen(theme.axis) : QPen(Qt::NoPen));
        axis->setTickLabelFont(theme.font);
        axis->setTickLabelColor(theme.referenceText);
        axis->setLabelFont(theme.font);
        axis->setLabelColor(theme.referenceText);
        axis->grid()->setPen(QPen(theme.grid));
    }
    const QColor run = theme.style(slot_).colour;
    raw_->setPen(QPen(theme.faded(run, 0.75), 1));
    smoothed_->setPen(QPen(run, 1.5));
    eta_->setPen(QPen(theme.referenceText, 1.5, Qt::DashLine));
    draw();
}

// QCustomPlot has no buffer to paint on as long as nobody gave it room.
void StepPlot::draw() {
    if (!size().isEmpty() && isVisible())
        replot(rpQueuedReplot);
}

void StepPlot::setAxis(PlotView::Axis axis) {
    axis_ = axis;
    setSteps(std::vector(steps_), slot_);
}

void StepPlot::setSteps(std::span<const TracePoint> steps, int slot) {
    steps_.assign(steps.begin(), steps.end());
    QVector<double> x;
    QVector<double> norms;
    QVector<double> means;
    QVector<double> etas;
    double mean = 0;
    double before = 0; // its epoch
    const double perEpoch =
        steps_.empty() ? 1 : std::max(1.0, static_cast<double>(steps_.size()) / steps_.back().epoch);
    for (const TracePoint& step : steps_) {
        const bool drawn = std::isfinite(step.gradientNorm) && step.gradientNorm > 0;
        const double batches = std::max(1.0, (step.epoch - before) * perEpoch);
        const double share = before == 0 ? 1 : std::min(1.0, batches / std::min(smoothingBatches, perEpoch / 2 + 1));
        if (drawn)
            mean += share * (step.gradientNorm - mean);
        before = step.epoch;
        x.append(positionOf(step, axis_));
        norms.append(drawn ? step.gradientNorm : std::nan(""));
        means.append(drawn ? mean : std::nan(""));
        etas.append(step.eta > 0 ? step.eta : std::nan(""));
    }
    raw_->setData(x, norms, true);
    smoothed_->setData(x, means, true);
    eta_->setData(x, etas, true);
    yAxis->setRange(decadesAround(norms));
    yAxis2->setRange(decadesAround(etas));
    setAccessibleDescription(
        steps_.empty() ? tr("Nothing is trained yet")
                       : tr("At present the gradient's norm is %1, eta is %2")
                             .arg(normText(steps_.back().gradientNorm), QString::number(steps_.back().eta, 'g', 3)));
    slot_ = slot;
    setTheme(theme_);
}

void StepPlot::setPlace(const AxisRange& range, int left, int right) {
    range_ = range;
    left_ = left;
    right_ = right;
    place();
}

// Right under the curves.
void StepPlot::place() {
    if (right_ <= left_)
        return;
    axisRect()->setMargins({left_, roomAbove, std::max(0, width() - right_), roomBelow});
    xAxis->setRange(range_.lower, range_.upper);
    draw();
}

void StepPlot::resizeEvent(QResizeEvent* event) {
    if (event->size().isEmpty())
        return;
    QCustomPlot::resizeEvent(event);
    place();
}

void StepPlot::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && eta_)
        setTheme(screenTheme(*this));
}

QString StepPlot::tipAt(double x) const {
    const auto next =
        std::ranges::lower_bound(steps_, x, {}, [this](const TracePoint& step) { return positionOf(step, axis_); });
    const TracePoint& step = next == steps_.end() ? steps_.back() : *next;
    return tr("Epoch %1: norm of the gradient %2, eta %3")
        .arg(QLocale().toString(step.epoch, 'f', 2), normText(step.gradientNorm), QLocale().toString(step.eta, 'g', 4));
}

bool StepPlot::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && !steps_.empty()) {
        auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(xAxis->pixelToCoord(help->pos().x())), this);
        return true;
    }
    return QCustomPlot::event(event);
}

} // namespace unroll
