import GateBudgets
import GateRecords
import GateStatistics
import Testing

@testable import GateDetection

/// What layouts do: found from launches, reported in verdicts.
@Suite struct LayoutTests {
  /// A time of a launch, by its block, its side and its place in the block.
  typealias Time = (_ block: Int, _ side: Side, _ place: Int) -> Double

  static func benchmark(_ name: String = "b", blocks: Int = 12, _ time: Time) -> BenchmarkRecord {
    func launches(_ side: Side) -> [[Double]] {
      (0..<blocks).flatMap { block in (0..<2).map { [time(block, side, $0)] } }
    }
    return BenchmarkRecord(
      name: BenchmarkIdentifier(name), status: .measured, iterationsPerSample: 100,
      metrics: [
        MetricSeries(
          metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter,
          launches: launches(.candidate), baselineLaunches: launches(.baseline),
          pairsTogether: BlockSize(rawValue: 2))
      ])
  }

  /// A figure in ±1 that is the same for the same numbers.
  static func noise(_ numbers: Int...) -> Double {
    var generator = SeededGenerator(seed: numbers.reduce(17) { $0 &* 1_000_003 &+ UInt64($1) })
    return Double.random(in: -1...1, using: &generator)
  }

  static func isSlow(_ block: Int, _ side: Side) -> Bool {
    (block * 5 + (side == .candidate ? 1 : 2)) % 3 == 0
  }

