import Foundation
import GateDetection
import GateRecords
import Testing

@testable import GateReports

/// Two different names are never shown alike, however long they are and whatever blanks they have.
@Suite struct ShownNamesTests {
  /// Names that differ only in their middle.
  private static func names(_ length: Int) -> [String] {
    let side = String(repeating: "k", count: length / 2)
    return ["one", "two"].map { side + $0 + side }
  }

  private static func finding(_ name: String) -> Finding {
    SampleVerdict.comparison(name, .regressed, before: 100, after: 150, interval: 1.4...1.6)
  }

  /// The text of Markdown or HTML as a reader sees it, without its marks.
  private static func seen(_ text: String) -> String {
    text.replacing("&#160;", with: "\u{B7}").replacing("**", with: "")
  }

  @Test(arguments: [200, 400, 3_000]) func `names that differ in the middle are shown differently`(
    _ length: Int
  ) throws {
    let names = Self.names(length)
    let verdict = SampleVerdict.verdict(findings: names.map(Self.finding))
    let comment = MarkdownReport.render(verdict)
    let rows = comment.matches(of: /\| \*\*([^*]*)\*\*/).map { String($0.1) }
    #expect(rows.count == 2 && Set(rows).count == 2, "\(rows)")
    let page = HTMLReport.render(verdict)
    let titles = page.matches(of: /class="title"><code>([^<]*)</).map { String($0.1) }
    #expect(titles.count == 2 && Set(titles).count == 2, "\(titles)")
    if length < VisibleText.longestName { #expect(titles == names) }
    let remarks = AnnotationReport.render(ReportModel(verdict))
      .matches(of: /title=(k[^:]*)::([^\n]*)/)
    #expect(Set(remarks.map { String($0.1) }).count == 2)
    #expect(remarks.allSatisfy { $0.1.count < 255 })
    // The message has the whole name.
    if length < VisibleText.longestName {
      #expect(zip(remarks, names).allSatisfy { $0.2.hasPrefix($1 + ": ") })
    }
    for width in [80, nil] {
      let lines = TerminalReport.render(verdict, style: TerminalStyle(width: width))
      #expect(lines.contains("one") || lines.contains("…"))
    }
  }

  @Test func `a comment shortens what names have in common, and leaves where they differ`() {
    let names = (0..<3).map { String(repeating: "a/common/beginning/", count: 10) + "end\($0)" }
    let shown = ShownNames(names, limit: 120)
    for name in names {
      #expect(shown[name].count == 120 && shown[name].contains("…"))
      #expect(shown[name].hasSuffix(name.suffix(10)))
    }
    #expect(ShownNames(["a", "b"], limit: 120)["a"] == "a")
  }

  @Test func `a name beyond the longest has a piece of its hash`() {
    let names = Self.names(5_000).map { VisibleText.name($0) }
    #expect(Set(names).count == 2 && names.allSatisfy { $0.count == VisibleText.longestName })
    #expect(VisibleText.name("short") == "short")
  }

  @Test func `names that differ in blanks are shown differently`() {
    let names = ["a b", "a  b", " a b", "a b ", "a   b", "a\u{A0}b", "a\u{2003}b"]
    let shown = names.map { Self.seen(VisibleText.markdownName($0)) }
    #expect(Set(shown).count == names.count, "\(shown)")
    #expect(VisibleText.markdownName(" a  b ") == "&#160;a &#160;b&#160;")
    #expect(VisibleText.markdownName("  ") == "&#160;&#160;")
    #expect(VisibleText.plain("a\u{A0}b") == "a\\u{a0}b")
    let verdict = SampleVerdict.verdict(findings: names.map(Self.finding))
    let page = HTMLReport.render(verdict)
    #expect(
      page.contains("<code>a  b</code>") && page.contains(":not(pre)>code{white-space:pre-wrap}"))
    let rows = MarkdownReport.render(verdict).matches(of: /\| \*\*([^*]*)\*\*/).map { String($0.1) }
    #expect(Set(rows).count == names.count)
  }

  @Test func `a card on demand has the name that the tables have`() throws {
    let names =
      (0..<80).map {
        String(repeating: "k", count: 90) + "\($0)" + String(repeating: "k", count: 90)
      }
    let page = HTMLReport.render(
      SampleVerdict.verdict(
        findings: names.map {
          SampleVerdict.comparison($0, .passed, before: 100, after: 102, interval: 1.01...1.03)
        }))
    let data = try #require(page.firstMatch(of: /<template id="others">([^<]*)</)).1
    for name in names.suffix(20) {
      #expect(data.contains("[\"\(name)\""))
      #expect(page.contains("<td><code>\(name)</code>"), "\(name)")
    }
  }

  @Test func `names beyond a width of a service stay apart`() throws {
    let names = Self.names(2_000)
    let measurements = names.map {
      Measurement(
        benchmark: BenchmarkIdentifier($0), metric: .wallTime, unit: .nanoseconds,
        direction: .lowerIsBetter, samples: 4, launches: 2, minimum: 1, mean: 1, median: 1, p95: 1,
        p99: 1, maximum: 1)
    }
    let report = try JSONEncoder().encode(
      BencherReport(SampleVerdict.verdict(findings: [], measurements: measurements)))
    let object = try JSONSerialization.jsonObject(with: report) as? [String: Any]
    #expect(object?.count == 2)
  }

