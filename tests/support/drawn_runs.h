// Runs to draw whose every value can be told.
#pragma once

#include "ui/plots/plot_scale.h"

namespace unroll {

// Accuracy on test images 0.80, 0.82, ... and 0.05 less on training images; loss 1 / epoch, and 0.1 more. A second an
// epoch, 1000 images.
inline DrawnRun drawnRun(const QString& name, RunRole role, int epochs, double accuracy = 0.8) {
    DrawnRun run;
    run.name = name;
    run.role = role;
    run.imagesPerEpoch = 1000;
    for (int i = 1; i <= epochs; ++i) {
        EpochMetrics epoch;
        epoch.epoch = i;
        epoch.seconds = i;
        epoch.testAccuracy = accuracy + 0.02 * (i - 1);
        epoch.trainAccuracy = epoch.testAccuracy - 0.05;
        epoch.testLoss = 1.0 / i;
        epoch.trainLoss = epoch.testLoss + 0.1;
        run.epochs.push_back(epoch);
    }
    return run;
}

// As many batches as asked for in one epoch after another, `perEpoch` each; the loss jumps between 1 and 2.
inline std::vector<BatchPoint> drawnBatches(int count, int perEpoch) {
    std::vector<BatchPoint> batches;
    for (int i = 1; i <= count; ++i)
        batches.push_back({static_cast<double>(i) / perEpoch, 0.001 * i, 100.0 * i, 0.5 + 0.2 * (i % 2), 1.0 + i % 2});
    return batches;
}

} // namespace unroll
