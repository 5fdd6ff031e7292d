import GateRecords
import Testing

@testable import GateDetection

/// What no gate may pass and no baseline may hold.
@Suite struct RunDefectTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let words: String
    let change: @Sendable (inout RunRecord) -> Void

    init(_ name: String, _ words: String, _ change: @escaping @Sendable (inout RunRecord) -> Void) {
      self.name = name
      self.words = words
      self.change = change
    }

    var testDescription: String { name }
  }

  static func times(_ launches: [[Double]], baseline: [[Double]]? = nil) -> MetricSeries {
    series(.wallTime, launches, baseline: baseline)
  }

  static func series(
    _ metric: MetricName, _ launches: [[Double]], baseline: [[Double]]? = nil
  ) -> MetricSeries {
    MetricSeries(
      metric: metric, unit: metric.knownUnits?.first ?? .nanoseconds,
      direction: metric.knownDirection ?? .lowerIsBetter, launches: launches,
      baselineLaunches: baseline)
  }

  static func replacing(
    _ name: String, _ words: String, _ metrics: [MetricSeries]
  ) -> Case {
    Case(name, words) { $0.benchmarks[1].metrics = metrics }
  }

  static let sound = Records.run([
    Records.benchmark("a", [[1, 2], [3, 4]]), Records.benchmark("b", [[5], [6]]),
  ])

  static let benchmarkCases = [
    replacing("no metric", "no metric was recorded", []),
    replacing("no launch", "gave no samples", [times([])]),
    replacing("empty launches", "gave no samples", [times([[], []])]),
    replacing(
      "no wall time beside memory", "gave no samples", [times([]), series(.peakMemory, [[1]])]),
    replacing("one empty launch", "a launch gave no sample of wall_time", [times([[1], []])]),
    replacing(
      "an empty launch of the baseline", "gave no sample of wall_time",
      [times([[1], [2]], baseline: [[1], []])]),
    replacing("not finite", "not finite", [times([[1, .infinity]])]),
    replacing("not a number", "not finite", [times([[1, 2]], baseline: [[1, .nan]])]),
    replacing("negative time", "wall_time has the value −5.00 ns", [times([[1], [-5]])]),
    replacing(
      "negative time of the baseline", "wall_time has the value −1.00 ns",
      [times([[1]], baseline: [[-1]])]),
    replacing(
      "negative memory", "peak_memory has the value −1",
      [times([[1]]), series(.peakMemory, [[-1]])]),
    replacing(
      "negative count", "allocations has the value −2",
      [times([[1]]), series(.allocations, [[-2]])]),
    replacing(
      "negative throughput", "throughput has the value",
      [times([[1]]), series(.throughput, [[-2]])]),
    replacing("no time", "took no time at all", [times([[0, 0], [0]])]),
    replacing(
      "fewer partners", "1 launches of the baseline and 2 of the candidate",
      [times([[1], [2]], baseline: [[1]])]),
    replacing(
      "more partners", "2 launches of the baseline and 1 of the candidate",
      [times([[1]], baseline: [[1], [2]])]),
    replacing(
      "a metric twice", "wall_time was recorded more than once", [times([[1]]), times([[2]])]),
    Case("no iteration", "a sample has 0 iterations") { $0.benchmarks[1].iterationsPerSample = 0 },
    Case("a step that ends before it begins", "the step 's'") {
      $0.benchmarks[1].steps = [
        StepRecord(stepID: "s", durationMilliseconds: -1, rowsRead: nil, rowsWritten: nil)
      ]
    },
    Case("fewer rows than none", "the step 's'") {
      $0.benchmarks[1].steps = [
        StepRecord(stepID: "s", durationMilliseconds: 1, rowsRead: -1, rowsWritten: 4)
      ]
    },
    Case("a failure", "the file is not there") {
      $0.benchmarks[1] = Records.failed("b", .threw, "the file is not there")
    },
    Case("a benchmark twice", "more than once") {
      $0.benchmarks.append(Records.benchmark("b", [[9]]))
    },
  ]

  /// A study of layouts of the sound run's benchmarks, changed.
  static func study(_ change: (inout LayoutStudy) -> Void) -> LayoutStudy {
    var study = LayoutStudy(
      runID: sound.runID, startedAt: sound.startedAt, suite: sound.suite.name, programHash: "new",
      environmentKey: sound.environment.key,
      benchmarks: [
        .init(
          benchmark: "a",
          spread: LayoutSpread(
            layouts: 24, launches: 48, byLayout: 0.02, low: 0.01, high: 0.04, withinLayout: 0.01))
      ])
    change(&study)
    return study
  }

  @Test func `a study of layouts of the run's own benchmarks is no defect`() {
    var run = Self.sound
    run.layoutStudy = Self.study { _ in }
    #expect(RunDefect.all(in: run).isEmpty)
  }

  static let runCases = [
    Case("layouts of another suite", "is of 'other'") { run in
      run.layoutStudy = study { $0.suite = "other" }
    },
    Case("layouts of another machine", "on elsewhere") { run in
      run.layoutStudy = study { $0.environmentKey = "elsewhere" }
    },
    Case("layouts of a benchmark that is not there", "study of layouts has 'z'") { run in
      run.layoutStudy = study { $0.benchmarks[0].benchmark = "z" }
    },
    Case("layouts of a benchmark twice", "two spreads by layout of 'a'") { run in
      run.layoutStudy = study { $0.benchmarks.append($0.benchmarks[0]) }
    },
    Case("a spread by layout outside its interval", "is outside its interval") { run in
      run.layoutStudy = study { $0.benchmarks[0].spread.high = 0.015 }
    },
    Case("a share of layouts that no spread gives", "share does not follow") { run in
      run.layoutStudy = study { $0.benchmarks[0].spread.share = 0.1 }
    },
    Case("a slower speed that is faster", "are not a faster and a slower one") { run in
      run.layoutStudy = study {
        $0.benchmarks[0].spread.twoSpeeds = SpeedPair(fast: 2, slow: 1, shareOfSlow: 0.5)
      }
    },
    Case("a confidence that is none", "is not a probability") { run in
      run.layoutStudy = study { $0.confidence = 95 }
    },
    Case("no benchmark", "it holds no benchmark") { $0.benchmarks = [] },
    Case("nothing measured", "no benchmark was measured") {
      $0.benchmarks = [Records.failed("a", .skipped, "not today")]
    },
    Case("ends before it begins", "before it began") {
      $0.completedAt = Timestamp(millisecondsSinceEpoch: $0.startedAt.millisecondsSinceEpoch - 1)
    },
    Case("negative duration", "-3 ms") { $0.durationMilliseconds = -3 },
    Case("a rate shared by none", "among 0 comparisons") { $0.plan = plan(sharedBy: 0) },
    Case("a rate shared by more than there can be", "among 2001 comparisons") {
      $0.plan = plan(sharedBy: 2001)
    },
    Case("a rate shared by more than all shards have", "among 500001 comparisons") {
      $0.settings.shard = ShardRecord(index: 1, count: 9, benchmarkCount: 500)
      $0.plan = plan(sharedBy: 500_001)
    },
  ]

  static func plan(
    sharedBy count: Int, _ names: [BenchmarkIdentifier] = [],
    direction: MetricDirection = .lowerIsBetter
  ) -> DecisionPlan {
    DecisionPlan(
      promises: DecisionPolicy(suiteFalseAlarmRate: 0.01, missRate: 0.05, comparisonCount: count),
      tests: names.map {
        PlannedTest(
          benchmark: $0, metric: .wallTime, question: .paired, tolerance: 0.05,
          tolerancePoints: nil, floor: nil, direction: direction, mode: .enforce)
      })
  }

  static let skipped = BenchmarkFailure(kind: .skipped, message: "not today")

  static let contradictions = [
    Case("a planned benchmark is gone", "has a test of 'c', which is not in the run") {
      $0.plan = plan(sharedBy: 3, ["a", "b", "c"])
    },
    Case("a planned benchmark is left out", "has a test of 'c'") {
      $0.plan = plan(sharedBy: 3, ["a", "c"])
      $0.leftOut = ["c"]
    },
    Case("left out by nothing", "left out 'c' without a filter or a shard") { $0.leftOut = ["c"] },
    Case("another direction than the plan's", "'higher_is_better' in its plan") {
      $0.plan = plan(sharedBy: 1, ["a"], direction: .higherIsBetter)
    },
    Case("a time of which more is better", "wall_time is 'higher_is_better'") {
      $0.benchmarks[1].metrics[0].direction = .higherIsBetter
    },
    Case("a rate of which less is better", "throughput is 'lower_is_better'") {
      $0.benchmarks[1].metrics.append(
        MetricSeries(
          metric: .throughput, unit: .itemsPerSecond, direction: .lowerIsBetter, launches: [[1]]))
    },
    Case("a time in bytes", "wall_time has the unit 'bytes'") {
      $0.benchmarks[1].metrics[0].unit = .bytes
    },
    Case("skipped for no reason", "it is 'skipped' but has no 'failure'") {
      $0.benchmarks[1].status = .skipped
      $0.benchmarks[1].metrics = []
    },
    Case("failed for no reason", "it is 'failed' but has no 'failure'") {
      $0.benchmarks[1].status = .failed
    },
    Case("skipped and measured", "it is 'skipped' but has samples of wall_time") {
      $0.benchmarks[1].status = .skipped
      $0.benchmarks[1].failure = skipped
    },
    Case("measured and failed", "it is 'measured' but has a failure (not today)") {
      $0.benchmarks[1].failure = skipped
    },
    Case("measured beside the anchor alone", "'c' was measured beside the anchor") {
      $0.anchor = CreepTests.run(since: 1).anchor
      $0.anchor?.plan.tests = []
      $0.anchor?.benchmarks[0].name = "c"
    },
    Case("planned beside the anchor and gone", "its plan beside the anchor has a test of 'b'") {
      $0.anchor = CreepTests.run(since: 1).anchor
      $0.anchor?.benchmarks = []
    },
  ]

  @Test(arguments: contradictions) func `a run that contradicts itself is not judged`(
    _ row: Case
  ) throws {
    var run = Self.sound
    row.change(&run)
    let reason = try #require(RunDefect.contradiction(in: run))
    #expect(reason.contains(row.words), "\(reason)")
    #expect(RunDefect.all(in: run).contains { $0.benchmark == nil && $0.reason == reason })
  }

  @Test func `what filters, failures and other harnesses leave behind is no contradiction`() {
    var run = Self.sound
    run.benchmarks.append(Records.failed("c", .crashed, "gone"))
    run.plan = Self.plan(sharedBy: 3, ["a", "b", "c"])
    run.leftOut = ["d"]
    run.settings.filter = "a"
    #expect(RunDefect.contradiction(in: run) == nil)
    run.settings.filter = nil
    run.partial = true
    #expect(RunDefect.contradiction(in: run) == nil)
    run = Self.sound
    run.settings.profile = MeasurementSettings.importedProfile
    run.benchmarks[0].metrics[0].unit = .count
    #expect(RunDefect.contradiction(in: run) == nil)
  }

  @Test(arguments: benchmarkCases) func `a benchmark that cannot be believed fails the gate`(
    _ row: Case
  ) throws {
    var run = Self.sound
    row.change(&run)
    let defects = RunDefect.all(in: run)
    #expect(defects.contains { $0.benchmark == "b" && $0.reason.contains(row.words) }, "\(defects)")
    #expect(defects.allSatisfy { $0.benchmark == "b" })
    let verdict = CheckTests.verdict(run)
    #expect(verdict.outcome == .fail)
    let failed = verdict.findings.filter { $0.status == .failed }
    #expect(failed.map(\.benchmark) == ["b"])
    #expect(failed.first?.message.contains(row.words) == true)
  }

  @Test(arguments: runCases) func `a run that cannot be is reported as a whole`(_ row: Case) throws
  {
    var run = Self.sound
    row.change(&run)
    let defects = RunDefect.all(in: run)
    #expect(defects.contains { $0.benchmark == nil && $0.description.contains(row.words) })
  }

  @Test func `what may be is no defect`() throws {
    #expect(RunDefect.all(in: Self.sound).isEmpty)
    var run = Self.sound
    // A time of nothing among others, a metric that the system does not show, a rate without a value
    // in one launch, a suite's own difference, a clock that stood still, and a benchmark left out.
    run.benchmarks[0].metrics = [
      Self.times([[0, 1], [1]], baseline: [[0], [2]]),
      MetricSeries(
        metric: .peakMemory, unit: .bytes, direction: .lowerIsBetter, launches: [],
        unavailable: "the system did not show"),
      Self.series(.throughput, [[], [1]]),
      Self.series(MetricName(rawValue: "drift"), [[-5], [0]]),
    ]
    run.benchmarks.append(Records.failed("c", .skipped, "not today"))
    run.completedAt = run.startedAt
    run.durationMilliseconds = 0
    run.settings.shard = ShardRecord(index: 1, count: 9, benchmarkCount: 500)
    run.plan = Self.plan(sharedBy: 5_000)
    #expect(RunDefect.all(in: run).isEmpty, "\(RunDefect.all(in: run))")
    // Another harness may round a short time to nothing.
    run.settings.profile = "imported"
    run.benchmarks[0].metrics = [Self.times([[0], [0]])]
    #expect(RunDefect.all(in: run).isEmpty)
  }

  // A floor in place of a ceiling would pass whatever is measured.
  @Test(
    arguments: [
      (.rowsRead, .count), (.rowsWritten, .count), (.wallTime, .nanoseconds),
      (.peakMemory, .bytes), (.step("read"), .nanoseconds),
    ] as [(MetricName, MetricUnit)], [false, true])
  func `no record turns the direction of a known metric around`(
    _ row: (metric: MetricName, unit: MetricUnit), _ isImported: Bool
  ) throws {
    var run = Self.sound
    if isImported { run.settings.profile = "imported" }
    #expect(run.isImported == isImported)
    run.benchmarks[1].metrics.removeAll { $0.metric == row.metric }
    run.benchmarks[1].metrics.append(
      MetricSeries(
        metric: row.metric, unit: row.unit, direction: .higherIsBetter, launches: [[5], [6]]))
    let words = "b: \(row.metric) is 'higher_is_better', but must be 'lower_is_better'"
    let found = try #require(RunDefect.contradiction(in: run))
    #expect(found == words + (isImported ? "; import it again" : "; measure again"), "\(found)")
  }
}
