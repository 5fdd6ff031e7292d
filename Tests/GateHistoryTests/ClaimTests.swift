import GateRecords
import Testing

@testable import GateHistory

@Suite struct ClaimTests {
  static func side(
    _ id: String = "c", milliseconds: Double? = nil, more: [String: Double] = [:],
    estimate: Double? = nil, launches: [Double]? = nil, at: Int64 = 0
  ) -> Claim.Measurement {
    var figures = more
    figures["wall_time"] = milliseconds.map { $0 * 1e6 }
    return Claim.Measurement(
      at: Timestamp(millisecondsSinceEpoch: at), runID: RunIdentifier(rawValue: "RUN\(at)"),
      measured: ClaimMeasured(
        claimID: id, issueType: "scan", estimatePercent: estimate, figures: figures,
        launches: launches, by: "kim", note: nil))
  }

  static func report(
    _ before: Double, _ after: Double?, estimate: Double? = nil, id: String = "c"
  ) throws -> ClaimReport {
    var entries = [Claim.Entry.before(side(id, milliseconds: before, estimate: estimate))]
    if let after { entries.append(.after(side(id, milliseconds: after, at: 1))) }
    return ClaimReport(try #require(Claim.all(from: entries).first))
  }

  // 60000 → 12000 ms is 80.0 %, 1000 → 400 MB is 60.0 %; scanned data and CPU are absent.
  @Test func `the improvement is a share of what was before`() throws {
    let claim = try #require(
      Claim.all(from: [
        .before(Self.side(milliseconds: 60_000, more: ["peak_memory": 1_000e6, "cpu_time": 5])),
        .after(
          Self.side(milliseconds: 12_000, more: ["peak_memory": 400e6, "rows_read": 7], at: 1)),
      ]).first)
    #expect(ClaimReport(claim).improvementPercent == ["wall_time": 80, "peak_memory": 60])
  }

  // Nothing before is no crash, nothing after is no gap.
  @Test func `nothing before gives nothing, nothing after is all of it`() {
    #expect(ClaimReport.improvement(from: 0, to: 5) == nil)
    #expect(ClaimReport.improvement(from: 5, to: 0) == 100)
    #expect(ClaimReport.improvement(from: 100, to: 115) == -15)
  }

  // 20 points below the estimate is met, and not a tenth less.
  @Test(arguments: [
    (25_000, true, 5.0, false), (50_000, true, -20, false), (50_100, false, -20.1, false),
    (60_000, false, -30, false), (20_000, true, 10, false), (19_900, true, 10.1, true),
  ]) func `an estimate of 70 is met by 50`(
    _ after: Double, _ isMet: Bool, _ delta: Double, _ isExceeded: Bool
  ) throws {
    let report = try Self.report(100_000, after, estimate: 70)
    #expect(report.meetsExpectation == isMet)
    #expect(report.expectationDelta == delta)
    #expect((ClaimSummary(of: [report]).exceeded == 1) == isExceeded)
  }

  @Test func `without an estimate nothing is met or missed`() throws {
    let report = try Self.report(100, 115)
    #expect(report.meetsExpectation == nil && report.expectationDelta == nil)
    #expect(abs(try #require(report.improvementPercent["wall_time"]) + 15) < 1e-9)
  }

  // After without before is nothing; the newest measurement of a side counts.
  @Test func `the newest of each side counts, and before reopens a claim`() throws {
    #expect(Claim.all(from: [.after(Self.side(milliseconds: 1))]).isEmpty)
    let twice = Claim.all(from: [
      .before(Self.side(milliseconds: 100, at: 0)), .after(Self.side(milliseconds: 50, at: 1)),
      .after(Self.side(milliseconds: 40, at: 2)),
    ])
    #expect(twice.map { $0.after?.measured.figures["wall_time"] } == [40e6])
    let reopened = Claim.all(from: [
      .before(Self.side(milliseconds: 100, at: 0)), .after(Self.side(milliseconds: 50, at: 1)),
      .before(Self.side(milliseconds: 80, at: 2)),
    ])
    #expect(reopened.count == 1 && reopened[0].after == nil)
    #expect(reopened[0].before.measured.figures["wall_time"] == 80e6)
  }

  @Test func `a benchmark gives every metric and the rows of its steps`() {
    var benchmark = BenchmarkRecord(
      name: BenchmarkIdentifier("b"), status: .measured,
      metrics: [
        MetricSeries(
          metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter,
          launches: [[10, 12], [14]])
      ])
    benchmark.steps = [
      StepRecord(stepID: "s", durationMilliseconds: 1, rowsRead: 60, rowsWritten: nil)
    ]
    let measured = ClaimMeasured(
      claimID: "c", issueType: nil, estimatePercent: nil, benchmark: benchmark,
      more: ["partitions": 12], by: nil, note: nil)
    #expect(measured.figures == ["wall_time": 12, "rows_read": 60, "partitions": 12])
    #expect(measured.launches == [11, 14])
    let overridden = ClaimMeasured(
      claimID: "c", issueType: nil, estimatePercent: nil, benchmark: benchmark,
      more: ["wall_time": 5], by: nil, note: nil)
    #expect(overridden.figures["wall_time"] == 5 && overridden.launches == nil)
  }

