import GateRecords
import Testing

@testable import GateReports

/// Why a row passes or fails where its figures alone do not tell.
@Suite struct RowReasonTests {
  @Test func `a row that passes by a floor names it`() {
    var finding = SampleVerdict.comparison(
      "b", .passed, before: 700, after: 749, interval: 1.06...1.08, kind: .paired)
    let plain = ReportRow(finding).evidence
    finding.evidence.leastThatCounts = 50
    #expect(ReportRow(finding).evidence == plain + "; less than the 50 ns that count")
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
    #expect(ReportRow(finding).change == "−1.5 ns exactly")
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
}
