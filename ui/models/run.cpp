#include "ui/models/run.h"

#include <cmath>

namespace unroll {
namespace {

constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;

std::optional<double> finite(double value) { return std::isfinite(value) ? std::optional(value) : std::nullopt; }

} // namespace

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

std::size_t bytesOf(const RunRecord& record) {
    std::size_t floats = 0;
    for (const NamedTensor& tensor : record.weights)
        floats += tensor.values.size();
    if (record.checkpoint)
        floats += record.checkpoint->parameters.size() + record.checkpoint->optimizer.size() +
                  record.checkpoint->start.size();
    return floats * sizeof(float);
}

} // namespace unroll
