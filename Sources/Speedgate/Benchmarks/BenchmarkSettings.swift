extension Benchmark {
  /// The size of one sample of a benchmark.
  public enum Sampling: Hashable, Sendable {
    /// The mean of a batch of iterations that lasts about a millisecond.
    ///
    /// Right for most benchmarks. Percentiles of batches are percentiles of means.
    case batched

    /// One single iteration, so that percentiles are those of single calls.
    ///
    /// Right for latency budgets on bodies of 20 µs and more; the clock is too coarse for shorter ones.
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
