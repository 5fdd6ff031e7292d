import GateRecords
import Testing

@testable import GateBudgets

@Suite struct PolicyDifferenceTests {
  static func changes(_ before: String, _ after: String) throws -> [PolicyChange] {
    PolicyDifference.changes(
      from: try BudgetPolicyTests.policy(before), to: try BudgetPolicyTests.policy(after))
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let before: String
    let after: String
    let kind: PolicyChange.Kind
    let rule: String
    var testDescription: String { "\(kind): \(rule)" }
  }

  static let limit = "budgets: [ { benchmark: \"a\", p95: \"50 ms\" } ]"
  static let level = "service_levels: { levels: [ { benchmark: \"a\", breach: \"50 s\" } ] }"
  static let speedup = "speedups: [ { faster: \"a\", slower: \"b\", at_least: 2 } ]"
  static let growth = "growth: [ { series: \"s{n=*}\", per_step: \"20%\" } ]"
  static let accept =
    "accept: [ { benchmark: \"a\", up_to: \"+12%\", reason: \"r\", by: \"b\" } ]"

  static let figure =
    "accept: [ { benchmark: \"a\", metric: \"M\", up_to: \"50 Q\", reason: \"r\", by: \"b\" } ]"

  static func figure(_ metric: String, _ figure: String) -> String {
    Self.figure.replacing("M", with: metric).replacing("50 Q", with: figure)
  }

  static let cases = [
    Case(
      before: limit, after: limit.replacing("50", with: "60"), kind: .relaxed,
      rule: "p95 of wall_time of a"),
    Case(
      before: limit, after: limit.replacing("50", with: "40"), kind: .tightened,
      rule: "p95 of wall_time of a"),
    Case(before: limit, after: "", kind: .relaxed, rule: "p95 of wall_time of a"),
    Case(before: "", after: limit, kind: .tightened, rule: "p95 of wall_time of a"),
    Case(
      before: limit, after: limit.replacing("\"50 ms\"", with: "\"50 ms\", mode: \"warn\""),
      kind: .relaxed, rule: "p95 of wall_time of a"),
    // A new narrow rule relaxes the broad one that counted before.
    Case(
      before: "budgets: [ { benchmark: \"*\", p95: \"40 ms\" } ]",
      after:
        "budgets: [ { benchmark: \"*\", p95: \"40 ms\" }, { benchmark: \"a\", p95: \"50 ms\" } ]",
      kind: .relaxed, rule: "p95 of wall_time of a"),
    Case(
      before: "budgets: [ { benchmark: \"a\", metric: \"match_rate\", at_least: \"70%\" } ]",
      after: "budgets: [ { benchmark: \"a\", metric: \"match_rate\", at_least: \"60%\" } ]",
      kind: .relaxed, rule: "min of match_rate of a"),
    // The ladder that is built in fails beyond 5 %.
    Case(
      before: "", after: "regressions: { wall_time: { fail: \"25%\" } }", kind: .relaxed,
      rule: "regression of wall_time of *"),
    Case(
      before: "",
      after: "regressions: { wall_time: { benchmarks: { \"io/*\": {} }, fail: \"5%\", "
        + "minor: \"5%\", major: \"30%\", critical: \"50%\" } }", kind: .relaxed,
      rule: "regression of wall_time of io/*"),
    Case(
      before: "presets: [\"regression-gate\"]", after: "", kind: .tightened,
      rule: "regression of wall_time of *"),
    Case(
      before: level, after: level.replacing("50", with: "60"), kind: .relaxed,
      rule: "service level for wall_time of a"),
    Case(
      before: level, after: level.replacing("levels: [", with: "allowed_breaches: 3, levels: ["),
      kind: .relaxed, rule: "allowed breaches of service levels"),
    Case(
      before: speedup, after: speedup.replacing("2 }", with: "3 }"), kind: .tightened,
      rule: "speed-up of a against b"),
    Case(
      before: speedup.replacing("2 }", with: "2, same_result: true }"),
      after: speedup.replacing("2 }", with: "3 }"), kind: .relaxed,
      rule: "speed-up of a against b"),
    Case(
      before: growth, after: growth.replacing("20%", with: "30%"), kind: .relaxed,
      rule: "growth per step of wall_time for s{n=*}"),
    Case(before: "", after: accept, kind: .relaxed, rule: "acceptance for every metric of a"),
    Case(
      before: accept, after: accept.replacing("12", with: "10"), kind: .tightened,
      rule: "acceptance for every metric of a"),
    Case(
      before: "", after: "baseline: { take: \"newest\" }", kind: .changed,
      rule: "choice of the baseline"),
    // Laxer in one way is laxer, whatever it is in others.
    Case(
      before: accept.replacing(" }", with: ", expires: \"2027-01-31\" }"),
      after: accept.replacing("12", with: "10").replacing(
        " }", with: ", expires: \"2028-01-31\" }"),
      kind: .relaxed, rule: "acceptance for every metric of a"),
    Case(
      before: accept, after: accept.replacing(" }", with: ", expires: \"2028-01-31\" }"),
      kind: .tightened, rule: "acceptance for every metric of a"),
    // A share and a figure are two acceptances.
    Case(
      before: accept,
      after: accept.replacing(
        "accept: [",
        with: "accept: [ { benchmark: \"a\", up_to: \"1 h\", reason: \"r\", by: \"b\" },"),
      kind: .relaxed, rule: "acceptance for every metric of a up to a figure"),
    // A figure of what is better when lower allows more when it lies higher, and the reverse.
    Case(
      before: figure("wall_time", "50 ms"), after: figure("wall_time", "60 ms"), kind: .relaxed,
      rule: "acceptance for wall_time of a up to a figure"),
    Case(
      before: figure("wall_time", "50 ms"), after: figure("wall_time", "40 ms"), kind: .tightened,
      rule: "acceptance for wall_time of a up to a figure"),
    Case(
      before: figure("throughput", "50 items/s"), after: figure("throughput", "40 items/s"),
      kind: .relaxed, rule: "acceptance for throughput of a up to a figure"),
    Case(
      before: figure("throughput", "50 items/s"), after: figure("throughput", "60 items/s"),
      kind: .tightened, rule: "acceptance for throughput of a up to a figure"),
    Case(
      before: "", after: figure("throughput", "60 items/s"), kind: .relaxed,
      rule: "acceptance for throughput of a up to a figure"),
    Case(
      before: figure("throughput", "60 items/s"), after: "", kind: .tightened,
      rule: "acceptance for throughput of a up to a figure"),
    // A promise for another metric of the same pair is another promise.
    Case(
      before: speedup.replacing(
        "2 }",
        with: "2 }, "
          + "{ faster: \"a\", slower: \"b\", metric: \"cpu_time\", at_least: 2 }"),
      after: speedup.replacing(
        "2 }",
        with: "2 }, "
          + "{ faster: \"a\", slower: \"b\", metric: \"cpu_time\", at_least: 1.5 }"),
      kind: .relaxed, rule: "speed-up of a against b in cpu_time"),
    Case(
      before: level, after: level.replacing("\"50 s\"", with: "\"50 s\", warning: \"50 s\""),
      kind: .relaxed, rule: "service level for wall_time of a"),
    Case(
      before: level, after: level.replacing("\"50 s\"", with: "\"50 s\", min_rows: 9"),
      kind: .relaxed, rule: "service level for wall_time of a"),
    Case(
      before: "regressions: { wall_time: { fail: \"5%\" } }",
      after: "regressions: { wall_time: { fail: \"5%\", at_least: \"1 s\" } }", kind: .relaxed,
      rule: "regression of wall_time of *"),
    Case(
      before: speedup.replacing("2 }", with: "2, same_result: true }"),
      after: speedup, kind: .relaxed, rule: "speed-up of a against b"),
    Case(
      before: "growth: [ { series: \"s{n=*}\", against: \"t{n=*}\", within: \"1%\" } ]",
      after: "growth: [ { series: \"s{n=*}\", against: \"t{n=*}\", within: \"1%\" }, "
        + "{ series: \"s{n=*}\", against: \"u{n=*}\", within: \"1%\" } ]", kind: .tightened,
      rule: "growth of wall_time for s{n=*} over u{n=*}"),
  ]

