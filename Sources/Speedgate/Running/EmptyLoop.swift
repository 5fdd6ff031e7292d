/// The measured loop around nothing: what a body must differ from to count as work.
enum EmptyLoop {
  /// Whether a calibrated benchmark measured the loop alone, and does not say that it may.
  static func isAllThereIs(
    in calibration: Calibration, of benchmark: BenchmarkCase, clock: HarnessClock
  ) -> Bool {
    guard !benchmark.allowsEmptyBody, let least = calibration.least else { return false }
    return isNoLonger(least, clock: clock)
  }

  /// Whether this time of an iteration could be the loop alone.
  ///
  /// Half as much again as the loop covers the difference between one store and none, and the speed
  /// of a processor that changes between the two measurements.
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
