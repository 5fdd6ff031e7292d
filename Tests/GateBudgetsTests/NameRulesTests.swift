import GateFiles
import GateRecords
import Testing

@testable import GateBudgets

/// Removals and renames: what is read, what is refused, and what is said of them.
@Suite struct NameRulesTests {
  static func policy(_ body: String) throws -> BudgetPolicy { try BudgetPolicyTests.policy(body) }

  static func benchmark(_ name: String) -> BenchmarkRecord {
    var benchmark = BudgetPolicyTests.benchmark
    benchmark.name = BenchmarkIdentifier(name)
    return benchmark
  }

  static func run(_ names: String..., leftOut: [BenchmarkIdentifier] = []) -> RunRecord {
    BudgetPolicyTests.run(names.map(benchmark), leftOut: leftOut)
  }

  @Test func `every key is kept`() throws {
    let policy = try Self.policy(
      """
      removed: [
        { benchmark: "a", reason: "r", by: "k", expires: "2027-03-31", when: { os: "linux" } },
        { benchmark: "b", metric: "allocations", reason: "s", by: "l" },
      ],
      renamed: [ { from: "c", to: "d", reason: "t", by: "m", expires: "2027-04-30" } ]
      """)
    #expect(
      policy.removals == [
        Removal(
          benchmark: "a", reason: "r", by: "k", expires: ExpiryDate("2027-03-31"),
          condition: RuleCondition(operatingSystem: GlobPattern("linux")), source: "b.json5:3"),
        Removal(benchmark: "b", metric: .allocations, reason: "s", by: "l", source: "b.json5:4"),
      ])
    #expect(
      policy.renames.list == [
        Rename(
          from: "c", to: "d", reason: "t", by: "m", expires: ExpiryDate("2027-04-30"),
          source: "b.json5:6")
      ])
    #expect(policy.ruleCount == 3)
    #expect(policy.holding(on: BudgetPolicyTests.environment(os: "macos")).removals.count == 1)
  }

  struct Mistake: CustomTestStringConvertible, Sendable {
    let body: String
    let words: String
    var testDescription: String { words }
  }

  static let who = "reason: \"r\", by: \"k\""

  static let mistakes = [
    Mistake(body: "removed: {}", words: "2:10: expected an array for removed, found an object"),
    Mistake(
      body: "removed: [ { benchmrk: \"a\", \(who) } ]",
      words: "2:14: unknown key 'benchmrk'; did you mean benchmark?"),
    Mistake(
      body: "removed: [ { \(who) } ]", words: "2:12: this removal has no 'benchmark'; add one"),
    Mistake(
      body: "removed: [ { benchmark: \"a\", by: \"k\" } ]",
      words: "2:12: this removal has no 'reason'; add one"),
    Mistake(
      body: "removed: [ { benchmark: \"a\", reason: \"r\" } ]",
      words: "2:12: this removal has no 'by'; add one"),
    Mistake(
      body: "removed: [ { benchmark: \"\", \(who) } ]",
      words: "2:25: the text for benchmark is empty"),
    Mistake(
      body: "removed: [ { benchmark: \"a/*\", \(who) } ]",
      words: "2:25: 'a/*' is a pattern, and benchmark is one whole name here"),
    Mistake(
      body: "removed: [ { benchmark: \"a\", \(who), expires: \"May\" } ]",
      words: "'May' is not a valid date"),
    Mistake(
      body: "removed: [ { benchmark: \"a\", \(who), when: {} } ]", words: "'when' is empty"),
    Mistake(
      body: "renamed: { a: \"b\" }",
      words: "2:10: 'renamed' is an array; write [ { from: \"old\", to: \"new\""),
    Mistake(
      body: "renamed: [ { from: \"a\", \(who) } ]", words: "2:12: this rename has no 'to'; add one"),
    Mistake(
      body: "renamed: [ { from: \"a\", to: \"b\", \(who), when: { os: \"linux\" } } ]",
      words: "unknown key 'when'"),
    Mistake(
      body: "renamed: [ { from: \"a\", to: \"b*\", \(who) } ]",
      words: "2:29: 'b*' is a pattern, and to is one whole name here"),
    Mistake(
      body: "renamed: [ { from: \"a\", to: \"\", \(who) } ]", words: "the text for to is empty"),
    Mistake(
      body: "renamed: [ { from: \"a\", to: \"a\", \(who) } ]",
      words: "2:12: 'a' is renamed to itself; remove this entry"),
  ]

  @Test(arguments: mistakes) func `a mistake is refused with its place`(_ mistake: Mistake) {
    let found = BudgetPolicyTests.problem("{ schema: \"speedgate.budgets/1\",\n\(mistake.body) }")
    #expect(found.contains(mistake.words), "\(found)")
    #expect(found.hasPrefix("b.json5:2:"), "\(found)")
  }

  static func removed(_ names: String..., metric: String? = nil, when: String? = nil) -> String {
    names.map { name in
      "removed: [ { benchmark: \"\(name)\", \(who)"
        + (metric.map { ", metric: \"\($0)\"" } ?? "")
        + (when.map { ", when: { os: \"\($0)\" }" } ?? "") + " } ]"
    }.joined()
  }

  static func renamed(_ pairs: (String, String)...) -> String {
    "renamed: ["
      + pairs.map { "{ from: \"\($0.0)\", to: \"\($0.1)\", \(who) }" }.joined(separator: ", ") + "]"
  }

  struct Contradiction: CustomTestStringConvertible, Sendable {
    let files: [String]
    let words: String?
    var testDescription: String { words ?? "accepted: \(files)" }
  }

  static let contradictions = [
    Contradiction(
      files: [removed("a"), removed("a")],
      words: "1.json5:2: 'a' is also removed at 0.json5:2; remove one entry"),
    Contradiction(
      files: [removed("a"), removed("a", metric: "allocations")],
      words: "a removed benchmark has no metrics"),
    Contradiction(
      files: [removed("a", metric: "allocations"), removed("a")],
      words: "a removed benchmark has no metrics"),
    Contradiction(files: [removed("a", when: "linux"), removed("a", when: "macos")], words: nil),
    Contradiction(
      files: [removed("a", metric: "allocations"), removed("a", metric: "peak_memory")],
      words: nil),
    Contradiction(
      files: [renamed(("a", "b")), renamed(("a", "c"))],
      words: "1.json5:2: 'a' is also renamed at 0.json5:2; remove one entry"),
    Contradiction(
      files: [renamed(("a", "c")), renamed(("b", "c"))],
      words: "1.json5:2: 'c' is already the new name of 'a' at 0.json5:2"),
    Contradiction(
      files: [renamed(("a", "b"), ("b", "a"))], words: "a circle: a → b → a; remove one of them"),
    Contradiction(
      files: [renamed(("x", "a"), ("b", "c")), renamed(("c", "d"), ("d", "b"))],
      words: "a circle: b → c → d → b; remove one of them"),
    Contradiction(
      files: [renamed(("a", "b")), removed("a")],
      words: "1.json5:2: 'a' is removed here and renamed at 0.json5:2; remove one entry"),
    Contradiction(
      files: [removed("a", metric: "allocations"), renamed(("a", "b"))],
      words: "0.json5:2: 'a' is renamed at 1.json5:2; write this removal for 'b'"),
    Contradiction(files: [renamed(("a", "b"), ("b", "c"))], words: nil),
    Contradiction(files: [renamed(("b", "c"), ("a", "b"))], words: nil),
    Contradiction(files: [renamed(("a", "b")), removed("b")], words: nil),
  ]

  @Test(arguments: contradictions)
  func `what contradicts itself is refused, in one file or several`(
    _ contradiction: Contradiction
  ) {
    let texts = contradiction.files.enumerated().map {
      (Array("{ schema: \"speedgate.budgets/1\",\n\($0.element) }".utf8), "\($0.offset).json5")
    }
    var found: String?
    do { _ = try BudgetPolicy(texts: texts) } catch { found = "\(error)" }
    if let words = contradiction.words {
      #expect(found?.contains(words) ?? false, "\(found ?? "accepted")")
    } else {
      #expect(found == nil)
    }
  }

  // MARK: Following names

  static let chain = Renames(
    [("b", "c"), ("a", "b"), ("x", "y")].map {
      Rename(
        from: BenchmarkIdentifier($0), to: BenchmarkIdentifier($1), reason: "r", by: "k",
        source: "s")
    })

  @Test func `a chain is followed from either end, whatever the order of its entries`() {
    #expect(Self.chain.oldNames(of: "c") == ["b", "a"])
    #expect(Self.chain.oldName(of: "c") == "b" && Self.chain.oldName(of: "a") == nil)
    #expect(Self.chain.newestName(of: "a") == "c" && Self.chain.newestName(of: "z") == "z")
    #expect(Renames.none.oldNames(of: "c").isEmpty)
  }

  @Test(arguments: [
    // Stored names, present names, expected names.
    (["a"], ["c"], ["c"]), (["b"], ["c"], ["c"]), (["c"], ["c"], ["c"]), (["z"], ["c"], ["z"]),
    // Where the old name is still there, nothing was renamed yet.
    (["a"], ["a"], ["a"]), (["a"], ["a", "c"], ["a"]), (["a"], ["b"], ["b"]),
    // Where both are stored, each keeps its own.
    (["a", "c"], ["c"], ["a", "c"]), (["a", "b"], ["c"], ["a", "c"]),
    (["a", "b", "c"], ["c"], ["a", "b", "c"]),
    // Where neither is there, the newest name is what is missing.
    (["a"], ["z"], ["c"]), (["a", "x"], ["c", "y"], ["c", "y"]),
  ]) func `a baseline takes the names of the run`(
    _ stored: [String], _ present: [String], _ expected: [String]
  ) {
    let names = Set(present.map { BenchmarkIdentifier($0) })
    let before = stored.map { BenchmarkIdentifier($0) }
    let renamed = Self.chain.newNames(of: before, present: names)
    #expect(before.enumerated().map { renamed[$0] ?? $1 }.map(\.rawValue) == expected)
    let program = Dictionary(uniqueKeysWithValues: stored.enumerated().map { ($1, $0) })
    #expect(
      Self.chain.applied(to: program, present: present)
        == Dictionary(uniqueKeysWithValues: expected.enumerated().map { ($1, $0) }))
  }

  @Test func `a rename counts through its last day`() throws {
    let policy = try Self.policy(
      "renamed: [ { from: \"a\", to: \"b\", \(Self.who), expires: \"2027-03-31\" } ]")
    func names(_ moment: String) throws -> [BenchmarkIdentifier] {
      policy.renames.inForce(at: try #require(Timestamp(rawValue: moment))).oldNames(of: "b")
    }
    #expect(try names("2027-03-31T23:59:59Z") == ["a"])
    #expect(try names("2027-04-01T00:00:00Z") == [])
  }

  // MARK: Warnings

  static let idle: [(body: String, names: [String], words: String?)] = [
    (removed("a"), ["a"], "says that 'a' was removed, which the run still has; remove it"),
    (removed("a"), ["b"], nil),
    (removed("b", metric: "wall_time"), ["b"], "says that wall_time of 'b' was removed"),
    (removed("b", metric: "allocations"), ["b"], nil),
    (renamed(("a", "b")), ["b"], nil),
    (renamed(("a", "b")), ["a"], "says that 'a' was renamed, which the run still has; remove it"),
    (renamed(("a", "b")), ["a", "b"], "says that 'a' was renamed"),
    (
      renamed(("a", "parse/new")), ["parse/now"],
      "gives 'a' the name 'parse/new', which no benchmark has; did you mean parse/now?"
    ),
    (renamed(("a", "b"), ("b", "c")), ["c"], nil),
    (renamed(("a", "b"), ("b", "c")), ["d"], "gives 'b' the name 'c', which no benchmark has"),
    (renamed(("a", "b")) + ", " + removed("b"), ["c"], nil),
  ]

  @Test(arguments: idle.indices) func `an entry that does nothing is named`(_ number: Int) throws {
    let (body, names, words) = Self.idle[number]
    let run = BudgetPolicyTests.run(names.map(Self.benchmark))
    let found = try Self.policy(body).warnings(
      for: run, at: Timestamp(millisecondsSinceEpoch: 0))
    if let words {
      #expect(found.count == 1 && found[0].contains(words), "\(found)")
      #expect(found[0].contains("b.json5:2"))
    } else {
      #expect(found.isEmpty)
    }
  }

  @Test func `what was left out of a run counts as there`() throws {
    let removed = try Self.policy(Self.removed("a")).unmatched(in: Self.run("b", leftOut: ["a"]))
    #expect(removed.count == 1)
    let renamed = try Self.policy(Self.renamed(("a", "c"))).unmatched(
      in: Self.run("b", leftOut: ["c"]))
    #expect(renamed.isEmpty)
  }

  @Test func `a partial run is asked for nothing that it lacks`() throws {
    var run = Self.run("b")
    let policy = try Self.policy(
      Self.renamed(("a", "c")) + ", budgets: [ { benchmark: \"z\", max: \"1 s\" } ]")
    #expect(policy.unmatched(in: run).count == 2)
    run.partial = true
    #expect(policy.unmatched(in: run).isEmpty)
  }

  @Test(arguments: [
    (["olf"], "b.json5:2 is from 'old', which no stored run has; did you mean olf?"),
    ([], nil), (["old"], nil), (["new"], nil), (["other/name"], "which no stored run has; correct"),
  ]) func `a rename from a name that was never stored is named`(
    _ stored: [String], _ words: String?
  ) throws {
    let found = try Self.policy(Self.renamed(("old", "new"))).unknownOldNames(
      in: Set(stored.map { BenchmarkIdentifier($0) }), of: Self.run("new"))
    #expect(found.count == (words == nil ? 0 : 1))
    if let words { #expect(found.first?.contains(words) ?? false, "\(found)") }
  }

  @Test func `what is over is named`() throws {
    let policy = try Self.policy(
      """
      removed: [ { benchmark: "a", \(Self.who), expires: "2027-03-31" } ],
      renamed: [ { from: "b", to: "c", \(Self.who), expires: "2027-03-31" } ]
      """)
    let moment = try #require(Timestamp(rawValue: "2027-04-01T00:00:00Z"))
    #expect(
      policy.warnings(for: nil, at: moment) == [
        "the removal at b.json5:2 ended on 2027-03-31; renew or remove it",
        "the rename at b.json5:3 ended on 2027-03-31; renew or remove it",
      ])
  }

  // MARK: Differences and explanations

  static func changes(_ base: String, _ change: String) throws -> [PolicyChange] {
    PolicyDifference.changes(from: try policy(base), to: try policy(change))
  }

  @Test(arguments: [
    (removed("a"), "removal of 'a'"),
    (
      removed("a", metric: "allocations", when: "linux"),
      "removal of allocations of 'a' when os linux"
    ),
    (renamed(("a", "b")), "rename of 'a' to 'b'"),
  ]) func `a new entry relaxes the gate and has its reason`(
    _ body: String, _ rule: String
  ) throws {
    let new = try Self.changes("budgets: []", body)
    #expect(new.map(\.kind) == [.relaxed] && new[0].rule == rule && new[0].reason == "r")
    #expect(!new[0].isUnexplained)
    #expect(try Self.changes(body, "budgets: []").map(\.kind) == [.tightened])
    #expect(try Self.changes(body, body).isEmpty)
  }

  @Test func `a later day without a new reason is unexplained`() throws {
    func removed(_ day: String) -> String {
      "removed: [ { benchmark: \"a\", \(Self.who), expires: \"\(day)\" } ]"
    }
    let later = try Self.changes(removed("2027-03-31"), removed("2027-04-30"))
    #expect(later.map(\.isUnexplained) == [true])
    #expect(try Self.changes(removed("2027-04-30"), removed("2027-03-31"))[0].kind == .tightened)
  }

  @Test func `another name is another rename`() throws {
    let changes = try Self.changes(Self.renamed(("a", "b")), Self.renamed(("a", "c")))
    #expect(changes.map(\.kind) == [.tightened, .relaxed])
  }

  @Test func `entries are explained for each of their names`() throws {
    let policy = try Self.policy(
      Self.renamed(("a", "b")) + ", " + Self.removed("b", metric: "allocations"))
    func entries(_ name: String) -> [String] {
      PolicyExplanation(of: policy, for: Self.benchmark(name)).entries.map {
        "\($0.subject): \($0.answer)"
      }.filter { $0.contains("name ") || $0.contains("removal") }
    }
    #expect(entries("a") == ["name since: 'b'"])
    #expect(
      entries("b") == ["removal of allocations: passes when it is missing", "name before: 'a'"])
  }
}
