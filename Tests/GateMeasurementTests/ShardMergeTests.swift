import GateMeasurement
import GateRecords
import GateStatistics
import Testing

@Suite struct ShardMergeTests {
  private static func run(
    _ names: [String], shard: Int? = nil, of count: Int = 2, total: Int = 4,
    leftOut: [String] = [], change: (inout RunRecord) -> Void = { _ in }
  ) -> RunRecord {
    var generator = SeededGenerator(
      seed: names.joined(separator: ",").utf8.reduce(UInt64(shard ?? 0)) { $0 &* 31 &+ UInt64($1) })
    let start = Timestamp(millisecondsSinceEpoch: 1000 * Int64(shard ?? 1))
    var run = RunRecord(
      runID: RunIdentifier(time: start, using: &generator), jobID: nil, status: .success,
      startedAt: start,
      completedAt: Timestamp(millisecondsSinceEpoch: start.millisecondsSinceEpoch + 500),
      durationMilliseconds: 500,
      suite: SuiteRecord(name: "Orders", programHash: "aa", commit: "c"), baseline: nil,
      environment: EnvironmentRecord(
        operatingSystem: "linux", kernel: "6", architecture: "x86_64", processor: "P",
        processorCount: 2, memoryBytes: 1, virtualization: nil, compiler: "Swift",
        buildConfiguration: "release", harnessVersion: "1"),
      settings: MeasurementSettings(
        profile: "quick", seed: 1, timeBudgetSeconds: 40, filter: nil,
        shard: shard.map { ShardRecord(index: $0, count: count, benchmarkCount: total) },
        command: []),
      benchmarks: names.map {
        BenchmarkRecord(
          name: BenchmarkIdentifier($0), status: .measured,
          metrics: [
            MetricSeries(
              metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter, launches: [[1]])
          ])
      }, leftOut: leftOut.map { BenchmarkIdentifier($0) }, errors: [], warnings: ["w"])
    change(&run)
    return run
  }

  private func merged(_ runs: [RunRecord]) throws(MergeError) -> RunRecord {
    var generator = SeededGenerator(seed: 1)
    return try ShardMerge.merged(
      runs.enumerated().map { .init(path: "shard-\($0.offset + 1).json", run: $0.element) },
      command: ["merge"], using: &generator)
  }

  @Test func `a merged record lists the failures that are left, once each`() throws {
    func shard(_ names: [String], _ index: Int) -> RunRecord {
      Self.run(names, shard: index) { run in
        run.benchmarks[0].status = .failed
        run.benchmarks[0].metrics = []
        run.benchmarks[0].failure = BenchmarkFailure(kind: .threw, message: "no such table")
        run.errors = ["the clock is coarse"] + RunRecord.errors(of: run.benchmarks)
      }
    }
    let run = try merged([shard(["a", "c"], 1), shard(["b", "d"], 2)])
    #expect(run.errors == ["the clock is coarse", "a: no such table", "b: no such table"])
  }

  // MARK: Code

  /// A part of a paired run with a count of comparisons, in which `names` run the same code.
  private static func paired(
    _ names: [String], shard: Int, comparisons: Int, same: Set<String>, code: CodeComparison?
  ) -> RunRecord {
    run(names, shard: shard) { run in
      run.baseline = SuiteRecord(name: "Orders", programHash: "bb")
      run.code = code
      run.plan = DecisionPlan(
        promises: DecisionPolicy(
          suiteFalseAlarmRate: 0.01, missRate: 0.05, comparisonCount: comparisons), tests: [])
      for place in run.benchmarks.indices where same.contains(run.benchmarks[place].name.rawValue) {
        run.benchmarks[place].sameCode = true
      }
    }
  }

  private static let code = CodeComparison(
    functions: CodeChanges(baseline: 8, candidate: 8, [ChangedName("f", .edited)]),
    data: CodeChanges([]))

  @Test func `shards that found the same code make one run`() throws {
    let parts = [
      Self.paired(["a", "c"], shard: 1, comparisons: 7, same: ["c"], code: Self.code),
      Self.paired(["b", "d"], shard: 2, comparisons: 7, same: [], code: Self.code),
    ]
    let run = try merged(parts)
    #expect(run.code == Self.code && run.contradictionOfCode == nil)
    #expect(run.benchmarks.filter(\.hasSameCode).map(\.name.rawValue) == ["c"])
  }

