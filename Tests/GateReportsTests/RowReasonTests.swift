import GateRecords
import Testing

@testable import GateReports

/// Why a row passes or fails where its figures alone do not show.
@Suite struct RowReasonTests {
  @Test func `a row that passes by a floor names it`() {
    var finding = SampleVerdict.comparison(
      "b", .passed, before: 700, after: 749, interval: 1.06...1.08, kind: .paired)
    let plain = ReportRow(finding).evidence
    finding.evidence.leastThatCounts = 50
    #expect(ReportRow(finding).evidence == plain + "; changes below 50 ns are ignored")
  }

  @Test func `a row that was proven before its last launch says when`() {
    var finding = SampleVerdict.comparison(
      "b", .regressed, before: 100, after: 102, interval: 0.99...1.04, kind: .paired)
    let last = finding.evidence.launches
    for (pairs, words) in [(last - 1, ", proven after \(last - 1), fails at"), (last, " fails at")]
    {
      finding.evidence.provenAfter = pairs
      #expect(ReportRow(finding).evidence.contains(words))
    }
    #expect(!ReportRow(finding).evidence.contains("proven after"))
  }

  @Test func `figures that are not positive show their difference`() {
    var finding = SampleVerdict.comparison(
      "b", .passed, before: -100, after: -101.5, interval: 0.98...0.99, kind: .paired)
    guard case .regression(let result, var change?) = finding.judgement else { return }
    change.difference = DifferenceEstimate(estimate: -1.5, low: -2, high: nil)
    finding.judgement = .regression(result, change)
    #expect(ReportRow(finding).change == "−1.5 ns [−2 ns, …]")
    finding.evidence.kind = .exact
    #expect(ReportRow(finding).change == "−1.5 ns")
  }

  @Test(arguments: [
    (RegressionResult.Doubt.launchesDiffer, "some are worse"),
    (.someLaunches, "not in every launch"),
  ]) func `a doubt about launches is in the row`(
    _ doubt: RegressionResult.Doubt, _ words: String
  ) {
    var finding = SampleVerdict.comparison(
      "b", .unproven, before: 100, after: 100, interval: 1...1, kind: .paired)
    finding.judgement = .regression(.unproven(doubt), finding.change)
    #expect(ReportRow(finding).evidence.hasSuffix("; \(words)"))
  }

  private static func change(
    _ status: FindingStatus, ratio: Double, kind: Evidence.Kind = .cached, mode: RuleMode? = nil,
    tolerance: Double = 0.25, threshold: Double? = nil
  ) -> Finding {
    var finding = SampleVerdict.comparison(
      "b", status, before: 100, after: 100 * ratio, interval: nil, kind: kind)
    guard case .regression(let result, var change?) = finding.judgement else { return finding }
    change.ratio = ratio
    change.tolerance = tolerance
    change.severityThreshold = threshold
    let isRegressed = status == .regressed
    finding.judgement = .regression(isRegressed ? .regressed(.minor) : result, change)
    finding.mode = mode
    return finding
  }

  /// The same of a metric of which more is better.
  private static func mirrored(_ finding: Finding) -> Finding {
    var finding = finding
    finding.subject.direction = .higherIsBetter
    return finding
  }

  @Test func `a row says what its ladder does, and not more`() {
    typealias Row = (Finding, String)
    let rows: [Row] = [
      (Self.change(.passed, ratio: 1.02), ", tolerates 25 %"),
      (Self.change(.regressed, ratio: 1.3), ", fails at +25 %"),
      (Self.change(.regressed, ratio: 1.3, kind: .paired), ", fails at +25 %"),
      (Self.change(.regressed, ratio: 1.3, mode: .warn), ", warns at +25 %"),
      (Self.change(.regressed, ratio: 1.3, kind: .paired, mode: .warn), ", warns at +25 %"),
      (
        Self.change(.regressed, ratio: 1.12, mode: .warn, threshold: 0.1),
        ", minor beyond 10 %, tolerates 25 %"
      ),
      (
        Self.change(.regressed, ratio: 1.12, kind: .exact, mode: .warn, threshold: 0.1),
        "exact, minor beyond 10 %, tolerates 25 %"
      ),
      (Self.change(.regressed, ratio: 1.3, mode: .warn, threshold: 0.1), ", warns at +25 %"),
      (Self.change(.regressed, ratio: 1.3, kind: .exact), "exact, fails at +25 %"),
      (Self.change(.passed, ratio: 1, kind: .exact), "exact, tolerates 25 %"),
      (
        Self.change(.regressed, ratio: 1.3, kind: .exact, mode: .warn, tolerance: 0),
        "exact, warns at any increase"
      ),
      (
        Self.mirrored(Self.change(.regressed, ratio: 0.7, kind: .paired, mode: .warn)),
        ", warns at −25 %"
      ),
      (
        Self.mirrored(Self.change(.regressed, ratio: 0.7, kind: .exact, tolerance: 0)),
        "exact, fails at any decrease"
      ),
    ]
    for (finding, words) in rows {
      #expect(ReportRow(finding).evidence.hasSuffix(words), "\(ReportRow(finding).evidence)")
    }
  }

