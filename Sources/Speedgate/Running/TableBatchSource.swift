/// Batches for a table: calibrate, then a fixed number of samples.
final class TableBatchSource: BatchSource {
  private let benchmark: BenchmarkCase
  private let clock: HarnessClock
  private var wanted: Int
  private var calibration: Calibration
  private var sampleIterations: Int?
  private(set) var samples: [Double] = []
  private(set) var isEmpty = false

  init(benchmark: BenchmarkCase, clock: HarnessClock, sampleCount: Int) {
    self.benchmark = benchmark
    self.clock = clock
    wanted = sampleCount
    calibration = Calibration(
      target: 1_000_000, resolution: clock.resolution,
      singleIterations: benchmark.sampling == .perIteration)
  }

  func next(after timing: BatchTiming?, steps: StepRecorder) -> Int? {
    guard let sampleIterations else {
      let next = calibrate(after: timing)
      steps.isRecording = self.sampleIterations != nil
      return next
    }
    if let timing {
      samples.append(timing.perIteration)
      steps.finish(iterations: timing.iterations)
    }
    return samples.count < wanted ? sampleIterations : nil
  }

  /// The iterations of one sample; 0 before it is known.
  var iterations: Int { sampleIterations ?? 0 }

  private func calibrate(after timing: BatchTiming?) -> Int? {
    switch calibration.next(after: timing) {
    case .run(let iterations): return iterations
    case .finished(let iterations, let nanoseconds):
      if EmptyLoop.isAllThereIs(in: calibration, of: benchmark, clock: clock) {
        isEmpty = true
        return nil
      }
      // A slow benchmark gets fewer samples: a minute for one row is too long.
      let affordable = Int(2e9 / max(1, nanoseconds * Double(iterations)))
      wanted = max(3, min(wanted, affordable))
      sampleIterations = iterations
      return iterations
    }
  }
}
