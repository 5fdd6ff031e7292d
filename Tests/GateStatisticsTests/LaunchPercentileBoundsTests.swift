import Foundation
import Testing

@testable import Evaluation
@testable import GateStatistics

@Suite struct LaunchPercentileBoundsTests {
  /// SciPy's values, made by `Fixtures/percentiles.py`.
  private struct Values: Decodable {
    struct Ratio: Decodable {
      let above: Double
      let below: Double
      let p: Double
      let quantile: Double
    }
    struct Tail: Decodable {
      let ranks: Double
      let percent: Double
      let correlation: Double
    }
    struct Bound: Decodable {
      let samples: Int
      let value: Double?
    }
    struct Case: Decodable {
      let percent: Double
      let launches: [[Double]]
      let high: Bound
      let low: Bound
    }

    let ratios: [Ratio]
    let tails: [Tail]
    let bounds: [Case]

    static func load() throws -> Values {
      let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures/percentiles.json")
      return try JSONDecoder().decode(Values.self, from: Data(contentsOf: url))
    }
  }

  @Test func `ratios of variances have SciPy's quantiles`() throws {
    for row in try Values.load().ratios {
      let quantile = VarianceRatio(above: row.above, below: row.below).quantile(row.p)
      #expect(agree(quantile, row.quantile, within: 1e-9), "\(row)")
    }
  }

  @Test func `tails of correlated normal figures have SciPy's correlation`() throws {
    for row in try Values.load().tails {
      let correlation = NormalTail(percent: row.percent).correlation(row.ranks)
      #expect(abs(correlation - row.correlation) < 1e-5, "\(row) \(correlation)")
    }
  }

  @Test func `the bounds stand where SciPy puts them`() throws {
    for row in try Values.load().bounds {
      let bounds = LaunchPercentileBounds(
        percent: row.percent, launches: row.launches, confidence: 0.95)
      let name = "p\(row.percent) of \(row.launches.count) launches of \(row.launches[0].count)"
      #expect(bounds.samplesForHigh == row.high.samples, "\(name)")
      #expect(bounds.samplesForLow == row.low.samples, "\(name)")
      #expect(bounds.high == row.high.value && bounds.low == row.low.value, "\(name)")
    }
  }

  @Test(arguments: [[], [[1, 2, 3]], [[], [1, 2, 3], []]] as [[[Double]]])
  func `one launch bounds nothing`(_ launches: [[Double]]) {
    let bounds = LaunchPercentileBounds(percent: 50, launches: launches, confidence: 0.95)
    #expect(bounds.low == nil && bounds.high == nil)
  }

  @Test func `single samples of launches have the bounds of independent ones`() {
    let values = (1...400).map { Double(($0 * 7) % 401) }
    for percent in [5.0, 50, 99] {
      let bounds = LaunchPercentileBounds(
        percent: percent, launches: values.map { [$0] }, confidence: 0.95)
      let plain = OrderStatisticBounds(
        percent: percent, ofSorted: values.sorted(), confidence: 0.95)
      #expect(bounds.low == plain.low && bounds.high == plain.high)
    }
  }

  @Test func `launches that are all alike within count as one sample each`() {
    let launches = (0..<40).map { [Double](repeating: Double($0), count: 60) }
    let bounds = LaunchPercentileBounds(percent: 50, launches: launches, confidence: 0.95)
    #expect(bounds.samplesForHigh == 40 && bounds.samplesForLow == 40)
    #expect(LaunchPercentileBounds(percent: 99, launches: launches, confidence: 0.95).high == nil)
  }

  @Test func `samples that never vary are bounded by their value`() {
    let launches = [[Double]](repeating: [Double](repeating: 7, count: 60), count: 16)
    let bounds = LaunchPercentileBounds(percent: 99, launches: launches, confidence: 0.95)
    #expect(bounds.low == 7 && bounds.high == 7)
  }