  @Test
  func `shards of which one could not compare the code are refused where it decided anything`()
    throws
  {
    let failed = CodeComparison(reason: "no link kit")
    func parts(_ same: Set<String>, _ other: Int, _ code: CodeComparison?) -> [RunRecord] {
      [
        Self.paired(["a", "c"], shard: 1, comparisons: 7, same: same, code: Self.code),
        Self.paired(["b", "d"], shard: 2, comparisons: other, same: [], code: code),
      ]
    }
    #expect(throws: MergeError.self) { try merged(parts(["c"], 14, failed)) }
    #expect(throws: MergeError.self) { try merged(parts(["c"], 14, Self.code)) }
    let either = try merged(parts([], 7, failed))
    #expect(either.code == Self.code)
    var other = Self.code
    other.functions?.changed = [ChangedName("g", .edited)]
    #expect(throws: MergeError.self) { try merged(parts([], 7, other)) }
  }

  @Test func `a run of which nothing had to be launched has not failed`() throws {
    let parts = (1...2).map { shard in
      Self.run([["a", "c"], ["b", "d"]][shard - 1], shard: shard) { run in
        for place in run.benchmarks.indices {
          run.benchmarks[place].status = .skipped
          run.benchmarks[place].metrics = []
          run.benchmarks[place].sameCode = true
          run.benchmarks[place].failure = BenchmarkFailure(kind: .sameCode, message: "not launched")
        }
      }
    }
    let run = try merged(parts)
    #expect(run.status == .success)
  }

  // MARK: The whole

  @Test func `the newest study of layouts is that of the whole, with all shards' benchmarks`()
    throws
  {
    func study(_ names: [String], of run: Int64) -> LayoutStudy {
      let start = Timestamp(millisecondsSinceEpoch: run)
      var generator = SeededGenerator(seed: UInt64(run))
      return LayoutStudy(
        runID: RunIdentifier(time: start, using: &generator), startedAt: start, suite: "Orders",
        programHash: "aa", environmentKey: "k",
        benchmarks: names.map {
          LayoutStudy.Row(
            benchmark: BenchmarkIdentifier($0),
            spread: LayoutSpread(
              layouts: 24, launches: 48, byLayout: 0.02, low: 0.01, high: 0.04, withinLayout: 0.01))
        })
    }
    let run = try merged([
      Self.run(["a"], shard: 1, of: 3, total: 3) { $0.layoutStudy = study(["a"], of: 5) },
      Self.run(["b"], shard: 2, of: 3, total: 3) { $0.layoutStudy = study(["b"], of: 5) },
      Self.run(["c"], shard: 3, of: 3, total: 3) { $0.layoutStudy = study(["c"], of: 4) },
    ])
    #expect(run.layoutStudy == study(["a", "b"], of: 5))
  }

  @Test func `the parts make one run`() throws {
    let run = try merged([
      Self.run(["a", "c"], shard: 1, leftOut: ["b", "d", "x"]),
      Self.run(["b", "d"], shard: 2, leftOut: ["a", "c", "x"]) {
        $0.benchmarks[0].status = .failed
      },
    ])
    #expect(run.benchmarks.map(\.name.rawValue) == ["a", "c", "b", "d"])
    #expect(run.leftOut.map(\.rawValue) == ["x"])
    #expect(run.status == .partial && run.durationMilliseconds == 1000 && run.warnings == ["w"])
    #expect(run.startedAt.millisecondsSinceEpoch == 1000)
    #expect(run.completedAt.millisecondsSinceEpoch == 2500)
    #expect(run.settings.shard == nil && run.settings.command == ["merge"])
  }

  /// What a shard measured beside an anchor.
  private static func anchor(_ names: [String], hash: String) -> AnchorMeasurement {
    let run = run(names)
    return AnchorMeasurement(
      suite: SuiteRecord(name: "Orders", programHash: hash), runID: run.runID,
      startedAt: run.startedAt, durationMilliseconds: 100,
      plan: DecisionPlan(
        promises: DecisionPolicy(
          suiteFalseAlarmRate: 0.01, missRate: 0.05, comparisonCount: names.count), tests: []),
      benchmarks: run.benchmarks)
  }

