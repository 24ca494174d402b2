// Times one step of training, all of it: the batch's order, forward, loss, backward, optimiser and metrics. The digits
// are the built-in ones, whose pixels are 0 as often as MNIST's, or noise without any 0.

#include "engine/data/digit_generator.h"
#include "engine/session/training_session.h"
#include "engine/tensor/random.h"

#include <benchmark/benchmark.h>
#include <string>

namespace unroll {
namespace {

constexpr std::int64_t images = 1000;

std::shared_ptr<const Dataset> digits() {
    static const auto data =
        std::make_shared<const Dataset>(generateDigits({.trainImages = images, .testImages = 1, .threads = 1}));
    return data;
}

std::shared_ptr<const Dataset> withoutZeros() {
    Dataset data = *digits();
    Random random(1);
    for (std::uint8_t& pixel : data.train.pixels)
        pixel = static_cast<std::uint8_t>(1 + random.below(255));
    return std::make_shared<const Dataset>(std::move(data));
}

struct StepBench {
    const char* cell;
    std::int64_t cells;
    std::int64_t hidden;
    std::int64_t gates; // products with the input, and with the state, in one cell
    const char* optimizer = "sgd";

    // Multiplications and additions of the products of one image: the input's in forward and for the weights' gradient,
    // the state's (there is none before the first cell) and the read-out's for the state's gradient too.
    double flops() const {
        const std::int64_t input = 2 * gates * hidden * 784 * 2;
        const std::int64_t recurrent = 2 * gates * hidden * hidden * (cells - 1) * 3;
        const std::int64_t readOut = 2 * 10 * hidden * 3;
        return static_cast<double>(input + recurrent + readOut);
    }
};

constexpr StepBench networks[] = {{"vanilla", 4, 64, 1}, {"vanilla", 28, 128, 1},       {"gru", 28, 128, 3},
                                  {"lstm", 28, 128, 4},  {"vanilla", 4, 64, 1, "adam"}, {"lstm", 28, 128, 4, "adam"}};

// Of a training without an end: a rewind every few batches would fill the optimiser's state from one thread. The single
// test image takes no time.
void trainOneBatch(Session& session) {
    if (session.step().epochFinished)
        while (!session.evaluate()) {
        }
}

void step(benchmark::State& state, const StepBench& network, bool dense) {
    Hyperparameters h;
    h.cell = network.cell;
    h.cells = network.cells;
    h.hidden = network.hidden;
    h.optimizer = network.optimizer;
    h.threads = state.range(0);
    h.epochs = 100000;
    TrainingSession session(dense ? withoutZeros() : digits(), h, {});
    trainOneBatch(session);
    for ([[maybe_unused]] auto _ : state)
        trainOneBatch(session);
    state.SetItemsProcessed(state.iterations() * h.batch);
    state.counters["FLOP/s"] = benchmark::Counter(network.flops() * static_cast<double>(h.batch),
                                                  benchmark::Counter::kIsIterationInvariantRate);
}

const bool registered = [] {
    for (const StepBench& network : networks)
        for (const bool dense : {false, true}) {
            const std::string name =
                "step/" + std::string(network.cell) + "/" + std::to_string(network.cells) + "x" +
                std::to_string(network.hidden) +
                (network.optimizer == std::string("sgd") ? "" : std::string("/") + network.optimizer) +
                (dense ? "/dense" : "/digits");
            benchmark::RegisterBenchmark(name.c_str(), step, network, dense)
                ->ArgName("threads")
                ->Arg(1)
                ->Arg(2)
                ->UseRealTime();
        }
    return true;
}();

} // namespace
} // namespace unroll
