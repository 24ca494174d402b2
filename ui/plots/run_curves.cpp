#include "ui/plots/run_curves.h"

#include "ui/state/seed_group.h"
#include "ui/state/setting_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace unroll {
namespace {

DrawnRun drawnRun(const Run& run) {
    DrawnRun drawn;
    drawn.id = static_cast<std::uint64_t>(run.id);
    drawn.name = lineName(run.label);
    drawn.slot = run.label.slot;
    drawn.imagesPerEpoch = static_cast<double>(run.info.trainImages);
    drawn.epochs = run.epochs;
    drawn.changes = changesOf(run);
    if (run.divergence)
        drawn.divergedAt = position(*run.divergence, run.info.batchesPerEpoch);
    return drawn;
}

// Of the seeds that are through; nothing as long as none is.
std::optional<DrawnRun> drawnGroup(const RunList& list, const RunGroup& group) {
    SeedBand band = bandOf(list, group.id);
    if (band.means.empty())
        return std::nullopt;
    const auto seeds = finishedSeeds(list, group.id);
    DrawnRun drawn;
    drawn.id = static_cast<std::uint64_t>(group.id);
    drawn.name = lineName(group.label);
    drawn.slot = group.label.slot;
    drawn.imagesPerEpoch = static_cast<double>(seeds.front()->info.trainImages);
    drawn.epochs = std::move(band.means);
    if (seeds.size() > 1)
        drawn.deviations = std::move(band.deviations);
    return drawn;
}

// The line of the run on show is drawn by the plots themselves.
std::vector<DrawnRun> shownRuns(const RunList& list, const Run* onShow) {
    std::vector<std::pair<std::int64_t, DrawnRun>> runs; // by number
    for (const Run& run : list.runs())
        if (run.label.shown && !(onShow && onShow->id == run.id) && !run.epochs.empty())
            runs.emplace_back(run.label.number, drawnRun(run));
    for (const RunGroup& group : list.groups())
        if (auto drawn = group.label.shown ? drawnGroup(list, group) : std::nullopt)
            runs.emplace_back(group.label.number, std::move(*drawn));
    std::ranges::stable_sort(runs, std::greater(), &std::pair<std::int64_t, DrawnRun>::first);
    std::vector<DrawnRun> drawn;
    for (auto& [number, run] : runs)
        drawn.push_back(std::move(run));
    return drawn;
}

} // namespace

std::vector<ChangeMark> changesOf(const Run& run) {
    std::vector<ChangeMark> changes;
    for (const HyperparameterChange& change : run.changes)
        changes.push_back({change.epochs, changeText(change)});
    return changes;
}

bool drawsLine(const RunSelection& selection, const RunList& list, const Run& onShow) {
    const RunGroup* group = list.findGroup(onShow.group);
    const bool seedOnShow = group && selection.row() == onShow.id;
    return onShow.label.shown || seedOnShow || (group && group->label.shown && onShow.status != RunStatus::Done);
}

std::vector<DrawnRun> comparedRuns(const RunList& list, const Run* onShow, double faded) {
    std::vector<DrawnRun> drawn = shownRuns(list, onShow);
    double age = 0;
    for (auto ghost = list.ghosts().rbegin(); ghost != list.ghosts().rend(); ++ghost) {
        drawn.push_back(drawnRun(*ghost));
        drawn.back().role = RunRole::Ghost;
        drawn.back().fade = std::lerp(++age / (RunList::mostGhosts + 1), 1.0, faded);
    }
    return drawn;
}

std::vector<DrawnRun> shownReferences(const RunList& list) {
    std::vector<ReferenceCurve> shown;
    for (const ReferenceRun& reference : list.references())
        if (reference.label.shown)
            shown.push_back(reference.curve);
    return referenceRuns(shown);
}

PlotData plotData(const PlotSources& sources, PlotKind kind, bool wholeRun) {
    const Run* run = sources.selection.run();
    PlotData data;
    data.view = sources.view;
    data.plannedEpochs = static_cast<double>(run ? run->hyperparameters.epochs : sources.plannedEpochs);
    data.horizontal = sources.zoom.horizontal;
    data.vertical = sources.zoom.vertical(kind);
    if (run && (wholeRun || drawsLine(sources.selection, sources.runs, *run))) {
        data.present = drawnRun(*run);
        data.present.name = nameOnShow(sources.runs, *run);
        std::ranges::transform(run->trace.points(), std::back_inserter(data.present.batches), batchPoint);
    } else if (run) {
        data.present.imagesPerEpoch = static_cast<double>(run->info.trainImages);
    }
    data.present.role = RunRole::Present;
    if (kind == PlotKind::Accuracy)
        data.others = shownReferences(sources.runs);
    for (DrawnRun& other : comparedRuns(sources.runs, run))
        if (other.role != RunRole::Ghost)
            data.others.push_back(std::move(other));
    return data;
}

QString nameOnShow(const RunList& list, const Run& onShow) {
    const RunGroup* group = list.findGroup(onShow.group);
    if (!group)
        return lineName(onShow.label);
    return QCoreApplication::translate("unroll::RunCurves", "%1, seed %2")
        .arg(lineName(group->label))
        .arg(onShow.hyperparameters.seed);
}

} // namespace unroll
