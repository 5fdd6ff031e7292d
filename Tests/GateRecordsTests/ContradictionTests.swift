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

  static let passed = """
    {"benchmark":"b","rule":"regression","metric":"wall_time","statistic":"median","unit":"ns",
    "direction":"lower_is_better","status":"passed","value":102,"baseline_value":100,
    "change":{"ratio":1.02,"low":1.01,"high":1.03,"tolerance":0.05},
    "evidence":{"kind":"paired","launches":20,"samples":160},"message":"m","notes":[]}
    """

  @Test(arguments: [
    ("\"ratio\":1.02", "\"ratio\":1.5", "its ratio of 1.5 is outside its interval"),
    ("\"high\":1.03", "\"high\":0.9", "its interval ends at 0.9"),
    ("\"high\":1.03", "\"high\":1.2", "beyond its tolerance of 0.05"),
    ("\"value\":102", "\"value\":1", "its value is 1.0"),
    ("\"tolerance\":0.05", "\"tolerance\":0.01", "beyond its tolerance of 0.01"),
    ("\"launches\":20", "\"launches\":20,\"proven_after\":21", "proven after 21 launch pairs"),
    ("\"launches\":20", "\"launches\":20,\"earlier_launches\":21", "21 of its launch pairs"),
    (
      "\"status\":\"passed\"", "\"status\":\"improved\"",
      "'improved', but its whole interval is worse"
    ),
    (
      "\"lower_is_better\",\"status\":\"passed\"",
      "\"higher_is_better\",\"status\":\"regressed\",\"severity\":\"minor\"",
      "'regressed', but its whole interval is better"
    ),
  ]) func `figures that contradict each other are refused`(
    _ part: String, _ other: String, _ words: String
  ) throws {
    #expect(try Self.read(Self.passed).status == .passed)
    let edited = Self.passed.replacingOccurrences(of: part, with: other)
    try #require(edited != Self.passed)
    let error = #expect(throws: RecordContradiction.self) { try Self.read(edited) }
    #expect(error?.description.hasPrefix("b wall_time: ") == true)
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    // A floor lets it pass; a difference beside a negative figure; from nothing; rounding.
    (
      "\"high\":1.03,\"tolerance\":0.05},\"evidence\":{",
      "\"high\":1.2,\"tolerance\":0.05},\"evidence\":{\"least_that_counts\":9,"
    ),
    (
      "\"value\":102,\"baseline_value\":100,\"change\":{",
      "\"value\":-98,\"baseline_value\":-100,\"change\":{\"difference\":{\"estimate\":2},"
    ),
    ("\"baseline_value\":100", "\"baseline_value\":0"),
    ("\"value\":102", "\"value\":102.00001"),
  ]) func `figures that a check can write are read`(_ part: String, _ other: String) throws {
    let text = Self.passed.replacingOccurrences(of: "\n", with: "")
    let edited = text.replacingOccurrences(of: part, with: other)
    try #require(edited != text)
    #expect(throws: Never.self) { try Self.read(edited) }
  }
}
