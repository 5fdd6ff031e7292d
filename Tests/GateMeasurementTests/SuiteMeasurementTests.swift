import GateBudgets
import GateProtocol
import GateRecords
import GateStatistics
import Testing

@testable import GateMeasurement

@Suite struct SuiteMeasurementTests {
  typealias Body = ScriptedLauncher.Body

  static func measure(
    _ launcher: ScriptedLauncher, isPaired: Bool = true, filter: String = "*", seed: UInt64 = 1,
    policy: BudgetPolicy = .builtIn, allowsDebugBuild: Bool = false, requiresBaseline: Bool = false,
    stolenTime: StolenTime = StolenTime(account: { _ in nil }, isCheap: true),
    isTimeBudgetFirm: Bool = false, clock: @escaping () -> Double = { 0 },
    change: (inout SuiteMeasurement.Options) -> Void = { _ in }
  ) throws -> SuiteMeasurement.Result {
    var options = SuiteMeasurement.Options(
      allowsDebugBuild: allowsDebugBuild, profile: .quick, timeBudget: 100, seed: seed,
      selection: BenchmarkSelection(patterns: [GlobPattern(filter)]), processors: [0, 1, 2, 3])
    options.requiresBaseline = requiresBaseline
    options.isTimeBudgetFirm = isTimeBudgetFirm
    change(&options)
    var measurement = SuiteMeasurement(
      options: options, policy: policy, launcher: launcher, isPaired: isPaired,
      stolenTime: stolenTime,
      clock: clock, report: { _ in })
    return try measurement.run()
  }

  /// A cost that scatters by half a per cent around a middle, the same for a seed.
  static func scattered(_ middle: @escaping (Side) -> Double) -> (Side, Int) -> Double {
    { side, launch in
      var generator = SeededGenerator(
        seed: UInt64(launch) &* 7919 &+ (side == .candidate ? 1 : 2))
      return middle(side) * Double.random(in: 0.995...1.005, using: &generator)
    }
  }

  @Test func `an unchanged benchmark is settled in few pairs, a slower one in enough`() throws {
    let launcher = ScriptedLauncher([
      Body("same", index: 0, cost: Self.scattered { _ in 1_000 }),
      Body("slower", index: 1, cost: Self.scattered { $0 == .candidate ? 1_200 : 1_000 }),
    ])
    let result = try Self.measure(launcher)
    let pairs = result.benchmarks.map { $0.series(of: .wallTime)?.launches.count ?? 0 }
    #expect((4...12).contains(pairs[0]), "\(pairs)")
    #expect((10...16).contains(pairs[1]), "\(pairs)")
    #expect(result.warnings.isEmpty)
  }

  @Test func `peak memory is measured until it is decided, or to the limit`() throws {
    var body = Body("one", index: 0, cost: Self.scattered { _ in 1_000 })
    func pairs() throws -> Int {
      let result = try Self.measure(ScriptedLauncher([body]))
      return result.benchmarks[0].series(of: .wallTime)?.launches.count ?? 0
    }
    let steady = try pairs()
    // Typically worse by the tolerated tenth, so that neither answer is right.
    body.memory = { side, launch in
      var generator = SeededGenerator(seed: UInt64(launch) &* 7919)
      let usual = side == .candidate ? 1_100_000.0 : 1_000_000
      return Int64(usual * Double.random(in: 0.8...1.25, using: &generator))
    }
    let open = try pairs()
    #expect(open == MeasurementProfile.quick.mostPairs)
    body.memory = { side, _ in side == .candidate ? 2_000_000 : 1_000_000 }
    let doubled = try pairs()
    #expect(steady < 12 && (8...16).contains(doubled), "\(steady) and \(doubled)")
  }

