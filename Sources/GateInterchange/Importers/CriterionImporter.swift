import Foundation
import GateFiles
import GateRecords

/// Reads what Criterion leaves under `target/criterion`, or the messages of cargo-criterion.
///
/// A benchmark's folder holds `benchmark.json` (its name) beside `sample.json` (iterations and total
/// nanoseconds of each sample).
enum CriterionImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    results.origin.take("criterion", as: \.harness)
    results.origin.take("criterion", as: \.suite)
    let name = file.path.split(separator: "/").last ?? ""
    guard name == "benchmark.json" || name == "sample.json" else {
      return try readMessages(file, into: &results)
    }
    let folder = String(file.path.dropLast(name.count))
    func beside(_ other: String) throws(FileError) -> ImportValue {
      guard name != other else { return try ImportValue(file) }
      let path = folder + other
      return try ImportValue(ImportFile(path: path, bytes: Array(try TextFile.read(path))))
    }
    // The folders of one benchmark binary come from one process.
    results.beginFile(0)
    try readFolder(beside("benchmark.json"), beside("sample.json"), into: &results)
  }

  private static func readFolder(
    _ benchmark: ImportValue, _ sample: ImportValue, into results: inout ImportedResults
  ) throws(FileError) {
    let name = try benchmark.required("full_id").name()
    let columns: [ImportValue]
    // Before version 0.4 some wrote an array of the two columns instead of an object.
    if case .array = sample.node.value {
      columns = try sample.elements()
      guard columns.count == 2 else { throw sample.error("expected iterations and times") }
    } else {
      columns = [try sample.required("iters"), try sample.required("times")]
    }
    var amount: ImportedAmount?
    for (key, value) in try benchmark["throughput"]?.members() ?? [] {
      amount = ImportedAmount(count: try value.measured(), isBytes: key.hasPrefix("Bytes"))
    }
    try add(columns[0], columns[1], amount, to: name, in: &results)
  }

  private static func readMessages(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    try file.forEachLine { line, number throws(FileError) in
      guard !line.isEmpty else { return }
      do throws(FileError) {
        let message = try ImportValue(ImportFile(path: file.path, bytes: line))
        try readMessage(message, into: &results)
      } catch {
        throw error.movedDown(lines: number - 1)
      }
    }
  }

  private static func readMessage(
    _ message: ImportValue, into results: inout ImportedResults
  ) throws(FileError) {
    guard try message.required("reason").text() == "benchmark-complete" else { return }
    let unit = message["unit"]?.plainText ?? "ns"
    guard unit == "ns" else { throw message.error("its unit is '\(unit)', expected ns") }
    var amount: ImportedAmount?
    if let throughput = try message["throughput"]?.elements().first {
      amount = ImportedAmount(
        count: try throughput.required("per_iteration").measured(),
        isBytes: throughput["unit"]?.plainText == "bytes")
    }
    try add(
      message.required("iteration_count"), message.required("measured_values"), amount,
      to: message.required("id").name(), in: &results)
  }

  private static func add(
    _ iterations: ImportValue, _ times: ImportValue, _ amount: ImportedAmount?, to name: String,
    in results: inout ImportedResults
  ) throws(FileError) {
    let counts = try iterations.elements()
    let totals = try times.elements()
    guard counts.count == totals.count else {
      throw times.error("\(totals.count) times stand for \(counts.count) iteration counts")
    }
    for (count, total) in zip(counts, totals) {
      let iterations = try count.count()
      let time = try total.measured() / Double(iterations)
      results.update(name) { $0.iterations = max($0.iterations, iterations) }
      results.add(time, .wallTime, to: name)
      if let amount, time > 0 { results.add(amount.count / time * 1e9, amount.metric, to: name) }
    }
  }
}

/// What one iteration processes.
private struct ImportedAmount {
  let count: Double
  let isBytes: Bool

  var metric: ImportedMetric { ImportUnit(isBytes ? "bytes/s" : "items/s").metric() }
}

extension FileError {
  /// The error with its place so many lines further down, for a text that was read line by line.
  fileprivate func movedDown(lines: Int) -> FileError {
    guard case .malformed(let path, let place?, let reason) = self else { return self }
    let moved = TextPlace(line: place.line + lines, column: place.column)
    return .malformed(path: path, place: moved, reason: reason)
  }
}
