import GateFiles
import GateRecords

/// Reads hyperfine's `--export-csv`, a row of statistics a command, in seconds.
///
/// Its median, or without one its mean, is one sample of one launch: prefer `--export-json`, which has
/// every run.
enum HyperfineCSVImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    let table = try CSVTable(file, header: header)
    let title = table.columns.first { titles.contains($0) } ?? table.columns[0]
    var counter = RepeatedNames()
    for row in table.rows {
      guard let command = row[title] else { continue }
      let parameters = table.columns.filter { $0.hasPrefix("parameter_") }.compactMap { column in
        row[column].map { "\(column.dropFirst("parameter_".count))=\($0)" }
      }
      let name = results.begin(&counter, ImportName.joining(command, parameters))
      let word = row["median"] == nil ? "mean" : "median"
      results.update(name) {
        $0.sampling = .perIteration
        $0.note(InterchangeMessage.samplesNotExported(word: word).line)
      }
      results.take(row[word].flatMap { Double($0) }, times: 1e9, .wallTime, to: name)
      if let user = row["user"].flatMap({ Double($0) }),
        let system = row["system"].flatMap({ Double($0) })
      {
        results.take(user + system, times: 1e9, .cpuTime, to: name)
      }
    }
    results.origin.take("hyperfine", as: \.harness)
    results.origin.take("hyperfine", as: \.suite)
  }

  /// The columns by which the form is known.
  static let header = ["mean", "stddev"]

  /// The names of the first column in files of hyperfine and of programs that write the same format.
  private static let titles = ["command", "name", "test_case"]
}
