import GateFiles
import GateRecords

/// Reads Google Benchmark's `--benchmark_format=csv`.
///
/// Rows of one name are repetitions. Rows of aggregates have the same columns and only a suffix that shows
/// them apart: they count where the repetitions themselves were left out. Google has deprecated the
/// form and its columns for failures are the only ones that report them.
enum GoogleBenchmarkCSVImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    let table = try CSVTable(file, header: header)
    let names = GoogleAggregateNames(table.rows.compactMap { $0["name"] })
    for row in table.rows {
      guard let title = row["name"] else { continue }
      switch names.kind(of: title) {
      case .aggregate: continue
      case .onlyMedian(let base):
        results.update(base) { $0.note(GoogleAggregateNames.note) }
        // Its iterations are how often it was repeated.
        take(row, of: base, columns: table.columns, isAggregate: true, into: &results)
        continue
      case .benchmark: break
      }
      take(row, of: title, columns: table.columns, into: &results)
    }
    results.origin.take("google-benchmark", as: \.harness)
  }

  /// The columns by which the form is known.
  static let header = ["name", "iterations", "real_time", "time_unit"]

  private static let known: Set<String> = [
    "name", "iterations", "real_time", "cpu_time", "time_unit", "label", "error_occurred",
    "error_message",
  ]

  private static func take(
    _ row: CSVTable.Row, of name: String, columns: [String], isAggregate: Bool = false,
    into results: inout ImportedResults
  ) {
    if row["error_occurred"] == "true" {
      return results.fail(name, row["error_message"])
    }
    if let count = row["iterations"].flatMap({ Int($0) }), count > 0, !isAggregate {
      results.update(name) { $0.iterations = count }
    }
    let unit = ImportUnit(row["time_unit"] ?? "ns")
    guard unit.base == .nanoseconds else {
      return results.update(name) {
        $0.note(InterchangeMessage.notATimeUnitInLine(line: row.line).line)
      }
    }
    results.take(
      row["real_time"].flatMap { Double($0) }, times: unit.factor, .wallTime, to: name)
    if let cpu = row["cpu_time"] {
      results.take(Double(cpu), times: unit.factor, .cpuTime, to: name)
    }
    for column in columns where !known.contains(column) {
      guard let text = row[column] else { continue }
      results.take(Double(text), counter(column), to: name)
    }
  }

  private static func counter(_ column: String) -> ImportedMetric {
    switch column {
    case "items_per_second": .rounds
    case "bytes_per_second":
      ImportedMetric.byteRate.called(MetricName(rawValue: "bytes_per_second"))
    default:
      ImportUnit("count").custom(
        column, source: column,
        direction: column.hasSuffix("_per_second") ? .higherIsBetter : .lowerIsBetter)
    }
  }
}
