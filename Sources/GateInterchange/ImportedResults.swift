import GateFiles
package import GateRecords

/// The name and unit of a figure.
struct ImportedMetric: Hashable, Sendable {
  var name: MetricName
  var unit: MetricUnit
  var direction: MetricDirection
  var isDeterministic = false
  /// The column, counter or key that it came from; figures of two sources are never one series.
  var source = ""

  static let wallTime = ImportedMetric(
    name: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter)
  static let cpuTime = ImportedMetric(
    name: .cpuTime, unit: .nanoseconds, direction: .lowerIsBetter)
}

/// The content of another harness's files, collected by benchmark.
package struct ImportedResults: Sendable {
  /// The origin that the files state.
  package internal(set) var origin = ImportedOrigin()
  /// The results of the files' rows.
  package private(set) var receipt = ImportReceipt()

  private var names: [String] = []
  private var gathered: [ImportedBenchmark] = []
  /// Where each name's benchmark is.
  private var places: [String: Int] = [:]
  /// Where the one is that was changed last: most figures belong to the benchmark of the figure before.
  private var latest = 0
  private var file = 0

  init() {}

  /// Every file is a process of its own, unless its format knows better.
  mutating func beginFile(_ index: Int) { file = index }

  /// Counts a row that looks like a result, whatever becomes of it.
  mutating func sawRow() { receipt.sawRow() }

  /// Counts a row, seen before, that gives nothing.
  ///
  /// - Parameters:
  ///   - reason: Why, in words that follow "because".
  ///   - place: File and line, or what else finds it.
  mutating func drop(_ reason: String, at place: String) { receipt.drop(reason, at: place) }

  /// Adds a figure in base units; one that is not finite is left out with a note.
  ///
  /// - Parameter process: The process within this file that gave it.
  mutating func add(
    _ value: Double, _ metric: ImportedMetric, to name: String, process: Int = 0
  ) {
    guard value.isFinite else {
      return leaveOut(
        InterchangeMessage.figureNotFinite(metric: metric.name.rawValue).line, of: name)
    }
    let launch = LaunchKey(file: file, process: process)
    update(name) { $0.add(value, metric, launch: launch) }
  }

  /// Adds figures as ``add(_:_:to:process:)`` adds each.
  mutating func add(_ values: [Double], _ metric: ImportedMetric, to name: String) {
    guard values.allSatisfy(\.isFinite) else {
      for value in values { add(value, metric, to: name) }
      return
    }
    let launch = LaunchKey(file: file, process: 0)
    guard !values.isEmpty else { return }
    update(name) { benchmark in
      for value in values { benchmark.add(value, metric, launch: launch) }
    }
  }

  /// Changes what is known of a benchmark, which need not be there yet.
  mutating func update(_ name: String, _ change: (inout ImportedBenchmark) -> Void) {
    if !names.indices.contains(latest) || names[latest] != name { latest = place(of: name) }
    change(&gathered[latest])
  }

  private mutating func place(of name: String) -> Int {
    if let known = places[name] { return known }
    places[name] = names.count
    names.append(name)
    gathered.append(ImportedBenchmark())
    return names.count - 1
  }

  /// Notes that a single field was left out of a benchmark.
  mutating func leaveOut(_ field: String, of name: String) {
    receipt.leftOutField()
    update(name) { $0.note(InterchangeMessage.leftOut(field: field).line) }
  }

  /// Reads a field without which a row is still a result: where that fails, a note says so.
  mutating func optionally(
    _ field: String, of name: String,
    _ body: (inout ImportedResults) throws(FileError) -> Void
  ) {
    do throws(FileError) {
      try body(&self)
    } catch {
      leaveOut(
        InterchangeMessage.leftOutBecause(
          field: field, place: error.location, reason: error.reason
        ).line, of: name)
    }
  }

  /// Whether there is a benchmark of this name.
  func holds(_ name: String) -> Bool { places[name] != nil }

  /// The records of all benchmarks, in the order in which they first came.
  package var benchmarks: [BenchmarkRecord] {
    zip(names, gathered).map { name, benchmark in benchmark.record(name) }
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
  /// The named steps of its iterations.
  var steps = ImportedSteps()
  private(set) var tags: [String] = []
  private var results: Set<String> = []
  private(set) var notes: [String] = []
  private var series: [ImportedSeries] = []
  /// Where each metric's series is, and where the series of each name.
  private var places: [ImportedSeries.Key: Int] = [:]
  private var named: [MetricName: Int] = [:]
  /// The series that the last figure went to.
  private var latest = 0

  /// Whether it has figures.
  var isMeasured: Bool { !series.isEmpty }

  /// Whether it has the time of an iteration.
  var hasTimes: Bool { named[.wallTime] != nil }

  /// Adds labels, each once.
  mutating func add(tags added: [String]) {
    for tag in added where !tags.contains(tag) { tags.append(tag) }
  }

  /// Adds the digest of an iteration's result; if two differ, the benchmark has no result digest.
  mutating func take(result: String) {
    // Two are as good as a thousand.
    if results.count < 2 { results.insert(result) }
  }

  mutating func note(_ text: String) {
    if !notes.contains(text) { notes.append(text) }
  }

  mutating func add(_ value: Double, _ metric: ImportedMetric, launch: LaunchKey) {
    // Most figures belong to the series and the process of the one before.
    if series.indices.contains(latest), series[latest].metric == metric {
      return series[latest].add(value, launch: launch)
    }
    let index: Int
    let key = ImportedSeries.Key(metric)
    if let known = places[key] {
      index = known
      if series[known].metric.direction != metric.direction {
        note(InterchangeMessage.directionsDisagree(metric: metric.name.rawValue).line)
      }
    } else {
      index = series.count
      let name = freeName(for: metric)
      series.append(ImportedSeries(metric: metric, name: name))
      places[key] = index
      named[name] = index
    }
    series[index].add(value, launch: launch)
    latest = index
  }

  /// The metric's own name, or where another series has it, one made of its unit or with a number.
  private mutating func freeName(for metric: ImportedMetric) -> MetricName {
    guard let other = named[metric.name].map({ series[$0] }) else { return metric.name }
    var free = metric.name
    if other.metric.unit != metric.unit, metric.unit != .count {
      let words = metric.unit.rawValue.replacing("/s", with: "_per_second")
      let unit = MetricName(words: words)
      if !unit.isBuiltIn { free = unit }
    }
    var number = 2
    while named[free] != nil {
      free = MetricName(rawValue: "\(metric.name)_\(number)")
      number += 1
    }
    note(
      InterchangeMessage.metricRenamed(
        metric: metric.name.rawValue, unit: metric.unit.rawValue, source: metric.source,
        name: "\(free)"
      ).line)
    return free
  }

  func record(_ name: String) -> BenchmarkRecord {
    let measured = series.isEmpty ? [] : series.map(\.record)
    let failure =
      self.failure
      ?? (measured.isEmpty
        ? BenchmarkFailure(kind: .measuredNothing, message: InterchangeMessage.noFigures.line)
        : nil)
    let steps = failure == nil ? steps.records : []
    let differ = InterchangeMessage.resultsDiffer.line
    return BenchmarkRecord(
      name: BenchmarkIdentifier(name), tags: tags,
      status: failure == nil ? .measured : failure?.kind == .skipped ? .skipped : .failed,
      failure: failure, sampling: sampling, iterationsPerSample: iterations,
      metrics: failure == nil ? measured : [], steps: steps,
      performanceIndicators: StepIndicators().indicators(of: steps),
      resultDigest: results.count == 1 ? results.first : nil,
      notes: notes + (results.count > 1 ? [differ] : []))
  }
}

/// The figures of one metric, process by process.
private struct ImportedSeries: Sendable {
  let metric: ImportedMetric
  /// The name, which differs from its metric's name if that was taken.
  let name: MetricName
  private var places: [LaunchKey: Int] = [:]
  private var launches: [[Double]] = []
  /// The process of the last figure, and its place.
  private var latest: (launch: LaunchKey, place: Int)?

  init(metric: ImportedMetric, name: MetricName) {
    self.metric = metric
    self.name = name
  }

  /// The common properties of the figures in one series.
  struct Key: Hashable, Sendable {
    let name: MetricName
    let unit: MetricUnit
    let source: String

    init(_ metric: ImportedMetric) {
      name = metric.name
      unit = metric.unit
      source = metric.source
    }
  }

  mutating func add(_ value: Double, launch: LaunchKey) {
    if let latest, latest.launch == launch { return launches[latest.place].append(value) }
    let place = places[launch] ?? launches.count
    if place == launches.count {
      places[launch] = place
      launches.append([])
    }
    launches[place].append(value)
    latest = (launch, place)
  }

  var record: MetricSeries {
    // A counter that differs between repetitions is not one that equal work fixes.
    let agrees = launches.allSatisfy { $0.allSatisfy { $0 == launches[0][0] } }
    return MetricSeries(
      metric: name, unit: metric.unit, direction: metric.direction,
      isDeterministic: metric.isDeterministic && agrees, launches: launches)
  }
}
