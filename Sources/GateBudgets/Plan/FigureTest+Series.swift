package import GateRecords
import GateStatistics

extension FigureTest {
  /// Adds every launch pair of a series, those that were sampled together as one block.
  package mutating func add(_ series: MetricSeries) {
    let together = series.pairsTogether?.rawValue ?? 1
    let baseline = series.baselineLaunches ?? []
    let pairs = min(series.launches.count, baseline.count)
    for start in stride(from: 0, to: pairs, by: together) {
      let places = start..<min(start + together, pairs)
      // Launches without all of their block were not exchanged with the missing ones.
      if places.count == together {
        add(candidates: Array(series.launches[places]), baselines: Array(baseline[places]))
      } else {
        for place in places { add(candidate: series.launches[place], baseline: baseline[place]) }
      }
    }
  }
}
