import Foundation
import GateBudgets
import GateRecords
import GateStatistics
import Testing

@testable import GateDetection

/// A finished row agrees with itself, whatever the launches were.
@Suite struct RowAgreementTests {
  /// What is drawn, and how it is judged.
  struct Draw {
    var candidate: [[Double]]
    var baseline: [[Double]]
    var direction: MetricDirection
    var rules: String
    var unit: MetricUnit
  }

  /// Draws launches of every kind: positive, negative, about zero, with zeros, in points; steady, odd and drifting.
  static func draw(_ seed: UInt64) -> Draw {
    var generator = SeededGenerator(seed: seed)
    func uniform(_ range: ClosedRange<Double>) -> Double {
      Double.random(in: range, using: &generator)
    }
    func pick(_ choices: [Double]) -> Double { choices.randomElement(using: &generator) ?? 1 }
    let count = 2 * Int.random(in: 1...20, using: &generator)
    let level = pick([100, 100, 100, -100, -100, 0, 0.5])
    let inPoints = level == 0.5
    let change = pick([1, 1, 1.02, 1.049, 1.07, 1.3, 2, 0.95, 0.7])
    let late = pick([change, change, 1, 0.97])
    let spread = pick([0, 0.001, 0.01, 0.05, 0.3])
    let odd = pick([0, 0, 0.2])
    let steps = pick([0, 0, 5])
    func launch(_ factor: Double) -> [Double] {
      let center = level == 0 ? (factor - 1) * 10 : level * factor
      let noise = uniform(-1...1) * spread * (level == 0 ? 10 : level)
      var value = center + noise
      if uniform(0...1) < odd { value *= 3 }
      if steps > 0 { value = (value / steps).rounded() * steps }
      return [inPoints ? min(max(value, 0), 1) : value]
    }
    let half = Int.random(in: 0...count, using: &generator)
    let rules = inPoints ? ["fail: \"5 pp\""] : ["fail: \"5%\"", "fail: \"5%\", at_least: \"9\""]
    return Draw(
      candidate: (0..<count).map { launch($0 < half ? change : late) },
      baseline: (0..<count).map { _ in launch(1) },
      direction: pick([0, 1]) == 0 ? .lowerIsBetter : .higherIsBetter,
      rules: rules[Int(pick([0, 1])) % rules.count], unit: inPoints ? .ratio : .count)
  }

  private static func policies() throws -> [String: BudgetPolicy] {
    try Dictionary(
      uniqueKeysWithValues: ["fail: \"5%\"", "fail: \"5%\", at_least: \"9\"", "fail: \"5 pp\""]
        .map { ($0, try CheckTests.policy("regressions: { requests: { \($0) } }")) })
  }

  @Test(arguments: 0..<8) func `rows agree with themselves`(_ part: UInt64) throws {
    let policies = try Self.policies()
    var seen: [FindingStatus: Int] = [:]
    for seed in (part * 250)..<((part + 1) * 250) {
      let draw = Self.draw(seed)
      var benchmark = Records.benchmark(
        "b", draw.candidate, baseline: draw.baseline, metric: LaunchDoubtTests.metric,
        unit: draw.unit, direction: draw.direction)
      benchmark.metrics[0].pairsTogether = BlockSize(rawValue: 2)
      let policy = try #require(policies[draw.rules])
      let finding = try #require(CheckTests.finding(benchmark, policy: policy))
      seen[finding.status, default: 0] += 1
      try Self.expectAgreement(finding, "seed \(seed): \(finding)")
      // The reader refuses rows that disagree, and so none of these.
      let read = try JSONDecoder().decode(Finding.self, from: JSONEncoder().encode(finding))
      #expect(read.status == finding.status)
    }
    // Every outcome was among them.
    for status in [FindingStatus.passed, .regressed, .unproven, .improved] {
      #expect(seen[status, default: 0] > 5, "\(seen)")
    }
  }

