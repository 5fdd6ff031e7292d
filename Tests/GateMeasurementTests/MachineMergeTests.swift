import GateMeasurement
import GateRecords
import GateStatistics
import Testing

/// Records of the same benchmarks that several machines made, put together.
@Suite struct MachineMergeTests {
  /// A machine's record: launches of one value each, so that they can be distinguished.
  static func run(
    _ id: String, value: Double, processor: String = "P", names: [String] = ["a"],
    launches: Int = 2, isPaired: Bool = true, change: (inout RunRecord) -> Void = { _ in }
  ) -> RunRecord {
    let start = Timestamp(millisecondsSinceEpoch: 1_000)
    var run = RunRecord(
      runID: RunIdentifier(rawValue: id) ?? RunIdentifier(time: start, digest: []), jobID: id,
      status: .success, startedAt: start,
      completedAt: Timestamp(millisecondsSinceEpoch: 1_500), durationMilliseconds: 500,
      suite: SuiteRecord(name: "Orders", programHash: "aa"),
      baseline: isPaired ? SuiteRecord(name: "Orders", programHash: "bb") : nil,
      environment: EnvironmentRecord(
        operatingSystem: "linux", kernel: "6", architecture: "x86_64", processor: processor,
        processorCount: 2, memoryBytes: 1, virtualization: nil, compiler: "Swift",
        buildConfiguration: "release", harnessVersion: "1"),
      settings: MeasurementSettings(
        profile: "quick", seed: 1, timeBudgetSeconds: 40, filter: nil, command: []),
      benchmarks: names.map { name in
        BenchmarkRecord(
          name: BenchmarkIdentifier(name), status: .measured, sampling: .perIteration,
          metrics: [
            MetricSeries(
              metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter,
              launches: (0..<launches).map { [value + Double($0) / 10] },
              baselineLaunches: isPaired ? (0..<launches).map { _ in [value] } : nil,
              pairsTogether: isPaired ? BlockSize(rawValue: 2) : nil)
          ])
      }, leftOut: [], errors: [], warnings: [])
    change(&run)
    return run
  }

  static func merged(_ runs: [RunRecord]) throws(MergeError) -> RunRecord {
    var generator = SeededGenerator(seed: 1)
    return try ShardMerge.merged(
      runs.enumerated().map { .init(path: "\($0.offset + 1).json", run: $0.element) },
      command: ["merge"], using: &generator)
  }

  static func times(_ run: RunRecord, _ name: String = "a") throws -> MetricSeries {
    let benchmark = try #require(run.benchmarks.first { $0.name.rawValue == name })
    return try #require(benchmark.series(of: .wallTime))
  }

  @Test func `launches of all machines are ordered by machine`() throws {
    let run = try Self.merged([
      Self.run("A", value: 1), Self.run("B", value: 2, processor: "Q", launches: 4),
    ])
    let times = try Self.times(run)
    #expect(times.launches == [[1], [1.1], [2], [2.1], [2.2], [2.3]])
    #expect(times.baselineLaunches == [[1], [1], [2], [2], [2], [2]])
    #expect(times.machineLaunches == [2, 4])
    #expect(run.machines?.map(\.runID.rawValue) == ["A", "B"])
    #expect(run.contradictionOfMachines == nil)
  }

  @Test func `a run that is named twice counts once, and the later record of it counts`() throws {
    let slice = Self.run("A", value: 1) {
      $0.completedAt = Timestamp(millisecondsSinceEpoch: 1_200)
    }
    let whole = Self.run("A", value: 1, launches: 6)
    let other = Self.run("B", value: 2)
    for runs in [[slice, whole, other, whole], [whole, slice, other], [whole, other, slice]] {
      #expect(try Self.times(Self.merged(runs)).machineLaunches == [6, 2])
    }
    var changed = whole
    changed.benchmarks[0].notes = ["edited"]
    let error = #expect(throws: MergeError.self) { try Self.merged([whole, changed]) }
    #expect(error?.description.contains("with other content") == true)
  }

  @Test func `a merge and a record that it holds are refused, other merges are not`() throws {
    let (a, b, c, d) = (
      Self.run("A", value: 1), Self.run("B", value: 2), Self.run("C", value: 3),
      Self.run("D", value: 4)
    )
    let first = try Self.merged([a, b])
    let error = #expect(throws: MergeError.self) { try Self.merged([first, b]) }
    #expect(error?.description.contains("holds run B, as 1.json does") == true)
    var second = try Self.merged([c, d])
    second.runID = try #require(RunIdentifier(rawValue: "M2"))
    let all = try Self.merged([first, second])
    #expect(try Self.times(all).launches.map(\.first) == [1, 1.1, 2, 2.1, 3, 3.1, 4, 4.1])
    #expect(all.machines?.count == 4)
  }

