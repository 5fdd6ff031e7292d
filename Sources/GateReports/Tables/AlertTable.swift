package import GateHistory
import GateRecords

/// Alerts and service levels as rows.
package enum AlertTable {
  /// Lays alerts out as rows.
  package static func table(_ alerts: [Alert]) -> HistoryTable {
    HistoryTable(
      [
        .init("id"), .init("state"), .init("severity"), .init("raised_at"), .init("component"),
        .init("metric"), .init("message"), .init("runs"), .init("commit"), .init("branch"),
        .init("change"), .init("changed_at"), .init("changed_by_run"),
        .init("run_id", isForProgramsOnly: true), .init("is_new", isForProgramsOnly: true),
        .init("suite", isForProgramsOnly: true), .init("environment", isForProgramsOnly: true),
        .init("event_type", isForProgramsOnly: true),
        .init("last_seen_at", isForProgramsOnly: true),
        .init("answered_by", isForProgramsOnly: true), .init("note", isForProgramsOnly: true),
      ],
      rows: alerts.map { alert in
        [
          .text(alert.id.rawValue), .text(alert.state.rawValue), .text(alert.severity.rawValue),
          .text(alert.raisedAt.rawValue), .text(alert.component), (alert.metric?.rawValue).cell,
          .text(alert.message), .quantity(Double(alert.occurrences), .count),
          alert.origin.commit.map { .commit($0) } ?? .none, alert.origin.branch.cell,
          .text(alert.change.rawValue), .text(alert.changedAt.rawValue),
          (alert.changedBy?.rawValue).cell, (alert.origin.runID?.rawValue).cell,
          .text(alert.isOfNewestRun ? "yes" : "no"),
          alert.origin.suite.cell, alert.origin.environment.cell, .text(alert.type.rawValue),
          .text(alert.lastSeenAt.rawValue), alert.answeredBy.cell, alert.note.cell,
        ]
      })
  }

  /// Lays service levels out as rows, worst first.
  ///
  /// - Parameter allowed: How many breaches a component may have over the period and still keep its
  ///   level; nil leaves out whether it did.
  package static func table(
    _ levels: [Compliance], allowingBreaches allowed: Int? = nil
  ) -> HistoryTable {
    let promise: [HistoryTable.Column] =
      allowed == nil ? [] : [.init("allowed_breaches"), .init("kept")]
    return HistoryTable(
      [
        .init("suite"), .init("benchmark"), .init("component_type"), .init("metric"),
        .init("total_runs"),
        .init("within_sla"), .init("sla_warnings"), .init("sla_breaches"),
        .init("compliance_pct"), .init("worst"), .init("unit", isForProgramsOnly: true),
      ] + promise,
      rows: levels.map { level in
        func count(_ number: Int) -> HistoryTable.Cell { .quantity(Double(number), .count) }
        return [
          .text(level.suite), .text(level.benchmark.rawValue), level.componentType.cell,
          .text(level.metric.rawValue), count(level.total), count(level.within),
          count(level.warnings), count(level.breaches),
          .percent(level.percent), .quantity(level.worst, level.unit), .text(level.unit.rawValue),
        ]
          + (allowed.map {
            [count($0), .text(level.isKept(allowingBreaches: $0) ? "yes" : "no")]
          } ?? [])
      })
  }

  /// Lays the two sides of a comparison out as rows.
  package static func table(
    _ comparisons: [HistoryComparison]
  ) -> HistoryTable {
    HistoryTable(
      [
        .init("suite", isForProgramsOnly: true), .init("benchmark"), .init("metric"),
        .init("environment", isForProgramsOnly: true), .init("left"), .init("left_interval"),
        .init("left_runs"), .init("right"), .init("right_interval"), .init("right_runs"),
        .init("change"), .init("change_low"), .init("change_high"),
        .init("unit", isForProgramsOnly: true),
      ],
      rows: comparisons.map { comparison in
        let history = comparison.history
        let unit = history.unit
        func change(_ value: Double?) -> HistoryTable.Cell {
          value.map { comparison.size.isInPoints ? .points($0) : .change($0) } ?? .none
        }
        func interval(_ side: HistoryComparison.Runs) -> HistoryTable.Cell {
          guard let low = side.low, let high = side.high else { return .none }
          return .text(
            "\(QuantityFormat.string(low, unit: unit)) – \(QuantityFormat.string(high, unit: unit))"
          )
        }
        func count(_ side: HistoryComparison.Runs) -> HistoryTable.Cell {
          .quantity(Double(side.values.count), .count)
        }
        return [
          .text(history.suite), .text(history.benchmark.rawValue), .text(history.metric.rawValue),
          .text(history.environment), .quantity(comparison.left.median, unit),
          interval(comparison.left), count(comparison.left),
          .quantity(comparison.right.median, unit), interval(comparison.right),
          count(comparison.right), change(comparison.size.estimate), change(comparison.size.low),
          change(comparison.size.high), .text(unit.rawValue),
        ]
      })
  }
}
