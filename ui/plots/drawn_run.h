// A run as a plot draws it: a value that both plots take, each picking its metric.
//
// Numbers are in the engine's units (accuracies 0...1, seconds of training without evaluation); the plot turns them
// into what its axes show. A number that is not finite is not known and not drawn: a reference has no loss.
#pragma once

#include "engine/session/metrics.h"
#include "ui/state/reference_curves.h"
#include "ui/state/run_trace.h"

#include <QString>

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace unroll {

enum class RunRole {
    Present,  // the run under way: with the trace of its batches, above all others
    Compared, // another run, in its own colour, with its name at its end
    Ghost,    // a former curve that fades away, without a name
    Reference // somebody else's, grey, with its name at its end, behind all others
};

// A batch of the present run, at its end.
struct BatchPoint {
    double epochs = 0; // 2.5 is the middle of the third
    double seconds = 0;
    double images = 0;
    double accuracy = std::numeric_limits<double>::quiet_NaN();
    double loss = std::numeric_limits<double>::quiet_NaN();
    PointMeans means{}; // of the batches that it stands for

    bool operator==(const BatchPoint&) const = default;
};

BatchPoint batchPoint(const TracePoint& point);

// A change made while the run trained.
struct ChangeMark {
    double epochs = 0;
    QString text; // "eta 0.03"

    bool operator==(const ChangeMark&) const = default;
};

struct DrawnRun {
    std::uint64_t id = 0;
    QString name;
    int slot = 0; // see runStyle()
    RunRole role = RunRole::Compared;
    double fade = 0; // of a ghost: 0 as it was, 1 gone

    double imagesPerEpoch = 0;
    std::vector<EpochMetrics> epochs; // by epoch, ascending; of a group of seeds the means

    // Of a group of seeds: for each of `epochs` the standard deviations over the seeds, in the same members; drawn as a
    // band of one standard deviation around the line. Empty for a single run.
    std::vector<EpochMetrics> deviations;

    std::vector<BatchPoint> batches; // drawn of the present run only
    std::vector<ChangeMark> changes;
    std::optional<double> divergedAt; // in epochs

    bool operator==(const DrawnRun&) const = default;
};

// The paper's curves as runs: accuracy on training images by epoch, the time spread evenly over the epochs.
std::vector<DrawnRun> referenceRuns(const std::vector<ReferenceCurve>& references);

// Where a batch stands when `batchesPerEpoch` make an epoch, in epochs.
double position(const Divergence& divergence, std::int64_t batchesPerEpoch);

} // namespace unroll
