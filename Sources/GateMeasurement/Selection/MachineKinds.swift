import GateRecords

/// Which of a merged record's launches are of its own kind of machine.
struct MachineKinds {
  private let machines: [MachineRecord]
  private let own: String

  init(_ run: RunRecord) {
    machines = run.machines ?? []
    own = run.environment.key
  }

  /// The benchmarks without unpaired figures of other kinds of machine: those compare with nothing.
  ///
  /// - Throws: ``MergeError`` for a benchmark that would have no figure left.
  func withoutForeign(_ benchmarks: [BenchmarkRecord]) throws(MergeError) -> [BenchmarkRecord] {
    var kept: [BenchmarkRecord] = []
    for benchmark in benchmarks {
      var own = benchmark
      own.metrics = benchmark.metrics.map(withoutForeign)
      if benchmark.hasLaunches, !own.hasLaunches {
        throw MergeError(
          .kindForeign(benchmark: benchmark.name.rawValue, kind: self.own))
      }
      kept.append(own)
    }
    return kept
  }

  private func withoutForeign(_ series: MetricSeries) -> MetricSeries {
    guard series.baselineLaunches == nil, let counts = series.machineLaunches else { return series }
    var kept = series.ofMachines {
      machines.indices.contains($0) && machines[$0].environment.key == own
    }
    kept.machineLaunches = counts.indices.map { place in
      machines.indices.contains(place) && machines[place].environment.key == own ? counts[place] : 0
    }
    if kept.launches.isEmpty, !series.launches.isEmpty, kept.unavailable == nil {
      kept.unavailable = MeasurementMessage.kindForeignFigure.line
    }
    return kept
  }
}
