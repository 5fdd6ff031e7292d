import Testing

@testable import GateStatistics

@Suite struct CachedComparisonTests {
  static let configuration = SequentialRatioTest.Configuration(tolerance: 0.1, comparisonCount: 40)

  @Test func `one stored run proves only what no noisy neighbour makes`() throws {
    func decide(_ ratio: Double) throws -> SequentialRatioTest.Decision {
      try #require(
        CachedComparison(
          candidate: 100 * ratio, baselineRuns: [100], configuration: Self.configuration,
          higherIsBetter: false)
      ).decision
    }
    #expect(try decide(1.3) == .undecided)
    #expect(try decide(3) == .regressed)
    #expect(try decide(0.3) == .improved)
    #expect(try decide(0.85) == .passed)
  }

  @Test func `steady stored runs prove more`() throws {
    let runs = (0..<12).map { 100.0 + Double($0 % 3) }
    let result = try #require(
      CachedComparison(
        candidate: 130, baselineRuns: runs, configuration: Self.configuration,
        higherIsBetter: false))
    #expect(result.decision == .regressed)
    #expect(result.caveats.isEmpty)
    #expect(result.low < 1.29 && result.high > 1.29)
  }

  @Test func `more is worse or better as the metric says`() throws {
    let runs = (0..<12).map { 100.0 + Double($0 % 3) }
    let result = try #require(
      CachedComparison(
        candidate: 60, baselineRuns: runs, configuration: Self.configuration,
        higherIsBetter: true))
    #expect(result.decision == .regressed)
    #expect(result.estimate < 1 && result.low < result.estimate && result.estimate < result.high)
  }

  @Test func `figures that cannot be compared are not`() {
    func isCompared(_ candidate: Double, _ stored: [Double]) -> Bool {
      CachedComparison(
        candidate: candidate, baselineRuns: stored, configuration: Self.configuration,
        higherIsBetter: false) != nil
    }
    #expect(isCompared(1, [1]) && isCompared(0, [0, 0]) && isCompared(1, [0]))
    for candidate in [-1, Double.nan, .infinity] { #expect(!isCompared(candidate, [1])) }
    for stored in [[], [-1], [1, .nan], [0, 1], [1, 0]] { #expect(!isCompared(1, stored)) }
  }

  // MARK: What the rest of the suite shows

  private static let steady = [100.0, 101, 99, 100.5, 99.5, 100, 101, 99]

  private static func compared(
    _ candidate: Double, shift: Double, tolerance: Double = 0.05, higherIsBetter: Bool = false
  ) throws -> CachedComparison {
    try #require(
      CachedComparison(
        candidate: candidate, baselineRuns: steady,
        suite: .init(new: Elementary.logarithm(shift), error: 0.001),
        configuration: .init(tolerance: tolerance), higherIsBetter: higherIsBetter))
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let shift: Double
    let candidate: Double
    let decision: SequentialRatioTest.Decision
    var caveat: CachedComparison.Caveat?
    var testDescription: String { "a machine × \(shift), a figure × \(candidate / 100)" }
  }

  @Test(arguments: [
    Case(shift: 1.04, candidate: 104, decision: .passed),
    Case(shift: 1.04, candidate: 130, decision: .regressed),
    Case(shift: 1.04, candidate: 70, decision: .improved),
    Case(shift: 0.8, candidate: 80, decision: .passed),
    // What does not follow the machine is neither slower on a faster one nor faster on a slower one.
    Case(shift: 0.8, candidate: 100, decision: .undecided, caveat: .besideSuiteOnly),
    Case(shift: 1.25, candidate: 100, decision: .passed),
    Case(shift: 0.8, candidate: 130, decision: .regressed),
    Case(shift: 1.25, candidate: 160, decision: .regressed),
  ]) func `a change counts as far as it shows with and without the suite's shift`(
    _ row: Case
  ) throws {
    let result = try Self.compared(row.candidate, shift: row.shift)
    #expect(result.decision == row.decision)
    #expect(result.caveats == (row.caveat.map { [$0] } ?? []))
    #expect(agree(result.estimate * result.baseline, row.candidate, within: 1e-12))
    #expect(agree(result.baseline, 100 * row.shift, within: 1e-12))
  }

  @Test func `a whole suite that is slower by more than the tolerance does not pass`() throws {
    let result = try Self.compared(125, shift: 1.25)
    #expect(result.decision == .undecided)
    guard case .sharedBySuite(let shift)? = result.caveats.first else {
      Issue.record("\(result.caveats)")
      return
    }
    #expect(agree(shift, 0.25, within: 1e-12))
    #expect(try Self.compared(125, shift: 1.25, tolerance: 0.3).decision == .passed)
    // Of rates a slower machine gives less.
    #expect(try Self.compared(80, shift: 0.8, higherIsBetter: true).decision == .undecided)
    #expect(try Self.compared(125, shift: 1.25, higherIsBetter: true).decision == .passed)
  }

  @Test func `an estimate lies in its interval, and the interval agrees with the decision`() throws
  {
    var generator = SeededGenerator(seed: 7)
    let references: [CachedComparison.Reference] = [.newest, .mean, .median]
    var seen: Set<SequentialRatioTest.Decision> = []
    for _ in 0..<2_000 {
      let limit = [0.0, 0.05, 0.2][Int.random(in: 0..<3, using: &generator)]
      let isRate = Bool.random(using: &generator)
      let runs = Int.random(in: 1...8, using: &generator)
      func factor(_ size: Double) -> Double {
        Elementary.exponential(Double.random(in: -size...size, using: &generator))
      }
      let stored = (0..<runs).map { _ in 50 * factor(0.03) }
      let isShifted = Bool.random(using: &generator)
      let suite =
        isShifted
        ? CachedComparison.Suite(
          stored: stored.map { _ in Elementary.logarithm(factor(0.1)) },
          new: Elementary.logarithm(factor(0.3)), error: 0.004, inflation: factor(0.2),
          usual: VariancePrior(variance: 0.0004, degreesOfFreedom: 5)) : .unknown
      let candidate =
        Int.random(in: 0..<10, using: &generator) == 0
        ? stored[0] : 50 * factor([0.03, 0.3, 2][Int.random(in: 0..<3, using: &generator)])
      let result = try #require(
        CachedComparison(
          candidate: candidate, baselineRuns: stored,
          reference: references[Int.random(in: 0..<3, using: &generator)],
          suite: suite, configuration: .init(tolerance: limit, comparisonCount: 20),
          higherIsBetter: isRate))
      seen.insert(result.decision)
      let hair = 1e-9
      #expect(result.low <= result.estimate + hair && result.estimate <= result.high + hair)
      // As growth of what is worse when larger.
      let worst = isRate ? 1 / result.low : result.high
      let best = isRate ? 1 / result.high : result.low
      switch result.decision {
      case .passed: #expect(worst <= 1 + limit + 1e-6)
      case .regressed: #expect(best > 1 + limit)
      case .improved: #expect(worst < 1)
      case .undecided: #expect(worst > 1 + limit)
      }
    }
    #expect(seen.count == 4)
  }
}