  // The documents' reductions as they come out; ten events at 85 s for sixty would
  // take 14.17 s, so that 10 s is 29.4 % less, not 88 %.
  @Test(arguments: [
    (85.0, 5.0, "94.1"), (85, 4.25, "95.0"), (85, 10, "88.2"), (85, 34, "60.0"),
    (85.0 / 60 * 10, 10, "29.4"),
  ]) func `reductions`(_ before: Double, _ after: Double, _ percent: String) throws {
    let improvement = try #require(ClaimReport.improvement(from: before, to: after))
    #expect(QuantityFormat.fixed(improvement, decimals: 1) == percent)
  }

  // A time that fell by three quarters is no improvement where the code is that of before.
  @Test(arguments: [("old", true), ("older", false), (nil, false)])
  func `a claim about code that is the same before and after is not met, whatever the times say`(
    _ sameAs: String?, _ isSame: Bool
  ) throws {
    var before = Self.side(milliseconds: 100, estimate: 70).measured
    before.programHash = "old"
    var after = Self.side(milliseconds: 25, at: 1).measured
    after.sameCodeAs = sameAs
    let claim = Claim(
      id: "c",
      before: .init(at: Timestamp(millisecondsSinceEpoch: 0), runID: nil, measured: before),
      after: .init(at: Timestamp(millisecondsSinceEpoch: 1), runID: nil, measured: after))
    let report = ClaimReport(claim)
    #expect(report.sameCode == (isSame ? true : nil))
    #expect(report.meetsExpectation == !isSame)
    #expect(report.expectationDelta == (isSame ? -70 : 5))
    #expect(ClaimSummary(of: [report]).met == (isSame ? 0 : 1))
  }

  @Test func `a measurement shows whose code it is, unless its time is from elsewhere`() {
    var benchmark = BenchmarkRecord(
      name: BenchmarkIdentifier("b"), status: .measured,
      metrics: [
        MetricSeries(
          metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter, launches: [[10]])
      ])
    benchmark.sameCode = true
    let run = ClaimRuns.paired([benchmark])
    func measured(_ more: [String: Double]) -> ClaimMeasured {
      ClaimMeasured(
        claimID: "c", issueType: nil, estimatePercent: nil, benchmark: benchmark, more: more,
        by: nil, note: nil, run: run)
    }
    #expect(measured([:]).programHash == "new" && measured([:]).sameCodeAs == "old")
    let elsewhere = measured(["wall_time": 5])
    #expect(elsewhere.programHash == nil && elsewhere.sameCodeAs == nil)
  }

  @Test func `a claim is certain when its bounds lie on one side of what is needed`() throws {
    func report(_ after: [Double]) throws -> ClaimReport {
      let median = after.sorted()[after.count / 2]
      let claim = try #require(
        Claim.all(from: [
          .before(
            Self.side(milliseconds: 100, estimate: 70, launches: [99e6, 100e6, 101e6])),
          .after(Self.side(milliseconds: median, launches: after.map { $0 * 1e6 }, at: 1)),
        ]).first)
      return ClaimReport(claim)
    }
    let clear = try report([30, 30.3, 29.7])
    #expect(clear.meetsExpectation == true && clear.isCertain == true)
    #expect(try #require(clear.low) < 70 && (clear.high ?? 0) > 70)
    #expect(try report([49, 50, 52]).isCertain == false)
  }

  // Two of three completed, one met; the improvement of exactly ten points more is no excess.
  @Test func `a summary counts what came of the claims`() throws {
    let summary = ClaimSummary(of: [
      try Self.report(60_000, 12_000, estimate: 70, id: "a"),
      try Self.report(10_000, 6_000, estimate: 70, id: "b"),
      try Self.report(5_000, nil, estimate: 70, id: "c"),
    ])
    #expect(summary.total == 3 && summary.completed == 2)
    #expect(summary.meanImprovementPercent == 60 && summary.successRatePercent == 50)
    #expect(summary.timeSavedSeconds == 52)
    #expect(summary.met == 1 && summary.exceeded == 0 && summary.underperformed == 1)
  }

  @Test func `without claims everything is zero`() {
    let summary = ClaimSummary(of: [])
    #expect(summary.total == 0 && summary.completed == 0 && summary.met == 0)
    #expect(summary.meanImprovementPercent == 0 && summary.successRatePercent == 0)
    #expect(summary.timeSavedSeconds == 0 && summary.exceeded == 0 && summary.underperformed == 0)
  }
}

/// Runs that claims are measured by.
private enum ClaimRuns {
  /// A run of the program `new` beside the program `old`.
  static func paired(_ benchmarks: [BenchmarkRecord]) -> RunRecord {
    let start = Timestamp(millisecondsSinceEpoch: 0)
    var generator = SystemRandomNumberGenerator()
    return RunRecord(
      runID: RunIdentifier(time: start, using: &generator), jobID: nil, status: .success,
      startedAt: start, completedAt: start, durationMilliseconds: 1,
      suite: SuiteRecord(name: "suite", programHash: "new"),
      baseline: SuiteRecord(name: "suite", programHash: "old"),
      environment: EnvironmentRecord(
        operatingSystem: "linux", kernel: "6", architecture: "x86_64", processor: "P",
        processorCount: 2, memoryBytes: 1, virtualization: nil, compiler: "Swift",
        buildConfiguration: "release", harnessVersion: "1"),
      settings: MeasurementSettings(
        profile: "quick", seed: 1, timeBudgetSeconds: 40, filter: nil, command: []),
      benchmarks: benchmarks, leftOut: [], errors: [], warnings: [])
  }
}
