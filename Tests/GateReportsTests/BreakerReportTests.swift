import GateRecords
import Testing

@testable import GateReports

@Suite struct BreakerReportTests {
  /// The transitions of the case G-17, in one launch, and an opening in the next.
  static let verdict: Verdict = {
    func event(
      _ launch: Int, _ from: BreakerState, _ to: BreakerState, _ time: Double,
      recovery: Double? = nil
    ) -> BreakerEvent {
      BreakerEvent(
        breaker: "<model>", launch: launch, from: from, to: to, atMilliseconds: time,
        recoveryMilliseconds: recovery, recoveryTargetMilliseconds: 2_000)
    }
    var verdict = SampleVerdict.verdict(findings: [])
    verdict.measurements = Array(SampleVerdict.measured.measurements.prefix(1))
    verdict.measurements[0].benchmark = BenchmarkIdentifier("pipeline/embedding")
    verdict.breakerEvents = [
      BenchmarkBreakers(
        benchmark: BenchmarkIdentifier("pipeline/embedding"),
        events: [
          event(1, .closed, .open, 4_000), event(1, .open, .halfOpen, 64_000),
          event(1, .halfOpen, .open, 64_000), event(1, .open, .halfOpen, 124_000),
          event(1, .halfOpen, .closed, 125_500, recovery: 1_500), event(2, .closed, .open, 10),
        ])
    ]
    return verdict
  }()

  @Test func `a breaker's story is one sentence and one chain of states`() throws {
    let words = try #require(BreakerWords.all(Self.verdict).first)
    #expect(
      words.sentence
        == "circuit breaker <model> of pipeline/embedding opened 3 times and was left open; "
        + "longest recovery: 1.50 s, within the target of 2 s")
    #expect(
      words.path
        == "launch 1: closed → open at 4.00 s → half open at 64.0 s → open at 64.0 s "
        + "→ half open at 124 s → closed at 126 s; launch 2: closed → open at 10.0 ms")
  }

  @Test func `a breaker that let nothing through is reported as a total outage`() throws {
    var verdict = Self.verdict
    verdict.measurements = []
    #expect(
      try #require(BreakerWords.all(verdict).first).sentence.hasSuffix(
        "; a total outage: every sample has a failed call"))
    #expect(MarkdownReport.render(verdict).contains("total outage"))
  }

  @Test func `both reports show it, and a name stays text`() {
    let markdown = MarkdownReport.render(Self.verdict)
    #expect(markdown.contains("opened 3 times"))
    #expect(!markdown.contains("<model>"))
    let page = HTMLReport.render(Self.verdict)
    #expect(page.contains("<h2>Circuit breakers</h2>") && page.contains("&lt;model&gt;"))
    #expect(!page.contains("<model>"))
  }

  @Test func `a run without breakers reports none`() {
    let verdict = SampleVerdict.verdict(findings: [])
    #expect(!MarkdownReport.render(verdict).contains("circuit breaker"))
    #expect(!HTMLReport.render(verdict).contains("Circuit breakers"))
  }
}
