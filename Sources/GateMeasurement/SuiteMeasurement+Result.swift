package import GateBudgets
package import GateProtocol
package import GateRecords

extension SuiteMeasurement {
  /// The result of a measurement.
  package struct Result: Sendable {
    /// How the candidate introduced itself.
    package var greeting: WorkerGreeting
    /// Every benchmark that was to be measured.
    package var benchmarks: [BenchmarkRecord]
    /// The benchmarks that the selection left out.
    package var leftOut: [BenchmarkIdentifier]
    /// The selected benchmarks that only the baseline's program has.
    package var baselineOnly: [BenchmarkIdentifier]
    /// Whether the baseline's program could be run beside it.
    package var isPaired: Bool
    /// The planned decisions; nil without a baseline's program.
    package var planner: DecisionPlanner?
    /// Which share this was, when the suite is shared.
    package var shard: ShardRecord?
    /// Launch pairs of a benchmark that are kept from run to run.
    package var keptPairs: Int
    /// The layouts that were drawn for launches; none where all had one.
    package var layouts: [LaunchLayout]
    /// Warnings for the reader.
    package var warnings: [String]
  }

  /// Where a measurement is.
  package struct Progress: Sendable {
    /// The share that is done, in [0, 1].
    package var done: Double
    /// Benchmarks that are settled.
    package var settled: Int
    /// Benchmarks in all.
    package var total: Int
    /// Rounds of launches so far.
    package var rounds: Int
    /// The benchmark that has just been settled; nil for a mere step.
    package var finished: BenchmarkIdentifier?
    /// A notice before measuring begins; nil for a mere step.
    package var notice: String?
  }
}
