/// Derives figures from the steps of an iteration.
package struct StepIndicators: Hashable, Sendable {
  /// Reading below this many milliseconds is good.
  package let good: Double
  /// Reading below this many milliseconds is moderate; from there on it is poor.
  package let moderate: Double

  /// Creates thresholds.
  ///
  /// - Parameters:
  ///   - good: Seconds of reading below which it is good.
  ///   - moderate: Seconds of reading below which it is moderate.
  package init(good: Double = 5, moderate: Double = 15) {
    self.good = good * 1_000
    self.moderate = moderate * 1_000
  }

  /// The indicators; nil without steps.
  package func indicators(of steps: [StepRecord]) -> PerformanceIndicators? {
    let longest = steps.map(\.durationMilliseconds).max()
    guard let bottleneck = steps.first(where: { $0.durationMilliseconds == longest }) else {
      return nil
    }
    let kinds = steps.map { StepWords.kind(of: $0) }
    func working(_ kind: StepKind) -> [StepRecord] {
      zip(steps, kinds).filter { $1 == kind }.map(\.0)
    }
    // Rows that are written are written by some step, also where none of them does nothing else.
    let writers = working(.write)
    let writing = writers.contains { $0.meanRowsWritten != nil } ? writers : steps
    let reading = working(.read).reduce(0) { $0 + $1.durationMilliseconds }
    return PerformanceIndicators(
      bottleneckStep: bottleneck.stepID,
      queryEfficiency: reading < good ? .good : reading < moderate ? .moderate : .poor,
      transformThroughput: Self.rate(working(.transform), \.meanRowsRead),
      writeThroughput: Self.rate(writing, \.meanRowsWritten))
  }

  /// Rows a second over the steps that say how many; 0 when none does or they took no time.
  private static func rate(
    _ steps: [StepRecord], _ rows: KeyPath<StepRecord, Double?>
  ) -> Double {
    let working = steps.filter { $0[keyPath: rows] != nil }
    let seconds = working.reduce(0) { $0 + $1.durationMilliseconds } / 1_000
    guard seconds > 0 else { return 0 }
    let total = working.reduce(0.0) { $0 + ($1[keyPath: rows] ?? 0) }
    return (total / seconds * 100).rounded() / 100
  }
}
