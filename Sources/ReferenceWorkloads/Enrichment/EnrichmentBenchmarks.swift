import Speedgate

/// Matching records with a register, exactly and fuzzily, at growing sizes.
enum EnrichmentBenchmarks {
  private static let sizes = [100, 500, 1_000, 10_000]

  @BenchmarkBuilder static var all: Benchmarks {
    matching("exact_id_a") { $0.exactTaxNumber($1) }
    matching("exact_id_b") { $0.exactCode($1) }
    matching("fuzzy") { $0.fuzzyName($1) }
  }

  private static func matching(
    _ method: String, _ match: @escaping @Sendable (Matcher, [IncompleteRecord]) -> Int
  ) -> Benchmark {
    Benchmark("enrichment/\(method)", parameter: "n", values: sizes) { run, n in
      let registry = Registry(count: n, seed: 23)
      let matcher = Matcher(registry.companies)
      let found = match(matcher, registry.records)
      run.record("match_rate", Double(found) / Double(n), unit: .ratio, better: .higher)
      run.measure { match(matcher, blackBox(registry.records)) }
    }
    .throughput(.items { $0 })
  }
}
