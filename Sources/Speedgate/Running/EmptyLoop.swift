/// The measured loop without a body; a benchmark must take longer to count as work.
enum EmptyLoop {
  /// Whether a calibrated benchmark measured only the loop and did not declare that it may.
  static func isAllThereIs(
    in calibration: Calibration, of benchmark: BenchmarkCase, clock: HarnessClock
  ) -> Bool {
    guard !benchmark.allowsEmptyBody, let least = calibration.least else { return false }
    return isNoLonger(least, clock: clock)
  }

  /// Whether an iteration of this time could be the loop alone.
  ///
  /// The limit is 1.5 times the loop. The margin covers a store that the loop does not have, and a processor whose
  /// speed changes between the two measurements.
  static func isNoLonger(_ nanoseconds: Double, clock: HarnessClock) -> Bool {
    nanoseconds <= 1.5 * measured(clock: clock)
  }

  /// The least nanoseconds an iteration that the loop around nothing takes here and now.
  static func measured(clock: HarnessClock) -> Double {
    let source = FixedBatches(count: 5, iterations: 50_000)
    BenchmarkRun(source: source, clock: clock).measure {}
    return source.least
  }
}

/// A fixed number of equal batches.
private final class FixedBatches: BatchSource {
  private var remaining: Int
  private let iterations: Int
  private(set) var least = Double.infinity

  init(count: Int, iterations: Int) {
    remaining = count
    self.iterations = iterations
  }

  func next(after timing: BatchTiming?, steps: StepRecorder) -> Int? {
    if let timing { least = min(least, timing.perIteration) }
    guard remaining > 0 else { return nil }
    remaining -= 1
    return iterations
  }
}