  @Test(arguments: 0..<4) func `a reader takes every verdict that a check makes`(
    _ part: UInt64
  ) throws {
    let policies = try Self.policies()
    for seed in (part * 40)..<((part + 1) * 40) {
      let draw = Self.draw(seed)
      func benchmark(
        _ name: String, _ launches: [[Double]], baseline: [[Double]]? = nil, isExact: Bool = false
      ) -> BenchmarkRecord {
        Records.benchmark(
          name, launches, baseline: baseline, metric: LaunchDoubtTests.metric, unit: draw.unit,
          direction: draw.direction, isDeterministic: isExact)
      }
      let first = Array(repeating: draw.candidate[0], count: 8)
      let old = Array(repeating: draw.baseline[0], count: 8)
      let run = Records.run(
        [
          benchmark("paired", draw.candidate, baseline: draw.baseline),
          benchmark("cached", draw.candidate), benchmark("new", draw.candidate),
          benchmark("exact", first, baseline: old, isExact: true),
          benchmark("counted", draw.candidate, baseline: draw.baseline, isExact: true),
        ], isPaired: true)
      let stored = [1, 1.01, 0.995].map { factor in
        Records.run([benchmark("cached", draw.baseline.map { [$0[0] * factor] })])
      }
      let policy = try #require(policies[draw.rules])
      let verdict = CheckTests.verdict(run, same: stored, policy: policy)
      #expect(verdict.findings.count >= 5)
      let read = try JSONDecoder().decode(Verdict.self, from: JSONEncoder().encode(verdict))
      #expect(read.findings == verdict.findings, "seed \(seed)")
    }
  }

  private static func expectAgreement(_ finding: Finding, _ seed: String) throws {
    let value = try #require(finding.value)
    let before = try #require(finding.baselineValue)
    guard let change = finding.change else {
      // From nothing there is no share; the two figures differ.
      #expect(before == 0 && value != 0, "\(seed)")
      return
    }
    let comment = Comment(rawValue: seed)
    // The estimate is in its interval.
    let slack = 1e-9 * max(1, abs(change.ratio))
    #expect((change.low ?? -.infinity) <= change.ratio + slack, comment)
    #expect(change.ratio <= (change.high ?? .infinity) + slack, comment)
    if let difference = change.difference {
      let slack = 1e-9 * max(1, abs(difference.estimate))
      #expect((difference.low ?? -.infinity) <= difference.estimate + slack, comment)
      #expect(difference.estimate <= (difference.high ?? .infinity) + slack, comment)
      #expect(abs(value - before - difference.estimate) <= slack, comment)
    } else {
      #expect(before >= 0 && value >= 0, comment)
    }
    // The two figures differ the way the estimate says.
    func sign(_ difference: Double) -> Int { abs(difference) < 1e-9 ? 0 : difference > 0 ? 1 : -1 }
    if before != 0 {
      #expect(sign((value - before) / abs(before)) == sign(change.ratio - 1), comment)
    }
    // What passes keeps its tolerance, or says why it passes.
    let isMirrored = finding.direction == .higherIsBetter
    func worsening(_ ratio: Double) -> Double { isMirrored ? 1 - ratio : ratio - 1 }
    switch finding.status {
    case .passed where finding.evidence.leastThatCounts == nil:
      let end = isMirrored ? change.low : change.high
      let isEqual = value == before && finding.evidence.launches >= 8
      #expect(isEqual || end.map { worsening($0) <= change.tolerance + 1e-9 } == true, comment)
      #expect(worsening(change.ratio) <= change.tolerance + 1e-9, comment)
      // An improvement beyond the tolerance is not "within" it.
      let isBetter = worsening(change.ratio) < -change.tolerance
      #expect(finding.message.contains("within the tolerance") == !isBetter, comment)
      #expect(finding.message.contains("better by more than") == isBetter, comment)
    case .passed:
      let floor = try #require(finding.evidence.leastThatCounts)
      let worse = isMirrored ? before - value : value - before
      #expect(worse <= floor && finding.message.contains("ignored"), comment)
    case .regressed:
      #expect(finding.evidence.provenAfter != nil, comment)
      let end = (isMirrored ? change.high : change.low).map(worsening)
      let isShown = end.map { $0 > change.tolerance - 1e-9 } ?? false
      #expect(isShown || finding.message.contains("proven after"), comment)
    case .improved: #expect(worsening(change.ratio) < 0, comment)
    default: break
    }
  }

