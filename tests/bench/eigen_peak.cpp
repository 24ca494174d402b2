// Times Eigen's own matrix product, on one core and on two at once: the yardstick for what a network reaches. A program
// of its own, since it is built for the processor at hand, however the engine is built.

#include <Eigen/Core>
#include <benchmark/benchmark.h>

namespace {

// c [m x n] = a [m x k] b [k x n]
void product(benchmark::State& state) {
    const Eigen::Index m = state.range(0);
    const Eigen::Index k = state.range(1);
    const Eigen::Index n = state.range(2);
    const Eigen::MatrixXf a = Eigen::MatrixXf::Random(m, k);
    const Eigen::MatrixXf b = Eigen::MatrixXf::Random(k, n);
    Eigen::MatrixXf c(m, n);
    for ([[maybe_unused]] auto _ : state) {
        c.noalias() = a * b;
        benchmark::DoNotOptimize(c.data());
        benchmark::ClobberMemory();
    }
    const auto flops = 2.0 * static_cast<double>(m * k * n);
    using benchmark::Counter; // the iterations are those of all threads, and so the counter must not be summed again
    state.counters["FLOP/s"] = Counter(flops, Counter::kIsIterationInvariantRate | Counter::kAvgThreads);
}
BENCHMARK(product)
    ->Name("eigen_product")
    ->Args({64, 196, 50})
    ->Args({128, 128, 50})
    ->Args({128, 128, 100})
    ->Args({512, 128, 100})
    ->Args({256, 256, 256})
    ->Args({512, 512, 512})
    ->UseRealTime()
    ->ThreadRange(1, 2);

} // namespace

BENCHMARK_MAIN();
