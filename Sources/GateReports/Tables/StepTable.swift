package import GateHistory
import GateRecords
import GateStatistics

/// Steps and periods as rows.
package enum StepTable {
  /// Lays the steps of metrics out as rows.
  ///
  /// - Parameter isByParameter: Whether the steps follow from each other, so that one may have an effect on the next.
  package static func table(
    _ metrics: [SteppedMetric], isByParameter: Bool = false
  ) -> HistoryTable {
    HistoryTable(
      [
        .init("suite", isForProgramsOnly: true), .init("benchmark"), .init("metric"),
        .init("step"), .init("runs"), .init("mean"), .init("min"), .init("max"),
        .init("breaches"), .init("change"),
        .init("year_change", isForProgramsOnly: isByParameter),
        .init("effect", isForProgramsOnly: !isByParameter),
        .init("correlation", isForProgramsOnly: !isByParameter), .init("cumulative"),
        .init("unit", isForProgramsOnly: true),
        .init("environment", isForProgramsOnly: true),
      ],
      rows: metrics.flatMap { metric in
        metric.steps.map { step in
          func change(_ value: Double?) -> HistoryTable.Cell {
            value.map { metric.isInPoints ? .points($0) : .change($0) } ?? .none
          }
          return [
            .text(metric.suite), .text(metric.benchmark.rawValue), .text(metric.metric.rawValue),
            .text(step.name), .quantity(Double(step.runs), .count),
            .quantity(step.mean, metric.unit), .quantity(step.minimum, metric.unit),
            .quantity(step.maximum, metric.unit),
            step.breaches.map { .quantity(Double($0), .count) } ?? .none, change(step.change),
            change(step.yearChange), step.effect.map { .number($0.slope) } ?? .none,
            step.effect.map { .number($0.correlation) } ?? .none,
            step.cumulative.map { .quantity($0, metric.unit) } ?? .none,
            .text(metric.unit.rawValue), .text(metric.environment),
          ]
        }
      })
  }

  /// Lays periods out as rows.
  package static func table(_ periods: [PeriodSummary]) -> HistoryTable {
    func count(_ number: Int) -> HistoryTable.Cell { .quantity(Double(number), .count) }
    return HistoryTable(
      [
        .init("period"), .init("runs"), .init("measured_ms"), .init("cumulative_ms"),
        .init("judged_runs"), .init("regressed_runs"), .init("regressions"),
        .init("regression_rate"),
      ],
      rows: periods.map { period in
        [
          .text(period.name), count(period.runs), .milliseconds(period.measuredMilliseconds),
          .milliseconds(period.cumulativeMilliseconds), count(period.regressions.judged),
          count(period.regressions.regressed), count(period.regressions.regressions),
          period.regressionRate.map { .share($0) } ?? .none,
        ]
      })
  }
}
