import GateStatistics
import Speedgate

/// The inner loops that a check consists of.
enum StatisticsBenchmarks {
  @BenchmarkBuilder static var all: Benchmarks {
    Benchmark("statistics/sorted-median") { run in
      let launches = launches(100, samples: 20)
      run.measure {
        var sum = 0.0
        for start in stride(from: 0, to: 100, by: 5) {
          sum += SortedLaunches(Array(blackBox(launches)[start..<(start + 5)])).median ?? 0
        }
        return sum
      }
    }
    .throughput(.items(2_000))
    .tags("statistics", "check")

    Benchmark("statistics/sequential-test", parameter: "pairs", values: [25, 50, 100, 200]) {
      run, pairs in
      let ratios = launches(1, samples: pairs)[0].map { ($0 - 1_000) / 1_000 }
      let configuration = SequentialRatioTest.Configuration(tolerance: 0.05, comparisonCount: 100)
      run.measure {
        var test = SequentialRatioTest(configuration)
        for ratio in blackBox(ratios) { test.add(ratio) }
        return test.decision
      }
    }
    .throughput(.items { $0 })
    .tags("statistics", "check")

    Benchmark("statistics/percentile-bounds") { run in
      let launches = launches(16, samples: 40)
      run.measure {
        LaunchPercentileBounds(percent: 95, launches: blackBox(launches), confidence: 0.95)
      }
    }
    .tags("statistics", "budgets")

    Benchmark("statistics/level-shifts", parameter: "runs", values: [50, 100, 200, 400]) {
      run, runs in
      let values = launches(1, samples: runs)[0].enumerated().map { place, value in
        place > runs / 2 ? value * 1.1 : value
      }
      run.measure { LevelShifts(blackBox(values)) }
    }
    .throughput(.items { $0 })
    .tags("statistics", "history")
  }

  /// Values within 2 % of 1,000.
  private static func launches(_ count: Int, samples: Int) -> [[Double]] {
    var draw = SeededGenerator(seed: 5)
    return (0..<count).map { _ in
      (0..<samples).map { _ in Double.random(in: 980...1_020, using: &draw) }
    }
  }
}