  @Test(arguments: cases) func `a difference is reported, with its direction`(_ row: Case) throws {
    let changes = try Self.changes(row.before, row.after)
    let found = try #require(changes.first { $0.rule == row.rule }, "\(changes)")
    #expect(found.kind == row.kind)
    #expect(found.before != nil || found.after != nil)
  }

  @Test(arguments: [limit, level, speedup, growth, accept, "presets: [\"regression-gate\"]"])
  func `a policy does not differ from itself`(_ body: String) throws {
    #expect(try Self.changes(body, "\n\n\(body)").isEmpty)
  }

  @Test func `the run knows which way a suite's own metric gets better`() throws {
    let metric = MetricName(rawValue: "match_rate")
    func kind(_ up: String, _ directions: [String: MetricDirection]) throws -> PolicyChange.Kind {
      let benchmarks = directions.map { name, direction in
        BenchmarkRecord(
          name: BenchmarkIdentifier(name), status: .measured,
          metrics: [
            MetricSeries(metric: metric, unit: .ratio, direction: direction, launches: [[0.7]])
          ])
      }
      let changes = PolicyDifference.changes(
        from: try BudgetPolicyTests.policy(Self.figure("match_rate", "0.7")),
        to: try BudgetPolicyTests.policy(Self.figure("match_rate", up)),
        in: BudgetPolicyTests.run(benchmarks))
      return try #require(changes.first).kind
    }
    #expect(try kind("0.6", ["a": .higherIsBetter]) == .relaxed)
    #expect(try kind("0.8", ["a": .higherIsBetter]) == .tightened)
    #expect(try kind("0.6", ["a": .lowerIsBetter]) == .tightened)
    #expect(try kind("0.8", ["a": .lowerIsBetter]) == .relaxed)
    // The benchmarks that it is for decide, and where none does, no change passes for stricter.
    #expect(try kind("0.8", ["a": .higherIsBetter, "b": .lowerIsBetter]) == .tightened)
    for up in ["0.6", "0.8"] {
      #expect(try kind(up, [:]) == .relaxed)
      #expect(try kind(up, ["b": .lowerIsBetter]) == .relaxed)
    }
  }