  // A percentile from below is the mirror image of one from above.
  @Test func `bounds of negated samples are negated`() {
    var generator = SeededGenerator(seed: 3)
    let launches = SampleLaw.normal.draw(
      sizes: [Int](repeating: 30, count: 24), correlation: 0.2, using: &generator)
    for percent in [10.0, 25, 50, 90] {
      let bounds = LaunchPercentileBounds(percent: percent, launches: launches, confidence: 0.95)
      let mirrored = LaunchPercentileBounds(
        percent: 100 - percent, launches: launches.map { $0.map { -$0 } }, confidence: 0.95)
      #expect(bounds.high == mirrored.low.map { -$0 } && bounds.low == mirrored.high.map { -$0 })
    }
  }

  // `Evaluation percentiles` draws more; a miss of 5 % is 15 of 300, and 27 or more are one in 500.
  private static let laws: [SampleLaw] = [.normal, .exponential, .bimodal(1 / 3.0)]
  private static let asked: [Asked] = [
    Asked(percent: 50, sizes: [Int](repeating: 20, count: 16)),
    Asked(percent: 90, sizes: (0..<24).map { 10 + 10 * ($0 % 3) }),
  ]

  private struct Asked: Sendable {
    let percent: Double
    let sizes: [Int]
  }

  @Test(arguments: laws, asked)
  private func `bounds miss in at most one of twenty cases, however launches differ`(
    _ law: SampleLaw, _ asked: Asked
  ) {
    for correlation in [0, 0.3, 0.8] {
      var generator = SeededGenerator(seed: 11)
      let truth = law.percentile(asked.percent, correlation: correlation)
      var misses = (high: 0, low: 0, independent: 0)
      for _ in 0..<300 {
        let launches = law.draw(
          sizes: asked.sizes, correlation: correlation, using: &generator)
        let bounds = LaunchPercentileBounds(
          percent: asked.percent, launches: launches, confidence: 0.95)
        if let high = bounds.high, high < truth { misses.high += 1 }
        if let low = bounds.low, low > truth { misses.low += 1 }
        let plain = OrderStatisticBounds(
          percent: asked.percent, ofSorted: launches.joined().sorted(), confidence: 0.95)
        if let high = plain.high, high < truth { misses.independent += 1 }
      }
      #expect(misses.high < 27 && misses.low < 27, "\(law), correlation \(correlation)")
      // Taken for independent, samples of launches that differ miss far more often.
      if correlation == 0.8 { #expect(misses.independent > 60, "\(law)") }
    }
  }
}

@Suite struct PercentileNeedTests {
  @Test(
    arguments: [
      (50, 60, 0, 5), (99, 60, 0, 16), (99, 8, 0, 51), (99, 1, 0, 299), (95, 1, 0, 59),
      (99, 60, 1, 299), (50, 60, 1, 5),
    ] as [(Double, Int, Double, Int)])
  func `the launches that a percentile takes`(
    _ percent: Double, _ size: Int, _ correlation: Double, _ launches: Int
  ) {
    let need = PercentileNeed(percent: percent, isFromAbove: true)
    #expect(need.launches(ofSize: size, correlation: correlation) == launches)
  }

  @Test func `launches that resemble each other are enough where they are planned`() {
    for (percent, size) in [(90.0, 8), (95, 12), (99, 60), (99.9, 60)] {
      let need = PercentileNeed(percent: percent, isFromAbove: true)
      let count = need.launches(ofSize: size)
      func high(_ count: Int) -> Double? {
        let launches = [[Double]](repeating: [Double](repeating: 1, count: size), count: count)
        return LaunchPercentileBounds(percent: percent, launches: launches, confidence: 0.95).high
      }
      #expect(high(count) != nil && high(count - 1) == nil, "p\(percent)")
    }
  }

  @Test func `more correlation never takes fewer launches`() {
    let need = PercentileNeed(percent: 99, isFromAbove: true)
    let counts = stride(from: 0.0, through: 1, by: 0.05).map {
      need.launches(ofSize: 60, correlation: $0)
    }
    #expect(zip(counts, counts.dropFirst()).allSatisfy { $0 <= $1 } && counts.last == 299)
  }
}
