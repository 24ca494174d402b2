#include "ui/charts/run_presenter.h"

#include "ui/charts/metric_plot.h"
#include "ui/charts/plot_header.h"
#include "ui/charts/run_curves.h"

#include <algorithm>

namespace unroll {
namespace {

constexpr int ghostMilliseconds = 250; // a step of fading
constexpr int ghostSteps = 20;

} // namespace

RunPresenter::RunPresenter(SessionController& controller, RunList& runs, MetricPlot& accuracy, MetricPlot& loss,
                           QObject* parent)
    : QObject(parent)
    , controller_(controller)
    , runs_(runs)
    , accuracy_(accuracy)
    , loss_(loss) {
    connect(&controller, &SessionController::configured, this, &RunPresenter::beginRun);
    connect(&controller, &SessionController::rewound, this, &RunPresenter::beginRun);
    connect(&controller, &SessionController::batchesFinished, this, &RunPresenter::addBatches);
    connect(&controller, &SessionController::epochsFinished, this, &RunPresenter::addEpochs);
    connect(&controller, &SessionController::stateChanged, this, &RunPresenter::showState);
    connect(&controller, &SessionController::diverged, this, [this](const Divergence& divergence) {
        accuracy_.markDivergence(divergence);
        loss_.markDivergence(divergence);
    });
    connect(&runs, &RunList::changed, this, &RunPresenter::scheduleCurves);
    connect(&runs, &RunList::structureChanged, this, &RunPresenter::scheduleCurves);
    connect(&runs, &RunList::ghostsChanged, this, &RunPresenter::haunt);
    connect(&ghosts_, &QTimer::timeout, this, &RunPresenter::fadeGhosts);
    ghosts_.setParent(this);
    ghosts_.setObjectName(QStringLiteral("ghosts"));
    curvesDue_.setSingleShot(true);
    curvesDue_.setInterval(0);
    connect(&curvesDue_, &QTimer::timeout, this, &RunPresenter::showCurves);
    showState(controller.state());
    showCurves();
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
    auto compared = comparedRuns(runs_, std::max(0.0, 2.0 * ghostAge_ / ghostSteps - 1));
    const Run* present = runs_.isPresentRow() ? runs_.present() : nullptr;
    for (MetricPlot* plot : {&accuracy_, &loss_}) {
        if (present) {
            plot->setPresent(static_cast<std::uint64_t>(present->id), presentName(runs_, *present),
                             present->label.slot);
            plot->showPresent(drawsPresent(runs_, *present));
            plot->setChanges(changesOf(*present));
        }
        if (compared != compared_)
            plot->setRuns(compared);
    }
    if (references != references_)
        accuracy_.setReferences(shownReferences(runs_));
    hideDeleted();
    showFigureBesideTitle();
    references_ = std::move(references);
    compared_ = std::move(compared);
}

// Of a group that the present run belongs to, and what it is held against.
void RunPresenter::showFigureBesideTitle() {
    const auto figures = figuresOfPresentGroup(runs_);
    const auto comparison = comparisonOf(runs_);
    const auto show = [&](MetricPlot& plot, Spread TestFigures::*figure, double RunComparison::*change) {
        plot.setGroupFigure(figures ? std::optional((*figures).*figure) : std::nullopt);
        plot.compareWith(comparison
                             ? std::optional(PlotComparison{(*comparison).*change, comparison->name, comparison->epoch})
                             : std::nullopt);
    };
    show(accuracy_, &TestFigures::accuracy, &RunComparison::accuracyChange);
    show(loss_, &TestFigures::loss, &RunComparison::lossChange);
}

// The present run's row may be deleted, and come back.
void RunPresenter::hideDeleted() {
    const bool deleted = presentHadRow_ && !runs_.present();
    presentHadRow_ = runs_.isPresentRow();
    if (!deleted)
        return;
    for (MetricPlot* plot : {&accuracy_, &loss_})
        plot->showPresent(false);
    presentDeleted_ = true;
}

void RunPresenter::beginRun() {
    const Hyperparameters& setting = controller_.hyperparameters();
    const Run* run = runs_.present();
    const RunTrace earlier = run ? run->trace : RunTrace(); // of a run that goes on
    for (MetricPlot* plot : {&accuracy_, &loss_}) {
        if (presentDeleted_)
            plot->showPresent(true);
        plot->startRun(setting, controller_.info(), earlier);
        plot->addEpochs(controller_.epochs());
    }
    showFigureBesideTitle();
    presentDeleted_ = false;
}

void RunPresenter::addBatches(const std::vector<BatchMetrics>& batches) {
    for (MetricPlot* plot : {&accuracy_, &loss_}) {
        plot->addBatches(batches);
        plot->refresh();
    }
}

void RunPresenter::addEpochs(const std::vector<EpochMetrics>& epochs) {
    for (MetricPlot* plot : {&accuracy_, &loss_}) {
        plot->addEpochs(epochs);
        plot->refresh();
    }
}

void RunPresenter::showState(SessionController::State state) {
    using State = SessionController::State;
    if (state == State::Paused || state == State::Stopped || state == State::Finished || state == State::Diverged) {
        accuracy_.rest();
        loss_.rest();
    }
}

} // namespace unroll
