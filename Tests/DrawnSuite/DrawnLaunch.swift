import GateProtocol
import GateRecords
import GateStatistics

/// One launch of the program, and the benchmark that runs in it.
struct DrawnLaunch {
  private let program: DrawnProgram
  private let number: UInt64?
  private var generator: SeededGenerator
  private var index = 0
  /// What this launch multiplies the time by.
  private var speed = 1.0

  /// The library's counts, and how a driver is to take them.
  private static let counted: [(name: String, unit: String, kind: WorkerCounter.Kind)] = [
    ("allocations", "count", .exact), ("allocated_bytes", "bytes", .exact),
    ("page_faults", "count", .varies), ("context_switches", "count", .varies),
    ("threads", "count", .level), ("system_calls", "count", .varies),
    ("io_calls", "count", .varies), ("cycles", "count", .varies),
    ("instructions", "count", .varies),
  ]
  private static let timed: Set = ["wall_time", "cpu_time", "peak_memory"]

  init(of program: DrawnProgram) {
    self.program = program
    number = program.launchFolder.map {
      DriverChannel.next(in: $0 + "/launches-" + program.side)
    }
    var mixed = SeededGenerator(seed: program.seed)
    for word in [number ?? DriverChannel.unrepeatable] + program.side.utf8.map(UInt64.init) {
      mixed = SeededGenerator(seed: mixed.next() ^ word)
    }
    generator = mixed
  }

  var greeting: WorkerGreeting {
    WorkerGreeting(
      version: DriverMessage.version, harness: "drawn", suite: "DrawnSuite",
      configuration: "release", compiler: "none", clock: "drawn", resolution: 1, cost: 0)
  }

  var list: [WorkerMessage] {
    let names = program.names
    return names.enumerated().map { index, name in
      .benchmark(
        ListedBenchmark(
          index: index, name: name, samplesSingleIterations: program.samplesSingleIterations,
          usesSeveralThreads: program.usesSeveralThreads,
          throughput: program.items.map { .items($0) }, metrics: program.recorded))
    } + [.end(count: names.count)]
  }

  /// Whether the process ends when it is to run a benchmark.
  mutating func crashes(_ index: Int) -> Bool {
    if index == 0, let number, number == program.crashLaunch { return true }
    return index >= program.benchmarks + program.added
      && Double.random(in: 0..<1, using: &generator) < program.crashProbability
  }

  /// Begins a benchmark.
  mutating func begin(_ index: Int) -> [WorkerMessage] {
    self.index = index
    let isSlow = Double.random(in: 0..<1, using: &generator) < program.secondSpeed.share
    speed = (isSlow ? program.secondSpeed.factor : 1) * spread("wall_time") * ofLayout
    return [.ready(index: index)]
  }

  /// How many iterations last so long.
  mutating func calibration(_ target: UInt64) -> WorkerMessage {
    let iterations =
      program.samplesSingleIterations ? 1 : max(10, Int(Double(target) / level("wall_time")))
    return .calibrated(
      iterations: iterations, nanosecondsPerIteration: level("wall_time") * speed)
  }

  mutating func samples(_ iterations: Int, _ count: Int) -> [WorkerMessage] {
    (0..<count).map { _ in
      let added = Elementary.exponential(program.sampleNoise * abs(gaussian()))
      let spike =
        Double.random(in: 0..<1, using: &generator) < program.spikes.share
        ? program.spikes.factor : 1
      let isTaken = Double.random(in: 0..<1, using: &generator) < program.switches
      let wall = level("wall_time") * speed * added * spike * Double(iterations)
      let processor = wall * (program.factors["cpu_time"].map { index == 0 ? $0 : 1 } ?? 1)
      return .sample(
        WorkerSample(
          iterations: iterations, wallTime: wall, processorTime: UInt64(processor),
          involuntarySwitches: isTaken ? 1 : 0))
    }
  }

  mutating func counts(_ iterations: Int) -> [WorkerMessage] {
    let counters: [WorkerMessage] = Self.counted.compactMap { metric in
      guard program.values[metric.name] != nil, gives(metric.name) else { return nil }
      let one = (level(metric.name) * spread(metric.name)).rounded()
      return .counter(
        WorkerCounter(
          name: metric.name, unit: metric.unit, kind: metric.kind,
          reading: .value(Int64(metric.kind == .level ? one : one * Double(iterations)))))
    }
    return counters + [.counted(iterations: iterations)]
  }

  /// Ends the benchmark.
  mutating func end() -> [WorkerMessage] {
    let own = program.values.keys.sorted().filter { name in
      !Self.timed.contains(name) && !Self.counted.contains { $0.name == name }
    }
    let metrics: [WorkerMessage] = own.filter { gives($0) }.map { name in
      .metric(
        WorkerMetric(
          name: name, unit: program.units[name] ?? "count",
          direction: program.higherIsBetter.contains(name) ? .higherIsBetter : .lowerIsBetter,
          value: level(name) * spread(name)))
    }
    // Memory comes in pages.
    let memory = Int64(level("peak_memory") * spread("peak_memory")) / 4096 * 4096
    return metrics + [.memory(memory), .finished]
  }

  // MARK: Drawing

  /// A metric's figure without noise.
  private func level(_ metric: String) -> Double {
    (program.values[metric] ?? 0) * (index == 0 ? program.factors[metric] ?? 1 : 1)
  }

  /// What the layout multiplies the first benchmark's time by, in each launch of it alike.
  private var ofLayout: Double {
    guard index == 0, let layout = program.layout else { return 1 }
    var own = SeededGenerator(seed: layout)
    let isSlow = Double.random(in: 0..<1, using: &own) < program.layoutSpeed.share
    let noise = Elementary.exponential(program.layoutNoise * Self.gaussian(using: &own))
    return (isSlow ? program.layoutSpeed.factor : 1) * noise
  }

  /// What noise multiplies a metric's figure by in this launch.
  private mutating func spread(_ metric: String) -> Double {
    let noise = program.noise[metric].map { Elementary.exponential($0 * gaussian()) } ?? 1
    guard index == 0, let jump = program.jumps[metric] else { return noise }
    return Double.random(in: 0..<1, using: &generator) < jump.share ? noise * jump.factor : noise
  }

  /// Whether this launch gives a metric.
  private mutating func gives(_ metric: String) -> Bool {
    guard index == 0, let share = program.given[metric] else { return true }
    return Double.random(in: 0..<1, using: &generator) < share
  }

  /// Nearly normal, with variance 1: the sum of twelve uniform figures.
  private static func gaussian(using generator: inout SeededGenerator) -> Double {
    (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
  }

  private mutating func gaussian() -> Double { Self.gaussian(using: &generator) }
}
