import GateBudgets
import GateProtocol
import GateRecords
import Testing

@testable import GateMeasurement

@Suite struct StepMetricTests {
  typealias Body = ScriptedLauncher.Body

  /// What a launch says about one step.
  static func step(
    _ name: String, _ nanoseconds: Double, _ samples: [WorkerSample], read: [RowCounts.Entry] = [],
    kind: StepKind? = nil, isOld: Bool = false
  ) -> [WorkerMessage] {
    let iterations = samples.reduce(0) { $0 + $1.iterations }
    let times = samples.map { UInt64(nanoseconds * Double($0.iterations)) }
    let whole = read.reduce(0) { $0 + $1.iterations }
    // The entries are of this many iterations in turn, whatever the number that was asked for.
    let scaled = read.map {
      RowCounts.Entry(rows: $0.rows, iterations: max(1, $0.iterations * iterations / whole))
    }
    let rows = scaled.reduce(Int64(0)) { $0 + $1.rows * Int64($1.iterations) }
    let step = WorkerStep(
      name: name, nanoseconds: times.reduce(0, +), rowsRead: read.isEmpty ? nil : rows,
      rowsWritten: nil, iterations: iterations, kind: kind)
    guard !isOld else { return [.step(step)] }
    var messages: [WorkerMessage] = [.step(step)]
    if let least = scaled.first?.rows, let most = scaled.last?.rows, least < most {
      messages.append(.stepDetail(.rows(name: name, read: least...most, written: nil)))
    }
    messages += WorkerStepDetail.timesInParts(name: name, times).map { .stepDetail($0) }
    if let counts = RowCounts(entries: scaled) {
      messages.append(.stepDetail(.iterations(.read, counts)))
    }
    return messages
  }

