import Testing

@testable import GateStatistics

@Suite struct WelchTestTests {
  // SciPy 1.17: stats.ttest_ind(a, b, equal_var=False, alternative="greater").pvalue.
  @Test(
    arguments: [
      ([101.0, 99.5, 104, 98, 107, 103], [97.0, 100, 99, 101.5], 0.06795632715685154),
      ([97.0, 100, 99, 101.5], [101.0, 99.5, 104, 98, 107, 103], 0.9320436728431485),
      (WelchTestTests.spiky(20, 3, 10), WelchTestTests.spiky(20, 0, 1), 0.041406921292255025),
      (WelchTestTests.spiky(20, 2, 10), WelchTestTests.spiky(20, 0, 1), 0.08127499951486358),
      (WelchTestTests.spiky(80, 16, 20), WelchTestTests.spiky(80, 16, 10), 0.018366668769460272),
    ])
  func `it agrees with SciPy`(_ first: [Double], _ second: [Double], _ pValue: Double) throws {
    #expect(
      agree(try #require(WelchTest.pValue(greater: first, than: second)), pValue, within: 1e-9))
  }

  @Test func `figures without spread differ for certain or not at all`() {
    #expect(WelchTest.pValue(greater: [2, 2], than: [1, 1]) == 0)
    #expect(WelchTest.pValue(greater: [1, 1], than: [1, 1]) == 1)
    #expect(WelchTest.pValue(greater: [2], than: [1, 1]) == nil)
  }

  static func spiky(_ count: Int, _ spikes: Int, _ size: Double) -> [Double] {
    (0..<count).map { $0 < spikes ? size : 1 }
  }
}
