extension RunRecord {
  /// One sentence for each benchmark that failed: its name, and why.
  package static func errors(of benchmarks: [BenchmarkRecord]) -> [String] {
    benchmarks.filter { $0.status == .failed }.map { benchmark in
      "\(benchmark.name): \(benchmark.failure?.message ?? RecordMessage.itFailed.line)"
    }
  }

  /// What went wrong, failed benchmarks among it, also where the record was written before it listed them.
  package var allErrors: [String] {
    errors + Self.errors(of: benchmarks).filter { !errors.contains($0) }
  }
}