  @Test
  func `layouts that differ are reported with their share, whatever the machine's speed does`()
    throws
  {
    let spread = try #require(
      LayoutSpread(
        sharedBySide: Self.benchmark { block, side, place in
          let number = side == .candidate ? 0 : 1
          return 100_000 * (1 + 0.2 * Self.noise(block)) * (1 + 0.05 * Self.noise(block, number))
            * (1 + 0.004 * Self.noise(block, number, place))
        }))
    #expect(spread.layouts == 24 && spread.launches == 48)
    // A uniform law of ± 5 % has a standard deviation of 2.9 %.
    #expect((0.02..<0.04).contains(spread.byLayout) && spread.share > 0.9)
    #expect(spread.low > 0.01 && spread.high < 0.07 && spread.withinLayout < 0.006)
    #expect(spread.matters && spread.twoSpeeds == nil && spread.contradiction == nil)
    #expect(spread.inWords.contains("% by layout alone (one standard deviation, "))
  }

  @Test func `two speeds by placement are reported with both times`() throws {
    let spread = try #require(
      LayoutSpread(
        sharedBySide: Self.benchmark { block, side, place in
          (Self.isSlow(block, side) ? 156_000 : 106_000)
            * (1 + 0.01 * Self.noise(block, side == .candidate ? 0 : 1, place))
        }))
    let speeds = try #require(spread.twoSpeeds)
    #expect(speeds.inWords == "106 and 156 µs")
    #expect(spread.inWords.hasPrefix("two speeds by placement: 106 and 156 µs; ±"))
    #expect(spread.fixedTolerance >= 0.45)
    #expect((try #require(spread.freshTolerance(pairs: 80))) > 0.1)
  }

  @Test func `a body that changes its speed from launch to launch has no two speeds by placement`()
    throws
  {
    let spread = try #require(
      LayoutSpread(
        sharedBySide: Self.benchmark { block, side, place in
          let number = side == .candidate ? 0 : 1
          return (Self.noise(block, number, place, 9) > 0 ? 156_000 : 106_000)
            * (1 + 0.01 * Self.noise(block, number, place))
        }))
    #expect(spread.twoSpeeds == nil && spread.low == 0 && !spread.matters)
  }

  @Test func `too few blocks and launches by themselves show nothing`() {
    #expect(LayoutSpread(sharedBySide: Self.benchmark(blocks: 3) { _, _, _ in 1 }) == nil)
    #expect(LayoutSpread(sharedBySide: Records.paired("b", ratio: 1)) == nil)
    #expect(LayoutSpread(sharedBySide: Records.failed("b", .threw, "no")) == nil)
  }

  // MARK: Verdicts

  static let spread = LayoutSpread(
    layouts: 24, launches: 48, byLayout: 0.025, low: 0.018, high: 0.041, withinLayout: 0.02)

  static func run(
    _ benchmarks: [BenchmarkRecord], _ mode: LayoutRecord.Mode,
    _ studied: [String: LayoutSpread] = [:]
  ) -> RunRecord {
    var run = Records.run(benchmarks, isPaired: true)
    run.layouts = LayoutRecord(mode: mode)
    if !studied.isEmpty {
      run.layoutStudy = LayoutStudy(
        runID: run.runID, startedAt: run.startedAt, suite: run.suite.name, programHash: "old",
        environmentKey: run.environment.key,
        benchmarks: studied.sorted { $0.key < $1.key }.map {
          .init(benchmark: BenchmarkIdentifier($0.key), spread: $0.value)
        })
    }
    return run
  }

  static func verdict(_ run: RunRecord) -> Verdict {
    Check(
      run: run, baseline: .none, policy: .builtIn,
      options: .init(checkedAt: Timestamp(millisecondsSinceEpoch: 0))
    ).verdict()
  }

  static func slower(_ name: String) -> BenchmarkRecord {
    benchmark(name) { block, side, place in
      (side == .candidate ? 1_300 : 1_000)
        * (1 + 0.01 * noise(block, side == .candidate ? 0 : 1, place))
    }
  }

  @Test func `a regression of a benchmark that layouts move says so, and stays a regression`()
    throws
  {
    for mode in [LayoutRecord.Mode.fresh, .fixed] {
      let verdict = Self.verdict(
        Self.run([Self.slower("a"), Self.slower("b")], mode, ["a": Self.spread]))
      func notes(_ name: BenchmarkIdentifier) throws -> [String] {
        let finding = verdict.findings.first { $0.benchmark == name && $0.status == .regressed }
        return try #require(finding).notes
      }
      let note = try #require(notes("a").first { $0.contains("by layout alone") })
      #expect(
        note.hasPrefix("±2.5 % by layout alone (one standard deviation, 61 % of the variance"))
      #expect(note.contains("(aa-check of 2026-11-21)"))
      #expect(note.contains("with one layout a side up to 8.6 %") == (mode == .fixed))
      #expect(try !notes("b").contains { $0.contains("layout") })
      #expect(verdict.outcome == .fail)
    }
  }

  @Test func `a passed comparison has no note, and layouts that hardly matter give none`() {
    let equal = Self.benchmark("a") { block, _, place in
      1_000 * (1 + 0.001 * Self.noise(block, place))
    }
    let passed = Self.verdict(Self.run([equal], .fresh, ["a": Self.spread]))
    #expect(passed.findings.allSatisfy { !$0.notes.contains { $0.contains("layout") } })
    let small = LayoutSpread(
      layouts: 24, launches: 48, byLayout: 0.002, low: 0.001, high: 0.003, withinLayout: 0.02)
    let calm = Self.verdict(Self.run([Self.slower("a")], .fresh, ["a": small]))
    #expect(calm.findings.allSatisfy { !$0.notes.contains { $0.contains("layout") } })
  }

  @Test func `with fresh layouts a verdict shows the spread of launches without any study`() throws
  {
    let verdict = Self.verdict(Self.run([Self.slower("a")], .fresh))
    let layouts = try #require(verdict.layouts)
    let row = try #require(layouts.benchmarks.first)
    // A uniform law of ± 1 % has a standard deviation of 0.58 %.
    #expect((0.004..<0.008).contains(try #require(row.launchSpread)))
    #expect(layouts.mode == .fresh && layouts.study == nil && row.spread == nil && !row.matters)
  }

  @Test func `two speeds of fresh launches are reported as what they are, and not as placement`()
    throws
  {
    let body = Self.benchmark("a") { block, side, place in
      let base = Self.noise(block, place, 4) > 0 ? 156_000.0 : 106_000
      return base * (side == .candidate ? 2 : 1) * (1 + 0.01 * Self.noise(block, place))
    }
    let verdict = Self.verdict(Self.run([body], .fresh))
    let speeds = try #require(verdict.layouts?.benchmarks.first?.launchSpeeds)
    #expect((210_000..<214_000).contains(speeds.fast) && (308_000..<316_000).contains(speeds.slow))
    let notes = verdict.findings.flatMap(\.notes)
    #expect(
      notes.contains {
        $0.hasPrefix("two speeds over layouts: \(speeds.inWords); 'speedgate-bench aa-check'")
      })
    #expect(!notes.contains { $0.contains("by placement") })
    // With one layout a side nothing is known of others.
    #expect(Self.verdict(Self.run([body], .fixed)).layouts == nil)
  }

  @Test func `without layouts in the run the verdict has none`() {
    var run = Self.run([Self.slower("a")], .fresh, ["a": Self.spread])
    run.layouts = nil
    #expect(Self.verdict(run).layouts == nil)
  }
}
