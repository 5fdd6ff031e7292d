import Foundation
import GateRecords
import GateStatistics
import Testing

@testable import GateBudgets

/// The JSON Schema of budgets files against what the reader knows.
@Suite struct PolicySchemaTests {
  static func schema() throws -> [String: Any] {
    let file = PolicyExampleTests.root.appending(path: "docs/schemas/budgets.schema.json")
    return try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
  }

  /// A part of the schema by the names on the way to it.
  static func part(_ path: String...) throws -> [String: Any] {
    try path.reduce(try schema()) { try #require($0[$1] as? [String: Any], "\(path): \($1)") }
  }

  static func keys(_ part: [String: Any]) throws -> [String] {
    #expect(part["additionalProperties"] as? Bool == false)
    return try #require(part["properties"] as? [String: Any]).keys.sorted()
  }

  static let objects: [(keys: [String], path: [String])] = [
    (PolicyKeys.file, []), (PolicyKeys.defaults, ["properties", "defaults"]),
    (PolicyKeys.baseline, ["properties", "baseline"]),
    (PolicyKeys.anchor, ["properties", "anchor"]),
    (
      PolicyKeys.budget + PolicyKeys.usualStatistics.filter { !$0.hasPrefix("p") },
      ["properties", "budgets", "items"]
    ),
    (PolicyKeys.serviceLevels, ["properties", "service_levels"]),
    (PolicyKeys.usualLevel, ["properties", "service_levels", "properties", "default"]),
    (PolicyKeys.level, ["properties", "service_levels", "properties", "levels", "items"]),
    (PolicyKeys.speedup, ["properties", "speedups", "items"]),
    (PolicyKeys.growth, ["properties", "growth", "items"]),
    (PolicyKeys.acceptance, ["properties", "accept", "items"]),
    (PolicyKeys.removal, ["properties", "removed", "items"]),
    (PolicyKeys.rename, ["properties", "renamed", "items"]),
    (PolicyKeys.condition, ["$defs", "when"]), (PolicyKeys.ladder, ["$defs", "ladder"]),
    (
      PolicyKeys.exception,
      ["$defs", "ladder", "properties", "benchmarks", "additionalProperties"]
    ),
  ]

  @Test(arguments: objects.indices) func `the schema has the keys that the reader has`(
    _ number: Int
  ) throws {
    let object = Self.objects[number]
    let part = try object.path.reduce(try Self.schema()) {
      try #require($0[$1] as? [String: Any], "\(object.path)")
    }
    #expect(try Self.keys(part) == object.keys.sorted(), "\(object.path)")
  }

  @Test func `the schema has the words that the reader has`() throws {
    func words(_ part: [String: Any]) -> [String] { part["enum"] as? [String] ?? [] }
    #expect(
      words(try Self.part("properties", "presets", "items"))
        == RegressionPreset.allCases.map(\.rawValue))
    #expect(
      words(try Self.part("properties", "baseline", "properties", "take"))
        == BaselineChoice.Reference.allCases.map(\.rawValue))
    let budget = ["properties", "budgets", "items", "properties"]
    func term(_ name: String) throws -> [String: Any] {
      try (budget + [name]).reduce(try Self.schema()) { try #require($0[$1] as? [String: Any]) }
    }
    #expect(words(try term("severity")) == Severity.allCases.map(\.rawValue))
    #expect(words(try term("mode")) == RuleMode.allCases.map(\.rawValue))
    let orders = words(try Self.part("properties", "growth", "items", "properties", "complexity"))
    #expect(
      Set(orders.compactMap { ComplexityClass(written: $0) }) == Set(ComplexityClass.allCases))
    #expect(orders.allSatisfy { ComplexityClass(written: $0) != nil })
  }
}
