import GateBudgets
import GateRecords
import GateStatistics
import Testing

@testable import GateDetection

/// Whole suites against stored numbers.
@Suite struct CachedSuiteTests {
  /// A suite whose runs differ by the machine, by noise and by what a test says.
  struct Machine {
    var benchmarks = 20
    var spread = 0.01
    var metrics: [(MetricName, MetricUnit, MetricDirection)] = [
      (.wallTime, .nanoseconds, .lowerIsBetter)
    ]
    private var generator: SeededGenerator

    init(seed: UInt64 = 1, benchmarks: Int = 20, spread: Double = 0.01) {
      generator = SeededGenerator(seed: seed)
      self.benchmarks = benchmarks
      self.spread = spread
    }

    /// A run on a machine this many times slower.
    ///
    /// - Parameter change: What a benchmark's time is multiplied by; nil leaves it out.
    mutating func run(
      _ id: String, slower: Double, change: (Int) -> Double? = { _ in 1 }
    ) -> RunRecord {
      let records = (0..<benchmarks).compactMap { index -> BenchmarkRecord? in
        // The sum of twelve is near enough to normal.
        let noise = (0..<12).reduce(-6.0) { sum, _ in sum + .random(in: 0..<1, using: &generator) }
        guard let factor = change(index) else { return nil }
        let time = 1_000 * Double(index + 1) * slower * factor * (1 + spread * noise)
        let series = metrics.map { metric, unit, direction in
          let value =
            switch unit {
            case .nanoseconds: time
            case .bytes: 4_096 * Double(index + 1) * (1 + spread * noise / 10)
            default: 1e9 / time
            }
          return MetricSeries(
            metric: metric, unit: unit, direction: direction, launches: [[value], [value]])
        }
        return BenchmarkRecord(
          name: BenchmarkIdentifier("b\(index)"), status: .measured, metrics: series)
      }
      return Records.run(id, records)
    }

    /// Stored runs of one unchanged suite.
    mutating func stored(_ count: Int, slower: Double = 1) -> [RunRecord] {
      (0..<count).map { run("OLD\($0)", slower: slower) }
    }
  }

