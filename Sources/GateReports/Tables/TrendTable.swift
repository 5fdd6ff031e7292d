package import GateHistory
import GateRecords

/// Trends as rows.
package enum TrendTable {
  /// Lays trends out as rows, the ones that get worse first.
  package static func table(_ report: TrendReport) -> HistoryTable {
    HistoryTable(
      [
        .init("suite", isForProgramsOnly: true), .init("benchmark"), .init("metric"),
        .init("runs"), .init("latest"), .init("mean"), .init("min"), .init("max"),
        .init("breaches"), .init("change"), .init("fitted_change"), .init("level_change"),
        .init("trend"), .init("decided_by"), .init("p"),
        .init("unit", isForProgramsOnly: true), .init("environment", isForProgramsOnly: true),
      ],
      rows: zip(report.trends, report.breaches).map { trend, breaches in
        let history = trend.history
        let unit = history.unit
        return [
          .text(history.suite), .text(history.benchmark.rawValue), .text(history.metric.rawValue),
          .quantity(Double(history.points.count), .count), .quantity(trend.latest, unit),
          .quantity(trend.mean, unit), .quantity(trend.minimum, unit),
          .quantity(trend.maximum, unit),
          breaches.map { .quantity(Double($0), .count) } ?? .none, trend.cell(trend.change),
          trend.cell(trend.fittedChange), trend.cell(trend.levelChange),
          .text(trend.direction.rawValue),
          trend.probability == nil
            ? .none : .text(trend.levelChange == nil ? "line" : "level shift"),
          trend.probability.map { .probability($0) } ?? .none, .text(unit.rawValue),
          .text(history.environment),
        ]
      })
  }
}

extension MetricTrend {
  /// A change in per cent, or in points for a metric that is itself a share.
  func cell(_ change: Double?) -> HistoryTable.Cell {
    change.map { isInPoints ? .points($0) : .change($0) } ?? .none
  }
}
