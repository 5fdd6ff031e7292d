import GateRecords

extension Benchmark {
  /// A metric that a benchmark can ask for.
  ///
  /// Those that are counted in launches of their own are declared beside their counters.
  public struct Metric: Hashable, Sendable {
    /// Its name in records and budgets.
    let name: MetricName

    init(_ name: MetricName) {
      self.name = name
    }

    /// Elapsed time of an iteration.
    public static let wallTime = Metric(.wallTime)

    /// Processor time of an iteration over all threads.
    public static let cpuTime = Metric(.cpuTime)

    /// The highest resident memory of a launch, where the system reports it.
    public static let peakMemory = Metric(.peakMemory)

    /// Items or bytes a second, where the benchmark says what it processes.
    public static let throughput = Metric(.throughput)
  }
}
