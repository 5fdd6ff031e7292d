import GateBudgets
import GateDetection
import GateRecords
import Speedgate

/// What `speedgate-detect check` does when everything is read.
enum JudgingBenchmarks {
  @BenchmarkBuilder static var all: Benchmarks {
    Benchmark("check/stored", parameter: "n", values: [10, 20, 40, 80]) { run, n in
      let check = check(
        MadeUpRun.stored(100, benchmarks: n), storedRuns: 10, benchmarks: n, .builtIn)
      run.measure { blackBox(check).verdict() }
    }
    .throughput(.items { $0 })
    .tags("check")

    Benchmark("check/paired") { run in
      let check = check(MadeUpRun.paired(benchmarks: 20, pairs: 12), .builtIn)
      run.measure { blackBox(check).verdict() }
    }
    .throughput(.items(20))
    .tags("check")

    Benchmark("budgets/read") { run in
      let text = MadeUpBudgets.text(rules: 100)
      try run.measure { try BudgetPolicy(text: blackBox(text), path: "budgets.json5") }
    }
    .throughput(.items(100))
    .tags("budgets")

    Benchmark("budgets/judge") { run in
      let policy = try BudgetPolicy(
        text: MadeUpBudgets.text(rules: 100), path: "budgets.json5")
      let check = check(MadeUpRun.stored(100, benchmarks: 40), policy)
      run.measure { blackBox(check).verdict() }
    }
    .throughput(.items(40))
    .tags("budgets", "check")
  }

  /// A check beside the stored runs before it.
  static func check(
    _ run: RunRecord, storedRuns: Int = 0, benchmarks: Int = 0, _ policy: BudgetPolicy
  ) -> Check {
    let stored = (0..<storedRuns).reversed().map { MadeUpRun.stored($0, benchmarks: benchmarks) }
    return Check(
      run: run,
      baseline: StoredBaseline(sameEnvironment: stored, otherEnvironments: [], problems: []),
      policy: policy, options: .init(checkedAt: run.completedAt))
  }
}

/// Budgets for made-up runs.
enum MadeUpBudgets {
  /// Half of the rules name a benchmark, half are patterns.
  static func text(rules count: Int) -> String {
    let rules = (0..<count).map { number in
      let name = MadeUpRun.name(of: number)
      return number % 2 == 0
        ? "{ benchmark: \"\(name)\", p95: \"1 ms\", rationale: \"one of a request's steps\" },"
        : "{ benchmark: \"group*/operation\(number)\", median: \"1 ms\" },"
    }
    return """
      // Budgets that no one wrote.
      {
        schema: "speedgate.budgets/1",
        defaults: { tolerance: "10%" },
        budgets: [
          { benchmark: "*", max: "2 s" },
          \(rules.joined(separator: "\n    "))
        ],
        regressions: { wall_time: { fail: "10%" } },
      }
      """
  }
}
