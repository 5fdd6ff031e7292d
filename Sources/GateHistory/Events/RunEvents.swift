import Foundation
package import GateFiles
package import GateRecords
import GateStatistics

/// The events of a run for the history.
package enum RunEvents {
  /// The events of a run: one a benchmark, one a change of a circuit breaker, two a benchmark with
  /// steps, and the run itself last, so that a log that holds `run_finished` holds everything before it.
  ///
  /// - Throws: ``FileError/notWritable(path:reason:)`` when a figure is not finite.
  /// - Complexity: O(samples · log samples).
  package static func lines(of run: RunRecord, producer: String) throws(FileError) -> [EventLine] {
    // A history is of one kind of machine.
    let run = run.ofOwnKind
    let origin = EventOrigin(
      runID: run.runID, suite: run.suite, environment: run.environment, producer: producer)
    var lines: [EventLine] = []
    for benchmark in run.benchmarks {
      if benchmark.status != .skipped {
        lines.append(
          try EventLine(
            Event(
              .benchmarkResult, subject: benchmark.name.rawValue, at: run.startedAt,
              origin: origin, payload: result(benchmark))))
      }
      // A benchmark may have been left out because its breaker was open.
      lines += try breakerLines(
        benchmark.name, benchmark.breakerEvents ?? [], at: run.startedAt, origin: origin)
      guard benchmark.status != .skipped, !benchmark.steps.isEmpty else { continue }
      lines += try stepLines(
        benchmark.name, benchmark.steps, benchmark.performanceIndicators, at: run.startedAt,
        origin: origin)
    }
    let steps = run.benchmarks.flatMap(\.steps)
    let finished = RunFinished(
      status: run.status, durationMilliseconds: run.durationMilliseconds,
      profile: run.settings.profile, jobID: run.jobID, completedAt: run.completedAt,
      measured: run.benchmarks.count { $0.status == .measured },
      failed: run.benchmarks.count { $0.status == .failed }, rowsRead: sum(steps, \.rowsRead),
      rowsWritten: sum(steps, \.rowsWritten), errors: run.allErrors)
    lines.append(
      try EventLine(
        Event(.runFinished, subject: "", at: run.startedAt, origin: origin, payload: finished)))
    return lines
  }

  /// The steps of a benchmark one by one, and summed up by what they do.
  static func stepLines(
    _ benchmark: BenchmarkIdentifier, _ steps: [StepRecord],
    _ indicators: PerformanceIndicators?, at time: Timestamp, origin: EventOrigin
  ) throws(FileError) -> [EventLine] {
    var phases = PhasePerformance(benchmark: benchmark, steps: steps, indicators: indicators)
    phases.queryMilliseconds = phases.queryMilliseconds.brief
    phases.transformMilliseconds = phases.transformMilliseconds.brief
    phases.writeMilliseconds = phases.writeMilliseconds.brief
    return [
      try EventLine(
        Event(
          .stepTimings, subject: benchmark.rawValue, at: time, origin: origin,
          payload: StepTimings(benchmark: benchmark, steps: steps))),
      try EventLine(
        Event(
          .phasePerformance, subject: benchmark.rawValue, at: time,
          origin: origin.component(benchmark.rawValue), payload: phases)),
    ]
  }

  /// One line a change of state, in the order in which they happened.
  ///
  /// They carry the run's time, because a breaker only knows how long it has existed.
  static func breakerLines(
    _ benchmark: BenchmarkIdentifier, _ events: [BreakerEvent], at time: Timestamp,
    origin: EventOrigin
  ) throws(FileError) -> [EventLine] {
    var lines: [EventLine] = []
    for (place, event) in events.enumerated() {
      let transition = transition(event, in: benchmark)
      lines.append(
        try EventLine(
          Event(
            .breakerTransition, subject: "\(benchmark.rawValue)\u{0}\(place)", at: time,
            origin: origin, payload: transition)))
    }
    return lines
  }

  /// A change of state as the log records it.
  static func transition(
    _ event: BreakerEvent, in benchmark: BenchmarkIdentifier
  ) -> BreakerTransition {
    BreakerTransition(
      circuit: event.breaker, from: event.from.rawValue, to: event.to.rawValue,
      recoverySeconds: event.recoveryMilliseconds.map { ($0 / 1000).brief },
      benchmark: benchmark, launch: event.launch)
  }

  /// The sum of what is known; nil when nothing is.
  static func sum(_ steps: [StepRecord], _ rows: (StepRecord) -> Int64?) -> Int64? {
    let known = steps.compactMap(rows)
    return known.isEmpty ? nil : known.reduce(0) { $0.addingReportingOverflow($1).partialValue }
  }

  private static func result(_ benchmark: BenchmarkRecord) -> BenchmarkResult {
    BenchmarkResult(
      benchmark: benchmark.name, status: benchmark.status, failure: benchmark.failure?.message,
      metrics: benchmark.metrics.compactMap(figures))
  }

  private static func figures(_ series: MetricSeries) -> MetricFigures? {
    guard let summary = SampleSummary(series.samples) else { return nil }
    let centers = series.launches.compactMap { Percentile.median(of: $0) }.sorted()
    let bounds = OrderStatisticBounds(percent: 50, ofSorted: centers, confidence: 0.975)
    return MetricFigures(
      metric: series.metric, unit: series.unit, direction: series.direction,
      samples: summary.count, launches: series.launches.count,
      minimum: summary.minimum.brief, mean: summary.mean.brief, median: summary.median.brief,
      p95: summary.p95.brief, p99: summary.p99.brief, maximum: summary.maximum.brief,
      low: bounds.low?.brief, high: bounds.high?.brief)
  }
}

extension Double {
  /// The nearest number of ten significant digits; whole numbers as they are.
  var brief: Double {
    guard self != rounded() else { return self }
    return Double(String(format: "%.9e", self)) ?? self
  }

  /// The same, unless it would then be on the other side of one of the limits.
  func brief(beside limits: [Double]) -> Double {
    let brief = brief
    let isDistinct = limits.allSatisfy {
      (self < $0) == (brief < $0) && (self > $0) == (brief > $0)
    }
    return isDistinct ? brief : self
  }
}
