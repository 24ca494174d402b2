// What training measures, as values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace unroll {

// One batch. Losses are means over the batch's images (natural logarithm), accuracies fractions 0...1, both from the
// outputs before the update.
struct BatchMetrics {
    std::int64_t epoch = 0;  // counted from 1
    std::int64_t batch = 0;  // within its epoch, counted from 1
    std::int64_t step = 0;   // since the start, counted from 1
    std::int64_t images = 0; // in this batch
    double loss = 0;
    double accuracy = 0;
    double gradientNorm = 0;         // Euclidean norm of all gradients together
    double eta = 0;                  // the learning rate of its update
    double seconds = 0;              // this batch alone
    std::int64_t allocatedBytes = 0; // heap bytes asked for during this batch, on all threads of the training
    std::int64_t batches = 0;        // in its epoch

    bool operator==(const BatchMetrics&) const = default;
};

// One epoch: a row of metrics.csv.
struct EpochMetrics {
    std::int64_t epoch = 0;   // counted from 1
    std::int64_t step = 0;    // batches since the start
    double seconds = 0;       // training time since the start, without evaluation
    double eta = 0;           // the learning rate of the epoch's last batch
    double trainLoss = 0;     // mean over the epoch's batches, before each update
    double trainAccuracy = 0; // share of the epoch's images, before each update
    double testLoss = 0;
    double testAccuracy = 0;
    double samplesPerSecond = 0;     // training, this epoch
    std::int64_t allocatedBytes = 0; // heap bytes training asked for in this epoch, on all its threads
    double gradientNorm = 0;         // mean over the epoch's batches

    bool operator==(const EpochMetrics&) const = default;
};

// What made the first value that is not finite, and when. It is looked for once a loss or a gradient is not finite, so
// it costs a training nothing.
struct Divergence {
    std::int64_t epoch = 0;
    std::int64_t batch = 0;
    std::string op;           // "affine", "softmax_cross_entropy", ...; "update" when a step made a weight so
    std::string node;         // the node's name in the graph: "cell 3: tanh"
    std::int64_t layer = 0;   // counted from 1; 0 for what is in no recurrent layer: the read-out, the loss
    std::int64_t cell = 0;    // the time step, counted from 1; 0 for what is in none
    std::string gradientOf{}; // the op's backward pass made it: the node whose gradient it is

    bool operator==(const Divergence&) const = default;
};

enum class RunStatus { Running, Done, Interrupted, Diverged };

} // namespace unroll
