import Testing

@testable import Speedgate

@Suite struct CalibrationTests {
  /// Runs a calibration against a body of made-up cost; gives the result and every batch's size.
  static func calibrate(
    cost: (Int) -> Double, target: UInt64 = 1_000_000, resolution: UInt64 = 20,
    singleIterations: Bool = false
  ) -> (iterations: Int, nanoseconds: Double, batches: [Int]) {
    var calibration = Calibration(
      target: target, resolution: resolution, singleIterations: singleIterations)
    var timing: BatchTiming?
    var batches: [Int] = []
    while batches.count < 1_000 {
      switch calibration.next(after: timing) {
      case .finished(let iterations, let nanoseconds): return (iterations, nanoseconds, batches)
      case .run(let iterations):
        batches.append(iterations)
        timing = BatchTiming(
          iterations: iterations, wallTime: Double(iterations) * cost(batches.count),
          processorTime: 0, involuntarySwitches: 0)
      }
    }
    return (0, 0, batches)
  }

  @Test(arguments: [0.4, 1, 37, 999, 12_345, 600_000])
  func `a sample reaches the target and hardly more`(_ cost: Double) {
    let result = Self.calibrate { _ in cost }
    let length = Double(result.iterations) * cost
    #expect(length >= 1_000_000)
    #expect(length <= 1_000_000 + cost * 1.001)
    #expect(abs(result.nanoseconds - cost) < cost * 1e-9)
    #expect(result.batches.count < 20)
  }

  @Test(arguments: [(50_000_000.0, 2), (2_000_000_000, 1)])
  func `a slow body is run once or twice, not ten times`(_ cost: Double, _ count: Int) {
    let result = Self.calibrate { _ in cost }
    #expect(result.iterations == 1)
    #expect(result.nanoseconds == cost)
    #expect(result.batches == Array(repeating: 1, count: count))
  }

  // What the first iteration sets up for all others is not what an iteration costs.
  @Test func `a slow first iteration is not taken for the body`() {
    let result = Self.calibrate { batch in batch == 1 ? 15_000_000 : 10 }
    #expect(result.iterations == 100_000)
    #expect(abs(result.nanoseconds - 10) < 1e-6)
  }

  // The system may take the processor away for longer than the whole calibration should last.
  @Test func `one batch that was held up does not decide`() {
    let quiet = Self.calibrate { _ in 10 }
    for held in 1...quiet.batches.count {
      let result = Self.calibrate { batch in
        batch == held ? 10 + 40_000_000 / Double(quiet.batches[held - 1]) : 10
      }
      #expect(result.iterations == quiet.iterations, "held up in batch \(held)")
    }
  }

  @Test func `warm-up goes on until times agree`() {
    let result = Self.calibrate { batch in batch < 8 ? 1_000 * Double(9 - batch) : 1_000 }
    #expect(abs(result.nanoseconds - 1_000) < 1)
  }

  @Test func `a body that never settles is measured all the same`() {
    let result = Self.calibrate { batch in batch % 2 == 0 ? 1_000 : 2_000 }
    #expect(result.iterations > 0)
    #expect(result.batches.count < 40)
  }

  // A coarse clock needs longer samples than the target says.
  @Test func `a sample lasts a thousand of the clock's steps`() {
    let result = Self.calibrate(cost: { _ in 100 }, target: 1_000, resolution: 50_000)
    #expect(Double(result.iterations) * 100 >= 50_000_000)
  }

  @Test func `single iterations stay single`() {
    let result = Self.calibrate(cost: { _ in 100 }, singleIterations: true)
    #expect(result.iterations == 1)
    #expect(result.nanoseconds == 100)
  }

  @Test func `a body that takes no time does not run for ever`() {
    let result = Self.calibrate { _ in 0 }
    #expect(result.iterations == Calibration.mostIterations)
    #expect(result.batches.count < 30)
  }
}
