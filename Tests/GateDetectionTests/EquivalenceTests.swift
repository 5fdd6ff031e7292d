import GateBudgets
import GateRecords
import Testing

@testable import GateDetection

@Suite struct EquivalenceTests {
  static func benchmark(
    _ name: String, digest: String?, sameAs: String? = nil
  ) -> BenchmarkRecord {
    var record = Records.benchmark(name, [[1_000, 1_000], [1_000, 1_000]])
    record.resultDigest = digest
    record.sameResultAs = sameAs.map { BenchmarkIdentifier($0) }
    return record
  }

  static func verdict(_ benchmarks: [BenchmarkRecord], leftOut: [String] = []) -> Verdict {
    Check(
      run: Records.run(benchmarks, leftOut: leftOut), baseline: .none, policy: .builtIn,
      options: .init(checkedAt: Timestamp(millisecondsSinceEpoch: 0))
    ).verdict()
  }

  static func judged(_ verdict: Verdict) -> [Finding] {
    verdict.findings.filter { $0.rule == .equivalence }
  }

  @Test func `a variant that computes something else fails the gate`() {
    let verdict = Self.verdict([
      Self.benchmark("old", digest: "abc"), Self.benchmark("new", digest: "xyz", sameAs: "old"),
    ])
    let findings = Self.judged(verdict)
    #expect(findings.map(\.status) == [.failed] && findings[0].benchmark.rawValue == "new")
    #expect(findings[0].message.hasPrefix("gives another result than old: its digest is "))
    #expect(verdict.outcome == .fail)
  }

  @Test func `a variant that computes the same passes`() {
    let verdict = Self.verdict([
      Self.benchmark("old", digest: "abc"), Self.benchmark("new", digest: "abc", sameAs: "old"),
    ])
    #expect(Self.judged(verdict).map(\.status) == [.passed])
    #expect(verdict.outcome != .fail)
  }

  @Test(arguments: [("abc", nil), (nil, "abc"), (nil, nil)] as [(String?, String?)])
  func `a missing digest is no agreement`(_ old: String?, _ new: String?) {
    let verdict = Self.verdict([
      Self.benchmark("old", digest: old), Self.benchmark("new", digest: new, sameAs: "old"),
    ])
    #expect(Self.judged(verdict).map(\.status) == [.failed])
  }

  @Test func `what the suite does not have is an error, what the filter left out is not`() {
    let alone = [Self.benchmark("new", digest: "abc", sameAs: "old")]
    #expect(Self.judged(Self.verdict(alone)).map(\.status) == [.failed])
    #expect(Self.judged(Self.verdict(alone, leftOut: ["old"])).isEmpty)
  }

  @Test func `beside a benchmark that could not be measured it is unproven`() {
    let broken = BenchmarkRecord(
      name: BenchmarkIdentifier("old"), status: .skipped,
      failure: BenchmarkFailure(kind: .skipped, message: "no disk"))
    let verdict = Self.verdict([broken, Self.benchmark("new", digest: "abc", sameAs: "old")])
    #expect(Self.judged(verdict).map(\.status) == [.unproven])
  }

  @Test func `what an open circuit breaker left out is unproven, not just skipped`() {
    let opened = BreakerEvent(
      breaker: "model", launch: 1, from: .closed, to: .open, atMilliseconds: 1,
      recoveryTargetMilliseconds: 2_000)
    let skipped = BenchmarkFailure(kind: .skipped, message: "circuit breaker model is open")
    let verdict = Self.verdict([
      BenchmarkRecord(
        name: BenchmarkIdentifier("a"), status: .skipped, failure: skipped, breakerEvents: [opened]),
      BenchmarkRecord(name: BenchmarkIdentifier("b"), status: .skipped, failure: skipped),
    ])
    #expect(verdict.findings.map(\.status) == [.unproven, .skipped])
    #expect(verdict.breakerEvents?.map(\.events) == [[opened]])
  }
}