  @Test func `launches of earlier runs count once, and not at all where no one names them`() throws
  {
    func withEarlier(_ id: String, _ value: Double, _ earlier: [String]?) -> RunRecord {
      Self.run(id, value: value, launches: 4) { run in
        run.evidence = EarlierEvidence(
          runs: 1, earlierPairs: 2,
          runIDs: earlier?.compactMap { RunIdentifier(rawValue: $0) })
        run.benchmarks[0].metrics[0].earlierPairs = 2
      }
    }
    // Both begin with the launches of Z.
    let twice = try Self.merged([withEarlier("A", 1, ["Z"]), withEarlier("B", 2, ["Z"])])
    #expect(try Self.times(twice).machineLaunches == [4, 2])
    #expect(try Self.times(twice).launches.last == [2.3])
    // B goes on where A ended.
    let chained = try Self.merged([Self.run("A", value: 1), withEarlier("B", 2, ["A"])])
    #expect(try Self.times(chained).machineLaunches == [2, 2])
    let apart = try Self.merged([withEarlier("A", 1, ["Y"]), withEarlier("B", 2, ["Z"])])
    #expect(try Self.times(apart).machineLaunches == [4, 4])
    let nameless = try Self.merged([withEarlier("A", 1, nil), withEarlier("B", 2, ["Z"])])
    #expect(try Self.times(nameless).machineLaunches == [2, 4])
    #expect(nameless.warnings.contains { $0.contains("left out") })
  }