  @Test(arguments: ["median", "min", "max", "p95"])
  func `a limit of a metric of which more is better is a floor`(_ statistic: String) throws {
    func change(
      _ before: String, _ after: String, _ direction: MetricDirection?
    ) throws -> PolicyChange {
      func policy(_ limit: String) throws -> BudgetPolicy {
        try BudgetPolicyTests.policy(
          "budgets: [ { benchmark: \"a\", metric: \"match_rate\", \(statistic): \"\(limit)\" } ]")
      }
      let record = direction.map {
        BenchmarkRecord(
          name: "a", status: .measured,
          metrics: [
            MetricSeries(
              metric: MetricName(rawValue: "match_rate"), unit: .ratio, direction: $0,
              launches: [[0.7]])
          ])
      }
      return try #require(
        PolicyDifference.changes(
          from: policy(before), to: policy(after),
          in: BudgetPolicyTests.run(record.map { [$0] } ?? [])
        ).first)
    }
    let lower = try change("90%", "50%", .higherIsBetter)
    #expect(lower.kind == .relaxed && lower.before == "at least 90%", "\(lower)")
    #expect(try change("50%", "90%", .higherIsBetter).kind == .tightened)
    #expect(try change("90%", "50%", .lowerIsBetter).kind == .tightened)
    #expect(try change("50%", "90%", .lowerIsBetter).kind == .relaxed)
    // Where no one knows the direction, no change passes for a stricter one.
    for (before, after) in [("90%", "50%"), ("50%", "90%")] {
      #expect(try change(before, after, nil).kind == .relaxed)
    }
  }

  @Test func `a floor under throughput that is lowered is relaxed without a run`() throws {
    func budget(_ limit: String) -> String {
      "budgets: [ { benchmark: \"a\", metric: \"throughput\", median: \"\(limit) items/s\" } ]"
    }
    #expect(try Self.changes(budget("900"), budget("100")).map(\.kind) == [.relaxed])
    #expect(try Self.changes(budget("100"), budget("900")).map(\.kind) == [.tightened])
  }

  @Test func `a change says what was, what is, and where`() throws {
    let change = try #require(
      try Self.changes(Self.limit, Self.limit.replacing("50", with: "60")).first)
    #expect(
      change
        == PolicyChange(
          kind: .relaxed, rule: "p95 of wall_time of a", before: "within 50 ms",
          after: "within 60 ms", source: "b.json5:2"))
  }

  @Test func `a difference shows in the words of both sides`() throws {
    let floor = try #require(
      try Self.changes(
        "regressions: { wall_time: { fail: \"5%\", at_least: \"5 ns\" } }",
        "regressions: { wall_time: { fail: \"5%\", at_least: \"1 s\" } }"
      ).first)
    #expect(floor.before == "fails beyond 5 %; less than 5 ns never counts")
    #expect(floor.after == "fails beyond 5 %; less than 1 s never counts")
    let level = try #require(
      try Self.changes(
        Self.level, Self.level.replacing("\"50 s\"", with: "\"50 s\", warning: \"45 s\"")
      ).first)
    #expect(level.before == "median: breach above 50 s, warning above 40 s")
    #expect(level.after == "median: breach above 50 s, warning above 45 s")
    let breaches = try #require(
      try Self.changes("", "\n\nservice_levels: { allowed_breaches: 3 }").first)
    #expect(breaches.source == "b.json5:4")
  }

  // A change of a budget needs a written reason.
  @Test func `a relaxation needs a new reason beside it`() throws {
    func change(_ old: String, _ new: String) throws -> PolicyChange {
      try #require(
        try Self.changes(
          "budgets: [ { benchmark: \"a\", p95: \"50 ms\" \(old) } ]",
          "budgets: [ { benchmark: \"a\", p95: \"60 ms\" \(new) } ]"
        ).first)
    }
    #expect(try change("", "").isUnexplained)
    #expect(try change(", rationale: \"x\"", ", rationale: \"x\"").isUnexplained)
    let explained = try change(", rationale: \"x\"", ", rationale: \"larger model\"")
    #expect(!explained.isUnexplained && explained.reason == "larger model")
    #expect(try !Self.changes("", Self.accept)[0].isUnexplained)
    #expect(try !Self.changes(Self.limit, Self.limit.replacing("50", with: "40"))[0].isUnexplained)
  }
}
