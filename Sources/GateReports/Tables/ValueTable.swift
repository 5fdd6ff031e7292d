package import GateHistory
import GateRecords

/// The values of a query, oldest first.
package enum ValueTable {
  /// Lays values out as rows.
  ///
  /// - Parameter limit: The most rows; the newest are kept.
  package static func table(_ histories: MetricHistories, limit: Int) -> HistoryTable {
    var places: [(milliseconds: Int64, series: Int32, point: Int32)] = []
    places.reserveCapacity(histories.count)
    for (number, series) in histories.series.enumerated() {
      for (point, value) in series.points.enumerated() {
        places.append((value.milliseconds, Int32(number), Int32(point)))
      }
    }
    places.sort { ($0.milliseconds, $0.series) < ($1.milliseconds, $1.series) }
    return HistoryTable(columns, rows: Rows(histories: histories, places: places.suffix(limit)))
  }

  private static let columns: [HistoryTable.Column] = [
    .init("timestamp"), .init("commit"), .init("branch"), .init("suite"), .init("benchmark"),
    .init("metric"), .init("value"), .init("unit", isForProgramsOnly: true),
    .init("run_id", isForProgramsOnly: true), .init("environment", isForProgramsOnly: true),
  ]

  /// Rows that are made when they are written: a history may hold millions.
  private struct Rows: RandomAccessCollection, Sendable {
    let histories: MetricHistories
    let places: ArraySlice<(milliseconds: Int64, series: Int32, point: Int32)>

    var startIndex: Int { places.startIndex }
    var endIndex: Int { places.endIndex }

    subscript(index: Int) -> [HistoryTable.Cell] {
      let series = histories.series[Int(places[index].series)]
      let point = series.points[Int(places[index].point)]
      let origin = histories.origin(of: point)
      return [
        .text(point.time.rawValue), origin.commit.map { .commit($0) } ?? .none,
        origin.branch.cell, .text(series.suite), .text(series.benchmark.rawValue),
        .text(series.metric.rawValue), .quantity(point.value, series.unit),
        .text(series.unit.rawValue), (origin.runID?.rawValue).cell, .text(series.environment),
      ]
    }
  }
}

extension String? {
  /// The text in a cell; nothing known where there is none.
  var cell: HistoryTable.Cell { map { .text($0) } ?? .none }
}
