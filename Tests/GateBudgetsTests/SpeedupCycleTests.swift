import GateRecords
import Testing

@testable import GateBudgets

@Suite struct SpeedupCycleTests {
  private static func text(_ lines: [String]) -> [UInt8] {
    Array(
      "{ schema: \"speedgate.budgets/1\", speedups: [\n\(lines.joined(separator: ",\n")) ] }".utf8)
  }

  private static func line(_ faster: String, _ slower: String, _ more: String) -> String {
    "{ faster: \"\(faster)\", slower: \"\(slower)\", \(more) }"
  }

  private static func problem(_ files: [[String]]) -> String {
    do {
      let names = ["one.json5", "two.json5", "three.json5"]
      _ = try BudgetPolicy(texts: zip(files, names).map { (text($0), $1) })
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  @Test func `three that cannot all be kept are named with their places`() {
    #expect(
      Self.problem([
        [Self.line("a", "b", "at_least: 2"), Self.line("b", "c", "at_least: 2.5")],
        [Self.line("x", "a", "at_least: 9"), Self.line("c", "a", "reduction: \"50%\"")],
      ])
        == "two.json5:3: contradicts one.json5:2, one.json5:3: together they require "
        + "a to be faster than itself (a ≥ 2 × b, b ≥ 2.5 × c, c ≥ 2 × a); fix one of them")
  }

  @Test func `the order of the rules does not matter`() {
    for lines in [
      ["a b", "b c", "c d", "d a"], ["d a", "b c", "a b", "c d"], ["c d", "d a", "b c", "a b"],
    ] {
      let rules = lines.map { names in
        let parts = names.split(separator: " ").map(String.init)
        // Three below 1 are outdone by one above.
        return Self.line(parts[0], parts[1], names == "a b" ? "at_least: 9" : "at_least: 0.5")
      }
      let problem = Self.problem([rules])
      #expect(problem.hasPrefix("one.json5:5: "), "\(problem)")
      #expect(problem.contains("a ≥ 9 × b"), "\(problem)")
    }
  }

  @Test func `a rule for some machines meets those for all`() {
    let problem = Self.problem([
      [
        Self.line("a", "b", "at_least: 2, metric: \"cpu_time\", when: { os: \"linux\" }"),
        Self.line("b", "a", "at_least: 2, metric: \"cpu_time\""),
      ]
    ])
    #expect(
      problem
        == "one.json5:3: contradicts one.json5:2: together they require a to be faster "
        + "than itself in cpu_time when os linux (a ≥ 2 × b, b ≥ 2 × a); fix one of them")
    #expect(
      Self.problem([
        [
          Self.line("a", "b", "at_least: 2, when: { os: \"linux\", arch: \"arm64\" }"),
          Self.line("b", "c", "at_least: 2, when: { arch: \"arm64\" }"),
          Self.line("c", "a", "at_least: 2, when: { os: \"linux\" }"),
        ]
      ]).contains("when os linux, arch arm64"))
  }

  @Test func `a long circle is reported in one short line`() {
    let count = 300
    // Far from the order in which it is gone round.
    let problem = Self.problem([
      (0..<count).map {
        let number = $0 * 7 % count
        return Self.line("b\(number)", "b\((number + 1) % count)", "at_least: 1.01")
      }
    ])
    #expect(problem.hasPrefix("one.json5:301: "))
    #expect(problem.contains(" and 293 more: together they require"))
    #expect(problem.contains(" and 294 more); fix one of them"))
    #expect(problem.count < 400, "\(problem.count)")
  }

  @Test func `promises without a circle are many and fine`() {
    // A chain that is read from its end, and a star beside it.
    let chain = (0..<200).reversed().map { Self.line("c\($0)", "c\($0 + 1)", "at_least: 2") }
    let star = (0..<200).map { Self.line("hub", "s\($0)", "at_least: 2") }
    #expect(Self.problem([chain, star]) == "accepted")
  }
}
