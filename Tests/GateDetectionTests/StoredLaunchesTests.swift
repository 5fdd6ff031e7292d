import GateBudgets
import GateRecords
import GateStatistics
import Testing

@testable import GateDetection

/// Few launches that are worse than the stored ones.
@Suite struct StoredLaunchesTests {
  static func finding(
    _ candidate: [[Double]], stored: [[Double]], metric: MetricName = LaunchDoubtTests.metric,
    unit: MetricUnit = .count, direction: MetricDirection = .lowerIsBetter,
    isCounted: Bool = false, rules: String = "fail: \"10%\"", withMean: Bool = false
  ) throws -> Finding {
    func benchmark(_ launches: [[Double]]) -> BenchmarkRecord {
      var benchmark = Records.benchmark(
        "b", launches, metric: metric, unit: unit, direction: direction, isDeterministic: isCounted)
      if withMean {
        benchmark.metrics += Records.benchmark("b", launches, metric: .meanTime).metrics
      }
      return benchmark
    }
    let verdict = CheckTests.verdict(
      Records.run([benchmark(candidate)]),
      same: (0..<3).map { Records.run("OLD\($0)", [benchmark(stored)]) },
      policy: try CheckTests.policy(
        "regressions: { \(metric.rawValue): { \(rules) } }"))
    return try #require(verdict.findings.first { $0.metric == metric })
  }

  private static let odd = [2, 5, 9, 11, 14, 18]

  @Test(
    arguments: [
      (MetricName.allocations, MetricUnit.count, true), (.peakMemory, .bytes, false),
      (LaunchDoubtTests.metric, .count, false), (.wallTime, .nanoseconds, false),
      (.meanTime, .nanoseconds, false),
    ])
  func `what is ten times larger in some launches does not pass by stored numbers`(
    _ metric: MetricName, _ unit: MetricUnit, _ isCounted: Bool
  ) throws {
    let stored = [[Double]](repeating: [100], count: 20)
    let candidate = stored.indices.map { [Self.odd.contains($0) ? 1_000.0 : 100] }
    let finding = try Self.finding(
      candidate, stored: stored, metric: metric, unit: unit, isCounted: isCounted)
    #expect(finding.judgement.doubt == .launchesDiffer, "\(finding)")
    #expect(finding.warns && !finding.failsTheGate)
    let word = unit == .nanoseconds ? "slower" : "larger"
    let words =
      "6 of 20 launches of the candidate are 10 times \(word) than its others, 0 of 60 of the baseline; "
      + "the mean over launches is +270"
    #expect(finding.message.contains(words), "\(finding.message)")
  }

  @Test func `launches as odd as the stored ones pass, and so do better ones`() throws {
    let odd = LaunchDoubtTests.launches(20, times: 10, at: Self.odd)
    let even = LaunchDoubtTests.launches(20)
    #expect(try Self.finding(odd, stored: odd).status == .passed)
    #expect(try Self.finding(even, stored: odd).status == .passed)
    #expect(try Self.finding(odd, stored: even, direction: .higherIsBetter).status == .passed)
  }

  @Test func `the floor of the budgets lets a small mean pass`() throws {
    let odd = LaunchDoubtTests.launches(20, times: 2, at: Self.odd)
    let even = LaunchDoubtTests.launches(20)
    func finding(_ floor: Int) throws -> Finding {
      try Self.finding(odd, stored: even, rules: "fail: \"10%\", at_least: \"\(floor)\"")
    }
    #expect(try finding(40).status == .passed)
    #expect(try finding(20).judgement.doubt == .launchesDiffer)
  }

  @Test func `a gain of most launches hides no loss of the others`() throws {
    let candidate = LaunchDoubtTests.launches(20).enumerated().map { place, launch in
      launch.map { $0 * (Self.odd.contains(place) ? 20 : 0.3) }
    }
    let finding = try Self.finding(candidate, stored: LaunchDoubtTests.launches(20))
    #expect(finding.judgement.doubt == .launchesDiffer, "\(finding)")
  }

  @Test func `something where all stored launches have nothing does not pass`() throws {
    let zeros = [[Double]](repeating: [0], count: 20)
    let some = zeros.indices.map { [Self.odd.contains($0) ? 5.0 : 0] }
    #expect(try Self.finding(some, stored: zeros).judgement.doubt == .launchesDiffer)
    #expect(try Self.finding(zeros, stored: zeros).status == .passed)
  }

  @Test func `a typical time whose mean has a row of its own passes by itself`() throws {
    let odd = LaunchDoubtTests.launches(20, times: 10, at: Self.odd)
    let finding = try Self.finding(
      odd, stored: LaunchDoubtTests.launches(20), metric: .wallTime, unit: .nanoseconds,
      withMean: true)
    #expect(finding.status == .passed, "\(finding)")
  }

  @Test func `negative stored figures say what to do`() throws {
    let negative = [[Double]](repeating: [-100], count: 4)
    let finding = try Self.finding(negative, stored: negative)
    #expect(finding.status == .unproven)
    #expect(finding.message.contains("keep the baseline's program"), "\(finding.message)")
    #expect(finding.message.contains("record the metric as a positive one"))
  }
}