  // MARK: Causes

  private static func unknown(_ name: String, _ reason: String) -> Finding {
    SampleVerdict.comparison(
      name, .regressed, before: 100, after: 150, interval: 1.4...1.6,
      notes: [DetectionMessage.causeUnknown(reason: reason).text])
  }

  private static func texts(_ findings: [Finding]) -> [String] {
    let verdict = SampleVerdict.verdict(findings: findings)
    return [
      TerminalReport.render(verdict, style: TerminalStyle(width: nil)),
      MarkdownReport.render(verdict), HTMLReport.render(verdict),
    ]
  }

  @Test func `a reason why no cause is known is said once where it is the same for all rows`() {
    for text in Self.texts(["a", "b", "c"].map { Self.unknown($0, "two threads ran") }) {
      #expect(text.components(separatedBy: "two threads ran").count == 2)
      #expect(text.contains("the cause of 3 changes is not known: two threads ran"))
    }
  }

  @Test func `different reasons, or that of one row, are in the rows`() {
    let several = [Self.unknown("a", "two threads ran"), Self.unknown("b", "no profile")]
    for findings in [several, [several[0], Self.finding("b")]] {
      for text in Self.texts(findings) {
        #expect(text.contains("the cause is not known: two threads ran"))
        #expect(!text.contains(" changes is not known"))
      }
    }
  }

  // MARK: Rules that could not be judged

  private static func mistake(_ name: String) throws -> Finding {
    try Finding(
      benchmark: BenchmarkIdentifier(name), rule: .budget, metric: .throughput,
      statistic: .minimum, unit: .itemsPerSecond, direction: .higherIsBetter, status: .unproven,
      evidence: Evidence(kind: .none, launches: 0, samples: 0),
      message: "the limit is a number without a unit")
  }

  @Test func `a rule that could not be judged has its own line whatever else the benchmark does`()
    throws
  {
    let findings = [Self.finding("a"), try Self.mistake("a"), try Self.mistake("b")]
    for text in Self.texts(findings) {
      let count = text.components(separatedBy: "the limit is a number without a unit").count - 1
      #expect(count >= 2, "\(text)")
    }
    let comment = Self.texts(findings)[1]
    #expect(
      comment.contains(
        "- **a**: also throughput min: unproven; the limit is a number without a unit"),
      "\(comment)")
    #expect(!comment.contains("1 unproven: b"))
    let console = Self.texts(findings)[0]
    let lines = console.split(separator: "\n").filter { $0.hasPrefix("  ? ") }
    #expect(lines.count == 2 && !console.contains("+1 rule"), "\(console)")
  }

  @Test func `the folded table has a change from zero`() throws {
    let finding = try Finding(
      benchmark: BenchmarkIdentifier("a"), rule: .regression,
      metric: MetricName(rawValue: "misses"),
      statistic: .median, unit: .count, direction: .lowerIsBetter, status: .regressed,
      severity: .minor, value: 5, baselineValue: 0,
      evidence: Evidence(kind: .paired, launches: 12, samples: 96), message: "misses rose")
    let text = MarkdownReport.render(SampleVerdict.verdict(findings: [finding]))
    #expect(text.contains("| 5 (+5, from 0) |"), "\(text)")
  }

  // MARK: Axes and logs

  @Test(arguments: [1.04, 1.3, 2, 2.5, 6, 40]) func `labels of an axis have room on paper`(
    _ ratio: Double
  ) throws {
    let finding = SampleVerdict.comparison(
      "a", .regressed, before: 100, after: 100 * ratio, interval: nil)
    let head = try #require(ChangeAxis([finding])).head
    // Letters of 13 units, as a printed page has them: a digit is 7.3 wide.
    let spans = try head.matches(of: /x="([0-9.]+)" y="11" text-anchor="([a-z]+)">([^<]*)</).map {
      let place = try #require(Double(String($0.1)))
      let width = Double($0.3.count) * 7.3
      let start = $0.2 == "start" ? place : $0.2 == "end" ? place - width : place - width / 2
      return (start, start + width)
    }.sorted { $0.0 < $1.0 }
    #expect(spans.count > 1)
    for (left, right) in zip(spans, spans.dropFirst()) { #expect(left.1 <= right.0, "\(head)") }
  }

  @Test func `a row of a log is one line however long its name is`() {
    let name = String(repeating: "very/long/", count: 30) + "name"
    let log = TerminalReport.render(
      SampleVerdict.verdict(findings: [Self.finding(name), Self.finding("a")]),
      style: TerminalStyle(width: nil))
    let row = log.split(separator: "\n").first { $0.contains(name) }
    #expect(row?.contains("+50.0 %") == true, "\(log)")
    let short = log.split(separator: "\n").first { $0.hasPrefix("  ✗ a ") }
    #expect(short.map { $0.count < 120 } == true, "\(log)")
  }
}
