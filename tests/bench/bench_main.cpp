// unroll_bench: times operations, steps of training and the worker pool. --benchmark_filter=REGEX picks some;
// --help names all options, which are Google Benchmark's.

#include <benchmark/benchmark.h>

BENCHMARK_MAIN();
