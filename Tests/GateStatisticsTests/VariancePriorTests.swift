import Foundation
import Testing

@testable import GateStatistics

@Suite struct VariancePriorTests {
  /// SciPy's and NumPy's values, made by `Fixtures/variances.py`.
  struct Values: Decodable {
    struct Polygammas: Decodable {
      let x: Double
      let digamma: Double
      let trigamma: Double
    }
    struct Prior: Decodable {
      let variances: [Double]
      let freedom: [Double]
      let least: Double
      let variance: Double
      let degrees: Double?
      let posterior: [Double]?

      var estimates: [VariancePrior.Estimate] {
        zip(variances, freedom).map { .init(variance: $0, degreesOfFreedom: $1) }
      }
    }

    let polygamma: [Polygammas]
    let priors: [Prior]

    static func load() throws -> Values {
      let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures/variances.json")
      return try JSONDecoder().decode(Values.self, from: Data(contentsOf: url))
    }
  }

  @Test func `the derivatives of the log gamma function are SciPy's`() throws {
    for row in try Values.load().polygamma {
      #expect(agree(Polygamma.digamma(row.x), row.digamma, within: 1e-12), "x \(row.x)")
      #expect(agree(Polygamma.trigamma(row.x), row.trigamma, within: 1e-12), "x \(row.x)")
    }
  }

  @Test(arguments: [1e-9, 1e-3, 0.1, 0.6449340668482264, 1.7, 40, 1e6])
  func `the inverse of trigamma leads back`(_ value: Double) {
    let x = Polygamma.trigammaInverse(value)
    #expect(agree(Polygamma.trigamma(x), value, within: 1e-11), "\(value)")
  }

  @Test func `prior and posterior are those of Smyth's formulas in NumPy`() throws {
    for row in try Values.load().priors {
      let prior = try #require(VariancePrior(row.estimates, least: row.least))
      #expect(agree(prior.variance, row.variance, within: 1e-9))
      #expect(
        agree(prior.degreesOfFreedom, row.degrees ?? .infinity, within: 1e-9) || row.degrees == nil)
      #expect(prior.degreesOfFreedom.isInfinite == (row.degrees == nil))
      for (own, expected) in zip(row.estimates, row.posterior ?? []) {
        let known = prior.posterior(own)
        #expect(agree(known.variance, expected, within: 1e-9))
        #expect(known.degreesOfFreedom == prior.degreesOfFreedom + own.degreesOfFreedom)
      }
    }
  }

  @Test func `a limit leaves the usual variance and takes from its weight`() {
    let prior = VariancePrior(variance: 4, degreesOfFreedom: .infinity)
    #expect(prior.posterior(.init(variance: 1, degreesOfFreedom: 2)).variance == 4)
    let limited = prior.limited(to: 4)
    let known = limited.posterior(.init(variance: 1, degreesOfFreedom: 2))
    #expect(known == .init(variance: 3, degreesOfFreedom: 6))
    #expect(limited.limited(to: 9) == limited)
  }

  @Test func `one variance, or none that counts, gives no prior`() {
    let one = VariancePrior.Estimate(variance: 1, degreesOfFreedom: 2)
    let empty = VariancePrior.Estimate(variance: 1, degreesOfFreedom: 0)
    let broken = VariancePrior.Estimate(variance: .nan, degreesOfFreedom: 2)
    #expect(VariancePrior([], least: 1e-6) == nil)
    #expect(VariancePrior([one, empty, broken], least: 1e-6) == nil)
    #expect(VariancePrior([one, one], least: 1e-6) != nil)
  }
}
