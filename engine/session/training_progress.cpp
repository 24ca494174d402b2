#include "engine/session/training_progress.h"

#include <algorithm>
#include <utility>

namespace unroll {

void addBatch(EpochSums& sums, const BatchMetrics& batch, std::int64_t right) {
    sums.images += batch.images;
    sums.right += right;
    sums.loss += batch.loss * static_cast<double>(batch.images);
    sums.gradientNorm += batch.gradientNorm;
    sums.seconds += batch.seconds;
    sums.allocatedBytes += batch.allocatedBytes;
}

EpochMetrics closeEpoch(TrainingProgress& progress, double eta) {
    const EpochSums& sums = progress.sums;
    const auto trained = static_cast<double>(sums.images);
    const auto evaluated = static_cast<double>(std::max<std::int64_t>(1, sums.evaluated));
    progress.seconds += sums.seconds;
    const EpochMetrics metrics{.epoch = progress.epoch,
                               .step = progress.step,
                               .seconds = progress.seconds,
                               .eta = eta,
                               .trainLoss = sums.loss / trained,
                               .trainAccuracy = static_cast<double>(sums.right) / trained,
                               .testLoss = sums.testLoss / evaluated,
                               .testAccuracy = static_cast<double>(sums.testRight) / evaluated,
                               .samplesPerSecond = trained / sums.seconds,
                               .allocatedBytes = sums.allocatedBytes,
                               .gradientNorm = sums.gradientNorm / static_cast<double>(progress.batch)};
    ++progress.epoch;
    progress.batch = 0;
    progress.sums = {};
    return metrics;
}

bool isPossible(const TrainingProgress& progress, std::int64_t batches, bool batchChanged) {
    if (progress.epoch < 1 || progress.batch < 0 || progress.batch > batches || progress.step < progress.batch)
        return false;
    const std::int64_t before = progress.step - progress.batch;
    if (batchChanged)
        return before >= progress.epoch - 1;
    return before % batches == 0 && before / batches == progress.epoch - 1;
}

void noteChange(std::vector<HyperparameterChange>& changes, HyperparameterChange change) {
    const auto same = std::ranges::find_if(changes, [&](const HyperparameterChange& earlier) {
        return earlier.step == change.step && earlier.key == change.key;
    });
    if (same == changes.end())
        changes.push_back(std::move(change));
    else if (same->from == change.to)
        changes.erase(same);
    else
        same->to = std::move(change.to);
}

bool batchChanged(std::span<const HyperparameterChange> changes) {
    return std::ranges::any_of(changes, [](const HyperparameterChange& change) { return change.key == "batch"; });
}

} // namespace unroll
