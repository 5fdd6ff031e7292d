import GateFiles
import GateRecords

/// Reads the lines of benchmark.js: `fib(10) x 1,431,759 ops/sec ±0.74% (93 runs sampled)`.
///
/// The figure is a rate, so better higher. A benchmark that threw is written as `name: Error …`.
/// Source: bestiejs/benchmark.js, `Benchmark.prototype.toString`.
enum BenchmarkJSImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    var counter = RepeatedNames()
    try file.forEachLine { line, _ throws(FileError) in
      let line = String(decoding: line, as: UTF8.self)
      if let row = row(line[...]) {
        let name = results.begin(&counter, row.name)
        results.take(WrittenNumber.parse(row.rate), .rounds, to: name)
      } else if let failure = failure(line[...]) {
        let name = results.begin(&counter, failure.name)
        results.fail(name, failure.message)
      }
    }
    results.origin.take("benchmark.js", as: \.harness)
  }

  /// Whether a line is the row of a benchmark.
  static func isRow(_ line: Substring) -> Bool { row(line) != nil }

  private static func row(_ line: Substring) -> (name: String, rate: Substring)? {
    guard let unit = line.firstRange(of: " ops/sec"),
      // A name may hold an x of its own.
      let cross = line[..<unit.lowerBound].ranges(of: " x ").last
    else { return nil }
    let name = line[..<cross.lowerBound].trimmingEnds
    let rate = line[cross.upperBound..<unit.lowerBound]
    guard !name.isEmpty, !rate.contains(where: \.isWhitespace) else { return nil }
    return (name, rate)
  }

  private static func failure(_ line: Substring) -> (name: String, message: String)? {
    guard let colon = line.firstRange(of: ": ") else { return nil }
    let message = line[colon.upperBound...].trimmingEnds
    let name = line[..<colon.lowerBound].trimmingEnds
    let kind = message.prefix { $0.isLetter }
    let isError =
      kind.hasSuffix("Error") && message.dropFirst(kind.count).first.map { $0 == ":" } ?? true
    // `Uncaught TypeError: …` and `TypeError: …` are messages, not names of benchmarks.
    guard isError, !name.isEmpty, !name.hasSuffix("Error"), !name.hasPrefix("    ") else {
      return nil
    }
    return (name, message)
  }
}
