#include "ui/plots/run_set.h"

#include "ui/plots/plot_axes.h"

#include <algorithm>

namespace unroll {
namespace {

DrawnRun emptyRun() {
    DrawnRun run;
    run.role = RunRole::Present;
    return run;
}

} // namespace

RunSet::RunSet(QCustomPlot& plot, const PlotScale& scale)
    : plot_(plot)
    , scale_(scale)
    , present_(std::make_unique<RunGraphs>(plot, emptyRun(), scale, theme_))
    , trace_(plot, scale) {}

void RunSet::setScale(const PlotScale& scale) {
    scale_ = scale;
    for (auto* graphs : {&references_, &others_})
        for (auto& run : *graphs)
            run->setScale(scale);
    present_->setScale(scale);
    trace_.setScale(scale, present_->run().batches);
    trace_.setTheme(theme_, present_->run().slot);
}

void RunSet::setTheme(const PlotTheme& theme) {
    theme_ = theme;
    for (auto* graphs : {&references_, &others_})
        for (auto& run : *graphs)
            run->setTheme(theme);
    present_->setTheme(theme);
    trace_.setTheme(theme, present_->run().slot);
}

void RunSet::fill(Graphs& graphs, const std::vector<DrawnRun>& runs) {
    graphs.clear();
    for (const DrawnRun& run : runs)
        graphs.push_back(std::make_unique<RunGraphs>(plot_, run, scale_, theme_));
}

void RunSet::setReferences(const std::vector<DrawnRun>& references) {
    fill(references_, references);
    showReferences(referencesShown_);
}

void RunSet::showReferences(bool shown) {
    referencesShown_ = shown;
    for (auto& run : references_)
        run->setShown(shown);
}

void RunSet::setOthers(const std::vector<DrawnRun>& runs) { fill(others_, runs); }

void RunSet::begin(const DrawnRun& run, std::int64_t batchesPerEpoch) {
    present_ = std::make_unique<RunGraphs>(plot_, run, scale_, theme_);
    trace_.begin(batchesPerEpoch);
    trace_.setScale(scale_, run.batches);
    trace_.setTheme(theme_, run.slot);
    showPresent(presentShown_);
}

void RunSet::showPresent(bool shown) {
    presentShown_ = shown;
    present_->setShown(shown);
    trace_.setShown(shown);
}

void RunSet::namePresent(std::uint64_t id, const QString& name, int slot) {
    present_->rename(id, name, slot);
    trace_.setTheme(theme_, slot);
}

void RunSet::addBatches(std::span<const BatchPoint> batches) {
    present_->appendBatches(batches);
    trace_.append(batches);
}

DrawnRun RunSet::shownPresent() const {
    if (present_->isShown())
        return present_->run();
    DrawnRun hidden = emptyRun();
    hidden.imagesPerEpoch = present_->run().imagesPerEpoch;
    return hidden;
}

std::vector<DrawnRun> RunSet::shownOthers() const {
    std::vector<DrawnRun> runs;
    for (const auto* graphs : {&references_, &others_})
        for (const auto& run : *graphs)
            if (run->isShown() && run->run().role != RunRole::Ghost)
                runs.push_back(run->run());
    return runs;
}

std::vector<const RunGraphs*> RunSet::all() const {
    std::vector<const RunGraphs*> all{present_.get()};
    for (const auto* graphs : {&others_, &references_})
        for (const auto& run : *graphs)
            all.push_back(run.get());
    return all;
}

// The present run needs its name only beside others.
std::vector<const RunGraphs*> RunSet::named() const {
    const auto isCompared = [](const auto& run) { return run->run().role == RunRole::Compared; };
    std::vector<const RunGraphs*> named = all();
    if (std::ranges::none_of(others_, isCompared))
        named.erase(named.begin());
    std::erase_if(named, [](const RunGraphs* run) { return run->run().role == RunRole::Ghost; });
    return named;
}

void RunSet::reach(PlotAxes& axes) const {
    present_->reach(axes);
    for (const auto& run : others_)
        if (run->run().role == RunRole::Compared)
            run->reach(axes);
    if (!trace_.raw().isEmpty())
        axes.reach(trace_.raw().points().back().x);
}

void RunSet::drawBetween(const AxisRange& horizontal) {
    for (auto* graphs : {&references_, &others_})
        for (auto& run : *graphs)
            run->drawBetween(horizontal);
    present_->drawBetween(horizontal);
    trace_.drawBetween(horizontal);
}

void RunSet::keepCrossesWithin(const AxisRange& vertical) {
    for (auto& run : others_)
        run->keepCrossWithin(vertical);
    present_->keepCrossWithin(vertical);
}

void RunSet::cutOff(const AxisRange& horizontal, const AxisRange& vertical) {
    for (auto* graphs : {&references_, &others_})
        for (auto& run : *graphs)
            run->cutOff(horizontal, vertical);
    present_->cutOff(horizontal, vertical);
    trace_.cutOff(horizontal, vertical);
}

std::size_t RunSet::drawnPoints() const {
    std::size_t points = trace_.drawnPoints();
    for (const RunGraphs* run : all())
        points += run->drawnPoints();
    return points;
}

void RunSet::showKey(QCPLegend& legend) {
    present_->addToLegend();
    trace_.addToLegend();
    legend.setVisible(legend.itemCount() > 0);
    legend.setFont(theme_.font);
    legend.setTextColor(theme_.text);
    legend.setBorderPen(Qt::NoPen);
    legend.setBrush(theme_.background);
}

} // namespace unroll
