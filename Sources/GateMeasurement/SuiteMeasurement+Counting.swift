import GateProtocol
import GateRecords

extension SuiteMeasurement {
  /// Counts what every benchmark does: two launches, and more while they leave a question open.
  mutating func countAll(start: Double) {
    var launches = 0
    while true {
      let open = benchmarks.indices.filter {
        benchmarks[$0].failure == nil && benchmarks[$0].wantsCounts
          && CountedSeries.needsMore(
            benchmarks[$0].counts, of: benchmarks[$0].identifier,
            planner: benchmarks[$0].planner, limits: limits)
      }
      let isAllowed =
        launches < 2 || !isOverTime(start)
        || (!options.isTimeBudgetFirm && launches < limits.alarmPairs)
      guard !open.isEmpty, isAllowed else { return }
      launches += 1
      // Counts do not depend on the layout.
      var workers = RoundWorkers(
        launcher: launcher, placements: [Placement](repeating: Placement(processor: nil), count: 2),
        order: [Side.candidate, .baseline].shuffled(using: &generator))
      // Those without a partner come last, so that both sides have done the same until then.
      for index in open where benchmarks[index].baselineIndex != nil { count(index, in: &workers) }
      for index in open where benchmarks[index].baselineIndex == nil { count(index, in: &workers) }
      workers.end()
    }
  }

  /// Counts one launch of a benchmark on its sides, the one first that starts first in this round.
  private mutating func count(_ index: Int, in workers: inout RoundWorkers) {
    let benchmark = benchmarks[index]
    var places = [Side.candidate: benchmark.listed.index]
    if benchmark.countsBaseline { places[.baseline] = benchmark.baselineIndex }
    do {
      var counts: [Side: WorkerCounts] = [:]
      for side in workers.order {
        guard let place = places[side] else { continue }
        counts[side] = try measurer.count(
          benchmark, index: place, side: side, in: try workers.link(side))
      }
      for (side, value) in counts { benchmarks[index].add(value, side: side) }
    } catch {
      if !error.workerSurvives { workers.end() }
      switch error.side {
      case .candidate: settle(index, error)
      case .baseline: benchmarks[index].noteUncounted(error.failure)
      }
    }
  }
}
