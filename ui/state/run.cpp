#include "ui/state/run.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;

std::optional<double> finite(double value) { return std::isfinite(value) ? std::optional(value) : std::nullopt; }

struct RunWords {
    Q_DECLARE_TR_FUNCTIONS(unroll::Run)
};

} // namespace

QString obstacleToSave(const Run& run) {
    if (run.record && !run.record->weights.empty())
        return {};
    if (run.record)
        return RunWords::tr("It was killed while it trained; let it go on to its end first.");
    if (run.status == RunStatus::Running)
        return RunWords::tr("It is being trained; pause it first.");
    return RunWords::tr("Its weights are no longer in memory; train it again.");
}

QString obstacleToGoOn(const Run& run) {
    if (run.divergence)
        return RunWords::tr("It diverged: its weights are no numbers any more.");
    if (!run.record)
        return obstacleToSave(run);
    if (!run.record->checkpoint)
        return RunWords::tr("It was saved without a checkpoint that this version can go on from.");
    if (run.status == RunStatus::Done && run.record->hyperparameters.schedule != "constant")
        return RunWords::tr("Its schedule of eta is laid out over its epochs and ends with them.");
    return {};
}

std::int64_t epochsAfterGoingOn(const Run& run) {
    const std::int64_t planned = run.record ? run.record->hyperparameters.epochs : run.hyperparameters.epochs;
    return run.status == RunStatus::Done ? std::ssize(run.epochs) + run.hyperparameters.epochs : planned;
}

RunFigures figuresOf(const Run& run) {
    if (run.epochs.empty())
        return {};
    const EpochMetrics& last = run.epochs.back();
    RunFigures figures{.accuracy = last.testAccuracy,
                       .loss = finite(last.testLoss),
                       .seconds = last.seconds,
                       .allocatedBytes = {},
                       .gradientNorm = finite(last.gradientNorm)};
    if (run.info.countsAllocations) {
        figures.allocatedBytes = 0;
        for (const EpochMetrics& epoch : run.epochs)
            *figures.allocatedBytes += static_cast<double>(epoch.allocatedBytes);
    }
    return figures;
}

RunFigures figuresOf(const ReferenceRun& reference) {
    RunFigures figures;
    figures.accuracy = reference.curve.testAccuracy;
    figures.seconds = reference.curve.seconds;
    if (reference.curve.allocatedGibibytes)
        figures.allocatedBytes = *reference.curve.allocatedGibibytes * gibibyte;
    return figures;
}

double secondsOf(const Run& run) {
    return std::max(run.trace.end().seconds, run.epochs.empty() ? 0 : run.epochs.back().seconds);
}

RunPosition positionOf(const RunRecord& record) {
    const std::int64_t evaluated = record.epochs.empty() ? 0 : record.epochs.back().step;
    return {record.checkpoint ? record.checkpoint->progress.step : evaluated, std::ssize(record.epochs)};
}

Hyperparameters settingAtStart(const RunRecord& record) {
    Hyperparameters setting = record.hyperparameters;
    if (record.checkpoint)
        for (auto change = record.checkpoint->changes.rbegin(); change != record.checkpoint->changes.rend(); ++change)
            if (const HyperparameterRow* row = findHyperparameter(change->key))
                setValue(setting, *row, change->from);
    return setting;
}

std::size_t bytesOf(const RunRecord& record) {
    std::size_t floats = 0;
    for (const NamedTensor& tensor : record.weights)
        floats += tensor.values.size();
    if (record.checkpoint)
        floats += record.checkpoint->parameters.size() + record.checkpoint->optimizer.size() +
                  record.checkpoint->start.size();
    for (const PastEpoch& past : record.past)
        floats += past.snapshot->parameters.size();
    return floats * sizeof(float);
}

} // namespace unroll
