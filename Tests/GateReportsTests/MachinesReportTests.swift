import GateRecords
import Testing

@testable import GateReports

/// What reports say of several machines.
@Suite struct MachinesReportTests {
  static func finding(_ evidence: Evidence, machines: MachinesEvidence? = nil) -> Finding {
    let change = ChangeEstimate(
      ratio: 1.06, low: 1.041, high: 1.079, confidence: 0.95, tolerance: 0.05,
      smallestDetectable: nil)
    return Finding(
      Finding.Subject(
        BenchmarkIdentifier("parse/order"), metric: .wallTime, statistic: .median,
        unit: .nanoseconds, direction: .lowerIsBetter),
      machines.map { .machines(.worse(.minor), change, $0) }
        ?? .regression(.regressed(.minor), change), value: 1.06e6, baselineValue: 1e6,
      evidence: evidence, message: "m")
  }

  static func evidence(agreeing: Int?) -> Evidence {
    var evidence = Evidence(kind: .paired, launches: 96, samples: 96)
    evidence.machines = agreeing == nil ? nil : 8
    evidence.agreeingMachines = agreeing
    return evidence
  }

  @Test(arguments: [
    (Int?.none, "96 launch pairs, fails at +5 %"),
    (8, "96 launch pairs on 8 machines, all agree, fails at +5 %"),
    (3, "96 launch pairs on 8 machines, 3 agree, fails at +5 %"),
  ]) func `a row says how many machines agree`(_ agreeing: Int?, _ words: String) {
    #expect(ReportRow(Self.finding(Self.evidence(agreeing: agreeing))).evidence == words)
  }

  @Test func `a change on some machines names them, and what it is elsewhere`() {
    let machines = MachinesEvidence(
      names: ["AMD EPYC 9V74"], machines: 3, machinesElsewhere: 5, launchesElsewhere: 60,
      ratioElsewhere: 1, lowElsewhere: 0.994, highElsewhere: 1.007, pValue: 1e-9)
    let row = ReportRow(Self.finding(Self.evidence(agreeing: nil), machines: machines))
    #expect(row.subject == "parse/order on AMD EPYC 9V74")
    #expect(row.status == "regressed (minor)" && row.symbol == "✗")
    #expect(row.change == "+6.0 % [+4.1, +7.9]")
    #expect(row.evidence == "96 launch pairs; 0.0 % [−0.6, +0.7] elsewhere, fails at +5 %")
  }

  @Test(arguments: [
    ([], "some machines"), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C"),
    (["A", "B", "C", "D", "E"], "A, B and 3 more"),
  ]) func `machines are listed as far as a row bears`(_ names: [String], _ words: String) {
    let evidence = MachinesEvidence(
      names: names, machines: 1, machinesElsewhere: 1, launchesElsewhere: 1, ratioElsewhere: 1,
      lowElsewhere: nil, highElsewhere: nil, pValue: 0)
    #expect(evidence.inWords == words)
  }
}
