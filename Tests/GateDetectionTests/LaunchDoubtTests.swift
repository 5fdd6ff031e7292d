import GateBudgets
import GateRecords
import Testing

@testable import GateDetection

/// Figures that typically keep their tolerance and do not in some launches, or are not given in some.
@Suite struct LaunchDoubtTests {
  static let metric = MetricName(rawValue: "requests")

  static func finding(
    _ candidate: [[Double]], _ baseline: [[Double]], direction: MetricDirection = .lowerIsBetter,
    unit: MetricUnit = .count, isCounted: Bool = false, rules: String = "fail: \"5%\""
  ) throws -> Finding {
    let benchmark = Records.benchmark(
      "b", candidate, baseline: baseline, metric: metric, unit: unit, direction: direction,
      isDeterministic: isCounted)
    return try #require(
      CheckTests.finding(
        benchmark, policy: CheckTests.policy("regressions: { requests: { \(rules) } }")))
  }

  /// This many launches of 100, every one of some places multiplied.
  static func launches(_ count: Int, times factor: Double = 1, at places: [Int] = []) -> [[Double]]
  {
    (0..<count).map { place in
      [(100 + Double(place % 3) * 0.1) * (places.contains(place) ? factor : 1)]
    }
  }

  @Test(arguments: [(10, [2, 5, 9], "3 of 10"), (24, [2, 9, 16], "3 of 24")])
  func `what is ten times larger in some launches does not pass, and says in how many`(
    _ count: Int, _ places: [Int], _ share: String
  ) throws {
    let finding = try Self.finding(
      Self.launches(count, times: 10, at: places), Self.launches(count))
    #expect(finding.judgement.doubt == .launchesDiffer, "\(finding)")
    let words = "\(share) launches of the candidate are 10 times larger than its others"
    #expect(finding.notes.first?.hasPrefix(words) == true, "\(finding.notes)")
    #expect(finding.message.contains(words) && finding.warns && !finding.failsTheGate)
  }

  @Test func `launches that are ten times better, or as odd on both sides, pass`() throws {
    let odd = Self.launches(30, times: 10, at: [1, 4, 8, 11, 13])
    let shifted = Self.launches(30, times: 10, at: [2, 5, 9, 12, 14])
    #expect(try Self.finding(Self.launches(30), odd).status == .passed)
    #expect(try Self.finding(odd, shifted).status == .passed)
    #expect(
      try Self.finding(odd, Self.launches(30), direction: .higherIsBetter).status == .passed)
  }

  @Test func `where more is better, smaller launches are the worse ones`() throws {
    let finding = try Self.finding(
      Self.launches(24, times: 0.1, at: [2, 9, 16]), Self.launches(24), direction: .higherIsBetter)
    #expect(finding.judgement.doubt == .launchesDiffer)
    #expect(finding.notes.first?.contains("are 10 times smaller than its others") == true)
  }

  @Test func `a gain of most launches hides no loss of the others`() throws {
    let candidate = Self.launches(24).enumerated().map { place, launch in
      launch.map { $0 * (place % 3 == 0 ? 20 : 0.8) }
    }
    #expect(try Self.finding(candidate, Self.launches(24)).judgement.doubt == .launchesDiffer)
  }

  @Test func `zeros have differences, and their mean counts`() throws {
    let zeros = [[Double]](repeating: [0], count: 20)
    let some = zeros.indices.map { [$0 % 4 == 0 ? 5.0 : 0] }
    let finding = try Self.finding(some, zeros)
    #expect(finding.status == .unproven, "\(finding)")
    #expect(try Self.finding(zeros, some).status != .regressed)
  }

  @Test func `a mean worse by less than the budgets' floor passes`() throws {
    let candidate = Self.launches(24, times: 2, at: [2, 9, 16])
    let rules = "fail: \"5%\", at_least: "
    #expect(
      try Self.finding(candidate, Self.launches(24), rules: rules + "\"20\"").status == .passed)
    #expect(
      try Self.finding(candidate, Self.launches(24), rules: rules + "\"10\"").status == .unproven)
  }

  @Test func `a typical time whose mean has a row of its own passes by itself`() throws {
    func benchmark(_ withMean: Bool) -> BenchmarkRecord {
      var benchmark = Records.benchmark(
        "b", Self.launches(24, times: 10, at: [2, 9, 16]), baseline: Self.launches(24))
      if withMean {
        benchmark.metrics.append(
          MetricSeries(
            metric: .meanTime, unit: .nanoseconds, direction: .lowerIsBetter,
            launches: Self.launches(24), baselineLaunches: Self.launches(24)))
      }
      return benchmark
    }
    func time(_ withMean: Bool) throws -> Finding {
      let run = Records.run([benchmark(withMean)], isPaired: true)
      return try #require(CheckTests.verdict(run).findings.first { $0.metric == .wallTime })
    }
    #expect(try time(true).status == .passed)
    #expect(try time(false).judgement.doubt == .launchesDiffer)
  }

  @Test func `a comparison with the anchor does not pass over odd launches`() throws {
    let run = CreepTests.run(since: 1) { run in
      run.anchor?.benchmarks = [
        Records.benchmark(
          "b", Self.launches(24, times: 10, at: [2, 9, 16]), baseline: Self.launches(24))
      ]
    }
    let policy = try CheckTests.policy("anchor: { mode: \"enforce\" }")
    let creep = try #require(CreepTests.creep(CheckTests.verdict(run, policy: policy)))
    #expect(creep.judgement.doubt == .launchesDiffer, "\(creep)")
  }

  // MARK: Launches that do not give it

  @Test(arguments: [false, true])
  func `what a launch does not give is no evidence, on either side`(_ isCounted: Bool) throws {
    let all = [[Double]](repeating: [100], count: 10)
    let once = all.indices.map { $0 == 3 ? [100.0] : [] }
    let most = all.indices.map { $0 == 3 ? [] : [100.0] }
    for (new, old, words) in [
      (once, all, "in 1 of 10 launches of the candidate and in 10 of 10 of the baseline"),
      (most, all, "in 9 of 10 launches of the candidate and in 10 of 10 of the baseline"),
      (all, most, "in 10 of 10 launches of the candidate and in 9 of 10 of the baseline"),
    ] {
      let finding = try Self.finding(new, old, isCounted: isCounted)
      #expect(finding.judgement.doubt == .someLaunches, "\(finding)")
      #expect(finding.notes.first?.contains(words) == true && finding.message.contains(words))
    }
  }

  @Test func `a loss that is proven by the launches that gave it fails`() throws {
    let most = Self.launches(24, times: 1).indices.map { $0 == 3 ? [] : [200.0 + Double($0 % 3)] }
    let finding = try Self.finding(most, Self.launches(24))
    #expect(finding.status == .regressed)
    #expect(finding.notes.first?.contains("in 23 of 24 launches of the candidate") == true)
  }

  @Test func `stored numbers let nothing pass that some launches did not give`() throws {
    let all = [[Double]](repeating: [100], count: 10)
    func benchmark(_ launches: [[Double]]) -> BenchmarkRecord {
      Records.benchmark("b", launches, metric: Self.metric, unit: .count, isDeterministic: true)
    }
    let verdict = CheckTests.verdict(
      Records.run([benchmark(all.indices.map { $0 == 3 ? [100.0] : [] })]),
      same: [Records.run("OLD", [benchmark(all)])],
      policy: try CheckTests.policy("regressions: { requests: { fail: \"5%\" } }"))
    #expect(verdict.findings.map(\.judgement.doubt) == [.someLaunches])
  }
}
