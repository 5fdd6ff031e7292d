import Foundation
import Testing

@testable import Evaluation
@testable import GateStatistics

@Suite struct TrendTests {
  private struct Fixture: Decodable {
    struct Trend: Decodable {
      let name: String
      let values: [Double]
      let score: Int
      let variance: Double
      let p: Double
      let slope: Double
      let lags: Int
      let modified_variance: Double
      let modified_p: Double
    }
    struct Shift: Decodable {
      let left: [Double]
      let right: [Double]
      let estimate: Double
      let low: Double
      let high: Double
    }
    let trends: [Trend]
    let shifts: [Shift]

    static func load() throws -> Fixture {
      let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures/trends.json")
      return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    }
  }

  @Test func `score, variance and slope are SciPy's and pymannkendall's`() throws {
    for trend in try Fixture.load().trends {
      let slope = TheilSen.slope(trend.values)
      #expect(agree(slope, trend.slope, within: 1e-12), "\(trend.name)")
      let test = try #require(MannKendall(trend.values, slope: slope, lags: trend.lags))
      #expect(test.score == trend.score, "\(trend.name)")
      #expect(agree(test.tiedVariance, trend.variance, within: 1e-12), "\(trend.name)")
      let inflation = MannKendall.inflation(trend.values, slope: slope, lags: trend.lags)
      #expect(
        agree(inflation, trend.modified_variance / trend.variance, within: 1e-9), "\(trend.name)")
      if inflation == 1 {
        #expect(agree(test.probability, trend.p, within: 1e-9), "\(trend.name)")
      } else if inflation > 1 {
        #expect(agree(test.probability, trend.modified_p, within: 1e-9), "\(trend.name)")
      } else {
        #expect(test.inflation == 1, "a variance is never made smaller: \(trend.name)")
      }
    }
  }

  @Test func `the shift between two groups and its interval follow the book`() throws {
    for shift in try Fixture.load().shifts {
      let result = try #require(HodgesLehmann(left: shift.left, right: shift.right))
      #expect(agree(result.estimate, shift.estimate, within: 1e-12))
      #expect(try agree(#require(result.low), shift.low, within: 1e-12))
      #expect(try agree(#require(result.high), shift.high, within: 1e-12))
    }
    #expect(HodgesLehmann(left: [1, 2, 3], right: [4, 5, 6])?.low == nil)
  }

  @Test(arguments: [0.0, 0.5]) func `noise hardly ever passes for a trend`(
    correlation: Double
  ) {
    var generator = SeededGenerator(seed: 41)
    var found = 0
    let series = 2000
    for _ in 0..<series {
      var last = 0.0
      let values = (0..<60).map { _ in
        last = correlation * last + NoiseLaw.normal.draw(1, index: 0, using: &generator)
        return last
      }
      let slope = TheilSen.slope(values)
      if let test = MannKendall(values, slope: slope), test.probability < 0.05 { found += 1 }
    }
    // With autocorrelation the correction helps, but short series hide part of it.
    #expect(Double(found) / Double(series) < (correlation == 0 ? 0.065 : 0.16))
  }

  @Test func `medians by selection are medians by sorting`() {
    var generator = SeededGenerator(seed: 42)
    for count in 1...200 {
      let values = (0..<count).map { _ in Double(Int.random(in: 0...40, using: &generator)) }
      var copy = values
      #expect(Selection.median(&copy) == Percentile.median(of: values))
      #expect(copy.sorted() == values.sorted())
    }
  }
}
