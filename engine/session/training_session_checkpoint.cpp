// Where a training begins, stops and goes on: given weights and checkpoints.
#include "engine/nn/weights.h"
#include "engine/session/training_progress.h"
#include "engine/session/training_session.h"

#include <algorithm>
#include <utility>

namespace unroll {

void TrainingSession::startFrom(std::span<const NamedTensor> weights) {
    std::vector<float> parameters(trainer_.parameters().size());
    importWeights(trainer_.graph(), weights, parameters);
    start_ = std::move(parameters);
    rewind();
}

Checkpoint TrainingSession::checkpoint() const {
    std::vector<std::string> levels = info_.simdBefore;
    levels.push_back(info_.simd);
    const std::span<const float> parameters = trainer_.parameters();
    const std::span<const float> optimizer = trainer_.optimizer().state();
    return {.progress = progress_,
            .parameters = {parameters.begin(), parameters.end()},
            .optimizer = {optimizer.begin(), optimizer.end()},
            .updates = trainer_.optimizer().updates(),
            .start = start_,
            .changes = changes_,
            .simd = levels};
}

void TrainingSession::restore(const Checkpoint& checkpoint) {
    checkFits(checkpoint);
    auto start = checkpoint.start;
    auto changes = checkpoint.changes;
    auto levels = checkpoint.simd;
    if (!levels.empty() && levels.back() == info_.simd)
        levels.pop_back();
    takeBatchSize(batchSizeOf(checkpoint.progress)); // the last that may fail
    std::ranges::copy(checkpoint.parameters, trainer_.parameters().begin());
    trainer_.optimizer().restore(checkpoint.optimizer, checkpoint.updates);
    start_ = std::move(start);
    changes_ = std::move(changes);
    info_.simdBefore = std::move(levels);
    progress_ = checkpoint.progress;
    forgetOutcomes();
    batches_.startEpoch(progress_.epoch); // of which a part may be trained
}

// Of the epoch that began last.
std::int64_t TrainingSession::batchSizeOf(const TrainingProgress& progress) const {
    return progress.images > 0 ? progress.images : hyperparameters_.batch;
}

void TrainingSession::checkFits(const Checkpoint& checkpoint) const {
    const auto check = [](bool fits, const char* what) {
        if (!fits)
            throw std::invalid_argument(std::string("The checkpoint does not fit: ") + what + ".");
    };
    const TrainingProgress& progress = checkpoint.progress;
    const std::size_t parameters = trainer_.parameters().size();
    check(checkpoint.parameters.size() == parameters, "its network has another number of weights");
    check(checkpoint.start.empty() || checkpoint.start.size() == parameters,
          "its initial weights are another network's");
    check(checkpoint.optimizer.size() == trainer_.optimizer().state().size() && checkpoint.updates >= 0,
          "its optimizer remembers something else");
    const std::int64_t size = batchSizeOf(progress);
    const bool changed = batchChanged(checkpoint.changes);
    check(size >= 1 && (changed || size == hyperparameters_.batch) &&
              isPossible(progress, (info_.trainImages + size - 1) / std::max<std::int64_t>(size, 1), changed),
          "it comes from an epoch with another number of batches");
    check(progress.sums.evaluated >= 0 && progress.sums.evaluated <= std::ssize(testIndices_),
          "it has evaluated more test images than there are");
}

} // namespace unroll