  @Test(arguments: ["2%", "0%"])
  func `a suite's own metric that never varies is measured until that is proven`(
    _ tolerance: String
  ) throws {
    let policy = try BudgetPolicy(
      text: """
        { schema: "speedgate.budgets/1", regressions: { match_rate: { fail: "\(tolerance)" } } }
        """, path: "budgets")
    var body = Body("one", index: 0, cost: Self.scattered { _ in 1_000 })
    body.ownMetrics = { _, _ in
      [WorkerMetric(name: "match_rate", unit: "ratio", direction: .higherIsBetter, value: 0.7)]
    }
    let result = try Self.measure(ScriptedLauncher([body]), policy: policy)
    let series = try #require(result.benchmarks[0].series(of: .wallTime))
    var constant = SequentialRatioTest(
      .init(
        tolerance: tolerance == "2%" ? 0.02 : 0,
        comparisonCount: try #require(result.planner).promises.comparisonCount))
    while constant.decision == .undecided || constant.count % 2 == 1 { constant.add(0) }
    #expect(series.launches.count == constant.count)
  }

  @Test func `a baseline that crashes now and then is tried again, and its pairs stay`() throws {
    let launcher = ScriptedLauncher([
      Body(
        "one", index: 0, cost: Self.scattered { $0 == .candidate ? 1_300 : 1_000 },
        faultOfLaunch: { side, launch in side == .baseline && launch % 5 == 0 ? .crash : nil })
    ])
    let result = try Self.measure(launcher)
    let series = try #require(result.benchmarks[0].series(of: .wallTime))
    let partners = try #require(series.baselineLaunches)
    #expect(partners.count == series.launches.count && partners.count >= 8)
    #expect(result.benchmarks[0].baselineFailure == nil)
    #expect(result.benchmarks[0].notes.contains { $0.contains("the baseline's program failed in") })
  }

  @Test func `a benchmark records the metrics that it chose, and what it need not count is not`()
    throws
  {
    let launcher = ScriptedLauncher([
      Body("times", index: 0, metrics: ["wall_time"], cost: Self.scattered { _ in 1_000 })
    ])
    let result = try Self.measure(launcher)
    #expect(result.benchmarks[0].metrics.map(\.metric) == [.wallTime, .meanTime])
    #expect(!launcher.diary.contains { $0.hasSuffix(" count") })
  }

  @Test func `a benchmark that chose counts alone is compared by them and soon settled`() throws {
    let launcher = ScriptedLauncher([
      Body("counts", index: 0, metrics: ["allocations"], cost: Self.scattered { _ in 1_000 })
    ])
    let record = try Self.measure(launcher).benchmarks[0]
    #expect(record.metrics.map(\.metric) == [.allocations])
    let series = try #require(record.series(of: .allocations))
    #expect(series.launches.allSatisfy { $0 == [3] } && series.launches.count >= 2)
    #expect(series.baselineLaunches == series.launches)
    #expect(record.notes.isEmpty)
  }

  @Test func `samples are taken in turn, 1 2 3 4 4 3 2 1, and of both sides equally`() throws {
    let launcher = ScriptedLauncher([Body("one", index: 0, cost: Self.scattered { _ in 1_000 })])
    let result = try Self.measure(launcher)
    let series = try #require(result.benchmarks[0].series(of: .wallTime))
    let partners = try #require(series.baselineLaunches)
    #expect(series.launches.map(\.count) == partners.map(\.count))

    let samples = launcher.diary.filter { $0.hasSuffix("sample") }
    for start in stride(from: 0, to: samples.count - 7, by: 8) {
      let turn = Array(samples[start..<(start + 8)])
      #expect(turn == turn.reversed())
      #expect(turn.prefix(4).count { $0.hasPrefix("candidate") } == 2)
    }
  }

  @Test
  func `with fresh layouts each timed launch has a program of its own, made before all start`()
    throws
  {
    let launcher = ScriptedLauncher([
      Body("one", index: 0, cost: Self.scattered { _ in 1_000 }),
      Body("two", index: 1, several: true, cost: Self.scattered { _ in 1_000 }),
    ])
    launcher.drawsLayouts = true
    let result = try Self.measure(launcher)
    let seeds = result.layouts.map(\.seed)
    #expect(launcher.prepared.allSatisfy { $0.count == 4 } && seeds.count >= 8)
    // Benchmarks of one thread and of several share the programs of a round.
    #expect(Set(launcher.prepared.flatMap { $0 }) == Set(seeds))
    #expect(Set(seeds).count == seeds.count)
    #expect(seeds.allSatisfy { (1...UInt32(Int32.max)).contains($0) })
    // What was made is what was started, and what the record shows.
    #expect(launcher.placements.compactMap(\.layout) == launcher.prepared.flatMap { $0 })
    #expect(
      result.layouts.first?.round == 1
        && result.layouts.count { $0.side == .baseline } == seeds.count / 2)
    var starts = 0
    for entry in launcher.diary.drop(while: { $0 != "prepare 4" }) {
      if entry == "prepare 4" { starts = 0 }
      if entry.hasPrefix("start") { starts += 1 }
      if entry.hasSuffix("sample") { #expect(starts >= 4) }
    }
  }

  @Test(arguments: [8, 60])
  func
    `layouts that a side shares are two a round, and every benchmark gets as many pairs as asked`(
      _ pairs: Int
    ) throws
  {
    let launcher = ScriptedLauncher([
      Body("decided", index: 0, cost: { side, _ in side == .candidate ? 1_500 : 1_000 }),
      Body("open", index: 1, cost: { _, launch in launch % 3 == 0 ? 1_300 : 1_000 }),
      Body("several", index: 2, several: true),
    ])
    launcher.drawsLayouts = true
    let result = try Self.measure(
      launcher,
      change: {
        $0.exactPairs = pairs
        $0.layoutSharing = .bySide
        $0.countsWork = false
      })
    for benchmark in result.benchmarks {
      #expect(benchmark.series(of: .wallTime)?.launches.count == pairs)
    }
    let rounds = Dictionary(grouping: result.layouts, by: \.round)
    #expect(rounds.count == pairs / 2)
    for (_, launches) in rounds {
      let seeds = Dictionary(grouping: launches, by: \.seed)
      #expect(seeds.count == 2 && seeds.values.allSatisfy { $0.count == 2 })
      #expect(seeds.values.allSatisfy { Set($0.map(\.side)).count == 1 })
    }
    #expect(Set(result.layouts.map(\.seed)).count == pairs)
    #expect(!launcher.diary.contains { $0.hasSuffix("count") })
  }

  @Test func `with fixed layouts nothing is made and nothing reported`() throws {
    let launcher = ScriptedLauncher([Body("one", index: 0)])
    let result = try Self.measure(launcher)
    #expect(launcher.prepared.isEmpty && result.layouts.isEmpty)
    #expect(launcher.placements.allSatisfy { $0.layout == nil })
  }

  @Test
  func `all launches of a block share the processor, and each has a padding of its own`()
    throws
  {
    let launcher = ScriptedLauncher([
      Body("one", index: 0, cost: Self.scattered { $0 == .candidate ? 1_300 : 1_000 })
    ])
    _ = try Self.measure(launcher)
    // The first two launches only list.
    let placements = launcher.placements.dropFirst(2).map { $0 }
    for block in stride(from: 0, to: placements.count - 3, by: 4) {
      #expect(Set(placements[block..<(block + 4)].map(\.processor)).count == 1)
    }
    #expect(Set(placements.map(\.processor)).count > 1)
    #expect(Set(placements.map(\.padding)).count > placements.count / 2)
    #expect(placements.allSatisfy { (0..<4096).contains($0.padding) })
  }

  @Test func `either side may start first and be sampled first`() throws {
    let launcher = ScriptedLauncher([
      Body("one", index: 0, cost: Self.scattered { $0 == .candidate ? 1_300 : 1_000 })
    ])
    _ = try Self.measure(launcher)
    let starts = launcher.diary.filter { $0.hasPrefix("start") }.dropFirst(2)
    let firstStarts = stride(from: starts.startIndex, to: starts.endIndex, by: 4).map { starts[$0] }
    #expect(Set(firstStarts).count == 2)
    let bodies = launcher.diary.filter { $0.hasSuffix(" one") }
    let firstBodies = stride(from: 0, to: bodies.count, by: 4).map { bodies[$0] }
    #expect(Set(firstBodies).count == 2)
  }

  @Test func `iterations are calibrated once, in the first block`() throws {
    let launcher = ScriptedLauncher([Body("one", index: 0, cost: Self.scattered { _ in 1_000 })])
    _ = try Self.measure(launcher)
    #expect(launcher.diary.count { $0.hasSuffix("calibrate") } == 4)
  }

  @Test func `a seed repeats every choice`() throws {
    func diary(_ seed: UInt64) throws -> [String] {
      let launcher = ScriptedLauncher(
        (0..<5).map { Body("b\($0)", index: $0, cost: Self.scattered { _ in 1_000 }) })
      _ = try Self.measure(launcher, seed: seed)
      return launcher.diary
    }
    #expect(try diary(5) == diary(5))
    #expect(try diary(5) != diary(6))
  }

  @Test func `a crash costs one benchmark and a fresh pair`() throws {
    let launcher = ScriptedLauncher([
      Body("first", index: 0, cost: Self.scattered { _ in 1_000 }),
      Body("crashes", index: 1, fault: { $0 == .candidate ? .crash : nil }),
      Body("last", index: 2, cost: Self.scattered { _ in 1_000 }),
    ])
    let result = try Self.measure(launcher)
    #expect(result.benchmarks.map(\.status) == [.measured, .failed, .measured])
    let failure = try #require(result.benchmarks[1].failure)
    #expect(failure.kind == .crashed && failure.outputTail == "boom")
    // One try: a crash is no noise.
    #expect(launcher.diary.count { $0 == "candidate crashes" } == 1)
  }

  @Test func `a baseline that cannot run a benchmark leaves it to the candidate alone`() throws {
    let launcher = ScriptedLauncher([
      Body(
        "one", index: 0, cost: Self.scattered { _ in 1_000 },
        fault: { $0 == .baseline ? .crash : nil })
    ])
    let result = try Self.measure(launcher)
    let series = try #require(result.benchmarks[0].series(of: .wallTime))
    #expect(series.baselineLaunches == nil && series.launches.count == 3)
    #expect(result.benchmarks[0].notes.contains { $0.contains("baseline") })
  }

  @Test(arguments: [true, false])
  func `a run is paired only if the baseline's program runs`(_ runs: Bool) throws {
    let launcher = ScriptedLauncher([
      Body("one", index: 0, cost: Self.scattered { _ in 1_000 })
    ])
    launcher.version = { $0 == .baseline && !runs ? 99 : 2 }
    let result = try Self.measure(launcher)
    #expect(result.isPaired == runs)
    #expect(result.warnings.contains { $0.contains("cannot be run here") } == !runs)
  }

  @Test func `a program that was named to measure against must run`() {
    let launcher = ScriptedLauncher([Body("one", index: 0)])
    launcher.version = { $0 == .baseline ? 99 : 2 }
    #expect {
      try Self.measure(launcher, requiresBaseline: true)
    } throws: { error in
      "\(error)".contains("cannot be run here")
    }
  }

  @Test func `a result that changes from launch to launch has no digest, and a note`() throws {
    var steady = Body("steady", index: 0, cost: Self.scattered { _ in 1_000 })
    steady.digest = { _, _ in "the same" }
    var changing = Body("changing", index: 1, cost: Self.scattered { _ in 1_000 })
    changing.digest = { _, launch in "of launch \(launch)" }
    let result = try Self.measure(ScriptedLauncher([steady, changing]))
    #expect(result.benchmarks.map(\.resultDigest) == ["the same", nil])
    #expect(!result.benchmarks[0].notes.contains { $0.contains("digest") })
    #expect(result.benchmarks[1].notes.contains { $0.contains("changes from launch to launch") })
  }

  @Test func `a benchmark that the baseline does not have is measured alone`() throws {
    let launcher = ScriptedLauncher(
      [Body("old", index: 0), Body("new", index: 1)], baseline: [Body("old", index: 0)])
    let result = try Self.measure(launcher)
    #expect(result.benchmarks[0].series(of: .wallTime)?.baselineLaunches != nil)
    #expect(result.benchmarks[1].series(of: .wallTime)?.baselineLaunches == nil)
  }

  @Test(arguments: [
    // The candidate's names, the baseline's, and which of the candidate's have a partner.
    (["new"], ["old"], ["new": "old"]), (["new"], ["older"], ["new": "older"]),
    (["new"], ["older", "old"], ["new": "old"]), (["new"], ["new", "old"], ["new": "new"]),
    (["old", "new"], ["old"], ["old": "old"]), (["other"], ["old"], [:]),
  ]) func `a renamed benchmark is measured beside its old name`(
    _ candidate: [String], _ baseline: [String], _ partners: [String: String]
  ) throws {
    let policy = try BudgetPolicy(
      text: """
        { schema: "speedgate.budgets/1", renamed: [
          { from: "older", to: "old", reason: "r", by: "k" },
          { from: "old", to: "new", reason: "r", by: "k" } ] }
        """, path: "b")
    func bodies(_ names: [String]) -> [Body] {
      names.enumerated().map { Body($0.element, index: $0.offset) }
    }
    let launcher = ScriptedLauncher(bodies(candidate), baseline: bodies(baseline))
    let result = try Self.measure(launcher, policy: policy)
    #expect(result.benchmarks.map(\.name.rawValue) == candidate)
    for benchmark in result.benchmarks {
      let isPaired = benchmark.series(of: .wallTime)?.baselineLaunches != nil
      #expect(isPaired == (partners[benchmark.name.rawValue] != nil), "\(benchmark.name)")
    }
    let measured = Set(launcher.diary.filter { $0.hasPrefix("baseline ") })
    let names = Set(baseline).filter { measured.contains("baseline \($0)") }
    #expect(names == Set(partners.values))
  }

  @Test func `what the baseline does not have burdens nothing that it has`() throws {
    let launcher = ScriptedLauncher(
      [Body("new", index: 0), Body("old", index: 1), Body("older", index: 2)],
      baseline: [Body("old", index: 0), Body("older", index: 1)])
    _ = try Self.measure(launcher)
    let launches = launcher.diary.split(separator: "end candidate")
    let besideNew = launches.filter { $0.contains("candidate new") }
    #expect(!besideNew.isEmpty)
    for launch in besideNew {
      // It shares a launch with others only where work is counted, and is the last one there.
      let after = launch.drop { $0 != "candidate new" }
      #expect(!after.contains("candidate old") && !after.contains("candidate older"))
      if launch.contains("candidate sample") { #expect(!launch.contains("candidate old")) }
    }
  }

  @Test func `benchmarks are matched by name, not by place`() throws {
    let launcher = ScriptedLauncher(
      [Body("a", index: 0), Body("b", index: 1)],
      baseline: [Body("b", index: 0), Body("a", index: 1)])
    let result = try Self.measure(launcher)
    #expect(result.benchmarks.allSatisfy { $0.series(of: .wallTime)?.baselineLaunches != nil })
    let bodies = launcher.diary.filter { $0.hasSuffix(" a") || $0.hasSuffix(" b") }
    for pair in stride(from: 0, to: bodies.count, by: 2) {
      #expect(bodies[pair].last == bodies[pair + 1].last)
    }
  }

  @Test func `threads of a benchmark may use every processor`() throws {
    let launcher = ScriptedLauncher([Body("many", index: 0, several: true)])
    _ = try Self.measure(launcher, isPaired: false)
    #expect(launcher.placements.allSatisfy { $0.processor == nil })
  }

  @Test(arguments: [true, false])
  func `when the time is up what was measured is kept, and said to be little`(
    _ isFirm: Bool
  ) throws {
    var time = 0.0
    let launcher = ScriptedLauncher([
      Body("a", index: 0, cost: Self.scattered { $0 == .candidate ? 1_300 : 1_000 }),
      Body("b", index: 1, cost: Self.scattered { _ in 1_000 }),
    ])
    let result = try Self.measure(launcher, isTimeBudgetFirm: isFirm) {
      time += 11
      return time
    }
    #expect(result.benchmarks.allSatisfy { $0.status == .measured })
    let pairs = try #require(result.benchmarks[0].series(of: .wallTime)).launches.count
    if isFirm {
      #expect(pairs < 10 && result.warnings.contains { $0.contains("--time-budget") })
    } else {
      // Below the pairs that an alarm needs a slow-down of any size would pass.
      #expect(pairs >= 10, "\(pairs)")
    }
  }

  @Test func `what the filter leaves out is remembered`() throws {
    let launcher = ScriptedLauncher([Body("a/x", index: 0), Body("b/x", index: 1)])
    let result = try Self.measure(launcher, isPaired: false, filter: "a/*")
    #expect(result.benchmarks.map(\.name.rawValue) == ["a/x"])
    #expect(result.leftOut.map(\.rawValue) == ["b/x"])
  }

  @Test func `a skipped benchmark is no failed one`() throws {
    let launcher = ScriptedLauncher([
      Body("one", index: 0),
      Body(
        "other", index: 1,
        fault: { _ in .failure(WorkerFailure(kind: .skipped, message: "no printer")) }),
    ])
    let result = try Self.measure(launcher, isPaired: false)
    #expect(result.benchmarks[1].status == .skipped)
    #expect(result.benchmarks[1].failure?.message == "no printer")
  }

  @Test(arguments: [true, false])
  func `a skip shows whether the baseline's program measures what is skipped`(
    _ baselineSkips: Bool
  ) throws {
    let skip = WorkerFailure(kind: .skipped, message: "no printer")
    let launcher = ScriptedLauncher([
      Body(
        "one", index: 0,
        fault: { baselineSkips || $0 == .candidate ? .failure(skip) : nil }), Body("two", index: 1),
    ])
    let result = try Self.measure(launcher)
    #expect(result.benchmarks[0].status == .skipped)
    #expect(result.benchmarks[0].baselineMeasures == (baselineSkips ? nil : true))
  }

  @Test func `a benchmark that is skipped after it was measured failed`() throws {
    let launcher = ScriptedLauncher([
      Body(
        "one", index: 0, cost: Self.scattered { $0 == .candidate ? 1_500 : 1_000 },
        faultOfLaunch: { side, launch in
          side == .candidate && launch > 8
            ? .failure(WorkerFailure(kind: .skipped, message: "no printer")) : nil
        })
    ])
    let failed = try Self.measure(launcher).benchmarks[0]
    #expect(failed.status == .failed)
    #expect(failed.failure?.message.contains("after it was measured") == true)
    #expect(failed.failure?.message.contains("no printer") == true)
  }

  @Test func `a suite that says why it does not start is quoted, and no benchmark is run`() {
    let launcher = ScriptedLauncher([Body("a", index: 0)])
    launcher.refusal = { $0 == .candidate ? "benchmark 'a': its time limit is too short" : nil }
    #expect(
      throws: MeasurementError.cannotStart(
        reason: "does not start: benchmark 'a': its time limit is too short")
    ) { try Self.measure(launcher, isPaired: false) }
    #expect(!launcher.diary.contains("candidate a"))
  }

  @Test func `a baseline that does not start is a warning that quotes it`() throws {
    let launcher = ScriptedLauncher([Body("a", index: 0)])
    launcher.refusal = { $0 == .baseline ? "the fixture is not there" : nil }
    let result = try Self.measure(launcher, isPaired: true)
    #expect(!result.isPaired)
    #expect(result.warnings.contains { $0.contains("does not start: the fixture is not there") })
  }

  @Test func `suites that are none are refused with a reason`() {
    func problem(_ change: (ScriptedLauncher) -> Void) -> MeasurementError? {
      let launcher = ScriptedLauncher([Body("a", index: 0)])
      change(launcher)
      do {
        _ = try Self.measure(launcher)
        return nil
      } catch {
        return error as? MeasurementError
      }
    }
    #expect(problem { $0.bodies = [] } == .emptySuite("Scripted"))
    #expect(problem { $0.configuration = "debug" } == .debugBuild)
    #expect(
      problem { $0.bodies = [Body("a", index: 0), Body("a", index: 1)] } == .duplicateName("a"))
    guard case .notASuite(let reason, _) = problem({ $0.version = { _ in 9 } }) else {
      Issue.record("version 9 was accepted")
      return
    }
    #expect(reason.contains("version 9"))
  }
}
