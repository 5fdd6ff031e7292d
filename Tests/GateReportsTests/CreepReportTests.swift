import GateRecords
import Testing

@testable import GateReports

/// What reports say of a creep since the anchor.
@Suite struct CreepReportTests {
  static func creep(_ name: String, mode: RuleMode?, commit: String? = "abc1234def") -> Finding {
    var finding = SampleVerdict.comparison(
      name, .regressed, before: 1_000_000, after: 1_170_000, interval: 1.15...1.19)
    let change = finding.change.map { change in
      ChangeEstimate(
        ratio: change.ratio, low: change.low, high: change.high, confidence: 0.95, tolerance: 0.1)
    }
    if let run = RunIdentifier(rawValue: "ANCHOR") {
      finding.judgement = .creep(
        .crept(.minor), change,
        CreepEvidence(
          anchorRunID: run, anchorCommit: commit,
          anchorStartedAt: Timestamp(millisecondsSinceEpoch: 1_785_542_400_000), step: 1.039))
    }
    finding.mode = mode
    finding.message = "wall_time went from 1.00 ms to 1.17 ms since the anchor"
    return finding
  }

  static func verdict(_ mode: RuleMode?) -> Verdict {
    var verdict = SampleVerdict.verdict(findings: [
      creep("parse/order", mode: mode),
      SampleVerdict.comparison(
        "parse/order", .passed, before: 1_126_000, after: 1_170_000, interval: 1.03...1.05),
      SampleVerdict.comparison("sort", .passed, before: 100, after: 101, interval: 0.99...1.02),
    ])
    verdict.anchor = RunIdentifier(rawValue: "ANCHOR").map {
      AnchorSummary(
        runID: $0, suite: SuiteRecord(name: "s", commit: "abc1234def", branch: "main"),
        startedAt: Timestamp(millisecondsSinceEpoch: 1_785_542_400_000), comparisonCount: 2,
        falseAlarmRate: 0.002, crept: 1, unsettled: 1)
    }
    return verdict
  }

  @Test(arguments: [(RuleMode.warn, "!", "warns"), (.enforce, "✗", "fails")])
  func `a row names the anchor and what it may be`(
    _ mode: RuleMode, _ symbol: String, _ verb: String
  ) {
    let row = ReportRow(Self.creep("parse/order", mode: mode))
    #expect(row.symbol == symbol && row.status == "crept (minor)" && row.isImportant)
    #expect(row.subject == "parse/order since the anchor")
    #expect(row.before == "1.00 ms" && row.after == "1.17 ms")
    #expect(row.change == "+17.0 % [+15.0, +19.0]")
    #expect(row.evidence == "14 launch pairs with abc1234 of 2026-08-01, \(verb) at +10 %")
    let unknown = ReportRow(Self.creep("a", mode: mode, commit: nil))
    #expect(unknown.evidence.contains("with the run of 2026-08-01"))
  }

  @Test func `the headline distinguishes a creep from a regression`() {
    #expect(
      Headline(Self.verdict(.warn)).text
        == "gate passed with warnings: 1 slower than the anchor · 1 passed · 38 s · "
        + "paired with main@4f2c1aa")
    #expect(
      Headline(Self.verdict(nil)).text.hasPrefix("gate failed: 1 slower than the anchor · 1 passed")
    )
  }

  @Test func `every report shows the creep and the anchor's commit`() {
    let verdict = Self.verdict(.warn)
    let html = HTMLReport.render(verdict)
    let texts = [
      TerminalReport.render(verdict, style: TerminalStyle(width: 160)),
      MarkdownReport.render(verdict), html, AnnotationReport.render(verdict),
    ]
    for text in texts {
      #expect(text.contains("since the anchor") && text.contains("abc1234"), "\(text.prefix(800))")
    }
    #expect(html.contains("<h2>Comparison with the anchor</h2>") && html.contains("+3.9 %"))
    for text in [html, MarkdownReport.render(verdict), JUnitReport.render(verdict)] {
      #expect(text.contains("1 of 2 benchmarks slower than tolerated, 1 unproven"))
    }
    let row = JSONReport(verdict).findings.first
    #expect(row?.rule == .creep && row?.status == .regressed && row?.mode == .warn)
    let page = ReportModel(verdict).method.joined(separator: "\n")
    #expect(page.contains("at most 0.2 %, shared by 2 comparisons with it"))
    let without = ReportModel(SampleVerdict.verdict(findings: []))
    #expect(!without.method.contains { $0.contains("anchor") })
  }
}
