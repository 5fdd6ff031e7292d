import GateFiles
import GateRecords

/// Reads a results file of airspeed velocity (`.asv/results/MACHINE/COMMIT-ENV.json`), versions 1 and 2.
///
/// A benchmark's own name says what it measures: `time_…` seconds, `peakmem_…` and `mem_…` bytes. One
/// with parameters has a figure for each combination, the last parameter varying fastest; null is one that
/// failed, NaN one that was skipped. Source: airspeed-velocity/asv, asv/results.py.
enum AsvImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    let root = try ImportValue(file)
    let columns = try root["result_columns"]?.elements().map { $0.plainText ?? "" }
    for (name, value) in try root.required("results").members() where !name.isEmpty {
      try read(AsvRow(value, columns: columns), name, into: &results)
    }
    readOrigin(root, into: &results.origin)
  }

  private static func read(
    _ row: AsvRow, _ name: String, into results: inout ImportedResults
  ) throws(FileError) {
    let (metric, factor) = metric(of: name)
    let combinations = try combinations(row.parameters)
    // A benchmark that failed as a whole has a single null instead of a figure for each combination.
    let figures: [ImportValue?] =
      if let result = row.result {
        result.isArray ? try result.elementsOrNull() : [result]
      } else { [] }
    let samples = try row.samples?.elementsOrNull() ?? []
    for (index, combination) in combinations.enumerated() {
      let one = ImportName.joining(
        name, combination.enumerated().map { "param\($0.offset + 1)=\($0.element)" })
      results.update(one) { $0.sampling = .batched }
      guard index < figures.count, let figure = figures[index] else {
        results.fail(one, failed)
        continue
      }
      if index < samples.count, let values = try? samples[index]?.elements(), !values.isEmpty {
        for value in values { results.take(value, times: factor, metric, to: one) }
      } else if figure.isNaN {
        results.skip(one, InterchangeMessage.asvNotApplicable.line)
      } else {
        results.take(figure, times: factor, metric, to: one)
        if metric.unit == .nanoseconds {
          results.update(one) { $0.note(InterchangeMessage.samplesNotWritten(word: "median").line) }
        }
      }
    }
  }

  private static let failed = InterchangeMessage.asvFailed.line

  /// Every combination of the parameters; one of none where there are no parameters.
  private static func combinations(_ axes: ImportValue?) throws(FileError) -> [[String]] {
    var all: [[String]] = [[]]
    for axis in try axes?.elements() ?? [] {
      let words = try axis.elements().map(\.word)
      guard all.count.multipliedReportingOverflow(by: max(1, words.count)).partialValue <= 1_000_000
      else { throw axis.error(.tooManyCombinations) }
      all = all.flatMap { start in words.map { start + [$0] } }
    }
    return all
  }

  private static func metric(of name: String) -> (ImportedMetric, factor: Double) {
    let own = name.split(separator: ".").last ?? ""
    return if own.hasPrefix("time_") || own.hasPrefix("timeraw_") || own.hasPrefix("Time") {
      (.wallTime, 1e9)
    } else if own.hasPrefix("peakmem_") || own.hasPrefix("PeakMem") {
      (ImportUnit("bytes").metric(.peakMemory), 1)
    } else if own.hasPrefix("mem_") || own.hasPrefix("Mem") {
      (ImportUnit("bytes").metric(), 1)
    } else {
      (ImportUnit("count").metric(), 1)
    }
  }

  private static func readOrigin(_ root: ImportValue, into origin: inout ImportedOrigin) {
    origin.take("asv", as: \.harness)
    origin.take(root["commit_hash"]?.plainText, as: \.commit)
    if origin.commit != nil { origin.take(false, as: \.hasUncommittedChanges) }
    // The moment of the commit, which is what asv orders by.
    origin.take(root["date"]?.milliseconds, as: \.date)
    guard let machine = root["params"] else { return }
    origin.takeArchitecture(machine["arch"]?.plainText)
    origin.takeSystem(
      machine["os"]?.plainText?.split(separator: " ").first.map(String.init))
    origin.take(machine["cpu"]?.plainText, as: \.processor, called: "processor")
    origin.take(
      machine["num_cpu"].flatMap { $0.plainCount ?? $0.plainText.flatMap { Int($0) } }
        .flatMap { $0 > 0 ? $0 : nil },
      as: \.processorCount, called: "number of processors")
    // An environment that existed before is recorded by its path.
    let python = machine["python"]?.plainText.flatMap { $0.contains("/") ? nil : $0 }
    origin.take(python.map { "python \($0)" }, as: \.compiler)
  }
}

/// The entry of one benchmark in a results file.
private struct AsvRow {
  var result: ImportValue?
  var parameters: ImportValue?
  var samples: ImportValue?

  /// Version 2 writes columns, version 1 an object or the figure alone.
  init(_ value: ImportValue, columns: [String]?) throws(FileError) {
    if let columns, value.isArray {
      let cells = try value.elementsOrNull()
      func cell(_ name: String) -> ImportValue? {
        guard let index = columns.firstIndex(of: name), index < cells.count else { return nil }
        return cells[index]
      }
      (result, parameters, samples) = (cell("result"), cell("params"), cell("samples"))
    } else if value.isObject {
      (result, parameters, samples) = (value["result"], value["params"], value["samples"])
    } else if value.isNumber {
      result = value
    }
  }
}

extension ImportValue {
  /// The elements of an array, with nil for null.
  func elementsOrNull() throws(FileError) -> [ImportValue?] {
    try elements().map { $0.isNull ? nil : $0 }
  }

  /// Whether this is the number NaN, bare or as a text.
  var isNaN: Bool {
    switch content {
    case .number(let number): number.isNaN
    case .string(let text): text.lowercased() == "nan"
    case .array, .object, .bool, .null: false
    }
  }
}
