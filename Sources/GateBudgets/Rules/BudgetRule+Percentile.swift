package import GateRecords
package import GateStatistics

extension BudgetRule {
  /// What it takes to show that its percentile is kept; nil for other summaries.
  ///
  /// - Parameter direction: Which way the metric gets better, where a run tells.
  package func percentileNeed(_ direction: MetricDirection? = nil) -> PercentileNeed? {
    guard case .percentile(let percent) = statistic else { return nil }
    let usual: MetricDirection = metric == .throughput ? .higherIsBetter : .lowerIsBetter
    return PercentileNeed(
      percent: percent, isFromAbove: !isFloor && (direction ?? usual) == .lowerIsBetter)
  }

  /// How many launches it takes to show that its percentile is kept; nil for other summaries, and for
  /// figures that repeat exactly.
  ///
  /// - Parameter benchmark: What a run gave; what it measured tells the launches, where it did.
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
