import GateRecords
import TestSupport
import Testing

@testable import GateReports

@Suite struct ReportLinkTests {
  @Test(arguments: [
    "artifacts=https://github.com/owner/project/actions/runs/7#artifacts",
    "dashboard=http://localhost:8080/a?b=c&d=%20e", "the site=HTTPS://example.org",
  ]) func `addresses of http and https are links`(_ text: String) throws {
    let link = try ReportLink(text)
    #expect(text == "\(link.name)=\(link.address)")
  }

  @Test(arguments: [
    "https://example.org", "=https://example.org", "a=", "a=example.org", "a=javascript:alert(1)",
    "a=ftp://example.org", "a=https://", "a=https:///path", "a=https://user@example.org",
    "a=https://example.org/a b", "a=https://example.org/<script>", "a=https://example.org/\n",
    "a=https://example.org/\"onclick", "a=https://exämple.org", "a\u{202E}=https://example.org",
    "a=https://example.org/\\", "a=http://:80",
    "\(String(repeating: "n", count: 61))=https://example.org",
    "a=https://example.org/\(String(repeating: "x", count: 2_000))",
  ]) func `anything else is refused`(_ text: String) {
    #expect(throws: ReportLink.Mistake.self) { try ReportLink(text) }
  }

  @Test func `nothing in a name or an address ends the link`() throws {
    let link = try ReportLink(
      name: "a](http://evil.test) @you", address: "https://example.org/(x)?a=1&copy;=2")
    #expect(link.markdown.hasSuffix("](<https://example.org/%28x%29?a=1&amp;copy;=2>)"))
    #expect(!link.markdown.contains("](http://evil.test)") && !link.markdown.contains("@you"))
  }

  @Test func `both Markdown formats show the links`() throws {
    let links = [
      try ReportLink("artifacts=https://example.org/7#artifacts"),
      try ReportLink("dashboard=https://owner.github.io/project/"),
    ]
    let line =
      "\n\n[artifacts](<https://example.org/7#artifacts>) · [dashboard](<https://owner.github.io/project/>)\n\n"
    for place in [MarkdownReport.Place.comment, .jobSummary] {
      #expect(MarkdownReport.render(SampleVerdict.rich, for: place, links: links).contains(line))
      #expect(!MarkdownReport.render(SampleVerdict.rich, for: place).contains("](<"))
    }
  }

  /// A verdict with a figure of each metric for this many benchmarks.
  static func measured(_ count: Int) -> Verdict {
    var verdict = SampleVerdict.measured
    guard let template = verdict.measurements.first else { return verdict }
    verdict.measurements = (0..<count).flatMap { number -> [Measurement] in
      func row(_ metric: MetricName, _ unit: MetricUnit, _ value: Double) -> Measurement {
        var row = template
        row.benchmark = BenchmarkIdentifier("b\(number)")
        row.metric = metric
        row.unit = unit
        row.median = value
        return row
      }
      return [
        row(.allocations, .count, 26), row(.peakMemory, .bytes, 3e6),
        row(.wallTime, .nanoseconds, 2e6),
        row(.throughput, .itemsPerSecond, 5e5),
      ]
    }
    var finding = SampleVerdict.budget("b0", .passed, value: 3e6)
    finding.subject.metric = .peakMemory
    verdict.findings = [finding]
    return verdict
  }

  @Test func `the comment shows the throughput and the metrics that have rules`() {
    let text = MarkdownReport.render(Self.measured(2))
    #expect(
      text.contains(
        "<details><summary>All 2 benchmarks</summary>\n\n"
          + "|  | benchmark | wall_time | throughput | peak_memory | limits |\n"
          + "|:--|:--|--:|--:|--:|:--|\n"
          + "| ✓ passed | b0 | 2.00 ms | 500k items/s | 3.00 MB | 1 kept |\n"
          + "| · not judged | b1 | 2.00 ms | 500k items/s | 3.00 MB | – |\n\n</details>"),
      "\(text)")
    #expect(!text.contains("allocations"))
  }

  @Test func `a comment of many benchmarks stays within its limit and counts what it leaves out`() {
    let text = MarkdownReport.render(Self.measured(5_000))
    #expect(text.utf8.count <= MarkdownReport.Place.comment.limit)
    #expect(text.contains("more, left out because a comment has a limit."))
  }
}
