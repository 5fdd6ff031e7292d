import Foundation
import GateRecords
import TestSupport
import Testing

@testable import GateReports

/// What reports say of code: which functions changed, and what runs the same.
@Suite struct CodeReportTests {
  static func sameCode(_ name: String, metric: MetricName? = .wallTime) -> Finding {
    Finding(
      Finding.Subject(
        BenchmarkIdentifier(name), metric: metric, statistic: metric == nil ? nil : .median,
        unit: metric == nil ? nil : .nanoseconds, direction: metric == nil ? nil : .lowerIsBetter),
      .regression(.sameCode, nil), value: metric == nil ? nil : 1_230_000,
      evidence: Evidence(
        kind: .code, launches: metric == nil ? 0 : 5, samples: metric == nil ? 0 : 40),
      message: metric == nil
        ? "runs the same code as the baseline; not launched" : "runs the same code as the baseline")
  }

  static func code(_ names: [ChangedName], data: Int = 0) -> CodeComparison {
    CodeComparison(
      functions: CodeChanges(baseline: 40_320, candidate: 40_321, names),
      data: CodeChanges((0..<data).map { ChangedName("table\($0)", .edited) }))
  }

  static let names = [
    ChangedName("Segmenter.append(_:)", .edited), ChangedName("Segmenter.split<A>(at:)", .edited),
    ChangedName("<b>|`x`</b>", .added), ChangedName("Segmenter.old()", .removed),
  ]

  static func verdict(explained: [String]?) -> Verdict {
    var slow = SampleVerdict.comparison(
      "parse/order", .regressed, before: 1_210_000, after: 1_336_000, interval: 1.098...1.111,
      severity: .minor,
      notes: explained == nil
        ? [] : ["of the 4 functions that changed, it runs 'Segmenter.append(_:)'"])
    slow.changedFunctions = explained
    var verdict = SampleVerdict.verdict(findings: [
      slow, sameCode("hash/sha"), sameCode("hash/md5", metric: nil),
      SampleVerdict.comparison("sort", .passed, before: 100, after: 101, interval: 0.99...1.02),
    ])
    verdict.code = code(names, data: 1)
    return verdict
  }

  @Test func `every format reports code as it was looked at`() throws {
    let verdict = Self.verdict(explained: nil)
    #expect(try goldenDifference(MarkdownReport.render(verdict), "code.md") == nil)
    #expect(try goldenDifference(HTMLReport.render(verdict), "code.html") == nil)
    #expect(try goldenDifference(JUnitReport.render(verdict), "code.xml") == nil)
    let terminal = TerminalReport.render(verdict, style: TerminalStyle(showsAll: true))
    #expect(try goldenDifference(terminal, "code.txt") == nil)
  }

  @Test
  func `a terminal lists changed functions only where a regression is not explained by its own`() {
    func text(_ explained: [String]?) -> String {
      TerminalReport.render(Self.verdict(explained: explained), style: TerminalStyle())
    }
    #expect(text(nil).contains("4 changed functions:\n    edited Segmenter.append(_:)"))
    #expect(!text(["Segmenter.append(_:)"]).contains("changed functions:"))
    #expect(text(["Segmenter.append(_:)"]).contains("it runs 'Segmenter.append(_:)'"))
    var passing = Self.verdict(explained: nil)
    passing.findings.removeFirst()
    #expect(!TerminalReport.render(passing, style: TerminalStyle()).contains("changed functions:"))
  }

  @Test func `benchmarks that run the same code are counted by themselves and are no news`() {
    let model = ReportModel(Self.verdict(explained: nil))
    #expect(model.headline.contains(": 1 regressed · 2 with the same code, 1 passed · "))
    #expect(model.important.map(\.finding.benchmark.rawValue) == ["parse/order"])
    let row = ReportRow(Self.sameCode("b"))
    #expect(row.symbol == "=" && row.status == "same code" && row.change == "same code")
    #expect(row.evidence == "runs the same code as the baseline" && row.before == "–")
    let summary = JSONReport(Self.verdict(explained: nil))
    #expect(summary.counts["same_code"] == 2 && summary.benchmarks["same_code"] == 2)
  }

  @Test(arguments: [
    (
      code(names, data: 1),
      "4 of 40,321 functions differ (2 edited, 1 added, 1 removed), 1 name of data differs (1 edited)"
    ),
    (
      code([ChangedName("f", .unclear)]),
      "1 of 40,321 functions differs (1 unclear), no data differ"
    ),
    (code([]), "no functions differ, no data differ"),
    (CodeComparison(reason: "old/B has no link kit"), "not compared: old/B has no link kit"),
  ]) func `a comparison of code in one sentence`(_ code: CodeComparison, _ sentence: String) {
    #expect(CodeWords(code).sentence == sentence)
    var verdict = Self.verdict(explained: nil)
    verdict.code = code
    #expect(ReportModel(verdict).environment.first { $0.name == .codeFact }?.value == sentence)
  }

  @Test func `lists of functions end, and say how many more there are`() {
    var verdict = Self.verdict(explained: nil)
    verdict.code = Self.code(
      (0..<5_000).map { ChangedName("Module.function\($0)(_:)", .edited) })
    let terminal = TerminalReport.render(verdict, style: TerminalStyle())
    #expect(terminal.contains("… and 4,990 more") && !terminal.contains("function10("))
    let markdown = MarkdownReport.render(verdict)
    #expect(markdown.contains("… and 4,950 more") && markdown.utf8.count < 60_000)
    let page = HTMLReport.render(verdict)
    #expect(page.contains("… and 4,800 more") && page.contains("5000 changed functions"))
  }

  private static func run(_ benchmarks: [BenchmarkRecord]) -> RunRecord {
    let start = Timestamp(millisecondsSinceEpoch: 1_700_000_000_000)
    var generator = SystemRandomNumberGenerator()
    return RunRecord(
      runID: RunIdentifier(time: start, using: &generator), jobID: nil, status: .success,
      startedAt: start, completedAt: start, durationMilliseconds: 0,
      suite: SuiteRecord(name: "Orders"), baseline: nil, environment: SampleVerdict.environment,
      settings: MeasurementSettings(
        profile: "quick", seed: 1, timeBudgetSeconds: nil, filter: nil, command: []),
      benchmarks: benchmarks, leftOut: [], errors: [], warnings: [])
  }

  @Test func `the table of a run says same code in place of a change`() {
    var same = BenchmarkRecord(
      name: BenchmarkIdentifier("same"), status: .measured,
      metrics: [
        MetricSeries(
          metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter, launches: [[100]])
      ])
    same.sameCode = true
    var paired = same
    paired.name = BenchmarkIdentifier("paired")
    paired.sameCode = nil
    paired.metrics[0].baselineLaunches = [[50]]
    var left = BenchmarkRecord(
      name: BenchmarkIdentifier("left"), status: .skipped,
      failure: BenchmarkFailure(kind: .sameCode, message: "not launched"))
    left.sameCode = true
    let text = RunTable(Self.run([same, paired, left]), style: TerminalStyle()).text
    let lines = text.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("same ") && $0.hasSuffix("same code") }, "\(text)")
    #expect(lines.contains { $0.hasPrefix("paired ") && $0.contains("+100") }, "\(text)")
    #expect(lines.contains("left   same code: not launched"), "\(text)")
  }
}
