import GateRecords

/// The launch pairs of earlier runs, put before those of this one.
extension MeasuredBenchmark {
  /// The series of this run's launches with the earlier ones before them.
  ///
  /// A metric that no launch of this run gave stays as long as a test of it is planned.
  func withEarlier(_ own: [MetricSeries]) -> [MetricSeries] {
    guard let earlier else { return own }
    let joined = own.map { series in
      guard series.baselineLaunches != nil, let before = earlier.series(of: series.metric),
        before.unit == series.unit, before.direction == series.direction
      else { return series }
      var joined = Self.joined(before, series.launches, series.baselineLaunches ?? [])
      if series.holdsMeans == true { joined.holdsMeans = true }
      return joined
    }
    let silent = earlier.metrics.filter { before in
      tests[before.metric] != nil && !own.contains { $0.metric == before.metric }
    }
    let none = [[Double]](repeating: [], count: baseline.count)
    return joined + silent.map { Self.joined($0, none, none) }
  }

  private static func joined(
    _ before: MetricSeries, _ launches: [[Double]], _ baseline: [[Double]]
  ) -> MetricSeries {
    var joined = before
    joined.earlierPairs = before.launches.count
    joined.launches += launches
    joined.baselineLaunches = (before.baselineLaunches ?? []) + baseline
    return joined
  }

  /// The places of disturbed samples in all launches of the wall time's series.
  var allDisturbedSamples: [[Int]]? {
    guard let earlier, earlier.series(of: .wallTime) != nil else { return disturbedSamples }
    return BenchmarkRecord.joined(
      earlier.disturbedSamples, earlierPairs, disturbedSamples, candidate.count)
  }
}
