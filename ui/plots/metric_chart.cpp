#include "ui/plots/metric_chart.h"

#include "ui/plots/axis_tickers.h"
#include "ui/plots/label_spread.h"
#include "ui/plots/marked_graph.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr double markerSize = 7;
constexpr int referencePadding = 10; // left of a reference's name

QString translated(const char* text) { return QCoreApplication::translate("unroll::MetricChart", text); }

Curve curveOf(const QCPGraph& graph) {
    Curve curve;
    for (const QCPGraphData& point : *graph.data())
        curve.push_back({point.key, point.value});
    return curve;
}

QVector<QCPGraphData> graphData(std::span<const MetricPoint> curve) {
    QVector<QCPGraphData> data;
    data.reserve(static_cast<qsizetype>(curve.size()));
    for (const MetricPoint& point : curve)
        if (std::isfinite(point.y))
            data.append({point.x, point.y});
    return data;
}

} // namespace

MetricChart::MetricChart(PlotKind kind, QWidget* parent)
    : QCustomPlot(parent)
    , kind_(kind)
    , range_(kind) {
    setNoAntialiasingOnDrag(false);
    setAntialiasedElements(QCP::aePlottables | QCP::aeScatters | QCP::aeItems);
    setPlottingHint(QCP::phFastPolylines, false);
    setAutoAddPlottableToLegend(false);
    setupAxes();
    setupGraphs();
    connect(this, &QCustomPlot::afterLayout, this, [this] { placeReferenceLabels(); });
    setTheme(screenTheme(palette()));
    updateRanges();
}

void MetricChart::setupAxes() {
    xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new EpochTicker));
    xAxis->ticker()->setTickCount(8);
    xAxis->setLabel(translated("Epoch"));
    yAxis->setTicker(kind_ == PlotKind::Accuracy ? QSharedPointer<QCPAxisTicker>(new PercentTicker)
                                                 : QSharedPointer<QCPAxisTicker>(new LossTicker));
    yAxis->ticker()->setTickCount(5);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTickPen(Qt::NoPen);
        axis->setTickLength(0, 0);
        axis->setSubTicks(false);
        axis->setTickLabelPadding(6);
        axis->setLabelPadding(2);
    }
    xAxis->grid()->setVisible(false);
    axisRect()->setAutoMargins(QCP::msTop | QCP::msBottom);
    plotLayout()->setRowSpacing(4);
}

void MetricChart::setupGraphs() {
    batches_ = addGraph();
    batches_->setLayer(QStringLiteral("grid")); // behind the references, which follow
    batches_->setName(translated("single batches"));
    train_ = new MarkedGraph(xAxis, yAxis);
    train_->setName(translated("training images"));
    test_ = new MarkedGraph(xAxis, yAxis);
    test_->setName(translated("test images"));
    diverged_ = new MarkedGraph(xAxis, yAxis);
    diverged_->setLineStyle(QCPGraph::lsNone);
    diverged_->setName(translated("diverged"));
    for (QCPGraph* graph : {train_, test_})
        graph->setAdaptiveSampling(false);
}

void MetricChart::setTheme(const PlotTheme& theme) {
    theme_ = theme;
    applyTheme();
}

void MetricChart::applyTheme() {
    setBackground(QBrush(theme_.background));
    themeAxis(xAxis);
    themeAxis(yAxis);
    yAxis->setBasePen(Qt::NoPen);
    batches_->setPen(QPen(theme_.batches, 1));
    QPen line(theme_.run, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    test_->setPen(line);
    test_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, line, QBrush(theme_.run), markerSize));
    QPen dashed(theme_.run, 1.5);
    dashed.setDashPattern({4, 3});
    train_->setPen(dashed);
    train_->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssSquare, QPen(theme_.run, 1.5), QBrush(theme_.background), markerSize));
    diverged_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCross, QPen(theme_.warning, 2.5), Qt::NoBrush, 11));
    for (const Reference& reference : references_) {
        reference.graph->setPen(QPen(theme_.reference, 1.25));
        reference.label->setColor(theme_.referenceText);
        reference.label->setFont(theme_.font);
        reference.level->setPen(QPen(theme_.reference, 1, Qt::DotLine));
    }
    // Room for the widest tick label, so that a second plot below has its axis at the same place.
    const QFontMetrics metrics(theme_.font);
    axisRect()->setMargins(
        QMargins(metrics.horizontalAdvance(QStringLiteral("100 %")) + 14, 0, referenceLabelRoom(), 0));
    axisRect()->setMinimumMargins(QMargins(0, 8, 0, 0));
    legend->setFont(theme_.font);
    legend->setTextColor(theme_.text);
    legend->setBorderPen(Qt::NoPen);
    legend->setBrush(theme_.background);
}

// Right of the last epoch; the same in every plot, so that epochs stand below each other.
int MetricChart::referenceLabelRoom() const {
    return QFontMetrics(theme_.font).horizontalAdvance(translated("The paper's own")) + referencePadding + 8;
}

void MetricChart::themeAxis(QCPAxis* axis) const {
    axis->setBasePen(QPen(theme_.axis, 1));
    axis->setTickLabelFont(theme_.font);
    axis->setTickLabelColor(theme_.referenceText);
    axis->setLabelFont(theme_.font);
    axis->setLabelColor(theme_.referenceText);
    axis->grid()->setPen(QPen(theme_.grid, 1));
    axis->grid()->setZeroLinePen(Qt::NoPen);
}

void MetricChart::setData(const PlotData& data) {
    clearRun();
    setReferences(data.references);
    setPlannedEpochs(data.plannedEpochs);
    addBatches(data.batches);
    addEpochs(data.train, data.test);
    if (data.divergedAt)
        markDivergence(*data.divergedAt);
    if (data.test.empty())
        revealLastBatch();
}

