import Foundation
import GateRecords
import Testing

@testable import GateReports

@Suite struct StepReportTests {
  static var verdict: Verdict {
    var slow = SampleVerdict.comparison(
      "formation", .regressed, before: 1_000, after: 1_520, interval: 1.5...1.54,
      severity: .critical)
    slow.steps = [
      StepShare(step: "score|<b>", change: 0.49, value: 990, baselineValue: 500),
      StepShare(step: "write", change: -0.024, value: 100, baselineValue: 124),
    ]
    return SampleVerdict.verdict(findings: [slow])
  }

  @Test func `a regression says which steps it is in, in every report`() throws {
    let markdown = MarkdownReport.render(Self.verdict)
    #expect(markdown.contains("+52 %, of which <code>score"), "\(markdown)")
    #expect(markdown.contains("+49 %") && markdown.contains("−2.4 %"))
    let terminal = TerminalReport.render(Self.verdict, style: TerminalStyle())
    #expect(
      terminal.contains("+52 %, of which `score|<b>` +49 % and `write` −2.4 %"), "\(terminal)")
    let page = HTMLReport.render(Self.verdict)
    #expect(page.contains("of which <code>score") && !page.contains("score|<b>"))
    let json = String(decoding: try JSONEncoder().encode(JSONReport(Self.verdict)), as: UTF8.self)
    #expect(json.contains("\"baseline_value\":500"))
  }

  static func measurement(_ steps: [StepRecord]) -> GateRecords.Measurement {
    GateRecords.Measurement(
      benchmark: BenchmarkIdentifier("b"), metric: .wallTime, unit: .nanoseconds,
      direction: .lowerIsBetter, samples: 40, launches: 5, minimum: 9e6, mean: 10e6, median: 10e6,
      p95: 11e6, p99: 12e6, maximum: 13e6, steps: steps)
  }

  @Test func `the waterfall shows kinds, intervals and rows that vary`() {
    var read = StepRecord(
      stepID: "read", durationMilliseconds: 2, rowsRead: 0, rowsWritten: nil, kind: .read)
    read.lowMilliseconds = 1.5
    read.highMilliseconds = 2.5
    read.readRange = RowRange(least: 0, most: 1, mean: 1.0 / 3)
    let score = StepRecord(
      stepID: "score", durationMilliseconds: 8, rowsRead: nil, rowsWritten: 429)
    let table = HTMLSteps.table(Self.measurement([read, score]))
    #expect(table.contains("<td>read</td>") && table.contains("1.50 ms to 2.50 ms"))
    #expect(table.contains("0.333 (0 to 1)"), "\(table)")
    #expect(table.components(separatedBy: "class=\"whisker\"").count == 2)
    #expect(table.contains("M36.0 3v8M36.0 7H60.0M60.0 3v8"), "\(table)")
  }

  @Test func `an interval beyond the last step has room`() {
    var only = StepRecord(stepID: "a", durationMilliseconds: 1, rowsRead: nil, rowsWritten: nil)
    only.lowMilliseconds = 0
    only.highMilliseconds = 2
    #expect(StepBar.all([only])[0].svg.contains("M0.0 3v8M0.0 7H240.0M240.0 3v8"))
  }
}