  @Test func `figures that no one paired are of the kind of machine that made most`() throws {
    let run = try Self.merged([
      Self.run("A", value: 1, processor: "P", isPaired: false),
      Self.run("B", value: 2, processor: "Q", isPaired: false),
      Self.run("C", value: 3, processor: "Q", isPaired: false),
    ])
    #expect(run.environment.processor == "Q")
    #expect(try Self.times(run).machineLaunches == [0, 2, 2])
    #expect(try Self.times(run).launches.map(\.first) == [2, 2.1, 3, 3.1])
    let error = #expect(throws: MergeError.self) {
      try Self.merged([
        Self.run("A", value: 1, processor: "P", names: ["a"], isPaired: false),
        Self.run("B", value: 2, processor: "Q", names: ["b"], isPaired: false),
      ])
    }
    #expect(error?.description.contains("on another kind of machine") == true)
  }

  @Test func `shards of different kinds of machine are put together where they are paired`() throws
  {
    func shard(_ id: String, _ index: Int, _ processor: String, _ names: [String]) -> RunRecord {
      Self.run(id, value: 1, processor: processor, names: names) {
        $0.settings.shard = ShardRecord(index: index, count: 2, benchmarkCount: 2)
      }
    }
    let run = try Self.merged([
      shard("A", 1, "P", ["a"]), shard("B", 2, "Q", ["b"]), shard("C", 1, "Q", ["a"]),
    ])
    #expect(run.benchmarks.map(\.name.rawValue) == ["a", "b"])
    #expect(run.environment.processor == "Q")
    #expect(try Self.times(run, "a").machineLaunches == [2, 0, 2])
    #expect(try Self.times(run, "b").machineLaunches == [0, 2, 0])
    // What is stored is of one kind, and says what it lacks.
    let own = run.ofOwnKind
    #expect(own.machines?.map(\.runID.rawValue) == ["B", "C"])
    #expect(try Self.times(own, "a").machineLaunches == [0, 2])
    let lone = try Self.merged([
      shard("A", 1, "P", ["a"]), shard("B", 2, "Q", ["b"]), shard("C", 1, "P", ["a"]),
    ]).ofOwnKind
    #expect(lone.benchmarks.map(\.name.rawValue) == ["a"])
    #expect(lone.leftOut.map(\.rawValue) == ["b"])
  }

  @Test func `of several looks into one benchmark one is kept`() throws {
    func looked(_ id: String) -> RunRecord {
      Self.run(id, value: 1) {
        $0.profiles = [
          BenchmarkProfile(
            benchmark: BenchmarkIdentifier("a"), method: .callgrind, reason: "seen by \(id)")
        ]
      }
    }
    let run = try Self.merged([looked("A"), looked("B")])
    #expect(run.profiles?.map(\.reason) == ["seen by A"])
  }

  @Test func `what failed on one machine failed`() throws {
    let broken = Self.run("B", value: 2) {
      $0.benchmarks[0] = BenchmarkRecord(
        name: BenchmarkIdentifier("a"), status: .failed,
        failure: BenchmarkFailure(kind: .crashed, message: "ended by signal 11"))
    }
    let run = try Self.merged([Self.run("A", value: 1), broken, Self.run("C", value: 3)])
    #expect(run.benchmarks[0].status == .failed)
    #expect(
      run.benchmarks[0].failure?.message
        == "ended by signal 11; it failed in 1 of 3 records")
    let skipped = Self.run("B", value: 2) {
      $0.benchmarks[0] = BenchmarkRecord(
        name: BenchmarkIdentifier("a"), status: .skipped,
        failure: BenchmarkFailure(kind: .skipped, message: "no network"))
    }
    let partly = try Self.merged([Self.run("A", value: 1), skipped])
    #expect(partly.benchmarks[0].status == .failed)
    #expect(partly.benchmarks[0].failure?.message.contains("1 of 2 records") == true)
    #expect(try Self.merged([skipped, skipped.withID("C")]).benchmarks[0].status == .skipped)
  }

  @Test func `launches that do not fit are left out with a warning`() throws {
    let batched = Self.run("B", value: 2) { $0.benchmarks[0].sampling = .batched }
    let run = try Self.merged([Self.run("A", value: 1), batched])
    #expect(try Self.times(run).machineLaunches == [2, 0])
    #expect(
      run.warnings == [
        "the launches of a in 2.json are left out: its samples are of another kind"
      ])
    let alone = Self.run("C", value: 3) {
      $0.benchmarks[0].metrics[0].baselineLaunches = nil
    }
    #expect(
      try Self.times(Self.merged([Self.run("A", value: 1), alone])).machineLaunches == [2, 0])
  }

  @Test func `records for other questions, and of other programs, are refused`() throws {
    func planned(_ id: String, _ tolerance: Double) -> RunRecord {
      Self.run(id, value: 1) {
        $0.plan = DecisionPlan(
          promises: DecisionPolicy(
            suiteFalseAlarmRate: 0.01, missRate: 0.05, comparisonCount: 1),
          tests: [
            PlannedTest(
              benchmark: BenchmarkIdentifier("a"), metric: .wallTime, question: .paired,
              tolerance: tolerance, tolerancePoints: nil, floor: nil, direction: .lowerIsBetter,
              mode: .enforce)
          ])
      }
    }
    #expect(try Self.merged([planned("A", 0.05), planned("B", 0.05)]).plan?.tests.count == 1)
    let error = #expect(throws: MergeError.self) {
      try Self.merged([planned("A", 0.05), planned("B", 0.1)])
    }
    #expect(error?.description.contains("for another question than in 1.json") == true)
    #expect(throws: MergeError.self) {
      try Self.merged([
        Self.run("A", value: 1), Self.run("B", value: 1) { $0.baseline?.programHash = "cc" },
      ])
    }
  }

  @Test func `machines that gave no record are reported`() throws {
    let runs = [1, 3].map { index in
      Self.run("M\(index)", value: 1) {
        $0.settings.machine = MachineShare(index: index, count: 3)
      }
    }
    let run = try Self.merged(runs)
    #expect(run.settings.machine == nil)
    #expect(run.warnings.contains { $0.hasPrefix("2 of 3 machines gave a record") })
  }

  @Test(arguments: [[2], [2, 3], [2, -1, 1], [0, 0, 2]])
  func `a record whose machines and launches do not add up is no record`(_ counts: [Int]) throws {
    var run = try Self.merged([
      Self.run("A", value: 1, launches: 1), Self.run("B", value: 2, launches: 1),
    ])
    #expect(run.contradictionOfMachines == nil)
    run.benchmarks[0].metrics[0].machineLaunches = counts
    #expect(run.contradictionOfMachines != nil)
    // Nothing traps before that is found out.
    _ = run.ofOwnKind
    _ = run.ofOneKind(run.benchmarks[0])
  }

  /// Launches with as many figures as a clock gives, which no other machine repeats.
  static func noisy(_ id: String, seed: UInt64, launches: Int = 6, name: String = "a") -> RunRecord
  {
    var generator = SeededGenerator(seed: seed)
    return Self.run(id, value: 1, names: [name], launches: launches) {
      let figures = (0..<2).map { _ in
        (0..<launches).map { _ in [Double(generator.next() % 1_000_000) / 1000] }
      }
      $0.benchmarks[0].metrics[0].launches = figures[0]
      $0.benchmarks[0].metrics[0].baselineLaunches = figures[1]
    }
  }

  @Test func `launches under another identifier are the same launches`() throws {
    let one = Self.noisy("A", seed: 1)
    let other = Self.noisy("B", seed: 2)
    let shards = [Self.noisy("C", seed: 3, name: "c"), Self.noisy("D", seed: 4, name: "d")]
    let shardsTogether = try Self.merged(shards)
    let again = shardsTogether.withID("E")
    // A copy, one that was kept earlier, the same shards merged twice, and a shard beside its merge.
    let kept = Self.noisy("K", seed: 1, launches: 6)
    var earlier = kept
    earlier.benchmarks[0].metrics[0].launches.removeLast(2)
    earlier.benchmarks[0].metrics[0].baselineLaunches?.removeLast(2)
    for runs in [
      [one, kept], [one, other, earlier], [earlier, one], [shardsTogether, again],
      [shardsTogether, shards[1]], [try Self.merged([one, other]), kept],
    ] {
      let error = #expect(throws: MergeError.self) { try Self.merged(runs) }
      #expect(error?.description.contains("holds the same launches of") == true)
    }
    #expect(try Self.times(Self.merged([one, other])).machineLaunches == [6, 6])
  }

  @Test func `a merged record is of the kind of one of its machines`() throws {
    var run = try Self.merged([Self.run("A", value: 1), Self.run("B", value: 2, processor: "Q")])
    #expect(run.contradictionOfMachines == nil)
    run.environment.processor = "Z"
    #expect(
      run.contradictionOfMachines
        == "its environment is not that of any of its machines; merge again")
  }

  @Test func `figures of a coarse clock may agree`() throws {
    let runs = ["A", "B"].map { Self.run($0, value: 5, launches: 4) }
    #expect(try Self.times(Self.merged(runs)).machineLaunches == [4, 4])
  }

  @Test func `a slice that does not name its earlier runs gives its own launches only`() throws {
    let slices = ["A", "B"].enumerated().map { place, id in
      Self.run(id, value: Double(place + 1), launches: 6) {
        $0.benchmarks[0].metrics[0].earlierPairs = 4
      }
    }
    let run = try Self.merged(slices)
    #expect(try Self.times(run).machineLaunches == [2, 2])
    #expect(run.warnings.contains { $0.hasPrefix("launches of earlier runs in 2 of 2") })
  }

  @Test func `variables of the candidate outlast a merge`() throws {
    func run(_ id: String, _ value: Double, _ variable: String) -> RunRecord {
      Self.run(id, value: value) { $0.settings.command = ["run", "--candidate-env", variable] }
    }
    let merged = try Self.merged([run("A", 1, "X=1"), run("B", 2, "X=1")])
    #expect(!merged.settings.command.contains("X=1"))
    #expect(
      try Self.times(Self.merged([merged, run("C", 3, "X=1")])).machineLaunches == [2, 2, 2])
    let others = try Self.merged([run("C", 3, "X=2"), run("D", 4, "X=2")]).withID("OTHERS")
    for other in [others, run("C", 3, "X=2"), Self.run("C", value: 3)] {
      let error = #expect(throws: MergeError.self) { try Self.merged([merged, other]) }
      #expect(error?.description.contains("--candidate-env") == true)
    }
    #expect(
      try Self.merged([Self.run("A", value: 1), Self.run("B", value: 2)])
        .settings.candidateVariablesHash == nil)
  }

  @Test func `machines are counted in each shard, and numbers that were given twice are reported`()
    throws
  {
    func run(_ id: String, _ name: String, shard: Int, machine: Int) -> RunRecord {
      Self.run(id, value: 1, names: [name]) {
        $0.settings.shard = ShardRecord(index: shard, count: 2, benchmarkCount: 2)
        $0.settings.machine = MachineShare(index: machine, count: 2)
      }
    }
    let whole = [
      run("A", "a", shard: 1, machine: 1), run("B", "a", shard: 1, machine: 2),
      run("C", "b", shard: 2, machine: 1), run("D", "b", shard: 2, machine: 2),
    ]
    func warnings(_ runs: [RunRecord]) throws -> [String] {
      try Self.merged(runs).warnings.filter { $0.contains("gave a record") }
    }
    #expect(try warnings(whole).isEmpty)
    #expect(
      try warnings(Array(whole.dropLast())).map { $0.prefix(37) } == [
        "1 of 2 machines of shard 2 gave a rec"
      ])
    let sameNumber = [whole[0], run("E", "a", shard: 1, machine: 1), whole[2], whole[3]]
    let reported = try warnings(sameNumber)
    #expect(
      reported.count == 1 && reported[0].contains("give every job a number of its own"),
      "\(reported)")
  }

  @Test func `numbers of a file that run over do not end the program`() throws {
    let runs = ["A", "B"].map { id in
      Self.run(id, value: 1) {
        $0.durationMilliseconds = .max
        $0.evidence = EarlierEvidence(runs: .max, earlierPairs: .max)
        $0.benchmarks[0].metrics[0].earlierPairs = .max
      }
    }
    let run = try Self.merged(runs)
    #expect(run.durationMilliseconds == .max && run.evidence?.earlierPairs == .max)
    #expect(try Self.times(run).launches.isEmpty)
  }
}

extension RunRecord {
  fileprivate func withID(_ id: String) -> RunRecord {
    var other = self
    other.runID = RunIdentifier(rawValue: id) ?? runID
    return other
  }
}
