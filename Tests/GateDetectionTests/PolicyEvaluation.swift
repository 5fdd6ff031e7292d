import Foundation
import GateBudgets
import GateRecords
import Testing

@testable import GateDetection

/// How long a large policy takes, printed on request and never judged by a unit test:
/// `SPEEDGATE_EVALUATE=1 swift test -c release -Xswiftc -enable-testing --filter PolicyEvaluation`.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["SPEEDGATE_EVALUATE"] == "1"))
struct PolicyEvaluation {
  /// Half of the rules name a benchmark, half are patterns; every benchmark meets several of them.
  static func policy(_ count: Int) throws -> BudgetPolicy {
    let rules = (0..<count).map { number in
      number % 2 == 0
        ? "{ benchmark: \"group\(number % 100)/benchmark{n=\(number)}\", p95: \"1 s\" },"
        : "{ benchmark: \"group\(number % 100)/*{n=*\(number)}\", median: \"1 s\" },"
    }
    return try CheckTests.policy(
      "defaults: { tolerance: \"10%\" }, budgets: [ { benchmark: \"*\", max: \"2 s\" },"
        + rules.joined(separator: "\n") + "]")
  }

  static func run(_ id: String, _ count: Int) -> RunRecord {
    Records.run(
      id,
      (0..<count).map { number in
        let launches = (0..<5).map { launch in
          (0..<20).map { Double(1_000 + (number * 7 + launch * 13 + $0 * 29) % 50) }
        }
        return Records.benchmark("group\(number % 100)/benchmark{n=\(number)}", launches)
      })
  }

  @Test func `a thousand rules over ten thousand benchmarks`() throws {
    let clock = ContinuousClock()
    let run = Self.run("NEW", 10_000)
    var policy = BudgetPolicy.builtIn
    let reading = try clock.measure { policy = try Self.policy(1_000) }
    var verdict: Verdict?
    let judging = clock.measure { verdict = CheckTests.verdict(run, policy: policy) }
    let budgets = verdict?.findings.count { $0.rule == .budget } ?? 0
    print("1,000 rules: read in \(reading); 10,000 benchmarks with \(budgets) limits: \(judging)")
    #expect(budgets > 10_000)
    #expect(judging < .seconds(1))
  }

  /// A thousand rules of every kind, half of them patterns.
  static func mixedPolicy() throws -> BudgetPolicy {
    func name(_ number: Int) -> String {
      number % 2 == 0
        ? "group\(number % 100)/benchmark{n=\(number)}" : "group\(number % 100)/*{n=*\(number)}"
    }
    func list(_ count: Int, _ line: (Int) -> String) -> String {
      (0..<count).map(line).joined(separator: ",\n")
    }
    let budgets = list(300) { "{ benchmark: \"\(name($0))\", p95: \"1 s\" }" }
    let ladders = list(250) { "\"\(name($0))\": { fail: \"40%\" }" }
    let levels = list(250) { "{ benchmark: \"\(name($0))\", breach: \"1 s\" }" }
    let accepted = list(100) {
      "{ benchmark: \"\(name($0))\", up_to: \"+5%\", reason: \"r\", by: \"b\" }"
    }
    let speedups = list(50) {
      "{ faster: \"\(name($0 * 2))\", slower: \"\(name($0 * 2 + 100))\", at_least: 0.5 }"
    }
    let growth = list(50) { "{ series: \"group\($0)/benchmark{n=*}\", per_step: \"900%\" }" }
    return try CheckTests.policy(
      "budgets: [\(budgets)], regressions: { wall_time: { fail: \"25%\", benchmarks: {\(ladders)} } },"
        + "service_levels: { levels: [\(levels)] }, accept: [\(accepted)],"
        + "speedups: [\(speedups)], growth: [\(growth)]")
  }

  @Test func `a thousand rules of every kind over ten thousand benchmarks`() throws {
    let clock = ContinuousClock()
    let run = Self.run("NEW", 10_000)
    var policy = BudgetPolicy.builtIn
    let reading = try clock.measure { policy = try Self.mixedPolicy() }
    #expect(policy.ruleCount > 1_000)
    var verdict: Verdict?
    let judging = clock.measure { verdict = CheckTests.verdict(run, policy: policy) }
    let kinds = Set(verdict?.findings.map(\.rule) ?? [])
    print("\(policy.ruleCount) rules of every kind: read in \(reading); judged in \(judging)")
    #expect(kinds.isSuperset(of: [.budget, .serviceLevel, .speedup, .growth]))
    #expect(judging < .seconds(1))
  }

  @Test func `twenty stored runs of ten thousand benchmarks`() throws {
    let clock = ContinuousClock()
    let stored = (0..<20).map { Self.run("OLD\($0)", 10_000) }
    let run = Self.run("NEW", 10_000)
    var verdict: Verdict?
    let judging = clock.measure { verdict = CheckTests.verdict(run, same: stored) }
    print("10,000 benchmarks against 20 stored runs: \(judging)")
    #expect(verdict?.findings.count == 10_000)
    #expect(judging < .seconds(2))
  }
}
