import Foundation
import Testing

@testable import GateRecords

/// What a record says of code, and what it must not say.
@Suite struct CodeComparisonTests {
  static func names(_ count: Int, _ kind: ChangedName.Kind) -> [ChangedName] {
    (0..<count).map { ChangedName("f\($0)", kind) }
  }

  @Test func `all names are counted, the first of them are listed, and the edited ones come first`()
    throws
  {
    let changes = CodeChanges(
      baseline: 900, candidate: 1_000, Self.names(3, .removed) + Self.names(250, .edited))
    #expect(changes.edited == 250 && changes.removed == 3 && changes.count == 253)
    #expect(changes.changed.count == 200 && changes.changed.allSatisfy { $0.kind == .edited })
    #expect(changes.leftOut == 53 && changes.contradiction(of: "functions") == nil)
    let few = CodeChanges(Self.names(2, .added) + Self.names(1, .edited))
    #expect(few.changed.map(\.kind) == [.edited, .added, .added] && few.leftOut == nil)
    let again = try JSONDecoder().decode(CodeChanges.self, from: JSONEncoder().encode(changes))
    #expect(again == changes)
  }

  @Test(arguments: [
    "{}", #"{"functions":F}"#, #"{"data":F}"#, #"{"functions":F,"data":F,"reason":"r"}"#,
    #"{"functions":G,"data":F}"#, #"{"functions":F,"data":G}"#, #"{"functions":N,"data":F}"#,
  ]) func `a comparison of code that says two things at once is refused`(_ text: String) throws {
    func changes(_ edited: Int, _ more: String = "") -> String {
      #"{"added":0,"changed":[{"kind":"edited","name":"f"}],"edited":\#(edited),"removed":0,"unclear":0\#(more)}"#
    }
    let whole = text.replacing("F", with: changes(1)).replacing("G", with: changes(2))
      .replacing("N", with: changes(2, #","left_out":-1"#))
    let code = try JSONDecoder().decode(CodeComparison.self, from: Data(whole.utf8))
    #expect(code.contradiction != nil, "\(whole)")
  }

  @Test func `a reason alone is a comparison that was not made, and no contradiction`() {
    let code = CodeComparison(reason: "old has no link kit")
    #expect(code.contradiction == nil && !code.isMade)
    #expect(CodeComparison(functions: CodeChanges([]), data: CodeChanges([])).isMade)
  }

  static let sameCode = """
    {"benchmark":"b","rule":"regression","metric":"wall_time","statistic":"median","unit":"ns",
    "direction":"lower_is_better","status":"same_code","value":102,
    "evidence":{"kind":"code","launches":5,"samples":40},"message":"m","notes":[]}
    """

  @Test func `a finding of same code reads as it was written and neither fails nor warns`() throws {
    let finding = try ContradictionTests.read(Self.sameCode)
    #expect(finding.judgement == .regression(.sameCode, nil))
    #expect(!finding.failsTheGate && !finding.warns)
    let again = try JSONDecoder().decode(Finding.self, from: JSONEncoder().encode(finding))
    #expect(again == finding)
    let accounting = Accounting(of: [finding, finding])
    #expect(accounting == Accounting(sameCode: 2) && !accounting.isEmpty)
  }

  @Test(arguments: [
    ("\"kind\":\"code\"", "\"kind\":\"paired\""),
    ("\"status\":\"same_code\"", "\"status\":\"passed\""),
    ("\"value\":102", "\"value\":102,\"baseline_value\":100"),
    ("\"value\":102", "\"value\":102,\"change\":{\"ratio\":1,\"tolerance\":0.05}"),
    ("\"value\":102", "\"value\":102,\"changed_functions\":[\"f\"]"),
    ("\"rule\":\"regression\"", "\"rule\":\"presence\""),
    ("\"rule\":\"regression\"", "\"rule\":\"budget\""),
  ]) func `same code with anything that was compared is refused`(_ part: String, _ other: String)
    throws
  {
    let edited = Self.sameCode.replacing(part, with: other)
    try #require(edited != Self.sameCode)
    #expect(throws: RecordContradiction.self) { try ContradictionTests.read(edited) }
  }
}
