// Runs as a training of ten batches an epoch enters them into a list.
#pragma once

#include "ui/state/run_list.h"

#include <vector>

namespace unroll::list_training {

inline constexpr std::int64_t batchesPerEpoch = 10;

inline Hyperparameters withEta(double eta) {
    Hyperparameters hyperparameters;
    hyperparameters.eta = eta;
    return hyperparameters;
}

inline SessionInfo info() {
    SessionInfo info;
    info.batchesPerEpoch = batchesPerEpoch;
    info.trainImages = 1000;
    return info;
}

inline BatchMetrics batch(std::int64_t step) {
    BatchMetrics metrics;
    metrics.step = step;
    metrics.epoch = (step - 1) / batchesPerEpoch + 1;
    metrics.batch = (step - 1) % batchesPerEpoch + 1;
    metrics.images = 100;
    return metrics;
}

inline EpochMetrics epoch(std::int64_t number, double accuracy = 0.9) {
    EpochMetrics metrics;
    metrics.epoch = number;
    metrics.step = number * batchesPerEpoch;
    metrics.seconds = static_cast<double>(number);
    metrics.testAccuracy = accuracy;
    metrics.allocatedBytes = 3;
    return metrics;
}

inline void trainBatch(RunList& list, std::int64_t step = 1) { list.add(std::vector{batch(step)}); }

inline RunId train(RunList& list, double eta, std::int64_t epochs = 1, bool deliberate = true) {
    const RunId id = list.begin({withEta(eta), info(), deliberate});
    trainBatch(list);
    for (std::int64_t i = 1; i <= epochs; ++i)
        list.add(std::vector{epoch(i)});
    return id;
}

inline RunRecord recordOf(std::size_t floats) {
    RunRecord record;
    record.weights = {{"weights", {static_cast<std::int64_t>(floats)}, std::vector<float>(floats)}};
    return record;
}

inline std::vector<std::int64_t> numbersOf(const RunList& list) {
    std::vector<std::int64_t> numbers;
    for (const Run& run : list.runs())
        numbers.push_back(run.label.number);
    return numbers;
}

using Numbers = std::vector<std::int64_t>;

} // namespace unroll::list_training
