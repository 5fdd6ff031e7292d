// The kernels of EvaluationKernels, from the same object file, in Google Benchmark.
#include <benchmark/benchmark.h>

#include <numeric>
#include <vector>

#include "EvaluationKernels.h"

static std::vector<uint8_t> bytes() {
  std::vector<uint8_t> result(4000);
  for (size_t index = 0; index < result.size(); index++) result[index] = uint8_t(index * 31);
  return result;
}

static void chain(benchmark::State &state) {
  for (auto _ : state) {
    uint64_t start = 3;
    benchmark::DoNotOptimize(start);
    benchmark::DoNotOptimize(kernel_chain(start, 1000));
  }
}
BENCHMARK(chain)->Name("kernel/chain");

static void digest(benchmark::State &state) {
  const auto data = bytes();
  for (auto _ : state) benchmark::DoNotOptimize(kernel_digest(data.data(), 2000));
}
BENCHMARK(digest)->Name("kernel/digest");

static void histogram(benchmark::State &state) {
  const auto data = bytes();
  for (auto _ : state) benchmark::DoNotOptimize(kernel_histogram(data.data(), 4000));
}
BENCHMARK(histogram)->Name("kernel/histogram");

static void walk(benchmark::State &state) {
  std::vector<uint32_t> next(65536);
  for (uint32_t index = 0; index < next.size(); index++) next[index] = (index + 40503) % 65536;
  for (auto _ : state) benchmark::DoNotOptimize(kernel_walk(next.data(), 1000));
}
BENCHMARK(walk)->Name("kernel/walk");

BENCHMARK_MAIN();
