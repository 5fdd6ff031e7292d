import GateRecords
import Testing

@testable import GateReports

/// What the history says of a finding, in one line.
@Suite struct HistoryWordsTests {
  private static func time(_ day: String) -> Timestamp {
    Timestamp(rawValue: day + "T08:00:00.000Z") ?? Timestamp(millisecondsSinceEpoch: 0)
  }

  private static func finding(_ history: FindingHistory) -> Finding {
    var finding = SampleVerdict.comparison(
      "parse/order", .regressed, before: 1_210_000, after: 1_336_000, interval: 1.098...1.111,
      notes: ["a note", "another one", "a third"])
    finding.history = history
    return finding
  }

  private static let level = FindingHistory.LevelChange(
    commit: "3f2a91c77", startedAt: time("2026-10-02"), commitBefore: nil, runsApart: 1,
    size: HistoryChange(0.041, isShare: true))
  private static let accepted = FindingHistory.Accepted(
    commit: "1f00aa2bb", judgedAt: time("2026-09-09"), reason: "a faster start", by: "ann")
  private static let whole = FindingHistory(
    branch: "main", runs: 48, since: time("2026-08-01"), level: level,
    trend: .init(
      direction: .degrading, days: 28, change: HistoryChange(0.012, isShare: true),
      weekly: HistoryChange(0.003, isShare: true)), accepted: [accepted],
    standing: .init(kind: .worst, runs: 48))

  struct Line: Sendable, CustomTestStringConvertible {
    let text: String
    let make: @Sendable (inout FindingHistory) -> Void
    var testDescription: String { text }
  }

  private static func time(_ day: Int) -> Timestamp { time("2026-11-0\(day)") }

  @Test(arguments: [
    Line(
      text: "history: level since 3f2a91c (2026-10-02, +4.1 %), trend +0.3 % a week, "
        + "one accepted regression (1f00aa2), worst of all 49 runs since 2026-08-01"
    ) { _ in },
    Line(text: "history: level since 2026-10-02 (−4.1 %)") {
      $0 = FindingHistory(branch: "main", runs: 48, since: $0.since, level: $0.level)
      $0.level?.commit = nil
      $0.level?.size.share = -0.041
    },
    Line(text: "history: level since 3f2a91c (2026-10-02, +2 ms), no trend since then") {
      $0 = FindingHistory(branch: "main", runs: 48, since: $0.since, level: $0.level)
      $0.level?.size = HistoryChange(2e6, isShare: false)
      $0.trend = .init(direction: .stable, days: 3)
    },
    Line(
      text: "history: same level in 48 runs since 2026-08-01, 2 accepted regressions, "
        + "the last one 2026-11-02, worst since 2026-11-03 (abcdef0)"
    ) {
      $0.level = nil
      $0.trend = .init(direction: .stable, days: 30)
      $0.accepted?.append(.init(commit: nil, judgedAt: time(2), reason: "x", by: "y"))
      $0.standing = .init(kind: .worst, runs: 6, since: time(3), commit: "abcdef012")
    },
    Line(text: "history: trend +1.2 % in 2.5 days") {
      $0 = FindingHistory(branch: "main", runs: 48, since: $0.since)
      $0.trend = .init(
        direction: .degrading, days: 2.5, change: HistoryChange(0.012, isShare: true))
    },
  ])
  func `one line shows all of it`(_ line: Line) {
    var history = Self.whole
    line.make(&history)
    #expect(HistoryWords(Self.finding(history))?.line == line.text)
  }

  @Test func `every report has the line, and none without a history`() throws {
    let finding = Self.finding(Self.whole)
    let line = try #require(HistoryWords(finding)?.line)
    for isTold in [true, false] {
      var verdict = SampleVerdict.verdict(findings: [finding])
      if !isTold { verdict.findings[0].history = nil }
      let terminal = TerminalReport.render(verdict, style: TerminalStyle(width: 300))
      #expect(terminal.contains("      \(line)\n") == isTold)
      #expect(MarkdownReport.render(verdict).contains(VisibleText.markdown(line)) == isTold)
      let html = HTMLReport.render(verdict)
      #expect(html.contains("<span class=\"note\">\(VisibleText.html(line))</span>") == isTold)
      #expect((JSONReport(verdict).findings[0].history == line) == isTold)
      #expect(terminal.contains("history:") == isTold)
    }
  }

  @Test func `hostile commits stay text`() {
    var history = Self.whole
    history.level?.commit = "|<b>\n@x"
    let verdict = SampleVerdict.verdict(findings: [Self.finding(history)])
    #expect(!HTMLReport.render(verdict).contains("<b>"))
    let markdown = MarkdownReport.render(verdict)
    #expect(!markdown.contains("<b>") && !markdown.contains("|<"))
    #expect(!TerminalReport.render(verdict, style: TerminalStyle()).contains("<b>\n"))
  }
}
