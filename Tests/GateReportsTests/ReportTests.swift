import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

@testable import GateReports

@Suite struct ReportTests {
  @Test func `the terminal report is the one that was looked at`() throws {
    #expect(
      try goldenDifference(
        TerminalReport.render(SampleVerdict.rich, style: TerminalStyle(width: 110)), "rich.txt")
        == nil)
    #expect(
      try goldenDifference(
        TerminalReport.render(SampleVerdict.rich, style: TerminalStyle(width: 80, showsAll: true)),
        "rich-all-80.txt") == nil)
    #expect(
      try goldenDifference(
        TerminalReport.render(
          SampleVerdict.rich, style: TerminalStyle(width: 110, hasColour: true)), "rich-colour.txt")
        == nil)
  }

  @Test func `the Markdown report is the one that was looked at`() throws {
    #expect(try goldenDifference(MarkdownReport.render(SampleVerdict.rich), "rich.md") == nil)
    #expect(try goldenDifference(MarkdownReport.render(SampleVerdict.hostile), "hostile.md") == nil)
  }

  @Test func `the HTML report is the one that was looked at`() throws {
    #expect(try goldenDifference(HTMLReport.render(SampleVerdict.rich), "rich.html") == nil)
    #expect(try goldenDifference(HTMLReport.render(SampleVerdict.hostile), "hostile.html") == nil)
  }

  @Test func `the summary for machines is the one that was looked at`() throws {
    let data = try RecordFile.encode(JSONReport(SampleVerdict.rich), path: "p")
    #expect(try goldenDifference(String(decoding: data, as: UTF8.self), "rich.json") == nil)
  }

  @Test func `the lines of variables are the ones that were looked at`() throws {
    #expect(
      try goldenDifference(VariablesReport.render(SampleVerdict.rich), "rich-variables.txt") == nil)
  }

  @Test func `no value of a verdict can become a second variable`() {
    var verdict = SampleVerdict.hostile
    verdict.run.suite.name = "suite\noutcome=pass\r\u{2028}status=0"
    let lines = VariablesReport.render(verdict).split(whereSeparator: \.isNewline)
    #expect(lines.count == 6 + FindingStatus.allCases.count)
    #expect(lines.count { $0.hasPrefix("outcome=") } == 1)
  }

  @Test func `service levels, speed-ups, growth, acceptances and changes of the budgets are shown`()
    throws
  {
    let verdict = SampleVerdict.promises
    #expect(
      try goldenDifference(
        TerminalReport.render(verdict, style: TerminalStyle(width: 120, showsAll: true)),
        "promises.txt") == nil)
    #expect(try goldenDifference(MarkdownReport.render(verdict), "promises.md") == nil)
    #expect(try goldenDifference(HTMLReport.render(verdict), "promises.html") == nil)
    let data = try RecordFile.encode(JSONReport(verdict), path: "p")
    #expect(try goldenDifference(String(decoding: data, as: UTF8.self), "promises.json") == nil)
  }

  // Pass or fail, how many of each, every violation in a sentence.
  @Test func `the summary has the outcome, the counts and the violations`() throws {
    let verdict = SampleVerdict.rich
    let text = String(
      decoding: try RecordFile.encode(JSONReport(verdict), path: "s"), as: UTF8.self)
    let summary = try JSONDecoder().decode(JSONReport.self, from: Data(text.utf8))
    #expect(summary.outcome == .fail && summary.counts["over_budget"] == 1)
    #expect(summary.counts.values.reduce(0, +) == verdict.findings.count)
    #expect(summary.benchmarks.values.reduce(0, +) == 11 && summary.benchmarks["over_budget"] == 1)
    #expect(summary.benchmarks["without_rule"] == 1)
    let violations = summary.findings.filter { $0.status == .overBudget }
    #expect(violations.map(\.message) == ["p95 of wall_time is measured"])
    #expect(summary.findings.allSatisfy { !$0.message.isEmpty })
  }

  @Test func `a first run says what it is, in every format`() {
    let new = SampleVerdict.comparison(
      "a", .new, before: 1, after: 1, interval: nil, kind: .none)
    let verdict = SampleVerdict.verdict(findings: [new], baseline: nil)
    let headline = "nothing was judged: 1 new · 38 s · first run, nothing to compare with"
    #expect(ReportModel(verdict).headline == headline)
    #expect(TerminalReport.render(verdict, style: TerminalStyle()) == "! \(headline)\n")
  }

  struct Headline: CustomTestStringConvertible, Sendable {
    let findings: [Finding]
    let outcome: Outcome
    let text: String
    var testDescription: String { text }
  }

  @Test func `a project with budgets alone reads how many it kept, in every format`() throws {
    func new(_ name: String) throws -> Finding {
      try Finding(
        benchmark: BenchmarkIdentifier(name), rule: .regression, metric: .wallTime,
        statistic: .median, unit: .nanoseconds, direction: .lowerIsBetter, status: .new, value: 1,
        evidence: Evidence(kind: .none, launches: 1, samples: 1), message: "new")
    }
    let names = ["a", "b", "c"]
    let findings =
      try names.map(new) + names.map { SampleVerdict.budget($0, .passed, value: 1e6) }
      + [try new("d")]
    for order in [findings, findings.reversed()] {
      let verdict = SampleVerdict.verdict(findings: order, baseline: nil)
      let headline = "gate passed: 3 passed, 1 new · 3 budgets kept · 38 s · no baseline"
      #expect(ReportModel(verdict).headline == headline)
      let json = String(
        decoding: try JSONEncoder().encode(JSONReport(verdict)), as: UTF8.self)
      let html = HTMLReport.render(verdict)
      for text in [
        TerminalReport.render(verdict, style: TerminalStyle()), MarkdownReport.render(verdict),
        MarkdownReport.render(verdict, for: .jobSummary), html, JUnitReport.render(verdict),
        AnnotationReport.render(verdict), VariablesReport.render(verdict), json,
      ] { #expect(text.contains("3 budgets kept"), "\(text)") }
    }
  }

  static let headlines = [
    Headline(
      findings: [], outcome: .warn,
      text: "nothing was judged: no benchmark · 38 s · paired with main@4f2c1aa"),
    Headline(
      findings: [SampleVerdict.budget("a", .overBudget, value: 61e6)], outcome: .fail,
      text: "gate failed: 1 over budget · 38 s · paired with main@4f2c1aa"),
    Headline(
      findings: [
        SampleVerdict.budget("a", .overBudget, value: 61e6),
        SampleVerdict.budget("b", .overBudget, value: 61e6),
        SampleVerdict.presence("c", .failed, "x"), SampleVerdict.presence("d", .missing, "x"),
        SampleVerdict.budget("e", .passed, value: 1e6),
        SampleVerdict.comparison("e", .passed, before: 1, after: 1, interval: nil),
      ], outcome: .fail,
      text: "gate failed: 2 over budget, 1 failed to run, 1 missing · 1 passed"
        + " · 1 budget kept · 38 s · paired with main@4f2c1aa"),
    Headline(
      findings: [SampleVerdict.comparison("a", .unproven, before: 1, after: 1, interval: nil)],
      outcome: .warn,
      text: "gate passed with warnings: 1 unproven · 38 s · paired with main@4f2c1aa"),
  ]

  @Test(arguments: headlines) func `the headline counts right`(_ row: Headline) {
    let verdict = SampleVerdict.verdict(findings: row.findings)
    #expect(verdict.outcome == row.outcome)
    #expect(ReportModel(verdict).headline == row.text)
  }

  @Test func `the command that repeats a run is quoted for a shell`() {
    #expect(
      ReportModel(SampleVerdict.rich).repetition()
        == .line("speedgate-bench run OrderBenchmarks --filter 'a b*' --seed 42"))
  }
}

