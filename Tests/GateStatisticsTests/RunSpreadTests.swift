import Testing

@testable import GateStatistics

@Suite struct RunSpreadTests {
  private static func logarithms(_ figures: [Double]) -> [Double] {
    figures.map(Elementary.logarithm)
  }

  @Test(arguments: 0..<3) func `fewer than three runs leave the spread to an assumption`(
    _ count: Int
  ) {
    let usual = VariancePrior(variance: 1e-4, degreesOfFreedom: 4)
    let spread = RunSpread(of: [Double](repeating: 1, count: count), usual: usual)
    #expect(spread.isAssumed && spread.deviation == RunSpread.assumed)
    #expect(spread.degreesOfFreedom == .infinity)
  }

  @Test func `runs that happen to agree are not believed to be without noise`() {
    let alone = RunSpread(of: [1, 1, 1])
    #expect(alone.deviation == RunSpread.least && alone.degreesOfFreedom == 2)
    // The rest of the suite knows better.
    let usual = VariancePrior(variance: 0.0025, degreesOfFreedom: 4)
    let known = RunSpread(of: [1, 1, 1], usual: usual)
    #expect(agree(known.deviation, (0.0025 * 4 / 6).squareRoot(), within: 1e-12))
    #expect(known.degreesOfFreedom == 6)
  }

  @Test func `a benchmark far noisier than the others is believed by its own runs`() {
    let usual = VariancePrior(variance: 0.0001, degreesOfFreedom: 6)
    let logarithms = Self.logarithms([100, 140, 80])
    let known = RunSpread(of: logarithms, usual: usual)
    #expect(known.deviation == RunSpread(of: logarithms).deviation)
  }

  @Test func `many runs do not make the noise normal`() {
    let logarithms = Self.logarithms((0..<40).map { 100 + Double($0 % 7) })
    #expect(RunSpread(of: logarithms).degreesOfFreedom < 10)
  }

  @Test func `a third stored run that agrees never proves less than two`() {
    let two = RunSpread(of: Self.logarithms([100, 103]))
    for spread in [0.001, 0.01, 0.05, 0.099] {
      let three = RunSpread(of: [1, 1 + spread, 1 - spread])
      #expect(!three.isAssumed)
      for probability in [0.9, 0.95, 0.999, 1 - 1e-6] {
        #expect(three.reach(probability) { $0 } <= two.reach(probability) { $0 })
      }
    }
    // Runs that spread by more than is assumed are believed.
    let wild = RunSpread(of: Self.logarithms([100, 150, 70]))
    #expect(wild.reach(0.95) { $0 } > two.reach(0.95) { $0 })
  }

  @Test func `a usual spread needs five benchmarks with three runs each`() {
    let row = Self.logarithms([100, 103, 98])
    #expect(RunSpread.usual(of: [row, row, row, row, [1, 2]]) == nil)
    #expect(RunSpread.usual(of: [row, row, row, row, row]) != nil)
  }

  @Test func `figures that repeat exactly leave the others' spread as it is`() throws {
    let noisy = (0..<10).map { Self.logarithms([100, 105 + Double($0), 96]) }
    let exact = [[Double]](repeating: [3, 3, 3], count: 50)
    let usual = try #require(RunSpread.usual(of: noisy + exact))
    let own = RunSpread(of: noisy[0])
    let known = RunSpread(of: noisy[0], usual: usual)
    #expect(known.deviation > own.deviation * 0.75)
    #expect(RunSpread(of: exact[0], usual: usual).deviation == RunSpread.least)
  }
}