  private static func finding(
    _ verdict: Verdict, _ index: Int, _ metric: MetricName = .wallTime
  ) throws -> Finding {
    try #require(
      verdict.findings.first { $0.benchmark.rawValue == "b\(index)" && $0.metric == metric })
  }

  @Test(arguments: [0.7, 0.92, 1.08, 1.3], [1, 2, 3, 8])
  func `an unchanged suite does not fail on a faster or slower machine`(
    _ speed: Double, _ runs: Int
  ) throws {
    var machine = Machine()
    let stored = machine.stored(runs)
    let verdict = CheckTests.verdict(machine.run("NEW", slower: speed), same: stored)
    #expect(verdict.outcome != .fail)
    for finding in verdict.findings {
      let shift = try #require(finding.evidence.machineShift)
      #expect(abs(shift / speed - 1) < 0.02)
      let change = try #require(finding.change)
      #expect(abs(change.ratio - 1) < 0.06)
      // The two figures of a row and its change are one quantity.
      let (value, baseline) = (try #require(finding.value), try #require(finding.baselineValue))
      #expect(abs(value / baseline - change.ratio) < 1e-9)
    }
    #expect(verdict.warnings.contains { $0.contains("over the whole suite (20 benchmarks)") })
  }

  @Test func `a benchmark that got slower is found on a machine that did, too`() throws {
    var machine = Machine()
    let stored = machine.stored(3)
    let run = machine.run("NEW", slower: 1.08) { $0 == 7 ? 2 : 1 }
    let verdict = CheckTests.verdict(run, same: stored)
    #expect(verdict.findings.filter(\.failsTheGate).map(\.benchmark) == ["b7"])
    let change = try #require(try Self.finding(verdict, 7).change)
    #expect(abs(change.ratio - 2) < 0.1)
  }

  @Test func `stored runs of different machines are brought to one speed`() throws {
    var machine = Machine()
    let speeds = [0.9, 1.1, 0.95, 1.08]
    let stored = speeds.enumerated().map { machine.run("OLD\($0)", slower: $1) }
    let run = machine.run("NEW", slower: 1) { $0 == 3 ? 1.3 : 1 }
    let verdict = CheckTests.verdict(run, same: stored)
    // Between the stored runs as they are, 30 % would be nothing.
    #expect(verdict.findings.filter(\.failsTheGate).map(\.benchmark) == ["b3"])
    let passed = try #require(try Self.finding(verdict, 4).change)
    #expect(try #require(passed.high) < 1.05)
  }

  @Test func `a suite that is slower by more than its tolerance never passes in silence`() throws {
    var machine = Machine()
    let stored = machine.stored(4)
    let verdict = CheckTests.verdict(machine.run("NEW", slower: 1.2), same: stored)
    #expect(verdict.outcome == .warn)
    #expect(verdict.findings.allSatisfy { $0.status == .unproven })
    #expect(
      verdict.warnings.contains {
        $0.contains("beyond the tolerance of 20 of 20 comparisons")
          && $0.contains(
            "cannot distinguish a slower machine from a change that slows every benchmark")
      })
    #expect(
      verdict.findings.contains {
        $0.notes.contains { $0.hasPrefix("the whole suite ran ") }
      })
    // Where the budgets tolerate as much, it passes, and the shift is reported all the same.
    let policy = try CheckTests.policy("regressions: { wall_time: { fail: \"40%\" } }")
    let tolerant = CheckTests.verdict(
      machine.run("NEW", slower: 1.2), same: stored, policy: policy)
    #expect(tolerant.outcome == .pass)
    #expect(tolerant.warnings.contains { $0.contains("as the machine's speed") })
  }

  @Test(arguments: [2.5, 4, 30], [1, 3])
  func `no machine explains a suite that takes several times as long`(
    _ factor: Double, _ runs: Int
  ) throws {
    var machine = Machine()
    let stored = machine.stored(runs)
    let verdict = CheckTests.verdict(machine.run("NEW", slower: factor), same: stored)
    #expect(verdict.outcome == .fail)
    #expect(verdict.warnings.contains { $0.contains("which machines of one kind cannot explain") })
  }

  @Test func `where most of a suite got faster, the rest is not called slower`() {
    var machine = Machine()
    let stored = machine.stored(4)
    let run = machine.run("NEW", slower: 1) { $0 < 14 ? 0.6 : 1 }
    let verdict = CheckTests.verdict(run, same: stored)
    #expect(verdict.outcome != .fail)
    #expect(!verdict.findings.contains { $0.status == .regressed })
  }

  @Test(arguments: [1, 2, 4]) func `a small suite is compared as it is, and says so`(
    _ count: Int
  ) throws {
    var machine = Machine(benchmarks: count)
    let stored = machine.stored(3)
    let verdict = CheckTests.verdict(machine.run("NEW", slower: 1.5), same: stored)
    for finding in verdict.findings {
      #expect(finding.evidence.machineShift == nil)
      let words = "needs 5 benchmarks with stored times, and this run has \(count)"
      #expect(finding.notes.contains { $0.contains(words) })
      let change = try #require(finding.change)
      #expect(abs(change.ratio - 1.5) < 0.1)
    }
    #expect(!verdict.warnings.contains { $0.contains("whole suite") })
  }

  @Test func `times and rates follow the machine, memory does not`() throws {
    var machine = Machine()
    machine.metrics = [
      (.wallTime, .nanoseconds, .lowerIsBetter), (.cpuTime, .nanoseconds, .lowerIsBetter),
      (.throughput, .itemsPerSecond, .higherIsBetter), (.peakMemory, .bytes, .lowerIsBetter),
    ]
    let policy = try CheckTests.policy("regressions: { cpu_time: { fail: \"5%\" } }")
    let stored = machine.stored(3)
    let verdict = CheckTests.verdict(
      machine.run("NEW", slower: 1.1), same: stored, policy: policy)
    #expect(verdict.findings.count == 80 && verdict.outcome != .fail)
    for finding in verdict.findings {
      let change = try #require(finding.change)
      #expect(abs(change.ratio - 1) < 0.06, "\(finding.message)")
      #expect((finding.evidence.machineShift == nil) == (finding.metric == .peakMemory))
    }
    let rate = try Self.finding(verdict, 3, .throughput)
    #expect(try #require(rate.baselineValue) < 1e9 / 4_000 / 1.05)
  }

  @Test func `what fell back to stored numbers in a paired run takes the speed from the pairs`()
    throws
  {
    var machine = Machine()
    let stored = machine.stored(3)
    // The change made every benchmark twice as slow, which its baseline's program does not show.
    var run = machine.run("NEW", slower: 2 * 1.1) { $0 == 19 ? 0.5 : 1 }
    let beside = machine.run("BESIDE", slower: 1.1)
    for index in 0..<19 {
      run.benchmarks[index].metrics[0].baselineLaunches =
        beside.benchmarks[index].metrics[0].launches
    }
    let verdict = CheckTests.verdict(run, same: stored)
    let finding = try Self.finding(verdict, 19)
    #expect(finding.evidence.kind == .cached)
    #expect(abs(try #require(finding.evidence.machineShift) - 1.1) < 0.02)
    #expect(abs(try #require(finding.change).ratio - 1) < 0.06)
  }

  @Test func `a check of one record always gives the same verdict`() {
    var machine = Machine(spread: 0.05)
    let stored = machine.stored(5)
    let run = machine.run("NEW", slower: 1.07)
    let verdicts = (0..<5).map { _ in CheckTests.verdict(run, same: stored) }
    #expect(Set(verdicts).count == 1)
  }
}
