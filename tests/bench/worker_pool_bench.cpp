// Times what it costs to hand tasks that do nothing to the worker pool and to have them back.

#include "engine/training/worker_pool.h"

#include <benchmark/benchmark.h>
#include <thread>

namespace unroll {
namespace {

// One run right after the other, as within a batch.
void handOff(benchmark::State& state) {
    WorkerPool pool(static_cast<int>(state.range(0)));
    for ([[maybe_unused]] auto _ : state)
        pool.run(pool.threads(), [](int) {});
}
BENCHMARK(handOff)->Name("pool/hand_off")->ArgName("threads")->Arg(1)->Arg(2)->UseRealTime();

// One run after a pause, in which the workers may have gone to sleep. The pause itself is not counted.
void wakeUp(benchmark::State& state) {
    WorkerPool pool(2);
    for ([[maybe_unused]] auto _ : state) {
        state.PauseTiming();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        state.ResumeTiming();
        pool.run(pool.threads(), [](int) {});
    }
}
BENCHMARK(wakeUp)->Name("pool/wake_up")->UseRealTime();

} // namespace
} // namespace unroll
