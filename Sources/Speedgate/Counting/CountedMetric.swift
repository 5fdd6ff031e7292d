import GateProtocol
import GateRecords

/// A metric that is counted in launches of their own: all that is known of it.
///
/// A worker sends its driver the name, the unit and the direction with every count, so a new metric is
/// a file with one of these values and its place in ``all``.
struct CountedMetric: Sendable {
  /// The metric as benchmarks choose it.
  let metric: Benchmark.Metric
  /// The unit of the counts, a base unit.
  var unit = MetricUnit.count
  /// Which way it gets better.
  var direction = MetricDirection.lowerIsBetter
  /// How its counts are to be taken.
  let kind: WorkerCounter.Kind
  /// Why this process cannot count it; nil where it can.
  ///
  /// Asked once, before anything is counted.
  var absence: @Sendable () -> String? = { nil }
  /// Begins to count and gives what the counter shows then; must not allocate.
  let begin: @Sendable () -> Int64
  /// Ends counting and gives what the counter shows then; must not allocate.
  let end: @Sendable () -> Int64

  /// A metric with a counter that has to be switched.
  init(
    _ metric: Benchmark.Metric, unit: MetricUnit = .count, kind: WorkerCounter.Kind,
    absence: @escaping @Sendable () -> String? = { nil }, begin: @escaping @Sendable () -> Int64,
    end: @escaping @Sendable () -> Int64
  ) {
    self.metric = metric
    self.unit = unit
    self.kind = kind
    self.absence = absence
    self.begin = begin
    self.end = end
  }

  /// A metric whose count the system keeps all the time.
  init(
    _ metric: Benchmark.Metric, unit: MetricUnit = .count, kind: WorkerCounter.Kind,
    absence: @escaping @Sendable () -> String? = { nil }, read: @escaping @Sendable () -> Int64
  ) {
    self.init(metric, unit: unit, kind: kind, absence: absence, begin: read, end: read)
  }

  /// Every counted metric, what is furthest from the counted work first.
  ///
  /// The last begins last and ends first, so that it sees the least of the others; what they still
  /// see of each other, ``BatchCounters`` takes off.
  static let all: [CountedMetric] = [
    .threads, .contextSwitches, .pageFaults, .systemCalls, .ioCalls, .allocations, .allocatedBytes,
    .cycles, .instructions,
  ]
}
