package import GateFiles
package import GateRecords

/// Reads `data.js` of github-action-benchmark: `window.BENCHMARK_DATA = {…}`, or the JSON alone, as
/// `external-data-json-path` keeps it.
///
/// `entries` holds a list for each of the action's `name` inputs, and each element is what one run of
/// the action measured: a commit, the moment, the tool and a figure a benchmark.
/// Source: benchmark-action/github-action-benchmark, src/write.ts and src/extract.ts.
package enum GitHubActionBenchmarkImporter {
  /// Everything in a file: each entry is the results of one run, oldest first within its suite.
  ///
  /// - Parameters:
  ///   - latest: The last moment at which an entry can have been measured.
  ///   - leftOut: Takes what was wrong with each entry that cannot be read, has no benchmark, or has no date that can be right.
  /// - Throws: `FileError` when the file is no such data.
  package static func entries(
    _ file: ImportFile, latest: Timestamp, leftOut: inout [FileError]
  ) throws(FileError) -> [(suite: String, results: ImportedResults)] {
    let root = try root(of: file)
    var all: [(suite: String, results: ImportedResults)] = []
    for (suite, list) in try root.required("entries").members() {
      var dated: [ImportedResults] = []
      for entry in try list.elements() {
        // One odd entry of many years' runs costs that entry.
        do throws(FileError) {
          let run = try results(of: entry, suite: suite)
          guard !run.benchmarks.isEmpty else { throw entry.error(.entryWithoutBenchmark) }
          // Without its own moment it would be another run at every import, and the newest.
          guard let date = run.origin.date else {
            throw entry.error(.entryWithoutDate)
          }
          guard date.millisecondsSinceEpoch <= latest.millisecondsSinceEpoch else {
            throw entry.error(.entryInTheFuture(date: date.rawValue))
          }
          dated.append(run)
        } catch {
          leftOut.append(error)
        }
      }
      // Runs of two branches may have been stored out of order.
      let sorted = dated.enumerated().sorted {
        let left = $0.element.origin.date?.millisecondsSinceEpoch ?? 0
        let right = $1.element.origin.date?.millisecondsSinceEpoch ?? 0
        return (left, $0.offset) < (right, $1.offset)
      }
      all += sorted.map { (suite, $0.element) }
    }
    return all
  }

  /// Adds the newest entry of the only suite.
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    let root = try root(of: file)
    let lists = try root.required("entries").members()
    guard lists.count < 2 else {
      let names = lists.map { "'\($0.key)'" }.joined(separator: ", ")
      throw .malformed(
        path: file.path, place: nil,
        reason: InterchangeMessage.noSuite(suites: names).line)
    }
    guard let (suite, list) = lists.first else { return }
    var newest: (date: Int64, entry: ImportValue)?
    for entry in try list.elements() {
      let date = date(of: entry)?.millisecondsSinceEpoch ?? 0
      if date >= newest?.date ?? 0 { newest = (date, entry) }
    }
    if let newest { try read(newest.entry, suite: suite, into: &results) }
  }

  /// The data; a script that was reformatted may have keys without quotes.
  private static func root(of file: ImportFile) throws(FileError) -> ImportValue {
    let json = try json(file)
    do throws(FileError) {
      return try ImportValue(json)
    } catch {
      guard let script = try? ImportValue(json, dialect: .json5) else { throw error }
      return script
    }
  }

  /// The file with spaces in place of the assignment, so that places in it stay right.
  private static func json(_ file: ImportFile) throws(FileError) -> ImportFile {
    var bytes = try file.bytes
    guard let open = bytes.firstIndex(of: UInt8(ascii: "{")),
      bytes[..<open].contains(UInt8(ascii: "="))
    else { return file }
    for index in 0..<open where bytes[index] != UInt8(ascii: "\n") {
      bytes[index] = UInt8(ascii: " ")
    }
    if let end = bytes.lastIndex(of: UInt8(ascii: "}")) {
      for index in (end + 1)..<bytes.count where bytes[index] == UInt8(ascii: ";") {
        bytes[index] = UInt8(ascii: " ")
      }
    }
    return ImportFile(path: file.path, bytes: bytes)
  }

  private static func results(
    of entry: ImportValue, suite: String
  ) throws(FileError) -> ImportedResults {
    var results = ImportedResults()
    try read(entry, suite: suite, into: &results)
    return results
  }

  /// When the entry was measured; failing that, when its commit was made.
  private static func date(of entry: ImportValue) -> Timestamp? {
    entry["date"]?.milliseconds
      ?? entry["commit"]?["timestamp"]?.plainText.flatMap(Timestamp.init(imported:))
  }

  private static func read(
    _ entry: ImportValue, suite: String, into results: inout ImportedResults
  ) throws(FileError) {
    let tool = entry["tool"]?.plainText ?? ""
    let benches = try entry.required("benches").elements()
    var rows = GitHubActionRows(tool: tool, benches: benches)
    for row in benches { rows.take(row, into: &results) }
    results.origin.take(suite, as: \.suite)
    if let date = entry["date"]?.milliseconds {
      results.origin.take(date, as: \.date)
    } else {
      results.origin.takeDate(entry["commit"]?["timestamp"]?.plainText)
    }
    results.origin.take(entry["commit"]?["id"]?.plainText, as: \.commit)
    results.origin.take(false, as: \.hasUncommittedChanges)
    results.origin.take(
      "github-action-benchmark" + (tool.isEmpty ? "" : " (\(tool))"), as: \.harness)
  }
}
