import GateRecords
import Testing

@Suite struct GlobPatternTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let pattern: String
    let name: String
    let matches: Bool
    var testDescription: String { "\(pattern) and \(name)" }
  }

  static let cases = [
    Case(pattern: "a", name: "a", matches: true),
    Case(pattern: "a", name: "ab", matches: false),
    Case(pattern: "", name: "", matches: true),
    Case(pattern: "", name: "a", matches: false),
    Case(pattern: "*", name: "", matches: true),
    Case(pattern: "*", name: "any/thing{n=1}", matches: true),
    Case(pattern: "enrichment/*", name: "enrichment/fuzzy{n=100}", matches: true),
    Case(pattern: "enrichment/*", name: "enrichment/", matches: true),
    Case(pattern: "enrichment/*", name: "enrichmentX", matches: false),
    Case(pattern: "simulation/year{year=*}", name: "simulation/year{year=3}", matches: true),
    Case(pattern: "simulation/year{year=*}", name: "simulation/year", matches: false),
    Case(pattern: "*/fuzzy*", name: "enrichment/fuzzy{n=100}", matches: true),
    Case(pattern: "a*a", name: "a", matches: false),
    Case(pattern: "a*a", name: "aa", matches: true),
    Case(pattern: "*ab*ab*", name: "ab", matches: false),
    Case(pattern: "*ab*ab*", name: "xxabyyabzz", matches: true),
    Case(pattern: "*abc", name: "ababc", matches: true),
    Case(pattern: "a.c", name: "abc", matches: false),
  ]

  @Test(arguments: cases) func `a star means any run of characters`(_ row: Case) {
    #expect(GlobPattern(row.pattern).matches(row.name) == row.matches)
  }

  @Test func `a hostile pattern is quick to refuse`() {
    let pattern = GlobPattern(String(repeating: "a*", count: 2_000) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 20_000)))
  }
}
