#!/usr/bin/env bash
# Makes the fixtures that other harnesses write, with those harnesses.
#
# Google Benchmark, hyperfine, Go and Criterion come from Debian (libbenchmark-dev, hyperfine,
# golang-go, librust-criterion-dev with cargo), pytest-benchmark from PyPI. What tells the host is
# replaced afterwards; nothing else is touched. README.md says which fixtures no tool wrote.
set -euo pipefail
target=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

google_benchmark() {
  cat > kernels.cpp <<'CPP'
#include <benchmark/benchmark.h>
#include <algorithm>
#include <limits>
#include <random>
#include <vector>

static void sort(benchmark::State& state) {
  std::mt19937 generator(7);
  std::vector<int> input(state.range(0));
  for (auto& value : input) value = static_cast<int>(generator());
  for (auto _ : state) {
    auto copy = input;
    std::sort(copy.begin(), copy.end());
    benchmark::DoNotOptimize(copy.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(sort)->Arg(256)->Arg(1024)->Complexity();

static void copy_bytes(benchmark::State& state) {
  std::vector<char> from(65536, 'x'), to(65536);
  for (auto _ : state) {
    std::copy(from.begin(), from.end(), to.begin());
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(state.iterations() * 65536);
  state.counters["hit_rate"] = 0.75;
  state.counters["undefined"] = std::numeric_limits<double>::quiet_NaN();
  state.counters["endless"] = std::numeric_limits<double>::infinity();
}
BENCHMARK(copy_bytes)->Unit(benchmark::kMicrosecond);

static void broken(benchmark::State& state) {
  state.SkipWithError("no such table");
  for (auto _ : state) {}
}
BENCHMARK(broken);

BENCHMARK_MAIN();
CPP
  g++ -O2 -o kernels kernels.cpp -lbenchmark -lpthread
  ./kernels --benchmark_format=json --benchmark_min_time=0.02 --benchmark_repetitions=3 \
    > "$target/google-benchmark.json" 2> /dev/null
  ./kernels --benchmark_format=json --benchmark_min_time=0.02 --benchmark_repetitions=3 \
    --benchmark_filter=sort --benchmark_report_aggregates_only=true \
    > "$target/google-benchmark-aggregates.json" 2> /dev/null
  sed -i 's/"host_name": "[^"]*"/"host_name": "host"/' "$target"/google-benchmark*.json
}

go_benchmark() {
  mkdir -p shapes && cd shapes
  printf 'module example.org/shapes\n\ngo 1.19\n' > go.mod
  cat > shapes_test.go <<'GO'
package shapes

import (
	"fmt"
	"sort"
	"strings"
	"testing"
)

func BenchmarkJoin(b *testing.B) {
	words := strings.Fields("the quick brown fox jumps over the lazy dog")
	b.ReportAllocs()
	b.SetBytes(43)
	for i := 0; i < b.N; i++ {
		_ = strings.Join(words, " ")
	}
}

func BenchmarkSort(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			input := make([]int, n)
			for i := range input {
				input[i] = (i * 7919) % n
			}
			b.ReportAllocs()
			b.ResetTimer()
			for i := 0; i < b.N; i++ {
				copied := append([]int(nil), input...)
				sort.Ints(copied)
			}
			b.ReportMetric(0.5, "hits/op")
		})
	}
}
GO
  GOFLAGS=-mod=mod go test -run '^$' -bench . -benchtime 20ms -count 3 > "$target/go.txt"
  cd ..
}

hyperfine_runs() {
  hyperfine --style none -N --runs 5 --parameter-list t 0.01,0.02 'sleep {t}' \
    --export-json "$target/hyperfine.json" > /dev/null
  hyperfine --style none -N --runs 3 -i false --export-json "$target/hyperfine-failing.json" \
    > /dev/null 2>&1
}

pytest_benchmark() {
  python3 -m venv venv
  venv/bin/pip install -q pytest pytest-benchmark
  cat > test_orders.py <<'PY'
import pytest


@pytest.mark.parametrize("n", [10, 1000])
def test_total(benchmark, n):
    benchmark(sum, range(n))


def test_join(benchmark):
    benchmark.pedantic(",".join, args=(["a"] * 100,), rounds=7, iterations=50)
PY
  options=(-q --benchmark-min-rounds=5 --benchmark-max-time=0.001 --benchmark-warmup=off)
  venv/bin/python -m pytest "${options[@]}" \
    --benchmark-json="$target/pytest-benchmark.json" test_orders.py > /dev/null 2>&1
  # What is saved between runs has no samples unless --benchmark-save-data asks for them.
  venv/bin/python -m pytest "${options[@]}" --benchmark-save=summary \
    --benchmark-storage="file://$work/store" test_orders.py > /dev/null 2>&1
  cp store/*/*_summary.json "$target/pytest-benchmark-summary.json"
  # The host's name and kernel, and the processor's hundred flags, are nobody's business.
  for file in "$target"/pytest-benchmark*.json; do
    python3 - "$file" <<'PY'
import json
import sys

with open(sys.argv[1]) as file:
    content = json.load(file)
content["machine_info"].update(node="host", release="6.1.0")
content["machine_info"]["cpu"]["flags"] = []
with open(sys.argv[1], "w") as file:
    json.dump(content, file, indent=4)
PY
  done
}

criterion() {
  mkdir -p crates/benches crates/src && cd crates
  version=$(basename /usr/share/cargo/registry/criterion-[0-9]* | sed 's/criterion-//')
  cat > Cargo.toml <<TOML
[package]
name = "shapes"
version = "0.1.0"
edition = "2021"
[dev-dependencies]
criterion = "$version"
[[bench]]
name = "shapes"
harness = false
TOML
  mkdir -p .cargo
  cat > .cargo/config.toml <<'TOML'
[source.crates-io]
replace-with = "debian"
[source.debian]
directory = "/usr/share/cargo/registry"
TOML
  touch src/lib.rs
  cat > benches/shapes.rs <<'RS'
use criterion::{black_box, criterion_group, criterion_main, BenchmarkId, Criterion, Throughput};
use std::time::Duration;

fn shapes(c: &mut Criterion) {
    c.bench_function("join", |b| b.iter(|| ["a", "b"].join(black_box(","))));
    let mut group = c.benchmark_group("sum");
    for n in [64u64, 256] {
        group.throughput(Throughput::Elements(n));
        group.bench_with_input(BenchmarkId::new("range", n), &n, |b, &n| {
            b.iter(|| (0..black_box(n)).fold(0u64, |a, x| a ^ x))
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(20))
        .measurement_time(Duration::from_millis(50)).without_plots().nresamples(1001);
    targets = shapes
}
criterion_main!(benches);
RS
  cargo bench --offline > /dev/null
  rm -rf "$target/criterion"
  for file in $(cd target/criterion && find . -path '*/new/*' -name '*.json' ! -name tukey.json); do
    mkdir -p "$target/criterion/$(dirname "$file")"
    cp "target/criterion/$file" "$target/criterion/$file"
  done
  cd ..
}

for maker in "${@:-google_benchmark go_benchmark hyperfine_runs pytest_benchmark criterion}"; do
  for one in $maker; do "$one"; done
done
