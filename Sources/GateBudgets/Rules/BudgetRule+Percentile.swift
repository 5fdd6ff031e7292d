package import GateRecords
package import GateStatistics

extension BudgetRule {
  /// The samples that are needed to show that its percentile is kept; nil for other statistics.
  ///
  /// - Parameter direction: The direction in which the metric gets better, if a run records it.
  package func percentileNeed(_ direction: MetricDirection? = nil) -> PercentileNeed? {
    guard case .percentile(let percent) = statistic else { return nil }
    return PercentileNeed(percent: percent, isFromAbove: isFloor(direction) != true)
  }

  /// The number of launches that are needed to show that its percentile is kept; nil for other statistics, and
  /// for values that repeat exactly.
  ///
  /// - Parameter benchmark: The benchmark's record in a run; its samples, if it has any, determine the number.
  func launchesInWords(for benchmark: BenchmarkRecord) -> String? {
    let series = benchmark.measuredSeries(of: metric)
    guard let need = percentileNeed(series?.direction), series?.isDeterministic != true else {
      return nil
    }
    let launches = series?.launches.filter { !$0.isEmpty } ?? []
    guard launches.count > 1 else {
      return "takes \(need.samples) independent samples, in at least \(need.leastLaunches) launches"
    }
    let bounds = LaunchPercentileBounds(
      percent: need.percent, launches: launches, confidence: need.confidence)
    let size = launches.reduce(0) { $0 + $1.count } / launches.count
    return "takes about \(need.launches(after: launches, bounds)) launches of \(size) "
      + "sample\(size == 1 ? "" : "s"), by this run"
  }
}
