import Foundation
import GateRecords
import Testing

@testable import GateReports

/// What the messages say of a figure and its limit, every format's own words must say, too.
@Suite struct FigureReportTests {
  static let verdict: Verdict = {
    var finding = SampleVerdict.budget("a", .overBudget, value: 10_004e6)
    if case .budget(let status, let evidence?) = finding.judgement {
      var evidence = evidence
      (evidence.budget, evidence.limit, evidence.tolerance) = (10e9, 10e9, 0)
      evidence.margin = -0.0004
      finding.judgement = .budget(status, evidence)
    }
    finding.message = "p95 of wall_time is 10.004 s; the budget is 10 s"
    return SampleVerdict.verdict(findings: [finding])
  }()

  @Test func `no format writes a broken budget as kept`() throws {
    let json = String(decoding: try JSONEncoder().encode(JSONReport(Self.verdict)), as: UTF8.self)
    let formats = [
      "terminal": TerminalReport.render(Self.verdict, style: TerminalStyle(width: 200)),
      "markdown": MarkdownReport.render(Self.verdict),
      "html": HTMLReport.render(Self.verdict),
      "junit": JUnitReport.render(Self.verdict),
      "annotations": AnnotationReport.render(Self.verdict), "json": json,
    ]
    for (name, text) in formats {
      #expect(text.contains("10.004 s"), "\(name): \(text)")
      #expect(!text.contains("10.0 s"), "\(name)")
      #expect(!text.contains("100.0 %"), "\(name)")
    }
  }

  @Test func `a change beside its tolerance is distinguished from it`() throws {
    func row(_ ratio: Double, _ tolerance: Double) throws -> ReportRow {
      ReportRow(
        try Finding(
          benchmark: BenchmarkIdentifier("a"), rule: .regression, metric: .allocations,
          statistic: .median, unit: .count, direction: .lowerIsBetter, status: .regressed,
          severity: .minor, value: 1e6 * ratio, baselineValue: 1e6,
          change: ChangeEstimate(
            ratio: ratio, low: ratio, high: ratio, confidence: 0.95, tolerance: tolerance),
          evidence: Evidence(kind: .exact, launches: 2, samples: 2), message: "more"))
    }
    // One allocation in a million more is worse than nothing tolerated, and no 0.0 %.
    let one = try row(1.000001, 0)
    #expect(one.change == "+0.0001 %" && one.evidence == "exact, fails at any increase")
    let tenth = try row(1.10004, 0.1)
    #expect(tenth.change == "+10.004 %" && tenth.evidence == "exact, fails at +10 %")
  }

  @Test func `the row shows value, limit and distance`() {
    let row = ReportRow(Self.verdict.findings[0])
    #expect(row.after == "10.004 s" && row.change == "budget 10 s")
    #expect(row.evidence == "limit 10 s, over by 4 ms")
  }
}
