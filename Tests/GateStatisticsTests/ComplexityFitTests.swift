import Foundation
import Testing

@testable import GateStatistics

/// SciPy's values, made by `Fixtures/fits.py`.
struct FitReference: Decodable {
  struct Fit: Decodable, Sendable {
    let complexity: String
    let fixed: Double
    let factor: Double
    let error: Double
    let low: Double?
    let high: Double?
  }
  struct Exponent: Decodable, Sendable {
    let sizes: [Double]
    let before: [[Double]]
    let after: [[Double]]
    let exponentBefore: Double
    let exponentAfter: Double
    let low: Double
    let high: Double
    let runs: [[Double]]
    let costs: [Double]
    let lowOfRuns: Double
  }
  struct Series: Decodable, Sendable {
    let truth: String
    let sizes: [Double]
    let costs: [Double]
    let fits: [Fit]
  }
  struct Ratio: Decodable, Sendable {
    let numerator: [Double]
    let denominator: [Double]
    let ratio: Double
    let low: Double
    let high: Double
  }

  let series: [Series]
  let ratios: [Ratio]
  let exponents: [Exponent]

  static func load() throws -> FitReference {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/fits.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(FitReference.self, from: Data(contentsOf: url))
  }
}

@Suite struct ComplexityFitTests {
  @Test func `every class is fitted as SciPy's non-negative least squares does`() throws {
    for series in try FitReference.load().series {
      for expected in series.fits {
        let complexity = try #require(ComplexityClass(rawValue: expected.complexity))
        let fit = try #require(
          ComplexityFit(complexity, sizes: series.sizes, costs: series.costs))
        #expect(abs(fit.relativeError - expected.error) < 1e-9, "\(series.truth) \(complexity)")
        // Where the two parts cannot be distinguished, their sum still must agree.
        for n in [series.sizes[0], series.sizes[series.sizes.count - 1]] {
          let ours = fit.fixed + fit.factor * complexity.term(n) * (complexity == .constant ? 0 : 1)
          let theirs =
            expected.fixed + expected.factor * complexity.term(n)
            * (complexity == .constant ? 0 : 1)
          #expect(agree(ours, theirs, within: 1e-6), "\(series.truth) \(complexity) at \(n)")
        }
      }
    }
  }

  @Test func `a cost beyond the sizes has SciPy's prediction interval`() throws {
    var count = 0
    for series in try FitReference.load().series {
      for expected in series.fits {
        guard let low = expected.low, let high = expected.high else { continue }
        let complexity = try #require(ComplexityClass(rawValue: expected.complexity))
        let fit = try #require(
          ComplexityFit(complexity, sizes: series.sizes, costs: series.costs))
        let largest = try #require(series.sizes.last)
        let range = try #require(fit.interval(at: largest * 10))
        #expect(agree(range.lowerBound, low, within: 1e-4), "\(series.truth) \(complexity)")
        #expect(agree(range.upperBound, high, within: 1e-4), "\(series.truth) \(complexity)")
        count += 1
      }
    }
    #expect(count > 50)
    #expect(
      try #require(ComplexityFit(.linear, sizes: [1, 2], costs: [3, 5])).interval(at: 9) == nil)
  }

  @Test func `the class that made the costs is found where sizes span enough`() throws {
    for series in try FitReference.load().series where series.sizes.count != 5 {
      let fits = ComplexityFit.all(sizes: series.sizes, costs: series.costs)
      #expect(fits.count == 6)
      #expect(ComplexityFit.best(of: fits)?.complexity.rawValue == series.truth, "\(series.sizes)")
    }
  }

  @Test func `no class is said to grow faster than the one that made the costs`() throws {
    for series in try FitReference.load().series {
      let best = ComplexityFit.best(
        of: ComplexityFit.all(sizes: series.sizes, costs: series.costs))
      let truth = try #require(ComplexityClass(rawValue: series.truth))
      #expect(try #require(best).complexity <= truth, "\(series.truth) over \(series.sizes)")
    }
  }

  @Test(arguments: [
    ("O(1)", ComplexityClass.constant), ("O(log n)", .logarithmic), ("O(n)", .linear),
    ("O(n  log n)", .linearithmic), ("O(n^2)", .quadratic), ("O(n³)", .cubic),
  ]) func `classes are written as people write them`(_ text: String, _ order: ComplexityClass) {
    #expect(ComplexityClass(written: text) == order)
  }

  @Test func `what cannot be fitted gives nothing`() {
    #expect(ComplexityFit(.linear, sizes: [1], costs: [1]) == nil)
    #expect(ComplexityFit(.linear, sizes: [0, 1], costs: [1, 1]) == nil)
    #expect(ComplexityFit(.linear, sizes: [1, 2], costs: [1, .nan]) == nil)
    #expect(ComplexityFit(.linear, sizes: [1, 2], costs: [1]) == nil)
    #expect(ComplexityFit.best(of: []) == nil)
    #expect(ComplexityClass(written: "O(2ⁿ)") == nil)
  }
}

@Suite struct RatioBoundsTests {
  @Test func `bounds are SciPy's of Welch`() throws {
    for row in try FitReference.load().ratios {
      let bounds = try #require(
        RatioBounds(
          of: row.numerator.map { [$0] }, to: row.denominator.map { [$0] }, confidence: 0.95))
      #expect(agree(bounds.ratio, row.ratio, within: 1e-12))
      #expect(agree(try #require(bounds.low), row.low, within: 1e-9))
      #expect(agree(try #require(bounds.high), row.high, within: 1e-9))
    }
  }

  @Test func `without spread the ratio is exact, with one launch it has no bounds`() throws {
    let exact = try #require(RatioBounds(of: [[120], [120]], to: [[40], [40]], confidence: 0.95))
    #expect(exact.ratio == 3 && exact.low == 3 && exact.high == 3)
    let single = try #require(RatioBounds(of: [[120]], to: [[40], [40]], confidence: 0.95))
    #expect(single.ratio == 3 && single.low == nil && single.high == nil)
    let counted = try #require(
      RatioBounds(of: [[120]], to: [[40]], isExact: true, confidence: 0.95))
    #expect(counted.low == 3)
    let uneven = try #require(RatioBounds(of: [[120]], to: [[40], [41]], confidence: 0.95))
    #expect(uneven.low == nil)
    #expect(RatioBounds(of: [], to: [[1]], confidence: 0.95) == nil)
    #expect(RatioBounds(of: [[0]], to: [[1]], confidence: 0.95) == nil)
  }
}
