import Foundation
import Testing

@testable import GateRecords

@Suite struct CreepRecordTests {
  static let creep = """
    {"benchmark":"b","rule":"creep","metric":"wall_time","statistic":"median","unit":"ns",
    "direction":"lower_is_better","status":"regressed","severity":"minor","mode":"warn","value":1.2,
    "baseline_value":1,"change":{"ratio":1.2,"tolerance":0.1},
    "creep":{"anchor_run_id":"A","anchor_started_at":"2026-08-01T00:00:00.000Z","step":1.03},
    "evidence":{"kind":"paired","launches":20,"samples":160},"message":"m","notes":[]}
    """

  @Test func `a creep reads as it was written`() throws {
    let finding = try ContradictionTests.read(Self.creep)
    let again = try JSONDecoder().decode(Finding.self, from: JSONEncoder().encode(finding))
    #expect(finding == again && finding.warns && !finding.failsTheGate)
    #expect(finding.change?.ratio == 1.2 && finding.creep?.step == 1.03)
    #expect(finding.creep?.anchorInWords == "the run of 2026-08-01")
  }

  @Test(arguments: [
    ("\"status\":\"regressed\"", "\"status\":\"passed\""),
    ("\"status\":\"regressed\"", "\"status\":\"improved\""),
    ("\"status\":\"regressed\"", "\"status\":\"unproven\""), ("\"severity\":\"minor\",", ""),
    ("\"rule\":\"creep\"", "\"rule\":\"regression\""),
    ("\"rule\":\"creep\"", "\"rule\":\"budget\""),
    ("\"creep\":{", "\"invented\":{"),
    ("\"message\"", "\"doubt\":\"blind\",\"message\""),
  ]) func `parts that no comparison with an anchor can give are refused`(
    _ part: String, _ other: String
  ) throws {
    let edited = Self.creep.replacingOccurrences(of: part, with: other)
    try #require(edited != Self.creep)
    #expect(throws: RecordContradiction.self) { try ContradictionTests.read(edited) }
  }

  private static func verdict(_ findings: [Finding], crept: Int?) throws -> Verdict {
    let time = Timestamp(millisecondsSinceEpoch: 0)
    let id = try #require(RunIdentifier(rawValue: "R"))
    let suite = SuiteRecord(name: "s")
    let run = RunRecord(
      runID: id, jobID: nil, status: .success, startedAt: time, completedAt: time,
      durationMilliseconds: 1, suite: suite, baseline: nil,
      environment: EnvironmentRecord(
        operatingSystem: "linux", kernel: "6", architecture: "x86_64", processor: "P",
        processorCount: 2, memoryBytes: 1, virtualization: nil, compiler: "Swift",
        buildConfiguration: "release", harnessVersion: "1"),
      settings: MeasurementSettings(
        profile: "quick", seed: 1, timeBudgetSeconds: nil, filter: nil, command: []),
      benchmarks: [BenchmarkRecord(name: BenchmarkIdentifier("b"), status: .measured)],
      leftOut: [], errors: [], warnings: [])
    return Verdict(
      isStrict: false, checkedAt: time, run: RunSummary(run), baseline: nil,
      anchor: crept.map {
        AnchorSummary(
          runID: id, suite: suite, startedAt: time, comparisonCount: 1, falseAlarmRate: 0.01,
          crept: $0, unsettled: 0)
      },
      policy: DecisionPolicy(suiteFalseAlarmRate: 0.01, missRate: 0.05, comparisonCount: 1),
      accounting: Accounting(of: findings), findings: findings, measurements: [], warnings: [])
  }

  @Test(arguments: [(true, 1, true), (true, 0, false), (false, 1, false), (false, 0, true)])
  func `a verdict counts the creeps that it holds`(
    _ hasCreep: Bool, _ crept: Int, _ isRead: Bool
  ) throws {
    let findings = hasCreep ? [try ContradictionTests.read(Self.creep)] : []
    let data = try JSONEncoder().encode(Self.verdict(findings, crept: crept))
    if isRead {
      #expect(try JSONDecoder().decode(Verdict.self, from: data).anchor?.crept == crept)
    } else {
      #expect(throws: RecordContradiction.self) {
        try JSONDecoder().decode(Verdict.self, from: data)
      }
    }
  }

  @Test func `a creep needs an anchor that the verdict names`() throws {
    let verdict = try Self.verdict([try ContradictionTests.read(Self.creep)], crept: nil)
    let data = try JSONEncoder().encode(verdict)
    #expect(throws: RecordContradiction.self) {
      try JSONDecoder().decode(Verdict.self, from: data)
    }
  }
}
