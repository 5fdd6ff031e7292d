/// Why the figures of a benchmark that counts as measured cannot be believed.
package enum MeasurementDefect {
  /// Everything that is wrong with them, one sentence each; empty when they can be judged.
  ///
  /// - Parameter isImported: Whether another harness measured, which may round a short time to nothing;
  ///   here a clock that did not advance has measured nothing.
  package static func all(in benchmark: BenchmarkRecord, isImported: Bool) -> [String] {
    guard !benchmark.metrics.isEmpty else { return [RecordMessage.noMetric.line] }
    let time = benchmark.series(of: .wallTime)
    guard (time.map { [$0] } ?? benchmark.metrics).contains(where: { !$0.samples.isEmpty }) else {
      return [RecordMessage.noSamples.line]
    }
    var reasons = repeatedMetrics(of: benchmark) + benchmark.metrics.flatMap(reasons)
    if let time, !isImported, !time.samples.contains(where: { $0 != 0 }) {
      reasons.append(RecordMessage.noTime.line)
    }
    if benchmark.iterationsPerSample < 1 {
      reasons.append(
        RecordMessage.iterationsInvalid(
          count: benchmark.iterationsPerSample
        ).line)
    }
    return reasons + benchmark.steps.compactMap(reason)
  }

  private static func repeatedMetrics(of benchmark: BenchmarkRecord) -> [String] {
    var names: Set<MetricName> = []
    return benchmark.metrics.filter { !names.insert($0.metric).inserted }
      .map { RecordMessage.metricTwice(metric: $0.metric.rawValue).line }
  }

  private static func reasons(_ series: MetricSeries) -> [String] {
    let partners = series.baselineLaunches
    var reasons: [String] = []
    if let partners, partners.count != series.launches.count {
      reasons.append(
        RecordMessage.notPairs(
          metric: series.metric.rawValue, baseline: partners.count, candidate: series.launches.count
        ).line)
    }
    if let earlier = series.earlierPairs,
      partners == nil || !(0...series.launches.count).contains(earlier)
    {
      reasons.append(
        RecordMessage.tooManyEarlierPairs(
          metric: series.metric.rawValue, earlier: earlier,
          all: partners == nil ? 0 : series.launches.count
        ).line)
    }
    let sides = series.launches + (partners ?? [])
    // In a pair, a launch that lacks another metric is an empty one, so that the others stay partners.
    if series.metric == .wallTime, sides.contains(where: \.isEmpty) {
      reasons.append(RecordMessage.launchWithoutSample(metric: series.metric.rawValue).line)
    }
    let values = sides.flatMap { $0 }
    if !values.allSatisfy(\.isFinite) {
      reasons.append(RecordMessage.samplesNotFinite(metric: series.metric.rawValue).line)
    } else if let least = values.min(), least < 0, isNeverNegative(series.metric) {
      reasons.append(
        RecordMessage.belowZero(
          metric: series.metric.rawValue,
          value: FigureAndLimits(least, [0], unit: series.unit).value
        ).line
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
    return RecordMessage.stepBelowZero(step: step.stepID).line
  }
}
