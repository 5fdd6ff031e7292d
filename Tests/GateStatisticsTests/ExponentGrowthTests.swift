import Testing

@testable import GateStatistics

@Suite struct ExponentGrowthTests {
  @Test func `exponents and bounds are SciPy's`() throws {
    for row in try FitReference.load().exponents {
      let growth = try #require(
        ExponentGrowth(sizes: row.sizes, before: row.before, after: row.after, confidence: 0.99))
      #expect(agree(growth.before, row.exponentBefore, within: 1e-9))
      #expect(agree(growth.after, row.exponentAfter, within: 1e-9))
      #expect(agree(growth.low, row.low, within: 1e-8), "\(growth.low) \(row.low)")
      #expect(agree(growth.high, row.high, within: 1e-8))
      let stored = try #require(
        ExponentGrowth(sizes: row.sizes, runs: row.runs, costs: row.costs, confidence: 0.99))
      #expect(agree(stored.low, row.lowOfRuns, within: 1e-8))
    }
  }

  @Test func `what makes every size slower alike is no growth of the exponent`() throws {
    let before = [[10.0, 11], [100, 90], [1000, 1100]]
    let growth = try #require(
      ExponentGrowth(
        sizes: [1, 10, 100], before: before, after: before.map { $0.map { $0 * 3 } },
        confidence: 0.99))
    #expect(abs(growth.growth) < 1e-12 && abs(growth.low) < 1e-12)
  }

  @Test func `from linear to quadratic the exponent grows by one`() throws {
    let sizes = [10.0, 100, 1000]
    let growth = try #require(
      ExponentGrowth(
        sizes: sizes, before: sizes.map { [$0, $0] }, after: sizes.map { [$0 * $0, $0 * $0] },
        confidence: 0.99))
    #expect(agree(growth.before, 1, within: 1e-12) && agree(growth.after, 2, within: 1e-12))
    #expect(agree(growth.low, 1, within: 1e-12))
  }

  @Test func `the lower bound is above no growth as seldom as it says`() throws {
    var generator = SeededGenerator(seed: 20_261_127)
    func noise() -> Double {
      // The sum of twelve uniform numbers is near enough to normal.
      Elementary.exponential(
        0.05
          * ((0..<12).reduce(0.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
            - 6))
    }
    let sizes = [10.0, 40, 160, 640]
    var paired = 0
    var stored = 0
    let trials = 4_000
    for _ in 0..<trials {
      let before = sizes.map { size in (0..<6).map { _ in size * noise() } }
      let after = sizes.map { size in (0..<6).map { _ in size * noise() } }
      let growth = try #require(
        ExponentGrowth(sizes: sizes, before: before, after: after, confidence: 0.95))
      if growth.low > 0 { paired += 1 }
      let runs = (0..<5).map { _ in sizes.map { $0 * noise() } }
      let since = try #require(
        ExponentGrowth(
          sizes: sizes, runs: runs, costs: sizes.map { $0 * noise() }, confidence: 0.95))
      if since.low > 0 { stored += 1 }
    }
    for count in [paired, stored] {
      let share = Double(count) / Double(trials)
      #expect(share > 0.035 && share < 0.062, "\(share)")
    }
  }

  @Test func `what has no slope or no bounds gives nothing`() {
    let two = [[1.0, 1], [2, 2]]
    #expect(ExponentGrowth(sizes: [1, 2], before: two, after: two, confidence: 0.9) == nil)
    let three = two + [[3, 3]]
    #expect(ExponentGrowth(sizes: [5, 5, 5], before: three, after: three, confidence: 0.9) == nil)
    #expect(ExponentGrowth(sizes: [0, 1, 2], before: three, after: three, confidence: 0.9) == nil)
    let single = [[1.0], [2], [3]]
    #expect(
      ExponentGrowth(sizes: [1, 2, 3], before: single, after: single, confidence: 0.9) == nil)
    #expect(
      ExponentGrowth(
        sizes: [1, 2, 3], before: three, after: [[1, 0], [2, 2], [3, 3]], confidence: 0.9)
        == nil)
    #expect(
      ExponentGrowth(
        sizes: [1, 2, 3], runs: [[1, 2, 3], [1, 2, 3]], costs: [1, 2, 3], confidence: 0.9) == nil)
  }
}
