// Times an optimizer's update of as many weights as the default network has, on one thread.

#include "engine/tensor/random.h"
#include "engine/training/optimizer.h"

#include <benchmark/benchmark.h>

#include <string>

namespace unroll {
namespace {

constexpr std::size_t weights = 17408;

void update(benchmark::State& state, const char* name) {
    Optimizer optimizer({.kind = optimizerNamed(name)}, weights);
    Random random(1);
    std::vector<float> parameters(weights);
    std::vector<float> gradients(weights);
    for (float& gradient : gradients)
        gradient = static_cast<float>(random.uniform(-1, 1));
    for ([[maybe_unused]] auto _ : state)
        optimizer.update(parameters, gradients, 1e-6);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(weights));
}

const bool registered = [] {
    for (const char* name : {"sgd", "momentum", "nesterov", "adam"})
        benchmark::RegisterBenchmark((std::string("update/") + name).c_str(), update, name);
    return true;
}();

} // namespace
} // namespace unroll
