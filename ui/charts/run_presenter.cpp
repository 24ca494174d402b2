#include "ui/charts/run_presenter.h"

#include "ui/charts/metric_plot.h"
#include "ui/charts/plot_header.h"
#include "ui/plots/run_curves.h"
#include "ui/state/run_comparison.h"

#include <algorithm>

namespace unroll {
namespace {

constexpr double firstBatches = 0.1; // of an epoch

constexpr int ghostMilliseconds = 250; // a step of fading
constexpr int ghostSteps = 20;

} // namespace

RunPresenter::RunPresenter(RunList& runs, const RunSelection& selection, MetricPlot& accuracy, MetricPlot& loss,
                           QObject* parent)
    : QObject(parent)
    , runs_(runs)
    , selection_(selection)
    , accuracy_(accuracy)
    , loss_(loss) {
    connect(&runs, &RunList::traceGrew, this, &RunPresenter::draw);
    connect(&runs, &RunList::changed, this, &RunPresenter::follow);
    connect(&runs, &RunList::ghostsChanged, this, &RunPresenter::haunt);
    const auto drawAll = [this] {
        draw();
        scheduleCurves();
    };
    connect(&runs, &RunList::structureChanged, this, drawAll); // what was deleted may be back
    connect(&selection, &RunSelection::changed, this, drawAll);
    connect(&ghosts_, &QTimer::timeout, this, &RunPresenter::fadeGhosts);
    ghosts_.setParent(this);
    ghosts_.setObjectName(QStringLiteral("ghosts"));
    curvesDue_.setSingleShot(true);
    curvesDue_.setInterval(0);
    connect(&curvesDue_, &QTimer::timeout, this, &RunPresenter::showCurves);
    draw();
    showCurves();
}

void RunPresenter::follow(qint64 id) {
    if (const Run* run = selection_.run(); run && run->id == id)
        draw();
    scheduleCurves();
}

bool RunPresenter::isDrawnAnew(const Run* run) const {
    if (!run)
        return drawn_.id != 0;
    return run->id != drawn_.id || run->trace.revision() != drawn_.revision ||
           run->trace.points().size() < drawn_.batches || run->epochs.size() < drawn_.epochs ||
           run->info.batchesPerEpoch != drawn_.batchesPerEpoch || (drawn_.diverged && !run->divergence);
}

void RunPresenter::drawAnew(const Run* run) {
    Hyperparameters nothing; // of which the axes stay as they are
    nothing.epochs = drawn_.plannedEpochs;
    drawn_ = {};
    for (MetricPlot* plot : plots()) {
        plot->showPresent(run != nullptr);
        plot->setBeginning({});
        plot->startRun(run ? run->hyperparameters : nothing, run ? run->info : SessionInfo());
    }
    if (!run)
        return;
    drawn_ = {.id = run->id,
              .revision = run->trace.revision(),
              .plannedEpochs = run->hyperparameters.epochs,
              .batchesPerEpoch = run->info.batchesPerEpoch};
}

void RunPresenter::draw() {
    const Run* run = selection_.run();
    if (isDrawnAnew(run))
        drawAnew(run);
    if (run)
        addTo(*run);
    showFigureBesideTitle();
}

void RunPresenter::addTo(const Run& run) {
    const std::span batches = std::span(run.trace.points()).subspan(drawn_.batches);
    const std::span epochs = std::span(run.epochs).subspan(drawn_.epochs);
    const bool rests = run.status != RunStatus::Running;
    const std::optional<double> beginning = beginningOf(run);
    for (MetricPlot* plot : plots()) {
        if (run.hyperparameters.epochs != drawn_.plannedEpochs)
            plot->setPlannedEpochs(run.hyperparameters.epochs);
        plot->addBatches(batches);
        plot->addEpochs(epochs);
        if (run.divergence && !drawn_.diverged)
            plot->markDivergence(*run.divergence);
        if (rests && !drawn_.rests)
            plot->rest();
        plot->setBeginning(beginning);
        plot->refresh();
    }
    drawn_.batches = run.trace.points().size();
    drawn_.epochs = run.epochs.size();
    drawn_.plannedEpochs = run.hyperparameters.epochs;
    drawn_.diverged = run.divergence.has_value();
    drawn_.rests = rests;
}

// Who trains by the batch wants to see them: from the first rest on, as long as they are few.
std::optional<double> RunPresenter::beginningOf(const Run& run) {
    const double end = run.trace.end().epoch;
    const bool few = run.epochs.empty() && end > 0 && end < firstBatches && !run.divergence;
    drawn_.begins = few && (drawn_.begins || run.status != RunStatus::Running);
    return drawn_.begins ? std::optional(end) : std::nullopt;
}

// Several changes in one delivery of values are drawn once.
void RunPresenter::scheduleCurves() { curvesDue_.start(); }

// Ghosts are seen for a moment after the last of them came, then they fade, and are gone.
void RunPresenter::haunt() {
    ghostAge_ = 0;
    if (runs_.ghosts().empty())
        ghosts_.stop();
    else
        ghosts_.start(ghostMilliseconds);
    scheduleCurves();
}

void RunPresenter::fadeGhosts() {
    if (++ghostAge_ == ghostSteps)
        return runs_.forgetGhosts();
    if (ghostAge_ > ghostSteps / 2)
        scheduleCurves();
}

void RunPresenter::showCurves() {
    std::vector<RunId> references;
    for (const ReferenceRun& reference : runs_.references())
        if (reference.label.shown)
            references.push_back(reference.id);
    const Run* run = selection_.run();
    auto compared = comparedRuns(runs_, run, std::max(0.0, 2.0 * ghostAge_ / ghostSteps - 1));
    for (MetricPlot* plot : plots()) {
        if (run && runs_.find(run->id)) {
            plot->setPresent(static_cast<std::uint64_t>(run->id), nameOnShow(runs_, *run), run->label.slot);
            plot->showPresent(drawsLine(selection_, runs_, *run));
            plot->setChanges(changesOf(*run));
        }
        if (compared != compared_)
            plot->setRuns(compared);
    }
    if (references != references_)
        accuracy_.setReferences(shownReferences(runs_));
    showFigureBesideTitle();
    references_ = std::move(references);
    compared_ = std::move(compared);
}

// Of a group that is on show, and what it is held against.
void RunPresenter::showFigureBesideTitle() {
    const RunGroup* group = selection_.group();
    const auto figures = group ? figuresOfGroup(runs_, group->id) : std::nullopt;
    const auto comparison = comparisonOf(selection_, runs_);
    const auto show = [&](MetricPlot& plot, Spread TestFigures::*figure, double RunComparison::*change) {
        plot.setGroupFigure(figures ? std::optional((*figures).*figure) : std::nullopt);
        plot.compareWith(comparison
                             ? std::optional(PlotComparison{(*comparison).*change, comparison->name, comparison->epoch})
                             : std::nullopt);
    };
    show(accuracy_, &TestFigures::accuracy, &RunComparison::accuracyChange);
    show(loss_, &TestFigures::loss, &RunComparison::lossChange);
}

} // namespace unroll