  static func solo(
    _ policy: BudgetPolicy = .builtIn,
    _ steps: @escaping (Side, Int, [WorkerSample]) -> [WorkerMessage]
  ) throws -> BenchmarkRecord {
    var body = Body("one", index: 0)
    body.steps = steps
    let launcher = ScriptedLauncher([body])
    launcher.version = { _ in 4 }
    return try #require(
      try SuiteMeasurementTests.measure(launcher, isPaired: false, policy: policy).benchmarks.first)
  }

  static func policy(_ body: String) throws -> BudgetPolicy {
    try BudgetPolicy(text: "{ schema: \"speedgate.budgets/1\", \(body) }", path: "b.json5")
  }

  @Test func `every launch counts: ten rows in the first and a thousand later are not ten`() throws
  {
    var first: Int?
    let record = try Self.solo { _, launch, samples in
      first = first ?? launch
      return Self.step(
        "read", 400, samples, read: [.init(rows: launch == first ? 10 : 1_000, iterations: 1)])
    }
    let series = try #require(record.series(of: .rowsRead))
    #expect(series.samples.min() == 10 && series.samples.max() == 1_000)
    #expect(!series.isDeterministic && series.launches.count > 1)
    let range = try #require(record.steps.first?.readRange)
    #expect(range.least == 10 && range.most == 1_000 && range.mean > 10 && range.mean < 1_000)
  }

  @Test func `rows that alternate have the extremes of single iterations`() throws {
    let record = try Self.solo { _, _, samples in
      Self.step(
        "read", 400, samples,
        read: [.init(rows: 0, iterations: 1), .init(rows: 150, iterations: 1)])
    }
    let series = try #require(record.series(of: .rowsRead))
    #expect(series.samples.min() == 0 && series.samples.max() == 150 && !series.isDeterministic)
    #expect(abs(try #require(record.steps.first?.readRange).mean - 75) < 1)
  }

  @Test func `a row in each third iteration is a third of a row, not none`() throws {
    let record = try Self.solo { _, _, samples in
      Self.step(
        "read", 400, samples, read: [.init(rows: 0, iterations: 2), .init(rows: 1, iterations: 1)])
    }
    #expect(record.series(of: .rowsRead)?.samples.max() == 1)
    let mean = try #require(record.steps.first?.meanRowsRead)
    #expect(abs(mean - 1.0 / 3) < 0.01)
  }

  @Test func `rows that never vary are known exactly`() throws {
    let record = try Self.solo { _, _, samples in
      Self.step("read", 400, samples, read: [.init(rows: 60, iterations: 1)], kind: .read)
    }
    let series = try #require(record.series(of: .rowsRead))
    #expect(series.isDeterministic && Set(series.samples) == [60])
    #expect(record.steps.first?.rowsRead == 60 && record.steps.first?.readRange == nil)
    #expect(record.steps.first?.kind == .read && record.notes.isEmpty)
  }

  @Test func `a launch without rows had none, where others had some`() throws {
    var first: Int?
    let record = try Self.solo { _, launch, samples in
      first = first ?? launch
      return Self.step(
        "read", 400, samples, read: launch == first ? [] : [.init(rows: 5, iterations: 1)])
    }
    let series = try #require(record.series(of: .rowsRead))
    #expect(series.launches.first == [0] && series.samples.max() == 5 && !series.isDeterministic)
    #expect(record.steps.first?.readRange?.least == 0)
  }

  @Test func `a step that comes later is there, in its order and with a note`() throws {
    var first: Int?
    let record = try Self.solo { _, launch, samples in
      first = first ?? launch
      return Self.step("read", 400, samples)
        + (launch == first ? [] : Self.step("index", 100, samples))
        + Self.step("score", 300, samples)
    }
    #expect(record.steps.map(\.stepID) == ["read", "score", "index"])
    let launches = try #require(record.series(of: .wallTime)).launches.count
    #expect(
      record.notes.contains {
        $0.hasPrefix("the step index ran in \(launches - 1) of \(launches) launches")
      })
    let index = record.steps[2].durationMilliseconds * 1e6
    #expect(index > 0 && index < 100)
    #expect(record.series(of: .step("index"))?.launches.first == [])
  }

  @Test func `a step is a metric with the samples of every launch`() throws {
    let record = try Self.solo { _, launch, samples in
      Self.step("score", Double(100 * launch), samples)
    }
    let wall = try #require(record.series(of: .wallTime))
    let series = try #require(record.series(of: .step("score")))
    #expect(series.launches.map(\.count) == wall.launches.map(\.count))
    #expect(series.unit == .nanoseconds && !series.isDeterministic)
    #expect(Set(series.launches.compactMap(\.first)).count == wall.launches.count)
    let step = try #require(record.steps.first)
    #expect(step.lowMilliseconds.map { $0 < step.durationMilliseconds } == true)
    #expect(step.highMilliseconds.map { $0 > step.durationMilliseconds } == true)
  }

  @Test func `of a step that the budgets do not name each launch keeps its mean`() throws {
    let policy = try Self.policy(
      "budgets: [{ benchmark: \"one\", metric: \"step:score\", max: \"1 ms\" }]")
    let record = try Self.solo(policy) { _, _, samples in
      Self.step("score", 300, samples) + Self.step("other", 100, samples)
    }
    #expect(record.series(of: .step("score"))?.launches.allSatisfy { $0.count > 1 } == true)
    #expect(record.series(of: .step("other"))?.launches.allSatisfy { $0 == [100] } == true)
    #expect(record.onlyMean(of: .step("other")) == .ofLaunches)
    #expect(record.onlyMean(of: .step("score")) == nil)
  }

  @Test func `an older worker's totals give a mean that is not truncated`() throws {
    let record = try Self.solo { _, _, samples in
      Self.step(
        "read", 400, samples, read: [.init(rows: 0, iterations: 2), .init(rows: 1, iterations: 1)],
        isOld: true)
    }
    let rows = try #require(record.series(of: .rowsRead)?.samples.first)
    #expect(abs(rows - 1.0 / 3) < 0.01)
    #expect(record.series(of: .step("read"))?.launches.allSatisfy { $0.count == 1 } == true)
  }

  @Test func `a step with a ladder is measured until it is decided`() throws {
    let policy = try Self.policy("regressions: { \"step:score\": { fail: \"10%\" } }")
    var body = Body("one", index: 0, cost: SuiteMeasurementTests.scattered { _ in 1_000 })
    let cost = SuiteMeasurementTests.scattered { $0 == .candidate ? 149 : 100 }
    body.steps = { side, launch, samples in Self.step("score", cost(side, launch), samples) }
    let launcher = ScriptedLauncher([body])
    launcher.version = { _ in 4 }
    let result = try SuiteMeasurementTests.measure(launcher, policy: policy)
    let planner = try #require(result.planner)
    #expect(
      planner.test(
        of: .init(
          benchmark: result.benchmarks[0].name, metric: .step("score"), direction: .lowerIsBetter,
          isCounted: false)) != nil)
    let series = try #require(result.benchmarks[0].series(of: .step("score")))
    #expect(series.baselineLaunches?.count == series.launches.count && series.launches.count >= 8)
    #expect(series.pairsTogether != nil)
    // A ladder of one step costs the others nothing.
    let plain = try SuiteMeasurementTests.measure(launcher).planner
    #expect(
      planner.promises.comparisonCount == (plain?.promises.comparisonCount ?? 0) + 1)
  }

  @Test func `a suite's own metric of rows counts before the rows of its steps`() throws {
    var body = Body("one", index: 0)
    body.steps = { _, _, samples in
      Self.step("read", 400, samples, read: [.init(rows: 60, iterations: 1)])
    }
    body.ownMetrics = { _, _ in
      [WorkerMetric(name: "rows_read", unit: "count", direction: .lowerIsBetter, value: 7)]
    }
    let launcher = ScriptedLauncher([body])
    let record = try #require(
      try SuiteMeasurementTests.measure(launcher, isPaired: false).benchmarks.first)
    #expect(record.metrics.count { $0.metric == .rowsRead } == 1)
    #expect(record.series(of: .rowsRead).map { Set($0.samples) } == [7])
  }

  @Test func `samples that are left out take their steps' times with them`() throws {
    var details = StepDetails()
    details.add(.times(name: "a", [1, 2]))
    details.add(.times(name: "a", [3]))
    details.keep([0, 2])
    #expect(details.times == ["a": [1, 3]])
  }
}