PlotData MetricChart::data() const {
    PlotData data;
    data.plannedEpochs = plannedEpochs_;
    for (const Reference& reference : references_)
        if (referencesShown_)
            data.references.push_back(reference.source);
    data.batches = batchSeries_.points();
    data.train = curveOf(*train_);
    data.test = curveOf(*test_);
    if (!diverged_->data()->isEmpty())
        data.divergedAt = diverged_->data()->constBegin()->key;
    return data;
}

void MetricChart::setPlannedEpochs(double epochs) {
    plannedEpochs_ = std::max(1.0, epochs);
    updateRanges();
}

void MetricChart::setReferences(const std::vector<NamedCurve>& references) {
    for (const Reference& old : references_) {
        removeItem(old.label);
        removeItem(old.level);
        removeGraph(old.graph);
    }
    references_.clear();
    for (const NamedCurve& source : references) {
        if (source.curve.empty())
            continue;
        Reference reference{source, addGraph(), new QCPItemText(this), new QCPItemLine(this)};
        reference.graph->setLayer(QStringLiteral("grid"));
        reference.level->setLayer(QStringLiteral("grid"));
        reference.graph->data()->set(graphData(source.curve), true);
        reference.label->setText(
            QFontMetrics(theme_.font).elidedText(source.name, Qt::ElideRight, referenceLabelRoom() - referencePadding));
        reference.label->setClipToAxisRect(false);
        reference.label->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        reference.label->setPadding(QMargins(referencePadding, 0, 0, 0));
        reference.label->position->setType(QCPItemPosition::ptAbsolute);
        references_.push_back(std::move(reference));
    }
    showReferences(referencesShown_);
    applyTheme();
}

void MetricChart::showReferences(bool shown) {
    referencesShown_ = shown;
    for (const Reference& reference : references_) {
        reference.graph->setVisible(shown);
        reference.label->setVisible(shown);
        reference.level->setVisible(shown);
    }
}

void MetricChart::clearRun() {
    for (QCPGraph* graph : {batches_, train_, test_, diverged_})
        graph->data()->clear();
    batchSeries_.clear();
    range_.reset();
    lastEpoch_ = 0;
    updateRanges();
}

void MetricChart::addBatches(const Curve& batches) {
    batchSeries_.append(batches);
    if (batchSeries_.isEmpty() || batches.empty())
        return;
    range_.glance(batchSeries_.points().back().y);
    lastEpoch_ = std::max(lastEpoch_, batchSeries_.points().back().x);
    updateRanges();
    batches_->data()->set(graphData(batchSeries_.drawn(0, xAxis->range().upper)), true);
}

void MetricChart::addEpochs(const Curve& train, const Curve& test) {
    train_->data()->add(graphData(train), true);
    test_->data()->add(graphData(test), true);
    for (const Curve* curve : {&train, &test})
        for (const MetricPoint& point : *curve) {
            range_.include(point.y);
            lastEpoch_ = std::max(lastEpoch_, point.x);
        }
    updateRanges();
}

void MetricChart::markDivergence(double atEpoch) {
    const double value = batchSeries_.isEmpty() ? range_.upper() : batchSeries_.points().back().y;
    range_.include(value);
    diverged_->addData(atEpoch, std::clamp(value, range_.lower(), range_.upper()));
    lastEpoch_ = std::max(lastEpoch_, atEpoch);
    updateRanges();
}

void MetricChart::revealLastBatch() {
    if (!batchSeries_.isEmpty())
        range_.include(batchSeries_.points().back().y);
    updateRanges();
}

void MetricChart::updateRanges() {
    xAxis->setRange(0, epochAxisEnd(plannedEpochs_, lastEpoch_));
    yAxis->setRange(range_.lower(), range_.upper());
}

// The names stand right of the axes. A reference that ends before is carried on to its name by a dotted line, so that
// a longer run is not covered and can be held against it.
void MetricChart::placeReferenceLabels() {
    const double right = xAxis->range().upper;
    std::vector<double> wanted;
    for (const Reference& reference : references_) {
        const MetricPoint& last = reference.source.curve.back();
        const double value = valueAt(reference.source.curve, right);
        wanted.push_back(yAxis->coordToPixel(value));
        reference.level->start->setCoords(std::min(last.x, right), value);
        reference.level->end->setCoords(right, value);
    }
    const QFontMetrics metrics(theme_.font);
    const auto spread = spreadLabels(wanted, metrics.height(), axisRect()->top(), axisRect()->bottom());
    for (std::size_t i = 0; i < references_.size(); ++i)
        references_[i].label->position->setCoords(xAxis->coordToPixel(right), spread[i]);
}

void MetricChart::standAlone(const QString& title) {
    QFont bold = theme_.font;
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.25);
    if (!title_) {
        plotLayout()->insertRow(0);
        title_ = new QCPTextElement(this);
        plotLayout()->addElement(0, 0, title_);
    }
    title_->setText(title);
    title_->setFont(bold);
    title_->setTextColor(theme_.text);
    for (QCPGraph* graph : {test_, train_, batches_, diverged_})
        if (!graph->data()->isEmpty())
            graph->addToLegend();
    legend->setVisible(true);
    const auto corner = kind_ == PlotKind::Accuracy ? Qt::AlignBottom : Qt::AlignTop;
    axisRect()->insetLayout()->setInsetAlignment(0, corner | Qt::AlignRight);
}

void MetricChart::refresh() { replot(QCustomPlot::rpQueuedReplot); }

} // namespace unroll
