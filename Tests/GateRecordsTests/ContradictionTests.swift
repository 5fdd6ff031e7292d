import Foundation
import Testing

@testable import GateRecords

@Suite struct ContradictionTests {
  static let regression = """
    {"benchmark":"b","rule":"regression","metric":"wall_time","statistic":"median","unit":"ns",
    "direction":"lower_is_better","status":"regressed","severity":"minor","value":2,"baseline_value":1,
    "change":{"ratio":2,"tolerance":0.05},"evidence":{"kind":"paired","launches":20,"samples":160},
    "message":"m","notes":[]}
    """

  static func read(_ text: String) throws -> Finding {
    try JSONDecoder().decode(Finding.self, from: Data(text.utf8))
  }

  @Test func `a finding reads as it was written`() throws {
    let finding = try Self.read(Self.regression)
    let again = try JSONDecoder().decode(Finding.self, from: JSONEncoder().encode(finding))
    #expect(finding == again && finding.failsTheGate && finding.severity == .minor)
  }

  @Test(arguments: [
    ("\"status\":\"regressed\"", "\"status\":\"over_budget\""),
    ("\"status\":\"regressed\"", "\"status\":\"passed\""), ("\"severity\":\"minor\",", ""),
    ("\"rule\":\"regression\"", "\"rule\":\"presence\""),
    ("\"rule\":\"regression\"", "\"rule\":\"budget\""),
    ("\"message\"", "\"doubt\":\"blind\",\"message\""),
    (
      "\"message\"",
      "\"acceptance\":{\"status\":\"regressed\",\"reason\":\"r\",\"by\":\"k\",\"source\":\"b:1\"},\"message\""
    ),
    (
      "\"status\":\"regressed\",\"severity\":\"minor\"",
      "\"status\":\"passed\",\"acceptance\":{\"status\":\"improved\",\"reason\":\"r\",\"by\":\"k\",\"source\":\"b:1\"}"
    ),
  ]) func `parts that no rule can give are refused`(_ part: String, _ other: String) throws {
    let edited = Self.regression.replacingOccurrences(of: part, with: other)
    try #require(edited != Self.regression)
    #expect(throws: RecordContradiction.self) { try Self.read(edited) }
  }
}