  @Test func `what shards measured beside the anchor is put together`() throws {
    let run = try merged([
      Self.run(["a"], shard: 1, total: 3) { $0.anchor = Self.anchor(["a"], hash: "x") },
      Self.run(["b", "c"], shard: 2, total: 3) { $0.anchor = Self.anchor(["b", "c"], hash: "x") },
    ])
    #expect(run.anchor?.benchmarks.map(\.name.rawValue) == ["a", "b", "c"])
    #expect(run.anchor?.durationMilliseconds == 200)
    #expect(run.anchor?.plan.promises.comparisonCount == 2)
    // A shard whose benchmarks the anchor does not have has no such part.
    let partly = try merged([
      Self.run(["a"], shard: 1, total: 2),
      Self.run(["b"], shard: 2, total: 2) { $0.anchor = Self.anchor(["b"], hash: "x") },
    ])
    #expect(partly.anchor?.benchmarks.count == 1)
    #expect(throws: MergeError.self) {
      try merged([
        Self.run(["a"], shard: 1, total: 2) { $0.anchor = Self.anchor(["a"], hash: "x") },
        Self.run(["b"], shard: 2, total: 2) { $0.anchor = Self.anchor(["b"], hash: "y") },
      ])
    }
  }

  @Test func `records that name no shard are merged as well`() throws {
    #expect(try merged([Self.run(["a"]), Self.run(["b"])]).benchmarks.count == 2)
  }

  struct Refusal: CustomTestStringConvertible, Sendable {
    var words: String
    var second: RunRecord
    var testDescription: String { words }
  }

  static let refusals: [Refusal] = [
    Refusal(words: "hold 3 of 4 benchmarks", second: run(["b", "d"], shard: 2)),
    Refusal(words: "shard 2/2 is missing", second: run(["c", "d"], shard: 1)),
    Refusal(words: "hold 3 of 4 benchmarks", second: run(["c"], shard: 2)),
    Refusal(words: "one of 2 of 4", second: run(["c", "d"], shard: 2, of: 3)),
    Refusal(words: "one of 2 of 4", second: run(["c", "d"], shard: 2, total: 5)),
    Refusal(
      words: "the suite is Other, but Orders in shard-1.json",
      second: run(["c", "d"], shard: 2) { $0.suite.name = "Other" }),
    Refusal(
      words: "the suite's program is bb",
      second: run(["c", "d"], shard: 2) { $0.suite.programHash = "bb" }),
    Refusal(
      words: "the commit is d",
      second: run(["c", "d"], shard: 2) { $0.suite.commit = "d" }),
    Refusal(
      words: "was measured alone, and only on another kind of machine",
      second: run(["c", "d"], shard: 2) { $0.environment.processorCount = 4 }),
    Refusal(
      words: "its variables of --candidate-env differ from those in shard-1.json",
      second: run(["c", "d"], shard: 2) {
        $0.settings.command = ["speedgate-bench", "run", "S", "--candidate-env", "SIDE=new"]
      }),
    Refusal(
      words: "its variables of --candidate-env differ from those in shard-1.json",
      second: run(["c", "d"], shard: 2) {
        $0.settings.command = ["speedgate-bench", "run", "S", "--candidate-env=SIDE=new"]
      }),
    Refusal(
      words: "the profile is thorough",
      second: run(["c", "d"], shard: 2) { $0.settings.profile = "thorough" }),
    Refusal(
      words: "the baseline's program is ee",
      second: run(["c", "d"], shard: 2) {
        $0.baseline = SuiteRecord(name: "Orders", programHash: "ee")
      }),
  ]

  @Test(arguments: refusals) func `parts that do not belong together are refused`(_ row: Refusal) {
    let error = #expect(throws: MergeError.self) {
      try merged([Self.run(["a", "b"], shard: 1), row.second])
    }
    #expect(error?.description.contains(row.words) == true, "\(error?.description ?? "")")
  }

  @Test func `shards with the same variables, however they are given, are merged`() throws {
    let run = try merged([
      Self.run(["a", "b"], shard: 1) {
        $0.settings.command = [
          "--shard", "1/2", "--candidate-env", "A=1", "--candidate-env", "B=2",
        ]
      },
      Self.run(["c", "d"], shard: 2) {
        $0.settings.command = ["--candidate-env=B=2", "--candidate-env=A=1", "--shard", "2/2"]
      },
    ])
    #expect(run.benchmarks.count == 4)
  }
}