  @Test func `a regression that later launches dilute says when it was proven`() throws {
    let pairs: [[Double]] = (0..<60).map { place in
      [(place < 16 ? 1_300.0 : 1_000.0) + Double(place % 3)]
    }
    let benchmark = Records.benchmark("b", pairs, baseline: pairs.map { _ in [1_000] })
    let finding = try #require(CheckTests.finding(benchmark))
    let pairsToProof = try #require(finding.evidence.provenAfter)
    #expect(finding.status == .regressed && (8...16).contains(pairsToProof))
    #expect(finding.message.contains("%); proven after \(pairsToProof) launch pairs"))
  }

  @Test(arguments: [
    (-100.0, -90.0, MetricDirection.lowerIsBetter, FindingStatus.regressed, "+10"),
    (-100, -110, .lowerIsBetter, .improved, "−10"),
    (-100, -110, .higherIsBetter, .regressed, "−10"),
    (-100, -90, .higherIsBetter, .improved, "+10"),
    (-5, 10, .lowerIsBetter, .regressed, "+15"), (10, -5, .lowerIsBetter, .improved, "−15"),
    (10, -5, .higherIsBetter, .regressed, "−15"), (-100, -100, .lowerIsBetter, .passed, "0"),
  ]) func `negative figures are compared by their difference`(
    _ before: Double, _ after: Double, _ direction: MetricDirection, _ status: FindingStatus,
    _ words: String
  ) throws {
    for isCounted in [false, true] {
      let finding = try LaunchDoubtTests.finding(
        Array(repeating: [after], count: 24), Array(repeating: [before], count: 24),
        direction: direction, isCounted: isCounted)
      #expect(finding.status == status, "\(finding)")
      let difference = try #require(finding.change?.difference)
      #expect(abs(difference.estimate - (after - before)) < 1e-9)
      #expect(finding.message.contains("(\(words))"), "\(finding.message)")
    }
  }

  @Test func `negative figures keep a tolerance of their own size, whichever way is better`() throws
  {
    func status(_ after: Double, _ direction: MetricDirection) throws -> FindingStatus {
      let pairs = Records.pairs(24, ratio: 1)
      return try LaunchDoubtTests.finding(
        pairs.candidate.map { [$0[0] / 1_000 * after] }, pairs.baseline.map { _ in [-100] },
        direction: direction
      ).status
    }
    // Five per cent of a hundred are five, on either side.
    #expect(try status(-95.4, .lowerIsBetter) == .passed)
    #expect(try status(-94.6, .lowerIsBetter) == .regressed)
    #expect(try status(-104.6, .higherIsBetter) == .passed)
    #expect(try status(-105.4, .higherIsBetter) == .regressed)
  }

  @Test func `figures about zero pass by the budgets' floor`() throws {
    let launches = (0..<40).map { (place: Int) -> [Double] in [Double((place * 37) % 11 - 5) * 0.1]
    }
    let other = (0..<40).map { (place: Int) -> [Double] in [Double((place * 29) % 11 - 5) * 0.1] }
    let open = try LaunchDoubtTests.finding(launches, other)
    #expect(open.status == .unproven, "\(open)")
    let passed = try LaunchDoubtTests.finding(
      launches, other, rules: "fail: \"5%\", at_least: \"2\"")
    #expect(passed.status == .passed && passed.evidence.leastThatCounts == 2, "\(passed)")
  }
}
