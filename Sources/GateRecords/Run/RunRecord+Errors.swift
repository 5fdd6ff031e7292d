extension RunRecord {
  /// One sentence for each benchmark that failed: its name, and why.
  package static func errors(of benchmarks: [BenchmarkRecord]) -> [String] {
    benchmarks.filter { $0.status == .failed }.map { benchmark in
      "\(benchmark.name): \(benchmark.failure?.message ?? RecordMessage.itFailed.line)"
    }
  }

  /// The errors, including failed benchmarks, also if the record was written before records listed them.
  package var allErrors: [String] {
    errors + Self.errors(of: benchmarks).filter { !errors.contains($0) }
  }
}
