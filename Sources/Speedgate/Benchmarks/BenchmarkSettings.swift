extension Benchmark {
  /// What one sample of a benchmark is.
  public enum Sampling: Hashable, Sendable {
    /// The mean of a batch of iterations that lasts about a millisecond.
    ///
    /// Right for most benchmarks. Percentiles of batches are percentiles of means.
    case batched

    /// One iteration by itself, so that percentiles are those of single calls.
    ///
    /// Right for latency budgets on bodies of some 20 µs and more; below, the clock's step shows.
    case perIteration
  }
}

extension Benchmark {
  /// How many threads a benchmark's body uses.
  public enum Threads: Hashable, Sendable {
    /// One; the launch is bound to a processor.
    case single

    /// Several; the launch may use every processor.
    case several
  }
}
