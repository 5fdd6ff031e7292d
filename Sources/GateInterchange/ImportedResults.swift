package import GateRecords

/// What a figure is.
struct ImportedMetric: Hashable, Sendable {
  var name: MetricName
  var unit: MetricUnit
  var direction: MetricDirection
  var isDeterministic = false

  static let wallTime = ImportedMetric(
    name: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter)
  static let cpuTime = ImportedMetric(
    name: .cpuTime, unit: .nanoseconds, direction: .lowerIsBetter)
}

/// What the files of another harness held, gathered benchmark by benchmark.
package struct ImportedResults: Sendable {
  /// What the files say about where they were made.
  package internal(set) var origin = ImportedOrigin()

  private var order: [String] = []
  private var gathered: [String: ImportedBenchmark] = [:]
  private var file = 0

  init() {}

  /// Every file is a process of its own, unless its format knows better.
  mutating func beginFile(_ index: Int) { file = index }

  /// Adds a figure in base units.
  ///
  /// - Parameter process: The process within this file that gave it.
  mutating func add(
    _ value: Double, _ metric: ImportedMetric, to name: String, process: Int = 0
  ) {
    let launch = LaunchKey(file: file, process: process)
    update(name) { $0.add(value, metric, launch: launch) }
  }

  /// Changes what is known of a benchmark, which need not be there yet.
  mutating func update(_ name: String, _ change: (inout ImportedBenchmark) -> Void) {
    if gathered[name] == nil { order.append(name) }
    change(&gathered[name, default: ImportedBenchmark()])
  }

  /// The records of all benchmarks, in the order in which they first came.
  package var benchmarks: [BenchmarkRecord] {
    order.compactMap { name in gathered[name]?.record(name) }
  }
}

/// One process of the other harness.
struct LaunchKey: Hashable, Sendable {
  var file: Int
  var process: Int
}

/// A benchmark as other harnesses know it.
struct ImportedBenchmark: Sendable {
  var failure: BenchmarkFailure?
  var sampling = SamplingMode.batched
  var iterations = 1
  private(set) var notes: [String] = []
  private var series: [ImportedSeries] = []

  mutating func note(_ text: String) {
    if !notes.contains(text) { notes.append(text) }
  }

  mutating func add(_ value: Double, _ metric: ImportedMetric, launch: LaunchKey) {
    let index: Int
    if let known = series.firstIndex(where: { $0.metric.name == metric.name }) {
      index = known
    } else {
      index = series.count
      series.append(ImportedSeries(metric: metric))
    }
    series[index].add(value, launch: launch)
  }

  func record(_ name: String) -> BenchmarkRecord {
    let measured = series.isEmpty ? [] : series.map(\.record)
    let failure =
      self.failure
      ?? (measured.isEmpty
        ? BenchmarkFailure(kind: .measuredNothing, message: "the file gives no figures for it")
        : nil)
    return BenchmarkRecord(
      name: BenchmarkIdentifier(name),
      status: failure == nil ? .measured : failure?.kind == .skipped ? .skipped : .failed,
      failure: failure, sampling: sampling, iterationsPerSample: iterations,
      metrics: failure == nil ? measured : [], notes: notes)
  }
}

/// The figures of one metric, process by process.
private struct ImportedSeries: Sendable {
  let metric: ImportedMetric
  private var places: [LaunchKey: Int] = [:]
  private var launches: [[Double]] = []

  init(metric: ImportedMetric) {
    self.metric = metric
  }

  mutating func add(_ value: Double, launch: LaunchKey) {
    if let index = places[launch] {
      launches[index].append(value)
    } else {
      places[launch] = launches.count
      launches.append([value])
    }
  }

  var record: MetricSeries {
    // A counter that differs between repetitions is not one that equal work fixes.
    let agrees = launches.allSatisfy { $0.allSatisfy { $0 == launches[0][0] } }
    return MetricSeries(
      metric: metric.name, unit: metric.unit, direction: metric.direction,
      isDeterministic: metric.isDeterministic && agrees, launches: launches)
  }
}
