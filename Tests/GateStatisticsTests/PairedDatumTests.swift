import Testing

@testable import GateStatistics

@Suite struct PairedDatumTests {
  static let samples: [(new: [Double], old: [Double])] = [
    ([3, 1, 2, 5, 4], [2, 2, 2, 2, 2]),
    ([10, 11, 12, 13], [9, 30, 10, 8]),
    ([1.5], [0.5]),
  ]

  // All that the test asks for: unchanged programs are exchangeable, so d and −d must be alike.
  @Test(arguments: [PairedDatum.neighbours, .lowerQuartiles], samples)
  func `exchanging the sides turns the sign`(
    _ datum: PairedDatum, _ sample: (new: [Double], old: [Double])
  ) throws {
    let forth = try #require(datum.logRatio(sample.new, sample.old))
    let back = try #require(datum.logRatio(sample.old, sample.new))
    #expect(abs(forth + back) < 1e-12)
  }

  @Test func `neighbours take the median of quotients, quartiles the second fastest of eight`() {
    let old = [100.0, 100, 100, 100, 100, 100, 100, 100]
    let new = [110.0, 250, 120, 120, 120, 120, 105, 900]
    let neighbours = PairedDatum.neighbours.logRatio(new, old)
    let quartiles = PairedDatum.lowerQuartiles.logRatio(new, old)
    #expect(abs((neighbours ?? 0) - Elementary.logarithm(1.2)) < 1e-12)
    #expect(abs((quartiles ?? 0) - Elementary.logarithm(1.1)) < 1e-12)
  }

  @Test func `what the machine adds to most samples moves no quartile`() {
    let old = [100.0, 101, 100, 102, 100, 101, 100, 100]
    var disturbed = old
    for index in 2..<8 { disturbed[index] *= 3 }
    #expect(PairedDatum.lowerQuartiles.logRatio(disturbed, old).map { $0 < 0.02 } == true)
    #expect(PairedDatum.neighbours.logRatio(disturbed, old).map { $0 > 1 } == true)
  }

  @Test func `only times of many iterations are means`() {
    #expect(PairedDatum(isTime: true, iterations: 10) == .lowerQuartiles)
    #expect(PairedDatum(isTime: true, iterations: 9) == .neighbours)
    #expect(PairedDatum(isTime: false, iterations: 1_000) == .neighbours)
  }

  @Test(arguments: [PairedDatum.neighbours, .lowerQuartiles])
  func `what has no ratio has an order, and what is no number is left out`(_ datum: PairedDatum) {
    #expect(datum.logRatio([], []) == nil)
    #expect(datum.logRatio([.nan], [1]) == nil && datum.logRatio([.infinity], [1]) == nil)
    #expect(datum.logRatio([0, 0], [0, 0]) == 0)
    #expect(datum.logRatio([1, 1], [0, 0]) == PairedDatum.mostLogRatio)
    #expect(datum.logRatio([0, 0], [1, 1]) == -PairedDatum.mostLogRatio)
    #expect(datum.logRatio([5], [-5]) == PairedDatum.mostLogRatio)
    #expect(datum.logRatio([-3], [-3]) == 0)
    // Of two negative figures the nearer to zero is the larger.
    #expect(datum.logRatio([-2], [-4]) == Elementary.logarithm(2))
    #expect(datum.logRatio([-4], [-2]) == -Elementary.logarithm(2))
  }

  @Test func `a rate's figure is that of its times, turned`() throws {
    let (new, old) = ([5.0, 7, 6, 9, 8, 5, 6, 7], [4.0, 5, 4, 6, 5, 4, 7, 5])
    let times = try #require(PairedDatum.lowerQuartiles.logRatio(new, old))
    let rates = try #require(
      PairedDatum.upperQuartiles.logRatio(new.map { 1 / $0 }, old.map { 1 / $0 }))
    #expect(abs(times + rates) < 1e-12)
    #expect(PairedDatum(isTime: false, isRate: true, iterations: 10) == .upperQuartiles)
  }

  @Test func `the robust spread is that of normal data, and a burst does not move it`() throws {
    #expect(Percentile.spread(of: []) == nil)
    let quiet = try #require(Percentile.spread(of: [1, 2, 3, 4, 5]))
    #expect(abs(quiet - 1.4826) < 1e-12)
    #expect(Percentile.spread(of: [1, 2, 3, 4, 5e9]) == quiet)
  }
}
