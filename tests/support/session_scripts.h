// Short trainings for tests of what drives a session.
#pragma once

#include "tests/support/fake_session.h"
#include "tests/support/gate.h"
#include "tests/support/signal_recorder.h"

#include <QTest>

#include <numeric>

// Waits for a state of a controller; the event loop turns meanwhile.
#define AWAIT(controller, wanted) QTRY_COMPARE_WITH_TIMEOUT(nameOf((controller).state()), nameOf(wanted), 20000)

namespace unroll {

inline Hyperparameters withEpochs(std::int64_t epochs, std::int64_t seed = 1) {
    Hyperparameters hyperparameters;
    hyperparameters.epochs = epochs;
    hyperparameters.seed = seed;
    return hyperparameters;
}

inline FakeScript shortScript(std::int64_t batchesPerEpoch = 10) {
    FakeScript script;
    script.batchesPerEpoch = batchesPerEpoch;
    return script;
}

// The script's session waits at the gate before a step.
inline std::shared_ptr<Gate> holdAt(FakeScript& script, std::int64_t step) {
    auto gate = std::make_shared<Gate>();
    script.beforeStep = [gate, step](std::int64_t present) {
        if (present == step)
            gate->pass();
    };
    return gate;
}

inline std::vector<std::int64_t> stepsOf(const std::vector<BatchMetrics>& batches) {
    std::vector<std::int64_t> steps;
    for (const BatchMetrics& batch : batches)
        steps.push_back(batch.step);
    return steps;
}

inline std::vector<std::int64_t> oneTo(std::int64_t last) {
    std::vector<std::int64_t> numbers(static_cast<std::size_t>(last));
    std::iota(numbers.begin(), numbers.end(), 1);
    return numbers;
}

} // namespace unroll
