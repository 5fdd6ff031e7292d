import GateRecords
import Testing

@testable import GateReports

@Suite struct BenchmarkTallyTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let findings: [Finding]
    let counts: String
    var testDescription: String { counts }
  }

  private static func comparison(
    _ name: String, _ status: FindingStatus, _ metric: MetricName = .wallTime,
    mode: RuleMode? = nil, isAccepted: Bool = false
  ) -> Finding {
    var finding = SampleVerdict.comparison(name, status, before: 100, after: 150, interval: nil)
    finding.subject.metric = metric
    finding.mode = mode
    if isAccepted {
      finding.acceptance = AcceptanceRecord(
        status: .regressed, upTo: "+60%", reason: "r", by: "kim", expires: nil, source: "b.json5:1")
    }
    return finding
  }

  private static func equivalence(_ name: String) -> Finding {
    var finding = SampleVerdict.presence(name, .failed, "computes something else")
    finding.judgement = .equivalence(.failed)
    return finding
  }

  static let cases = [
    Case(
      findings: [
        comparison("a", .regressed), comparison("a", .regressed, .allocations),
        comparison("a", .regressed, .allocatedBytes), comparison("b", .passed),
        comparison("b", .passed, .allocations),
      ], counts: "1 regressed · 1 passed"),
    Case(
      findings: [
        comparison("a", .regressed), comparison("b", .regressed),
        SampleVerdict.budget("a", .overBudget, value: 61e6),
        SampleVerdict.budget("c", .overBudget, value: 61e6),
      ], counts: "2 regressed, 1 over budget"),
    // Of two limits that are broken alike the one that the headline names first is said.
    Case(
      findings: [
        SampleVerdict.speedup(.overBudget, ratio: 2),
        SampleVerdict.budget("ingest/parallel-4", .overBudget, value: 61e6),
      ], counts: "1 over budget"),
    // What only warns does not stand before what fails.
    Case(
      findings: [
        comparison("a", .regressed, mode: .warn),
        SampleVerdict.budget("a", .overBudget, value: 61e6),
      ], counts: "1 over budget"),
    Case(
      findings: [
        comparison("a", .regressed, mode: .warn), comparison("a", .unproven, .allocations),
      ],
      counts: "1 regressed"),
    // A service level whose breach is allowed does not hide a speed-up that fails.
    Case(
      findings: [
        SampleVerdict.serviceLevel("ingest/parallel-4", .breach, .critical, seconds: 121),
        SampleVerdict.speedup(.overBudget, ratio: 2),
        SampleVerdict.serviceLevel("a", .breach, .critical, seconds: 121),
        comparison("b", .regressed, mode: .warn),
      ], counts: "1 short of a speed-up, 2 with only a warning"),
    // An improvement does not hide what deserves a look.
    Case(
      findings: [
        comparison("a", .improved), SampleVerdict.serviceLevel("a", .warning, .good, seconds: 95),
        comparison("b", .improved), comparison("b", .passed, .allocations, isAccepted: true),
        comparison("c", .improved), comparison("c", .passed, .allocations),
        comparison("d", .new), comparison("e", .skipped),
      ], counts: "1 near a service level · 1 improved, 1 accepted, 1 new, 1 skipped"),
    Case(
      findings: [
        SampleVerdict.speedup(.overBudget, ratio: 2), comparison("ingest/parallel-4", .passed),
        SampleVerdict.growth(.overBudget, .perStep), SampleVerdict.growth(.overBudget, .complexity),
        SampleVerdict.serviceLevel("a", .breach, .critical, seconds: 121), equivalence("b"),
        SampleVerdict.presence("c", .missing, "gone"),
      ],
      counts: "1 short of a speed-up, 1 growing too fast, 1 with another result, 1 missing, "
        + "1 with only a warning"),
  ]

  @Test(arguments: cases) func `each benchmark is counted once, under its worst`(_ row: Case) {
    for findings in [row.findings, row.findings.reversed()] {
      let verdict = SampleVerdict.verdict(findings: findings)
      let tally = BenchmarkTally(verdict)
      let sides = [true, false].map { tally.texts(ofWorries: $0).joined(separator: ", ") }
      #expect(sides.filter { !$0.isEmpty }.joined(separator: " · ") == row.counts)
      let benchmarks = Set(findings.map(\.benchmark)).count
      #expect(tally.kinds.values.reduce(0, +) == benchmarks)
      #expect(tally.statuses.values.reduce(0, +) == benchmarks)
    }
  }

  @Test func `a benchmark that is measured and not judged counts, too`() {
    let tally = BenchmarkTally(SampleVerdict.measured)
    #expect(tally.texts(ofWorries: false) == ["1 passed", "1 without a rule"])
    #expect(tally.withoutRule == 1)
  }

  // Whatever fails the gate is in the headline, first.
  @Test func `a verdict that fails never counts worries of none`() {
    for status in FindingStatus.allCases where status.failsTheGate {
      let tally = BenchmarkTally(
        SampleVerdict.verdict(findings: [
          Self.comparison("a", status), Self.comparison("a", .passed),
        ]))
      #expect(tally.texts(ofWorries: true).count == 1 && tally.texts(ofWorries: false).isEmpty)
    }
  }
}