  @Test func `the smallest exact change is not nothing`() {
    var finding = Self.change(.passed, ratio: 1.000_000_1, kind: .exact)
    #expect(ReportRow(finding).change == "+0.00001 %")
    finding = Self.change(.passed, ratio: 1, kind: .exact)
    #expect(ReportRow(finding).change == "0.0 %")
  }

  @Test func `a change held against points is in points`() throws {
    var finding = Self.change(.regressed, ratio: 0.691_999_99 / 0.712, kind: .exact)
    finding.subject.unit = .ratio
    finding.value = 0.691_999_99
    finding.baselineValue = 0.712
    guard case .regression(let result, var change?) = finding.judgement else { return }
    change.tolerance = 0.02 / 0.712
    change.tolerancePoints = 0.02
    finding.judgement = .regression(result, change)
    let row = ReportRow(finding)
    #expect(row.before == "71.2 %" && row.after == "69.199999 %")
    #expect(row.change == "−2.000001 pp")
    #expect(row.evidence == "exact, fails at +2 pp")
    change.low = 0.6 / 0.712
    change.high = 0.692 / 0.712
    finding.judgement = .regression(result, change)
    finding.evidence.kind = .paired
    #expect(ReportRow(finding).change == "−2.000001 pp [−11.2, −2.0]")
  }

  @Test(arguments: [
    (BudgetEvidence.Bound.floor, Statistic.minimum, "budget at least 2"),
    (.ceiling, .minimum, "budget at most 2"), (.ceiling, .maximum, "budget 2"),
    (.floor, .mean, "budget at least 2"),
  ]) func `a floor never reads as a ceiling`(
    _ bound: BudgetEvidence.Bound, _ statistic: Statistic, _ words: String
  ) {
    var finding = SampleVerdict.budget("b", .passed, value: 2)
    finding.subject.unit = .count
    finding.subject.statistic = statistic
    finding.judgement = .budget(
      .passed,
      BudgetEvidence(
        bound: bound, budget: 2, tolerance: 0, limit: 2, margin: 0, low: nil, high: nil,
        confidence: nil, rationale: nil, source: nil))
    #expect(ReportRow(finding).change == words)
  }

  @Test func `a sum that is not settled shows its bounds`() {
    var finding = SampleVerdict.growth(.unproven, .cumulative)
    guard case .growth(let result, var growth?) = finding.judgement else { return }
    (growth.observed, growth.low, growth.high, growth.limit) = (3.66e9, 3.37e9, 3.94e9, 3.5e9)
    finding.judgement = .growth(result, growth)
    finding.subject.unit = .nanoseconds
    #expect(ReportRow(finding).change == "3.66 s [3.37 s, 3.94 s]")
  }

  @Test(
    arguments: [
      (true, "no digest", "without a digest of the result"),
      (nil, "results differ", "with another result"),
    ] as [(Bool?, String, String)])
  func `a speed-up whose results are at fault says which fault it is`(
    _ lacksDigest: Bool?, _ words: String, _ count: String
  ) {
    var finding = SampleVerdict.speedup(.overBudget, ratio: 3)
    guard case .speedup(let result, var speedup?) = finding.judgement else { return }
    speedup.hasSameResult = false
    speedup.lacksDigest = lacksDigest
    finding.judgement = .speedup(result, speedup)
    #expect(ReportRow(finding).evidence.hasSuffix(", \(words)"))
    #expect(ReportRow(finding).status.hasPrefix(words))
    #expect(Headline(SampleVerdict.verdict(findings: [finding])).text.contains("1 \(count)"))
  }

  @Test(arguments: [
    (RuleMode.enforce, MetricDirection.lowerIsBetter, "fails at any increase"),
    (.warn, .lowerIsBetter, "warns at any increase"),
    (.enforce, .higherIsBetter, "fails at any decrease"),
  ])
  func `a change from 0 has its size and its consequence`(
    _ mode: RuleMode, _ direction: MetricDirection, _ consequence: String
  ) throws {
    var finding = try Finding(
      benchmark: BenchmarkIdentifier("a"), rule: .regression,
      metric: MetricName(rawValue: "misses"),
      statistic: .median, unit: .count, direction: direction, status: .regressed, severity: .minor,
      value: 5, baselineValue: 0, evidence: Evidence(kind: .paired, launches: 12, samples: 96),
      message: "misses rose")
    finding.mode = mode
    let row = ReportRow(finding)
    #expect(
      row.change == "+5, from 0" && row.evidence.hasSuffix(consequence),
      "\(row.change) \(row.evidence)")
  }
}
