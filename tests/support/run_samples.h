// Runs for tests of what shows them: each with its number of epochs, and accuracies that a test knows beforehand.
#pragma once

#include "ui/state/run_list.h"

namespace unroll {

inline Hyperparameters sampleSetting(double eta, std::int64_t seed = 1) {
    Hyperparameters hyperparameters;
    hyperparameters.data = "mnist";
    hyperparameters.eta = eta;
    hyperparameters.seed = seed;
    return hyperparameters;
}

inline SessionInfo sampleInfo() {
    SessionInfo info;
    info.dataName = "mnist";
    info.batchesPerEpoch = 10;
    info.trainImages = 1000;
    return info;
}

// Batch 1, and so many epochs; the last one's accuracy is `accuracy`.
inline void trainPresent(RunList& list, double accuracy, std::int64_t epochs = 2) {
    BatchMetrics batch;
    batch.epoch = batch.batch = batch.step = 1;
    batch.images = 100;
    batch.seconds = 0.01;
    batch.loss = 2.3;
    list.add(std::vector{batch});
    for (std::int64_t number = 1; number <= epochs; ++number) {
        EpochMetrics epoch;
        epoch.epoch = number;
        epoch.step = 10 * number;
        epoch.seconds = 0.1 * static_cast<double>(number);
        epoch.testAccuracy = epoch.trainAccuracy = accuracy - 0.1 * static_cast<double>(epochs - number);
        epoch.testLoss = epoch.trainLoss = 1 - epoch.testAccuracy;
        epoch.gradientNorm = 2;
        list.add(std::vector{epoch});
    }
    list.setStatus(RunStatus::Done);
}

inline RunId addRun(RunList& list, double eta, double accuracy = 0.9) {
    const RunId id = list.begin({sampleSetting(eta), sampleInfo()});
    trainPresent(list, accuracy);
    return id;
}

// A group with one run for each accuracy.
inline RunId addGroup(RunList& list, double eta, const std::vector<double>& accuracies) {
    const RunId group = list.beginGroup(sampleSetting(eta), static_cast<std::int64_t>(accuracies.size()));
    std::int64_t seed = 1;
    for (const double accuracy : accuracies) {
        list.begin({sampleSetting(eta, seed++), sampleInfo(), true, group});
        trainPresent(list, accuracy);
    }
    return group;
}

inline ReferenceCurve sampleReference() {
    ReferenceCurve curve;
    curve.name = QStringLiteral("PyTorch");
    curve.accuracy = {{1, 0.8}, {2, 0.9}};
    curve.testAccuracy = 0.92;
    curve.seconds = 94;
    return curve;
}

} // namespace unroll
