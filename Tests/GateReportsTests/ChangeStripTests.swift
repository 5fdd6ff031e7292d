import GateRecords
import Testing

@testable import GateReports

@Suite struct ChangeStripTests {
  private static func strip(
    _ ratio: Double, _ interval: ClosedRange<Double>?, tolerance: Double = 0.05,
    kind: Evidence.Kind = .paired
  ) -> String? {
    var finding = SampleVerdict.comparison(
      "b", .regressed, before: 100, after: 100 * ratio, interval: interval, kind: kind)
    guard case .regression(let result, var change?) = finding.judgement else { return nil }
    change.tolerance = tolerance
    finding.judgement = .regression(result, change)
    return ChangeStrip(finding)?.text
  }

  @Test func `a change is drawn against its tolerance`() {
    #expect(Self.strip(1.1, 1.08...1.12) == "────────┆───│───┆─━━●━━──")
    #expect(Self.strip(0.95, 0.9...1.01) == "────━━━━●━━━┿━──┆────────")
    // What is farther than three tolerances is at the edge.
    #expect(Self.strip(1.5, 1.4...1.6) == "────────┆───│───┆───────»")
    #expect(Self.strip(0.5, nil, kind: .exact) == "«───────┆───│───┆────────")
    // Without tolerance there is no scale.
    #expect(Self.strip(1.5, nil, tolerance: 0) == nil)
  }

  @Test func `what is just beyond its limit is drawn beyond it`() throws {
    for (seconds, place) in [(121.0, 17), (119, 15), (120, 16)] {
      let finding = SampleVerdict.serviceLevel("b", .breach, .critical, seconds: seconds)
      let strip = Array(try #require(ChangeStrip(finding)?.text))
      #expect(strip[place] == "●", "\(String(strip))")
    }
  }

  @Test func `every drawing has the same width`() {
    for ratio in [0.01, 0.5, 0.99, 1, 1.04, 1.3, 1e9] {
      #expect(Self.strip(ratio, (ratio * 0.9)...(ratio * 1.1))?.count == 25)
    }
    let budget = SampleVerdict.budget("b", .overBudget, value: 61e6)
    #expect(ChangeStrip(budget)?.text.count == 25)
    #expect(ChangeStrip(budget)?.text.contains("┆") == true)
  }

  @Test func `what a name needs to be inert is written as a reference, and nothing else`() {
    for text in [
      "gate failed: 1 regressed · +10.4 % [+9.8, +11.1]", "wall_time, 3.66 s [3.37 s, 3.94 s]",
      "main@4f2c1aa", "f(in:)", "up to +12%!", "sort{n=100}", "a # b", "[…, +0.2]",
    ] { #expect(VisibleText.markdown(text) == text) }
    for (text, shown) in [
      ("[a]: http://b", "&#91;a&#93;: http&#58;//b"), ("[1](x)", "&#91;1&#93;(x)"),
      ("[1]: x", "&#91;1&#93;: x"), ("_a_", "&#95;a&#95;"), ("mailto:a", "mailto&#58;a"),
      ("[x]", "&#91;x&#93;"), ("![1]", "![1]"), ("# a", "&#35; a"), ("[ ] a", "&#91; &#93; a"),
    ] { #expect(VisibleText.markdown(text) == shown) }
  }
}
