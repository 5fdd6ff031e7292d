/// Why the figures of a benchmark that counts as measured cannot be believed.
package enum MeasurementDefect {
  /// Everything that is wrong with them, one sentence each; empty when they can be judged.
  ///
  /// - Parameter isImported: Whether another harness measured, which may round a short time to nothing;
  ///   here a clock that did not advance has measured nothing.
  package static func all(in benchmark: BenchmarkRecord, isImported: Bool) -> [String] {
    guard !benchmark.metrics.isEmpty else { return ["it was measured, but no metric was recorded"] }
    let time = benchmark.series(of: .wallTime)
    guard (time.map { [$0] } ?? benchmark.metrics).contains(where: { !$0.samples.isEmpty }) else {
      return ["it was measured, but gave no samples"]
    }
    var reasons = repeatedMetrics(of: benchmark) + benchmark.metrics.flatMap(reasons)
    if let time, !isImported, !time.samples.contains(where: { $0 != 0 }) {
      reasons.append("it took no time at all, so it measured nothing")
    }
    if benchmark.iterationsPerSample < 1 {
      reasons.append(
        "a sample stands for \(benchmark.iterationsPerSample) iterations, which cannot be")
    }
    return reasons + benchmark.steps.compactMap(reason)
  }

  private static func repeatedMetrics(of benchmark: BenchmarkRecord) -> [String] {
    var names: Set<MetricName> = []
    return benchmark.metrics.filter { !names.insert($0.metric).inserted }
      .map { "\($0.metric) was recorded more than once" }
  }

  private static func reasons(_ series: MetricSeries) -> [String] {
    let partners = series.baselineLaunches
    var reasons: [String] = []
    if let partners, partners.count != series.launches.count {
      reasons.append(
        "\(series.metric) has \(partners.count) launches of the baseline beside "
          + "\(series.launches.count), so they are no pairs")
    }
    if let earlier = series.earlierPairs,
      partners == nil || !(0...series.launches.count).contains(earlier)
    {
      reasons.append(
        "\(series.metric) has \(earlier) launch pairs of earlier runs among "
          + "\(partners == nil ? 0 : series.launches.count), which cannot be")
    }
    let sides = series.launches + (partners ?? [])
    // In a pair, a launch that lacks another metric is an empty one, so that the others stay partners.
    if series.metric == .wallTime, sides.contains(where: \.isEmpty) {
      reasons.append("a launch gave no sample of \(series.metric)")
    }
    let values = sides.flatMap { $0 }
    if !values.allSatisfy(\.isFinite) {
      reasons.append("its samples of \(series.metric) are not finite numbers")
    } else if let least = values.min(), least < 0, isNeverNegative(series.metric) {
      reasons.append(
        "\(series.metric) holds \(FigureAndLimits(least, [0], unit: series.unit).value), and it cannot be less than nothing"
      )
    }
    return reasons
  }

  /// A suite's own metric may be a difference; times, memory, counts and rates are none.
  private static func isNeverNegative(_ metric: MetricName) -> Bool {
    metric.isBuiltIn || metric.isRows
  }

  private static func reason(_ step: StepRecord) -> String? {
    let rows = [step.rowsRead, step.rowsWritten].compactMap { $0 }
    guard
      !step.durationMilliseconds.isFinite || step.durationMilliseconds < 0
        || rows.contains(where: { $0 < 0 })
    else { return nil }
    return "the step '\(step.stepID)' has a time or rows that cannot be less than nothing"
  }
}
