#!/usr/bin/env bash
# Makes the fixtures that other harnesses write, with those harnesses.
#
# Google Benchmark, hyperfine, Go and Criterion come from Debian (libbenchmark-dev, hyperfine,
# golang-go, librust-criterion-dev with cargo), and so does Catch2 (catch2); pytest-benchmark, pyperf and
# asv come from PyPI, libtest with the compiler. What tells the host is replaced afterwards; nothing else
# is touched. README.md says which fixtures no tool wrote.
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

# The CSV form ends the program where benchmarks differ in their counters, so it has a program of its own.
google_benchmark_csv() {
  cat > columns.cpp <<'CPP'
#include <benchmark/benchmark.h>
#include <algorithm>
#include <vector>

static void reversed(benchmark::State& state) {
  std::vector<int> values(state.range(0));
  for (auto _ : state) {
    std::reverse(values.begin(), values.end());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["wall_time"] = 77;
  state.SetComplexityN(state.range(0));
}
BENCHMARK(reversed)->Arg(256)->Arg(1024)->Complexity();

static void said_mean(benchmark::State& state) {
  for (auto _ : state) benchmark::ClobberMemory();
  state.SetItemsProcessed(state.iterations());
  state.counters["wall_time"] = 1;
}
BENCHMARK(said_mean)->Name("said, \"mean\"_mean")->Unit(benchmark::kMicrosecond);

static void broken(benchmark::State& state) {
  state.SkipWithError("no such table");
  for (auto _ : state) {}
}
BENCHMARK(broken);

BENCHMARK_MAIN();
CPP
  g++ -O2 -o columns columns.cpp -lbenchmark -lpthread
  ./columns --benchmark_format=csv --benchmark_min_time=0.02 --benchmark_repetitions=3 \
    > "$target/google-benchmark.csv" 2> /dev/null
  ./columns --benchmark_format=csv --benchmark_min_time=0.02 --benchmark_repetitions=3 \
    --benchmark_filter=reversed --benchmark_report_aggregates_only=true \
    > "$target/google-benchmark-aggregates.csv" 2> /dev/null
}

hyperfine_csv() {
  hyperfine --style none -N --runs 5 --parameter-list t 0.01,0.02 'sleep {t}' \
    --export-csv "$target/hyperfine.csv" > /dev/null
}

libtest() {
  mkdir -p bench/src && cd bench
  printf '[package]\nname = "shapes"\nversion = "0.1.0"\nedition = "2021"\n' > Cargo.toml
  cat > src/lib.rs <<'RS'
#![feature(test)]
extern crate test;

#[cfg(test)]
mod tests {
    use test::{black_box, Bencher};

    #[bench]
    fn sum_1000(b: &mut Bencher) {
        b.iter(|| (0..black_box(1000u64)).fold(0, |a, x| a ^ x));
    }

    #[bench]
    fn copy_64k(b: &mut Bencher) {
        let from = vec![1u8; 65536];
        b.bytes = 65536;
        b.iter(|| black_box(from.clone()));
    }

    #[bench]
    fn broken(b: &mut Bencher) {
        b.iter(|| panic!("no such table"));
    }

    #[bench]
    #[ignore]
    fn slow(b: &mut Bencher) {
        b.iter(|| 1);
    }

    #[bench]
    fn says(b: &mut Bencher) {
        println!("bench: hello");
        b.iter(|| black_box(1));
    }
}
RS
  # The crate `test` is not stable, and the compiler that is installed may be.
  export RUSTC_BOOTSTRAP=1 RUST_BACKTRACE=0
  cargo bench --offline -- --nocapture 2> /dev/null > "$target/libtest.txt" || true
  cargo bench --offline -- -Z unstable-options --format json 2> /dev/null \
    > "$target/libtest.jsonl" || true
  cd ..
}

catch2() {
  cat > fibonacci.cpp <<'CPP'
#define CATCH_CONFIG_MAIN
#define CATCH_CONFIG_ENABLE_BENCHMARKING
#include <catch2/catch.hpp>
#include <stdexcept>

static unsigned long long fib(unsigned n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

TEST_CASE("Fibonacci", "[fib]") {
  CHECK(fib(10) == 55);
  SECTION("small") { BENCHMARK("fib 10") { return fib(10); }; }
  SECTION("larger") { BENCHMARK("fib 15") { return fib(15); }; }
}

TEST_CASE("Broken") {
  BENCHMARK("throws \"<&>\"") {
    throw std::runtime_error("no such table");
    return 1;
  };
}

TEST_CASE("Wrong") {
  CHECK(fib(5) == 6);
  BENCHMARK("fib 5") { return fib(5); };
}
CPP
  g++ -O1 -o fibonacci fibonacci.cpp
  ./fibonacci -r xml --benchmark-samples 10 --benchmark-warmup-time 5 > "$target/catch2.xml" || true
}

pyperf_runs() {
  python3 -m venv venv
  venv/bin/pip install -q pyperf
  cat > orders.py <<'PY'
import pyperf

runner = pyperf.Runner()
runner.bench_func("total", sum, range(1000))
runner.timeit("join", stmt="','.join(a)", setup="a = ['a'] * 100")
PY
  venv/bin/python orders.py --processes 3 --values 2 --warmups 1 --min-time 0.001 -q \
    -o "$target/pyperf.json" > /dev/null 2>&1
  python3 - "$target/pyperf.json" <<'PY'
import json
import sys

with open(sys.argv[1]) as file:
    content = json.load(file)
kept = {"cpu_count", "cpu_model_name", "perf_version", "python_implementation", "python_version"}
content["metadata"] = {key: content["metadata"][key] for key in sorted(kept & set(content["metadata"]))}
with open(sys.argv[1], "w") as file:
    json.dump(content, file, indent=1)
PY
}

asv_results() {
  python3 -m venv venv
  venv/bin/pip install -q asv virtualenv
  mkdir -p project/benchmarks && cd project && git init -q .
  cat > asv.conf.json <<'JSON'
{"version": 1, "project": "orders", "repo": ".", "branches": ["HEAD"],
 "environment_type": "existing", "benchmark_dir": "benchmarks"}
JSON
  touch benchmarks/__init__.py
  cat > benchmarks/orders.py <<'PY'
class Sorting:
    params = [[10, 1000], ["up", "down"]]
    param_names = ["n", "order"]
    repeat = (1, 3, 0.05)

    def setup(self, n, order):
        if n == 10 and order == "down":
            raise NotImplementedError
        self.data = list(range(n))
        if order == "down":
            self.data.reverse()

    def time_sort(self, n, order):
        sorted(self.data)


def time_join():
    ",".join(["a"] * 100)


def time_broken():
    raise ValueError("no such table")


def peakmem_list():
    return [0] * 100000


def mem_list():
    return [0] * 256


def track_rows():
    return 0
PY
  git add -A
  GIT_AUTHOR_DATE="2026-01-02T03:04:05Z" GIT_COMMITTER_DATE="2026-01-02T03:04:05Z" \
    git -c user.name=a -c user.email=a@example.org commit -q -m "Add benchmarks"
  ../venv/bin/asv machine --yes --machine host > /dev/null 2>&1
  ../venv/bin/asv run --python=same --machine host --set-commit-hash "$(git rev-parse HEAD)" \
    --record-samples > /dev/null 2>&1 || true
  cp results/host/*-existing*.json "$target/asv.json"
  sed -i 's,"[^"]*/venv/bin/python3","/venv/bin/python3",g; s,existing-py[a-z_A-Z0-9.]*,existing-py,' \
    "$target/asv.json"
  cd ..
}

makers="google_benchmark google_benchmark_csv go_benchmark hyperfine_runs hyperfine_csv"
makers+=" pytest_benchmark pyperf_runs asv_results criterion libtest catch2"
for maker in "${@:-$makers}"; do
  for one in $maker; do "$one"; done
done
