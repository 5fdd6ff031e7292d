package import GateFiles

/// The formats of other harnesses that are read.
package enum InterchangeFormat: String, CaseIterable, Hashable, Sendable {
  /// Google Benchmark's `--benchmark_format=json`.
  case googleBenchmark = "google-benchmark"
  /// The text that `go test -bench` prints.
  case go
  /// `hyperfine --export-json`.
  case hyperfine
  /// `pytest --benchmark-json`.
  case pytestBenchmark = "pytest-benchmark"
  /// Criterion's folder `target/criterion`, one of its files, or cargo-criterion's messages.
  case criterion
  /// JMH's `-rf json`.
  case jmh
  /// The baselines of the Swift `benchmark` package (`.benchmarkBaselines/…/results.json`).
  case packageBenchmark = "package-benchmark"
  /// An array of objects with `name`, `unit` and `value`.
  case generic
}

extension InterchangeFormat {
  /// Reads files of this format; each is one process of the other harness, so one launch, unless the
  /// format itself tells processes apart.
  ///
  /// - Throws: `FileError` with file and place when a file is not what the format says.
  package func read(_ files: [ImportFile]) throws(FileError) -> ImportedResults {
    var results = ImportedResults()
    for (index, file) in files.enumerated() {
      results.beginFile(index)
      switch self {
      case .googleBenchmark: try GoogleBenchmarkImporter.read(file, into: &results)
      case .go: try GoBenchmarkImporter.read(file, into: &results)
      case .hyperfine: try HyperfineImporter.read(file, into: &results)
      case .pytestBenchmark: try PytestBenchmarkImporter.read(file, into: &results)
      case .criterion: try CriterionImporter.read(file, into: &results)
      case .jmh: try JMHImporter.read(file, into: &results)
      case .packageBenchmark: try PackageBenchmarkImporter.read(file, into: &results)
      case .generic: try GenericImporter.read(file, into: &results)
      }
    }
    let reasons = results.receipt.reasons
    guard !results.benchmarks.isEmpty else {
      let rest = reasons.isEmpty ? "" : " (\(reasons.joined(separator: "; ")))"
      throw .malformed(
        path: files.first?.path ?? "-", place: nil,
        reason: "holds no benchmark of the format \(rawValue)\(rest); check --from")
    }
    for reason in reasons { results.origin.warn(reason) }
    return results
  }
}
