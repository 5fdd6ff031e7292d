import GateProtocol
import GateRecords

/// The metrics that counting launches give.
///
/// What they are, the workers tell with every count, so nothing here names one.
struct CountedSeries {
  /// The metrics that come from timed launches.
  static let timed: Set<MetricName> = [.wallTime, .cpuTime, .peakMemory, .throughput]

  /// One series a metric; none without counting launches.
  let series: [MetricSeries]

  init(_ counts: [Side: [WorkerCounts]]) {
    let candidate = counts[.candidate] ?? []
    let baseline = counts[.baseline]
    series = Self.counters(candidate).map { counter in
      func values(_ launches: [WorkerCounts]) -> [[Double]] {
        launches.compactMap { launch in launch.value(of: counter.name).map { [$0] } }
      }
      let own = values(candidate)
      let other = baseline.map(values)
      return MetricSeries(
        metric: MetricName(rawValue: counter.name), unit: MetricUnit(rawValue: counter.unit),
        direction: counter.higherIsBetter ? .higherIsBetter : .lowerIsBetter,
        isDeterministic: counter.kind == .exact, launches: own,
        baselineLaunches: other?.count == own.count ? other : nil,
        unavailable: own.isEmpty ? Self.absence(of: counter) : nil)
    }
  }

  /// Each metric's counter of the first launch, told twice or not.
  private static func counters(_ launches: [WorkerCounts]) -> [WorkerCounter] {
    var names = Set(timed.map(\.rawValue))
    return (launches.first?.counters ?? []).filter { names.insert($0.name).inserted }
  }

  private static func absence(of counter: WorkerCounter) -> String? {
    guard case .absent(let reason) = counter.reading else { return nil }
    return reason
  }

  /// Whether more launches would tell more about the counts that equal work repeats.
  ///
  /// Counts that agree after a few launches are taken for exact. Where the two sides then differ, or
  /// where there is no other side to tell, more launches must agree: what varies between two values
  /// agrees with itself now and then.
  static func needsMore(_ counts: [Side: [WorkerCounts]]) -> Bool {
    let candidate = counts[.candidate] ?? []
    let launches = candidate.count
    guard launches >= 2 else { return true }
    return counters(candidate).filter { $0.kind == .exact }.contains { counter in
      let sides = counts.mapValues { launches in
        Set(launches.compactMap { $0.value(of: counter.name) })
      }.filter { !$0.value.isEmpty }
      guard sides.values.allSatisfy({ $0.count == 1 }) else { return launches < mostLaunches }
      guard !sides.isEmpty else { return false }
      let isUnchanged = sides.count == 2 && Set(sides.values).count == 1
      return !isUnchanged && launches < (sides.count == 2 ? 8 : 4)
    }
  }

  /// Counts are repeated at most so often in the hope that they agree, and then to tell their noise.
  private static let mostLaunches = 20
}
