import GateRecords

/// The rows of one benchmark: the worst, and the others.
package struct BenchmarkRows: Sendable {
  /// The row that is shown for the benchmark.
  package let worst: ReportRow
  /// The benchmark's other rows, worst first.
  package private(set) var others: [ReportRow] = []

  private init(_ worst: ReportRow) { self.worst = worst }

  /// Groups rows that are ordered worst first.
  ///
  /// - Complexity: O(rows).
  package static func all(_ rows: some Sequence<ReportRow>) -> [BenchmarkRows] {
    var places: [BenchmarkIdentifier: Int] = [:]
    var groups: [BenchmarkRows] = []
    for row in rows {
      if let place = places[row.finding.benchmark] {
        groups[place].others.append(row)
      } else {
        places[row.finding.benchmark] = groups.count
        groups.append(BenchmarkRows(row))
      }
    }
    return groups
  }

  /// The other rows whose rules could not be judged: a reader has to correct something, whatever else there is.
  package var unjudged: [ReportRow] { others.filter(\.finding.isUnjudged) }

  /// How many other rows there are: `+2 metrics`, or `+2 rules` where they judge the same metric; nil without any.
  package var more: String? { Self.more(others, worst) }

  /// How many other rows there are beside those that could not be judged; nil without any.
  package var moreJudged: String? { Self.more(others.filter { !$0.finding.isUnjudged }, worst) }

  private static func more(_ others: [ReportRow], _ worst: ReportRow) -> String? {
    guard !others.isEmpty else { return nil }
    let metrics = Set(others.map(\.finding.metric))
    let isOtherMetrics =
      metrics.count == others.count && !metrics.contains(worst.finding.metric)
    return "+" + Counted.text(others.count, isOtherMetrics ? "metric" : "rule")
  }
}
