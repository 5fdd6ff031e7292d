package import GateRecords
import GateStatistics

extension FigureTest {
  /// Adds every launch pair of a series, machine after machine, those that were sampled together as one block.
  package mutating func add(_ series: MetricSeries) {
    let pairs = min(series.launches.count, series.baselineLaunches?.count ?? 0)
    addMany { test in
      for (place, launches) in series.launchesOfMachines.enumerated() {
        if place > 0 { test.startMachine() }
        test.add(series, launches.clamped(to: 0..<pairs))
      }
    }
  }

  private mutating func add(_ series: MetricSeries, _ machine: Range<Int>) {
    let together = series.pairsTogether?.rawValue ?? 1
    let baseline = series.baselineLaunches ?? []
    let pairs = machine.upperBound
    for start in stride(from: machine.lowerBound, to: pairs, by: together) {
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