@Suite struct MarkdownReportTests {
  @Test func `no input makes a comment too long, and what is left out is counted`() throws {
    let text = MarkdownReport.render(SampleVerdict.large(10_000))
    #expect(text.count <= 60_000)
    #expect(text.utf8.count > 50_000)
    let parts = text.components(separatedBy: "<details>")
    let shown = parts[0].split(separator: "\n").count { $0.hasPrefix("| ✗") }
    #expect(
      shown > 0
        && parts[0].contains(
          "… and \(5_000 - shown) more, left out because a comment has a limit.")
    )
    let folded = parts[1].split(separator: "\n").count { $0.hasPrefix("| ✗") }
    #expect(parts[1].contains("… and \(10_000 - folded) more, left out"))
    #expect(text.contains("</details>"))
  }

  @Test func `hostile findings stay within the limit, too`() {
    let many = SampleVerdict.verdict(
      findings: (0..<300).flatMap { _ in SampleVerdict.hostile.findings },
      warnings: SampleVerdict.hostileNames + SampleVerdict.hostileNames)
    #expect(MarkdownReport.render(many).count <= 60_000)
    #expect(MarkdownReport.render(many, limit: 20_000).count <= 20_000)
  }

  // Every row of a table must have as many cells as its head, whatever the names hold.
  @Test func `tables stay rectangular`() {
    for verdict in [SampleVerdict.rich, SampleVerdict.hostile] {
      let tables = MarkdownReport.render(verdict).components(separatedBy: "\n\n")
        .filter { $0.hasPrefix("| ") }.map { $0.split(separator: "\n") }
      #expect(tables.count == 3)
      for table in tables {
        let cells = table.map { row in row.count { $0 == "|" } }
        #expect(cells.count > 2 && Set(cells).count == 1, "\(table[0])")
      }
    }
  }

  @Test func `names mention no one, link nowhere and end no tag`() {
    let text = MarkdownReport.render(SampleVerdict.hostile)
    for forbidden in [
      "@everyone", " #12", "<script", "](http", "\u{202E}", "\u{1B}", "www.evil", "</table>",
    ] {
      #expect(!text.contains(forbidden), "\(forbidden)")
    }
    #expect(text.count { $0 == "\r" } == 0)
    #expect(text.components(separatedBy: "</details>").count == 4)
    #expect(text.components(separatedBy: "<!--").count == 2)
  }
}

