package import GateRecords
import GateStatistics

/// The result of a claim: the improvement of every metric, and whether it is what was promised.
package struct ClaimReport: Hashable, Sendable, Encodable {
  /// A measurement as a report shows it.
  package struct Measurement: Hashable, Sendable, Encodable {
    /// The run that it comes from.
    package let runID: RunIdentifier?
    /// When it was recorded.
    package let measuredAt: Timestamp
    /// The benchmark.
    package let benchmark: BenchmarkIdentifier?
    /// The name of the person who measured.
    package let measuredBy: String?
    /// The author's note.
    package let note: String?
    /// The figures by metric, in base units.
    package let figures: [String: Double]

    private enum CodingKeys: String, CodingKey {
      case runID = "run_id"
      case measuredAt = "measured_at"
      case measuredBy = "measured_by"
      case benchmark, note, figures
    }

    fileprivate init(_ side: Claim.Measurement) {
      runID = side.runID
      measuredAt = side.at
      benchmark = side.measured.benchmark
      measuredBy = side.measured.by
      note = side.measured.note
      figures = side.measured.figures
    }
  }

  /// How far below its estimate an improvement may stay and still meet it, in points.
  package static let slack = 20.0

  /// The claim.
  package let claimID: String
  /// The kind of problem it is about.
  package let issueType: String?
  /// The promised improvement, in per cent.
  package let estimatePercent: Double?
  /// The figures before.
  package let before: Measurement
  /// The figures after; nil while nothing was measured.
  package let after: Measurement?
  /// The improvement by metric in per cent, unrounded; metrics that a side lacks, or that were zero
  /// before, are absent.
  package let improvementPercent: [String: Double]
  /// The bounds of the improvement of the wall time at 95 % on each side; nil with too few launches.
  package let low: Double?
  /// The upper one of them.
  package let high: Double?
  /// Whether the improvement is at least the estimate less 20 points; nil while that is open.
  package let meetsExpectation: Bool?
  /// Whether its bounds lie on one side of that, so that noise does not decide it.
  package let isCertain: Bool?
  /// Improvement − estimate in points, to one decimal.
  package let expectationDelta: Double?
  /// True where the benchmark is proven to execute the same code before and after, so that nothing improved.
  package let sameCode: Bool?

  private enum CodingKeys: String, CodingKey {
    case claimID = "claim_id"
    case issueType = "issue_type"
    case estimatePercent = "estimate_pct"
    case before, after
    case improvementPercent = "improvement_pct"
    case low = "duration_improvement_low_pct"
    case high = "duration_improvement_high_pct"
    case meetsExpectation = "meets_expectation"
    case isCertain = "certain"
    case expectationDelta = "expectation_delta_pct"
    case sameCode = "same_code"
  }

  /// Judges a claim by the wall time.
  package init(_ claim: Claim) {
    claimID = claim.id
    issueType = claim.issueType
    let estimate = claim.before.measured.estimatePercent ?? claim.after?.measured.estimatePercent
    estimatePercent = estimate
    before = Measurement(claim.before)
    after = claim.after.map(Measurement.init)
    var improvements: [String: Double] = [:]
    for (metric, new) in claim.after?.measured.figures ?? [:] {
      guard let old = claim.before.measured.figures[metric] else { continue }
      improvements[metric] = Self.improvement(from: old, to: new)
    }
    improvementPercent = improvements
    let actual = improvements[MetricName.wallTime.rawValue]
    let bounds = Self.bounds(claim)
    low = bounds?.low
    high = bounds?.high
    let isSame =
      claim.after?.measured.sameCodeAs.map { $0 == claim.before.measured.programHash } ?? false
    sameCode = isSame ? true : nil
    guard let estimate, let actual else {
      meetsExpectation = nil
      isCertain = nil
      expectationDelta = nil
      return
    }
    guard !isSame else {
      // Whatever the times are, they are those of the same code.
      meetsExpectation = false
      isCertain = true
      expectationDelta = (-estimate * 10).rounded() / 10
      return
    }
    // 50 % of 70 % less 20 points, slightly below in binary, is met.
    let needed = estimate - Self.slack - 1e-9
    meetsExpectation = actual >= needed
    isCertain = bounds.map { $0.low >= needed || $0.high < needed }
    expectationDelta = ((actual - estimate) * 10).rounded() / 10
  }

  /// (before − after) ÷ before in per cent; nil when there was nothing before.
  package static func improvement(from before: Double, to after: Double) -> Double? {
    before == 0 ? nil : (before - after) / before * 100
  }

  private static func bounds(_ claim: Claim) -> (low: Double, high: Double)? {
    guard let old = claim.before.measured.launches, let new = claim.after?.measured.launches,
      let ratio = RatioBounds(
        of: new.map { [$0] }, to: old.map { [$0] }, confidence: 0.95),
      let low = ratio.low, let high = ratio.high
    else { return nil }
    return ((1 - high) * 100, (1 - low) * 100)
  }

  /// Nanoseconds of wall time that the improvement saves; nil while a side has none.
  var timeSaved: Double? {
    let name = MetricName.wallTime.rawValue
    guard let old = before.figures[name], let new = after?.figures[name] else { return nil }
    return old - new
  }
}

/// The results of the claims of a period; all zeros when there were none.
package struct ClaimSummary: Hashable, Sendable, Encodable {
  /// How much more than its estimate an improvement must be to exceed it, in points.
  package static let excess = 10.0

  /// Claims in the period.
  package let total: Int
  /// Those with figures after.
  package let completed: Int
  /// The mean improvement of the wall time in per cent, to one decimal.
  package let meanImprovementPercent: Double
  /// The share of the completed that met their estimate, in per cent, to one decimal.
  package let successRatePercent: Double
  /// The time saved by one execution of each benchmark together, in nanoseconds; for people, not in the JSON.
  package let timeSaved: Double
  /// The same in seconds, to one decimal.
  package let timeSavedSeconds: Double
  /// Those that met their estimate.
  package let met: Int
  /// Those of them that exceeded it by more than ten points.
  package let exceeded: Int
  /// Those that did not meet it.
  package let underperformed: Int

  private enum CodingKeys: String, CodingKey {
    case total = "total_measurements"
    case completed = "completed_measurements"
    case meanImprovementPercent = "avg_improvement_pct"
    case successRatePercent = "success_rate_pct"
    case timeSavedSeconds = "total_time_saved_seconds"
    case met = "met_expectations_count"
    case exceeded = "exceeded_expectations_count"
    case underperformed = "underperformed_count"
  }

  /// Sums up claims.
  package init(of reports: [ClaimReport]) {
    let done = reports.filter { $0.after != nil }
    func share(_ sum: Double) -> Double {
      done.isEmpty ? 0 : (sum / Double(done.count) * 10).rounded() / 10
    }
    total = reports.count
    completed = done.count
    meanImprovementPercent = share(
      done.reduce(0) { $0 + ($1.improvementPercent[MetricName.wallTime.rawValue] ?? 0) })
    met = done.count { $0.meetsExpectation == true }
    exceeded = done.count { ($0.expectationDelta ?? 0) > Self.excess }
    underperformed = done.count { $0.meetsExpectation == false }
    successRatePercent = share(Double(met) * 100)
    timeSaved = done.reduce(0) { $0 + ($1.timeSaved ?? 0) }
    timeSavedSeconds = (timeSaved / 1e8).rounded() / 10
  }
}
