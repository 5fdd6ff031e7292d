import Testing

@testable import GateStatistics

@Suite struct ElasticityTests {
  private let moods = [0, 0.1, -0.05, 0.2, 0, 0.15, -0.1, 0.05]

  @Test(arguments: [0.5, -0.3]) func `a share of every change is found`(
    _ share: Double
  ) throws {
    // Only moods: the changes are in a fixed proportion.
    let causes = moods.map { 100 * Elementary.exponential($0) }
    let effects = moods.map { 40 * Elementary.exponential($0 * share) }
    let found = try #require(Elasticity(of: effects, to: causes))
    #expect(abs(found.slope - share) < 1e-9 && found.count == 7)
    #expect(abs(found.correlation - (share > 0 ? 1 : -1)) < 1e-9)
  }

  @Test func `growth that both share is no effect`() throws {
    // Both double from run to run; what is left of the changes does not go together.
    let causes = [0.02, -0.02, 0.02, -0.02, 0.02, -0.02, 0.02]
    let effects = [0.01, 0.01, -0.01, -0.01, 0.01, 0.01, -0.01]
    func path(_ moods: [Double]) -> [Double] {
      moods.enumerated().map { Elementary.exponential(0.7 * Double($0) + $1) }
    }
    let found = try #require(Elasticity(of: path(effects), to: path(causes)))
    #expect(abs(found.correlation) < 0.3)
  }

  @Test func `the reference values of a small example`() throws {
    // Changes of ln: causes 0.1, −0.1, 0.2, 0, −0.2; effects 0.1, 0, 0.1, 0.1, −0.3.
    func path(_ changes: [Double]) -> [Double] {
      var sum = 0.0
      return ([0] + changes).map {
        sum += $0
        return Elementary.exponential(sum)
      }
    }
    let found = try #require(
      Elasticity(of: path([0.1, 0, 0.1, 0.1, -0.3]), to: path([0.1, -0.1, 0.2, 0, -0.2])))
    // Σdxdy = 0.09, Σdx² = 0.1, Σdy² = 0.12; both means are 0.
    #expect(abs(found.slope - 0.9) < 1e-12)
    #expect(abs(found.correlation - 0.09 / (0.1 * 0.12).squareRoot()) < 1e-12)
  }

  @Test func `too few runs, constant figures and figures that are not positive say nothing`() {
    let some = [1.0, 2, 3, 2, 1, 2]
    #expect(Elasticity(of: some, to: some) != nil)
    #expect(Elasticity(of: Array(some.dropLast()), to: Array(some.dropLast())) == nil)
    #expect(Elasticity(of: some, to: some.map { _ in 4 }) == nil)
    #expect(Elasticity(of: some.map { _ in 4 }, to: some) == nil)
    #expect(Elasticity(of: some.map { $0 - 1 }, to: some) == nil)
    #expect(Elasticity(of: some, to: [1, 2]) == nil)
  }
}
