// The arithmetic of where a training stands: what a batch adds to its epoch, and what an epoch comes to.
#pragma once

#include "engine/session/checkpoint.h"
#include "engine/session/metrics.h"

#include <span>
#include <vector>

namespace unroll {

// Adds a batch, of whose images `right` were read rightly.
void addBatch(EpochSums& sums, const BatchMetrics& batch, std::int64_t right);

// The metrics of the present epoch, which is trained and evaluated; the progress goes to the next epoch's beginning.
// `eta` is the learning rate of its last batch.
EpochMetrics closeEpoch(TrainingProgress& progress, double eta);

// Whether a training of epochs of so many batches, and so many test images, can stand there. Where the batch size has
// changed before, earlier epochs may have had any number of batches.
bool isPossible(const TrainingProgress& progress, std::int64_t batches, bool batchChanged);

// Adds a change to the list: of several of one hyperparameter between two batches it keeps one, and none when they come
// to nothing.
void noteChange(std::vector<HyperparameterChange>& changes, HyperparameterChange change);

// Whether the batch size is among them.
bool batchChanged(std::span<const HyperparameterChange> changes);

} // namespace unroll
