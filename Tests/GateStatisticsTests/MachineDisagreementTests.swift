import Testing

@testable import Evaluation
@testable import GateStatistics

@Suite struct MachineDisagreementTests {
  /// Machines with this many log ratios above and below zero, each by an amount of its own.
  static func machines(_ counts: [(above: Int, below: Int)]) -> [[Double]] {
    counts.enumerated().map { place, count in
      (0..<count.above).map { 0.05 + Double($0 + place) / 1000 }
        + (0..<count.below).map { -0.05 - Double($0 + place) / 1000 }
    }
  }

  // scipy.stats.fisher_exact([[12, 0], [6, 18]])[1] = 2.373e-05; three machines: 2 sizes, 3 ways of one size.
  @Test func `the p-value is Fisher's, times the ways to part the machines`() throws {
    let found = try #require(
      MachineDisagreement.clearest(
        among: Self.machines([(3, 9), (12, 0), (3, 9)]), rate: 0.01))
    #expect(found.worse == [1])
    #expect(abs(found.ways - 6) < 1e-9)
    #expect(abs(found.pValue / (FisherExact.pValue((12, of: 12), (6, of: 24)) * 6) - 1) < 1e-9)
  }

  @Test func `the ways of all sizes share the rate`() {
    for all in 2...12 {
      // Every way has the weight of one divided by its ways; together they weigh one.
      let weight = (1..<all).reduce(0.0) { sum, count in
        sum + Elementary.exponential(FisherExact.logChoose(all, count))
          / MachineDisagreement.ways(of: count, among: all)
      }
      #expect(abs(weight - 1) < 1e-9)
    }
  }

  @Test(arguments: [
    [], [[]], [[0.1, 0.2]], [[0.1], []], [[0, 0, 0], [0, 0, 0]], [[0.1, 0.1], [-0.1, -0.1]],
  ]) func `nothing is found where little is known`(_ machines: [[Double]]) {
    #expect(MachineDisagreement.clearest(among: machines, rate: 0.01) == nil)
  }

  @Test func `two of eight machines are named, wherever they stand`() throws {
    for places in [[0, 1], [2, 5], [6, 7]] {
      let counts = (0..<8).map {
        places.contains($0) ? (above: 12, below: 0) : (above: 3, below: 9)
      }
      let found = try #require(
        MachineDisagreement.clearest(among: Self.machines(counts), rate: 0.001))
      #expect(found.worse == places)
    }
  }

  // Two hundred fleets of six machines whose noise differs tenfold, at a rate of 20 %: were the bound broken,
  // far more than forty would be found. The seed is fixed.
  @Test func `machines that agree are seldom taken for ones that do not`() {
    var generator = SeededGenerator(seed: 16)
    let found = (0..<200).count { _ in
      let machines = (0..<6).map { place -> [Double] in
        var launches = SimulatedLaunches(
          LaunchLaw.allCases[place], spread: place % 2 == 0 ? 0.003 : 0.03, change: 0.01)
        return (0..<6).flatMap { _ in launches.next(using: &generator).pairs }
      }
      return MachineDisagreement.clearest(among: machines, rate: 0.2) != nil
    }
    #expect(found <= 40, "\(found) of 200 fleets that agree")
  }
}
