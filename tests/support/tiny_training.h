// Whole trainings on the tiny data set.
#pragma once

#include "engine/session/training_session.h"
#include "engine/training/allocation_counter.h"
#include "tests/support/tiny_dataset.h"

namespace unroll {

inline Hyperparameters tinySetting() {
    Hyperparameters h;
    h.data = "tiny";
    h.hidden = 8;
    h.batch = 50;
    h.eta = 0.3;
    h.epochs = 3;
    h.threads = 2;
    return h;
}

inline TrainingSession sessionOf(const Hyperparameters& h) {
    return TrainingSession(std::make_shared<const Dataset>(tinyDataset()), h, {});
}

inline Snapshot snapshotOf(const Session& session) {
    Snapshot snapshot{{1, 2, 0.5}, std::vector<float>(session.blueprint()->parameters())};
    session.copyParameters(snapshot.parameters);
    return snapshot;
}

// What the network says of test images at its present weights.
inline std::vector<Answer> answersOf(const Session& session, std::span<const std::int64_t> indices) {
    Query query{{}, Quantity::Answer};
    for (const std::int64_t index : indices)
        query.subjects.emplace_back(TestImage{index});
    return session.blueprint()->inspector()->look(snapshotOf(session), query, std::atomic<bool>(false))->answers;
}

// All there is to know of a training: its metrics without times, and its weights.
struct Outcome {
    std::vector<double> numbers;
    std::vector<NamedTensor> weights;

    bool operator==(const Outcome&) const = default;
};

inline std::vector<EpochMetrics> run(Session& session) {
    std::vector<EpochMetrics> epochs;
    while (!session.finished()) {
        if (!session.step().epochFinished)
            continue;
        std::optional<EpochMetrics> metrics;
        while (!(metrics = session.evaluate())) {
        }
        epochs.push_back(*metrics);
    }
    return epochs;
}

inline Outcome outcomeOf(Session& session) {
    Outcome outcome;
    for (const EpochMetrics& m : run(session))
        for (const double v : {m.trainLoss, m.trainAccuracy, m.testLoss, m.testAccuracy, m.gradientNorm})
            outcome.numbers.push_back(v);
    outcome.weights = session.weights();
    return outcome;
}

// Heap bytes that a whole training takes in its own threads and in this one, from its second batch on.
inline std::int64_t allocatedAfterTheFirstBatch(Session& session) {
    std::int64_t allocated = 0;
    while (!session.finished()) {
        const std::int64_t before = allocatedBytesOnThisThread();
        const StepResult result = session.step();
        if (result.batch.step > 1)
            allocated += result.batch.allocatedBytes + allocatedBytesOnThisThread() - before;
        while (result.epochFinished && !session.evaluate()) {
        }
    }
    return allocated;
}

} // namespace unroll
