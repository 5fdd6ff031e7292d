import Testing

@testable import Evaluation

/// What stored numbers promise, in suites small enough for a test; `Evaluation cached` draws more.
@Suite struct CachedNumbersTests {
  @Test(arguments: SimulatedHosts.Spread.allCases, [1, 3])
  func `unchanged suites on hosts of different speed do not fail`(
    _ spread: SimulatedHosts.Spread, _ runs: Int
  ) {
    let tally = CachedNumbers(suites: 12).tally(spread, stored: runs, changed: 0, by: 1)
    #expect(tally.suites == 12 && tally.falselyFailing == 0)
  }

  @Test(arguments: [SimulatedHosts.Spread.alike, .alikeHeavyTailed])
  func `three stored runs find a doubled time`(_ spread: SimulatedHosts.Spread) {
    let tally = CachedNumbers(suites: 20).tally(spread, stored: 3, changed: 6, by: 2)
    #expect(tally.share(.regressed, of: \.changed) >= 0.95)
  }

  @Test(arguments: [33, 60]) func `a change of most benchmarks is neither passed nor silent`(
    _ changed: Int
  ) {
    let tally = CachedNumbers(suites: 10).tally(.alike, stored: 3, changed: changed, by: 1.3)
    #expect(tally.share(.passed, of: \.changed) == 0)
    #expect(tally.warned >= 8)
  }
}
