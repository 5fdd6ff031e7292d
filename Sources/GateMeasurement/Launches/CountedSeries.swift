import GateBudgets
import GateProtocol
import GateRecords
import GateStatistics

/// The metrics that counting launches give.
///
/// The workers name the metrics with every count, so that this type contains no names.
struct CountedSeries {
  /// One series a metric; none without counting launches.
  let series: [MetricSeries]

  init(_ counts: [Side: [WorkerCounts]]) {
    let candidate = counts[.candidate] ?? []
    let baseline = counts[.baseline] ?? []
    let own = Self.counters(candidate)
    let lost = Self.counters(baseline).filter { counter in
      !own.contains { $0.name == counter.name }
        && baseline.contains { $0.value(of: counter.name) != nil }
    }
    series = (own + lost).map { counter in
      Self.series(of: counter, Self.counters(baseline), candidate, baseline)
    }
  }

  private static func series(
    of counter: WorkerCounter, _ others: [WorkerCounter], _ candidate: [WorkerCounts],
    _ baseline: [WorkerCounts]
  ) -> MetricSeries {
    func values(_ launches: [WorkerCounts]) -> [[Double]] {
      launches.map { launch in launch.value(of: counter.name).map { [$0] } ?? [] }
    }
    let new = values(candidate)
    let old = values(baseline)
    let other = others.first { $0.name == counter.name }
    let hasFigures = new.contains { !$0.isEmpty }
    let isPaired = old.count == new.count && old.contains { !$0.isEmpty }
    return MetricSeries(
      metric: MetricName(rawValue: counter.name), unit: MetricUnit(rawValue: counter.unit),
      direction: counter.direction, isDeterministic: counter.kind == .exact,
      launches: isPaired || hasFigures ? new : [],
      baselineLaunches: isPaired ? old : nil,
      baselineUnit: other?.unit == counter.unit ? nil : other.map { MetricUnit(rawValue: $0.unit) },
      baselineDirection: other?.direction == counter.direction ? nil : other?.direction,
      unavailable: hasFigures ? nil : absence(of: counter))
  }

  /// Each metric's counter of the launches: the first one that has a value, or else a reason.
  private static func counters(_ launches: [WorkerCounts]) -> [WorkerCounter] {
    var places: [String: Int] = [:]
    var counters: [WorkerCounter] = []
    for counter in launches.lazy.flatMap(\.counters)
    where !MetricName.timed.contains(MetricName(rawValue: counter.name)) {
      guard let place = places[counter.name] else {
        places[counter.name] = counters.count
        counters.append(counter)
        continue
      }
      if case .absent = counters[place].reading, case .value = counter.reading {
        counters[place] = counter
      }
    }
    return counters
  }

  private static func absence(of counter: WorkerCounter) -> String? {
    guard case .absent(let reason) = counter.reading else { return nil }
    return reason
  }

  /// Whether more launches would show more about the counts.
  ///
  /// Counts of equal work that agree after a few launches count as exact. Where the two sides then
  /// differ, or where there is no other side, more launches must agree: a metric that varies between two
  /// values agrees with itself by chance. A metric that does not agree is noise, and where a rule compares it,
  /// it has a test like any other figure.
  static func needsMore(
    _ counts: [Side: [WorkerCounts]], of benchmark: BenchmarkIdentifier, planner: DecisionPlanner?,
    limits: MeasurementLimits
  ) -> Bool {
    let candidate = counts[.candidate] ?? []
    let launches = candidate.count
    guard launches >= 2 else { return true }
    return counters(candidate).contains { (counter: WorkerCounter) -> Bool in
      let sides = counts.mapValues { launches in
        Set(launches.compactMap { $0.value(of: counter.name) })
      }.filter { !$0.value.isEmpty }
      guard !sides.isEmpty else { return false }
      if counter.kind == .exact, sides.values.allSatisfy({ $0.count == 1 }) {
        let isUnchanged = sides.count == 2 && Set(sides.values).count == 1
        return !isUnchanged && launches < (sides.count == 2 ? 8 : 4)
      }
      let figure = planner.flatMap { Self.test(of: counter, counts, benchmark, $0) }
      guard let figure, sides.count == 2 else {
        return counter.kind == .exact && launches < mostLaunches
      }
      return launches < limits.mostPairs && figure.decision == .undecided
        && !figure.isIncomparable
    }
  }

  /// The test of counts that vary; nil when no rule compares them.
  private static func test(
    of counter: WorkerCounter, _ counts: [Side: [WorkerCounts]],
    _ benchmark: BenchmarkIdentifier, _ planner: DecisionPlanner
  ) -> FigureTest? {
    let planned = planner.test(
      of: DecisionPlanner.Figure(
        benchmark: benchmark, metric: MetricName(rawValue: counter.name),
        direction: counter.direction, isCounted: counter.kind == .exact))
    guard let planned else { return nil }
    var test = FigureTest(
      planned, promises: planner.promises, datum: .neighbours,
      isNoisy: counter.kind == .exact || MetricName(rawValue: counter.name).isCounted)
    for (new, old) in zip(counts[.candidate] ?? [], counts[.baseline] ?? []) {
      func samples(_ launch: WorkerCounts) -> [Double] {
        launch.value(of: counter.name).map { [$0] } ?? []
      }
      test.add(candidate: samples(new), baseline: samples(old))
    }
    return test
  }

  /// Counts that no rule compares are repeated at most so often in the hope that they agree.
  private static let mostLaunches = 20
}