@Suite struct HTMLReportTests {
  @Test func `hostile names are text and nothing else`() {
    let page = HTMLReport.render(SampleVerdict.hostile)
    for forbidden in ["<script>alert", "\u{202E}", "\u{1B}", "</table></", "<!-- marker"] {
      #expect(!page.contains(forbidden), "\(forbidden)")
    }
    #expect(page.components(separatedBy: "<script").count == 2)
    #expect(page.contains("&lt;script&gt;"))
  }

  @Test func `the page allows itself its one style, its one script and nothing else`() {
    let page = HTMLReport.render(SampleVerdict.rich)
    #expect(page.contains("default-src 'none'; style-src 'sha256-"))
    #expect(!page.contains(" style=\""))
    #expect(!page.contains("http://") && !page.contains("https://"))
    #expect(page.contains("; script-src 'sha256-"))
    #expect(page.components(separatedBy: "<script").count == 2)
    #expect(!HTMLScript.text.contains("</"))
  }

  @Test func `ten thousand findings all have their row, and those that passed are folded`() {
    let page = HTMLReport.render(SampleVerdict.large(10_000))
    #expect(page.components(separatedBy: "<tr>").count > 10_000)
    #expect(page.contains("<details>\n<summary>5000 passed</summary>"))
    #expect(HTMLReport.render(SampleVerdict.rich).contains("<details open>"))
  }

  @Test func `no two regions of a page have one name`() {
    for verdict in [SampleVerdict.rich, SampleVerdict.promises] {
      let names = HTMLReport.render(verdict).matches(of: /role="region" aria-label="([^"]*)"/)
        .map { String($0.1) }
      #expect(names.count > 3 && Set(names).count == names.count, "\(names)")
    }
  }
}

@Suite struct VisibleTextTests {
  // GitHub looks for these in the text of the finished page, where a character reference is resolved.
  @Test(arguments: [
    ("@everyone", "@\u{200B}everyone"), ("a @b", "a @\u{200B}b"), ("(@b/c)", "(@\u{200B}b/c)"),
    ("kim@example.com", "kim@\u{200B}example.com"), ("main@4f2c1aa", "main@4f2c1aa"),
    ("#12", "#\u{200B}12"), ("a/b#3", "a/b#\u{200B}3"), ("# a", "# a"),
    ("GH-7", "GH-\u{200B}7"), ("gh-7", "gh-\u{200B}7"), ("sha-256", "sha-256"),
    (":tada:", ":\u{200B}tada:"), (":+1:", ":\u{200B}+1:"), ("14:19:06", "14:19:06"),
    ("main:budgets/a.json5:7", "main:budgets/a.json5:7"), ("a:", "a:"), ("@", "@\u{200B}"),
  ])
  func
    `nothing is mentioned, counted as an issue or drawn as an emoji once references are resolved`(
      _ name: String, _ shown: String
    )
  {
    let resolved = VisibleText.markdown(name).replacing(/&#([0-9]+);/) { match in
      UInt32(match.1).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? "?"
    }
    #expect(Array(resolved.unicodeScalars) == Array(shown.unicodeScalars))
  }

  @Test func `long names are cut in the middle`() {
    #expect(VisibleText.shortened("abcdefghij", to: 7) == "abc…hij")
    #expect(VisibleText.shortened("abcdefg", to: 7) == "abcdefg")
  }

  @Test func `what cannot be seen is shown as a code`() {
    #expect(
      VisibleText.plain("a\u{0}b\u{202E}c\u{200B}d\n") == "a\\u{0}b\\u{202e}c\\u{200b}d\\u{a}")
    #expect(VisibleText.plain("é 日本 💥") == "é 日本 💥")
  }

  @Test func `columns are counted as a terminal does`() {
    #expect(TerminalReport.columns(of: "abc") == 3)
    #expect(TerminalReport.columns(of: "日本") == 4)
    #expect(TerminalReport.columns(of: "💥é") == 3)
  }
}
