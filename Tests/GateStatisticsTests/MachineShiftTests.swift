import Testing

@testable import GateStatistics

@Suite struct MachineShiftTests {
  /// Levels of benchmarks far apart.
  private static func levels(_ count: Int) -> [Double] {
    (0..<count).map { Double(($0 * 7) % 11) - 5 }
  }

  @Test func `the factors of all runs are found exactly where nothing else differs`() throws {
    let factors = [0.08, -0.05, 0.02]
    let levels = Self.levels(9)
    let shift = try #require(
      MachineShift(
        new: levels.map { $0 + 0.1 }, stored: levels.map { level in factors.map { level + $0 } }))
    let center = Mean.of(factors)
    for (found, true_) in zip(shift.stored, factors) {
      #expect(abs(found - (true_ - center)) < 1e-12)
    }
    #expect(abs(shift.logRatio - (0.1 - center)) < 1e-12)
    #expect(shift.error < 1e-12 && shift.benchmarkCount == 9)
  }

  @Test(arguments: 0...4) func `fewer than half of the benchmarks may change as much as they like`(
    _ changed: Int
  ) throws {
    let levels = Self.levels(9)
    let new = levels.enumerated().map { $1 + 0.1 + ($0 < changed ? 3 : 0) }
    let shift = try #require(MachineShift(new: new, stored: levels.map { [$0, $0, $0] }))
    #expect(abs(shift.logRatio - 0.1) < 1e-12)
    #expect(shift.residuals.count { $0 > 1 } == changed)
  }

  @Test func `a run that lacks benchmarks is not mistaken for a faster or slower one`() throws {
    let factors = [0.2, 0, -0.1, 0]
    // The longest benchmarks are missing in the first run.
    let levels = (0..<12).map(Double.init)
    let rows = levels.map { level in
      factors.enumerated().map { run, factor in run == 0 && level > 6 ? nil : level + factor }
    }
    let shift = try #require(MachineShift(new: levels, stored: rows))
    let center = Mean.of(factors)
    for (found, true_) in zip(shift.stored, factors) {
      #expect(abs(found - (true_ - center)) < 1e-6)
    }
    #expect(abs(shift.logRatio + center) < 1e-6)
  }

  @Test func `a run that shares few benchmarks keeps its figures as they are`() throws {
    let levels = Self.levels(8)
    let rows: [[Double?]] = levels.enumerated().map { index, level in
      [level, level, index < 4 ? level + 0.5 : nil]
    }
    let shift = try #require(MachineShift(new: levels, stored: rows))
    #expect(shift.stored[2] == 0)
  }

  @Test func `four benchmarks show nothing about the machine`() {
    let levels = Self.levels(4)
    #expect(MachineShift(new: levels, stored: levels.map { [$0] }) == nil)
    #expect(MachineShift(new: [], stored: []) == nil)
    let five = Self.levels(5)
    #expect(MachineShift(new: five, stored: five.map { [$0] }) != nil)
  }

  @Test func `a suite that scatters more than its stored runs is given more room`() throws {
    let levels = Self.levels(20)
    let new = levels.enumerated().map { $1 + ($0 % 2 == 0 ? 0.1 : -0.1) }
    let shift = try #require(MachineShift(new: new, stored: levels.map { [$0, $0, $0] }))
    let normal = StudentT(degreesOfFreedom: .infinity)
    func inflation(_ error: Double) -> Double {
      shift.inflation(over: levels.map { _ in (error, normal) })
    }
    // The middle residual is 0.1, and would be 0.6745 errors.
    #expect(agree(inflation(0.01), 10 / 0.674489750196082, within: 1e-9))
    #expect(inflation(0.2) == 1)
  }
}
