import Testing

@testable import Speedgate

@Suite struct EmptyLoopTests {
  /// A calibration that has seen batches of these lengths, in nanoseconds an iteration.
  static func calibration(_ costs: [Double], singleIterations: Bool = false) -> Calibration {
    var calibration = Calibration(
      target: 100_000, resolution: 20, singleIterations: singleIterations)
    var timing: BatchTiming?
    var rest = costs[...]
    while case .run(let iterations) = calibration.next(after: timing) {
      let cost = rest.count > 1 ? rest.removeFirst() : rest[rest.startIndex]
      timing = BatchTiming(
        iterations: iterations, wallTime: Double(iterations) * cost, processorTime: 0,
        involuntarySwitches: 0)
    }
    return calibration
  }

  static func isRefused(_ calibration: Calibration, _ benchmark: Benchmark) -> Bool {
    EmptyLoop.isAllThereIs(in: calibration, of: benchmark.cases[0], clock: .assumed)
  }

  // No loop takes less than no time, and none a microsecond an iteration.
  @Test func `no time at all is nothing and a microsecond is something`() {
    let benchmark = Benchmark("x") { _ in }
    #expect(Self.isRefused(Self.calibration([0]), benchmark))
    #expect(!Self.isRefused(Self.calibration([1_000]), benchmark))
  }

  @Test func `disturbed batches do not make work of nothing`() {
    let benchmark = Benchmark("x") { _ in }
    let disturbed = Self.calibration(Array(repeating: 0, count: 11) + [1, 1, 0])
    #expect(Self.isRefused(disturbed, benchmark))
  }

  @Test func `single iterations are no excuse`() {
    let benchmark = Benchmark("x") { _ in }.sampling(.perIteration)
    #expect(Self.isRefused(Self.calibration([0], singleIterations: true), benchmark))
  }

  @Test func `whoever allows an empty body gets one`() {
    let benchmark = Benchmark("x") { _ in }.allowingEmptyBody()
    #expect(!Self.isRefused(Self.calibration([0]), benchmark))
  }

  @Test func `the real empty loop is distinguished from real work`() {
    let clock = HarnessClock.measured()
    // A busy machine may slow one of the two measurements; it does not do so every time.
    let tries = (0..<30).contains { _ in
      EmptyLoop.isNoLonger(EmptyLoop.measured(clock: clock), clock: clock)
    }
    #expect(tries)
    #expect(!EmptyLoop.isNoLonger(1e6, clock: clock))
  }
}
