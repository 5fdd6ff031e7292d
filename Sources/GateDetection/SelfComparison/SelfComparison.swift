import GateBudgets
package import GateRecords
import GateStatistics

/// A program measured against itself, which shows the machine's noise, its false alarms, and the smallest change
/// that each benchmark could prove here.
package struct SelfComparison: Hashable, Sendable {
  /// One benchmark.
  package struct Row: Hashable, Sendable {
    /// Its name.
    package let benchmark: BenchmarkIdentifier
    /// Launch pairs.
    package let pairs: Int
    /// The standard deviation of a launch pair's ln(one side ÷ the other).
    package let spread: Double
    /// The smallest slow-down that this number of pairs would have proven; nil if they would have proven none.
    package let smallestDetectable: Double?
    /// Whether the gate would have called the program slower, or faster, than itself.
    package let isFalseAlarm: Bool
  }

  /// One row a measured benchmark, in the run's order.
  package let rows: [Row]

  /// Judges a paired run of one program on both sides.
  ///
  /// - Parameters:
  ///   - run: The record.
  ///   - alpha: The suite's false-alarm rate.
  ///   - tolerance: The tolerance of a benchmark, 0.05 for 5 %.
  /// - Complexity: O(pairs) factors for each of some thirty halvings a benchmark.
  package init(
    _ run: RunRecord, alpha: Double, tolerance: (BenchmarkIdentifier) -> Double
  ) {
    self.run = run
    let measured = run.benchmarks.filter { $0.status == .measured }
    rows = measured.compactMap { benchmark in
      guard let series = benchmark.series(of: .wallTime), series.baselineLaunches != nil
      else { return nil }
      var test = SequentialRatioTest(
        .init(
          tolerance: tolerance(benchmark.name), alpha: alpha, comparisonCount: measured.count))
      let datum = PairedDatum(isTime: true, iterations: benchmark.iterationsPerSample)
      for block in LaunchBlock.blocks(of: series, datum: datum) { test.add(block) }
      return Row(
        benchmark: benchmark.name, pairs: test.count,
        spread: Percentile.spread(of: test.logRatios) ?? 0,
        smallestDetectable: test.smallestDetectable,
        isFalseAlarm: test.decision == .regressed || test.decision == .improved)
    }
  }

  private let run: RunRecord

  /// The summary that reports cite.
  package var summary: AACheckSummary {
    AACheckSummary(
      runID: run.runID, startedAt: run.startedAt, comparisons: rows.count,
      falseAlarms: falseAlarms.count, medianSpread: medianSpread)
  }

  /// The benchmarks that would have raised a false alarm.
  package var falseAlarms: [Row] { rows.filter(\.isFalseAlarm) }

  /// The median of the benchmarks' spreads; nil without any.
  package var medianSpread: Double? { Percentile.median(of: rows.map(\.spread)) }
}
