package import GateFiles
import GateRecords

/// The formats of other harnesses that are read.
package enum InterchangeFormat: String, CaseIterable, Hashable, Sendable {
  /// Google Benchmark's `--benchmark_format=json`, or `csv`.
  case googleBenchmark = "google-benchmark"
  /// The text that `go test -bench` prints.
  case go
  /// `hyperfine --export-json`, or `--export-csv`.
  case hyperfine
  /// `pytest --benchmark-json`.
  case pytestBenchmark = "pytest-benchmark"
  /// Criterion's folder `target/criterion`, one of its files, or cargo-criterion's messages.
  case criterion
  /// JMH's `-rf json`.
  case jmh
  /// The baselines of the Swift `benchmark` package (`.benchmarkBaselines/…/results.json`).
  case packageBenchmark = "package-benchmark"
  /// Output of `cargo bench` with the built-in harness, or libtest's JSON.
  case libtest
  /// Output of iai-callgrind, its successor Gungraun, and iai, or their JSON summaries.
  case gungraun
  /// The tree that divan prints.
  case divan
  /// `data.js` of github-action-benchmark, with an entry a run.
  case githubActionBenchmark = "github-action-benchmark"
  /// Bencher Metric Format.
  case bencherMetric = "bencher"
  /// `vitest bench --outputJson`.
  case vitest
  /// tinybench's tasks as JSON.
  case tinybench
  /// `deno bench --json`.
  case deno
  /// The lines of benchmark.js.
  case benchmarkJS = "benchmark-js"
  /// BenchmarkDotNet's JSON reports.
  case benchmarkDotNet = "benchmarkdotnet"
  /// Catch2's XML.
  case catch2
  /// pyperf's JSON.
  case pyperf
  /// A results file of airspeed velocity.
  case asv
  /// Files that Julia's BenchmarkTools saves.
  case julia
  /// A Lighthouse report as JSON.
  case lighthouse
  /// k6's summary as JSON.
  case k6
  /// `size-limit --json`.
  case sizeLimit = "size-limit"
  /// Newline-delimited JSON, a fact a line, that any program can write: `speedgate.lines`.
  case lines
  /// The run record of a pipeline's job, with or without the times of its steps.
  case jobRecord = "job-record"
  /// An array of objects with `name`, `unit` and `value`, or any form that is recognised by its content.
  case generic
}

extension InterchangeFormat {
  /// Reads files of this format; each is one process of the other harness, so one launch, unless the
  /// format itself distinguishes processes.
  ///
  /// - Throws: `FileError` with file and place when a file is not what the format says.
  package func read(_ files: [ImportFile]) throws(FileError) -> ImportedResults {
    try Self.checkDistinct(files)
    var results = ImportedResults()
    if self == .lines {
      try LinesImporter.read(files, into: &results)
    } else {
      for (index, file) in files.enumerated() {
        results.beginFile(index)
        try read(file, into: &results)
      }
    }
    let reasons = results.receipt.reasons
    guard !results.benchmarks.isEmpty else {
      if let first = results.origin.errors.first {
        let count = results.origin.errors.count
        throw .malformed(
          path: files.first?.path ?? "-", place: nil,
          reason:
            InterchangeMessage.onlyErrors(count: count, first: first).line
        )
      }
      throw .malformed(
        path: files.first?.path ?? "-", place: nil,
        reason: InterchangeMessage.noBenchmark(format: rawValue, reasons: reasons).line)
    }
    for reason in reasons { results.origin.warn(reason) }
    return results
  }

  /// One file given twice would count as two launches.
  private static func checkDistinct(_ files: [ImportFile]) throws(FileError) {
    var known: Set<String> = []
    for file in files {
      guard let location = file.location else { continue }
      guard known.insert(location).inserted else {
        throw .malformed(
          path: file.path, place: nil,
          reason: InterchangeMessage.givenTwice.line)
      }
    }
  }

  private func read(_ file: ImportFile, into results: inout ImportedResults) throws(FileError) {
    switch self {
    case .googleBenchmark:
      if try file.begins(as: .googleBenchmarkCSV) {
        try GoogleBenchmarkCSVImporter.read(file, into: &results)
      } else {
        try GoogleBenchmarkImporter.read(file, into: &results)
      }
    case .hyperfine:
      if try file.begins(as: .hyperfineCSV) {
        try HyperfineCSVImporter.read(file, into: &results)
      } else {
        try HyperfineImporter.read(file, into: &results)
      }
    case .generic:
      if let format = try GenericForms.format(of: file) {
        try format.read(file, into: &results)
      } else {
        try GenericImporter.read(file, into: &results)
      }
    case .go: try GoBenchmarkImporter.read(file, into: &results)
    case .pytestBenchmark: try PytestBenchmarkImporter.read(file, into: &results)
    case .criterion:
      // With --output-format bencher Criterion writes libtest's rows.
      if try file.begins(as: .libtest) {
        try LibtestImporter.read(file, into: &results)
      } else {
        try CriterionImporter.read(file, into: &results)
      }
    case .jmh: try JMHImporter.read(file, into: &results)
    case .packageBenchmark: try PackageBenchmarkImporter.read(file, into: &results)
    case .libtest: try LibtestImporter.read(file, into: &results)
    case .gungraun: try GungraunImporter.read(file, into: &results)
    case .divan: try DivanImporter.read(file, into: &results)
    case .githubActionBenchmark: try GitHubActionBenchmarkImporter.read(file, into: &results)
    case .bencherMetric: try BencherMetricImporter.read(file, into: &results)
    case .vitest: try VitestImporter.read(file, into: &results)
    case .tinybench: try TinybenchImporter.read(file, into: &results)
    case .deno: try DenoImporter.read(file, into: &results)
    case .benchmarkJS: try BenchmarkJSImporter.read(file, into: &results)
    case .benchmarkDotNet: try BenchmarkDotNetImporter.read(file, into: &results)
    case .catch2: try Catch2Importer.read(file, into: &results)
    case .pyperf: try PyperfImporter.read(file, into: &results)
    case .asv: try AsvImporter.read(file, into: &results)
    case .julia: try JuliaImporter.read(file, into: &results)
    case .lighthouse: try LighthouseImporter.read(file, into: &results)
    case .k6: try K6Importer.read(file, into: &results)
    case .sizeLimit: try SizeLimitImporter.read(file, into: &results)
    case .lines: try LinesImporter.read([file], into: &results)
    case .jobRecord: try JobRecordImporter.read(file, into: &results)
    }
  }
}
