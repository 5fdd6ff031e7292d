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
    results.sawRow()
    try readFolder(beside("benchmark.json"), beside("sample.json"), into: &results)
  }

  private static func readFolder(
    _ benchmark: ImportValue, _ sample: ImportValue, into results: inout ImportedResults
  ) throws(FileError) {
    let name = try self.name(of: benchmark)
    let columns: [ImportValue]
    // Before version 0.4 some wrote an array of the two columns instead of an object.
    if sample.isArray {
      columns = try sample.elements()
      guard columns.count == 2 else { throw sample.error(.expectedColumns) }
    } else {
      columns = [try sample.required("iters"), try sample.required("times")]
    }
    var amounts: [ImportedAmount] = []
    results.optionally("throughput", of: name) { results throws(FileError) in
      for (key, value) in try benchmark["throughput"]?.members() ?? [] {
        amounts += try ImportedAmount.all(key, value)
      }
    }
    try add(columns[0], columns[1], amounts, to: name, in: &results)
  }

  /// The benchmark's name.
  ///
  /// Where a binary has several of one name, Criterion numbers title and folder, and not the name.
  private static func name(of benchmark: ImportValue) throws(FileError) -> String {
    let name = try benchmark.required("full_id").name()
    guard let title = benchmark["title"]?.plainText,
      let hash = title.range(of: " #", options: .backwards),
      Int(title[hash.upperBound...]) != nil, !name.hasSuffix(String(title[hash.lowerBound...])),
      let folder = benchmark["directory_name"]?.plainText,
      folder.hasSuffix("_" + title[hash.upperBound...])
    else { return name }
    return name + title[hash.lowerBound...]
  }

  private static func readMessages(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    try file.forEachLine { line, number throws(FileError) in
      // cargo's own output is between the messages.
      guard line.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return }
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
    results.sawRow()
    let unit = message["unit"]?.plainText ?? "ns"
    guard unit == "ns" else { throw message.error(.wrongUnit(unit: unit)) }
    let name = try message.required("id").name()
    var amounts: [ImportedAmount] = []
    results.optionally("throughput", of: name) { results throws(FileError) in
      for throughput in try message["throughput"]?.elements() ?? [] {
        amounts += try ImportedAmount.all(
          throughput["unit"]?.plainText ?? "elements", throughput.required("per_iteration"))
      }
    }
    try add(
      message.required("iteration_count"), message.required("measured_values"), amounts,
      to: name, in: &results)
  }

  private static func add(
    _ iterations: ImportValue, _ times: ImportValue, _ amounts: [ImportedAmount], to name: String,
    in results: inout ImportedResults
  ) throws(FileError) {
    let counts = try iterations.elements()
    let totals = try times.elements()
    guard counts.count == totals.count else {
      throw times.error(.countsDiffer(times: totals.count, counts: counts.count))
    }
    let metrics = amounts.enumerated().map { index, amount in
      (amount, amount.metric(isFirst: index == 0))
    }
    for (count, total) in zip(counts, totals) {
      let iterations = try count.count()
      let time = try total.measured() / Double(iterations)
      results.update(name) { $0.iterations = max($0.iterations, iterations) }
      results.add(time, .wallTime, to: name)
      guard time > 0 else { continue }
      for (amount, metric) in metrics { results.add(amount.count / time * 1e9, metric, to: name) }
    }
  }
}

/// The amount that one iteration processes.
private struct ImportedAmount {
  let count: Double
  let isBytes: Bool

  /// The first amount of a benchmark is its throughput; bytes beside elements have a name of their own.
  func metric(isFirst: Bool) -> ImportedMetric {
    let unit = ImportUnit(isBytes ? "bytes/s" : "items/s")
    return isFirst
      ? unit.metric()
      : unit.metric(MetricName(rawValue: isBytes ? "bytes_per_second" : "items_per_second"))
  }

  /// The amounts that Criterion's throughput says, in bytes and in elements.
  ///
  /// - Throws: `FileError` for a kind that this version does not know.
  static func all(_ kind: String, _ value: ImportValue) throws(FileError) -> [ImportedAmount] {
    switch kind {
    case "Bytes", "BytesDecimal", "bytes":
      return [.init(count: try value.measured(), isBytes: true)]
    case "Bits", "bits": return [.init(count: try value.measured() / 8, isBytes: true)]
    case "Elements", "elements": return [.init(count: try value.measured(), isBytes: false)]
    case "ElementsAndBytes":
      return [
        .init(count: try value.required("elements").measured(), isBytes: false),
        .init(count: try value.required("bytes").measured(), isBytes: true),
      ]
    default: throw value.error(.unknownKind(kind: kind))
    }
  }
}
