import Foundation
import GateRecords
import TestSupport
import Testing

@testable import GateReports

/// What reports say of the functions that became slower.
@Suite struct CauseReportTests {
  static func cause(
    _ method: ProfileMethod, _ functions: [CausingFunction], isEqual: Bool = false
  ) -> Cause {
    Cause(
      method: method, quantity: method == .callgrind ? .instructions : .nanoseconds,
      baseline: 40_000_000, candidate: 52_300_000, samples: method == .sampled ? 3_204 : nil,
      hasEqualInstructions: isEqual, functions: functions)
  }

  static let nearest = [
    CausingFunction(
      name: "Embedding.nearest(in:)", change: 9_100_000, share: 0.74, callsBefore: 3, callsAfter: 3),
    CausingFunction(
      name: "Pool<A>.take|`x`()", change: 2_500_000, share: 0.2, callsBefore: 1_000,
      callsAfter: 2_000, through: "swift_retain"),
    CausingFunction(
      name: "<b>fresh</b>", change: 900_000, share: 0.07, callsBefore: nil, callsAfter: 4,
      onlyIn: .candidate),
    CausingFunction(name: "fourth()", change: 800, share: 0.01),
  ]

  static var verdict: Verdict {
    func slow(_ name: String, _ cause: Cause) -> Finding {
      var finding = SampleVerdict.comparison(
        name, .regressed, before: 1_210_000, after: 1_336_000, interval: 1.098...1.111,
        severity: .minor)
      finding.cause = cause
      return finding
    }
    return SampleVerdict.verdict(findings: [
      slow("search/nearest", cause(.callgrind, nearest)),
      slow(
        "search/all",
        cause(.sampled, [.init(name: "Embedding.nearest(in:)", change: 9_100_000, share: 0.74)])),
      slow("sort/moved", cause(.callgrind, [], isEqual: true)),
      slow("sort/chance", cause(.sampled, [])),
    ])
  }

  @Test func `every format names the functions that became slower`() throws {
    let verdict = Self.verdict
    #expect(try goldenDifference(MarkdownReport.render(verdict), "causes.md") == nil)
    var run = PrometheusTests.run([1])
    var profile = Self.profile
    profile.benchmark = BenchmarkIdentifier("search/nearest")
    run.profiles = [profile]
    #expect(try goldenDifference(HTMLReport.render(verdict, run: run), "causes.html") == nil)
    let terminal = TerminalReport.render(verdict, style: TerminalStyle(showsAll: true))
    #expect(try goldenDifference(terminal, "causes.txt") == nil)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(JSONReport(verdict)), as: UTF8.self)
    #expect(try goldenDifference(json + "\n", "causes.json") == nil)
  }

  @Test(arguments: [
    (1.0, "+1 allocation"), (1.04, "+1 allocation"), (2, "+2 allocations"),
    (0.5, "+0.5 allocations"),
  ]) func `one allocation is one`(_ change: Double, _ words: String) {
    let cause = Cause(
      method: .callgrind, quantity: .allocations, baseline: 1, candidate: 2, samples: nil,
      hasEqualInstructions: false, functions: [.init(name: "f()", change: change, share: 1)])
    #expect(CauseWords(cause).lines() == ["all of it in `f()`: \(words)"])
  }

  @Test func `a comment has three functions of a benchmark at most, a terminal one`() {
    let markdown = MarkdownReport.render(Self.verdict)
    #expect(markdown.contains("fresh") && !markdown.contains("fourth"))
    let terminal = TerminalReport.render(Self.verdict, style: TerminalStyle())
    #expect(terminal.contains("74 % of it in `Embedding.nearest(in:)`: +9.10 M instructions"))
    #expect(!terminal.contains("swift_retain"))
  }

  static let profile = BenchmarkProfile(
    benchmark: BenchmarkIdentifier("search/<nearest>"), method: .callgrind, iterations: 2,
    baseline: .init(cost: 1_000),
    candidate: .init(cost: 1_500),
    functions: [
      .init(
        name: "inner()", symbol: "i", baseline: .init(own: 400, charged: 400, calls: 4),
        candidate: .init(own: 950, charged: 950, calls: 4), through: "malloc"),
      .init(
        name: "gone()", symbol: "g", baseline: .init(own: 50, charged: 50, calls: 1), candidate: nil
      ),
    ], leftOut: 3,
    frames: [
      .init(name: "all", parent: nil, baseline: 1_000, candidate: 1_500),
      .init(name: "outer<A>()", parent: 0, baseline: 1_000, candidate: 1_500),
      .init(name: "inner()", parent: 1, baseline: 400, candidate: 950),
      .init(name: "cheaper()", parent: 1, baseline: 550, candidate: 500),
      .init(name: "gone()", parent: 1, baseline: 50, candidate: 0),
    ])

  @Test func `a flame graph shows what became more and less, and can be read without a script`()
    throws
  {
    let graph = try #require(FlameGraph(Self.profile))
    #expect(try goldenDifference(graph.file, "flames.svg") == nil)
    #expect(graph.svg.contains("class=\"grew\"") && graph.svg.contains("class=\"shrank\""))
    #expect(graph.svg.contains("<title>inner(): 950 instructions, 63.3 % of all; baseline 400"))
    #expect(!graph.svg.contains("<script") && !graph.svg.contains("outer<A>"))
    let none = BenchmarkProfile(
      benchmark: BenchmarkIdentifier("b"), method: .sampled, reason: "why")
    #expect(FlameGraph(none) == nil)
  }

  @Test func `a frame that a file says costs more than all is drawn as wide as all`() throws {
    var profile = Self.profile
    profile.frames[2].candidate = 1e300
    let graph = try #require(FlameGraph(profile))
    #expect(graph.svg.contains(">inner()</text>"))
  }

  @Test func `a profile is a table, alone or compared`() throws {
    var alone = Self.profile
    alone.baseline = nil
    alone.functions = [alone.functions[0]]
    alone.functions[0].baseline = nil
    let text =
      ProfileTable.render(Self.profile, cause: Self.cause(.callgrind, Self.nearest)) + "\n"
      + ProfileTable.render(alone)
    #expect(try goldenDifference(text, "profile-table.txt") == nil)
  }
}
