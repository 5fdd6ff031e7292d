import GateRecords
import GateStatistics
import Testing

@testable import GateHistory

/// Histories made of values, a day apart.
func history(
  _ values: [Double], metric: MetricName = .wallTime, unit: MetricUnit = .nanoseconds,
  direction: MetricDirection = .lowerIsBetter
) -> MetricHistory {
  MetricHistory(
    suite: "suite", benchmark: BenchmarkIdentifier("parse/order"), metric: metric,
    environment: "linux", unit: unit, direction: direction,
    points: values.enumerated().map { index, value in
      .init(
        milliseconds: Samples.time(days: Double(index)).millisecondsSinceEpoch, value: value,
        origin: Int32(index))
    })
}

/// Noise of a standard deviation of about 1.
func noise(_ count: Int, seed: UInt64) -> [Double] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in
    (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
  }
}

@Suite struct MetricTrendTests {
  private let rising: [Double] = (0..<40).map { (place: Int) -> Double in
    let wobble: Double = place % 3 == 0 ? 1 : -1
    return 100 + Double(place) * 0.5 + wobble
  }

  @Test(arguments: [
    (MetricDirection.lowerIsBetter, MetricTrend.Direction.degrading), (.higherIsBetter, .improving),
  ])
  func `rising is worse where less is better, and better where more is`(
    direction: MetricDirection, expected: MetricTrend.Direction
  ) throws {
    let trend = try #require(MetricTrend(history(rising, direction: direction)))
    #expect(trend.direction == expected)
    #expect(trend.first == 101 && trend.latest == 120.5)
    let change = try #require(trend.change)
    #expect(abs(change - 0.193069306930693) < 1e-12)
    let fitted = try #require(trend.fittedChange)
    #expect(abs(fitted - 0.2) < 0.03)
    #expect(trend.minimum == 99.5 && trend.maximum == 120.5)
  }

  @Test func `two points far apart prove nothing`() throws {
    let trend = try #require(MetricTrend(history([100, 150])))
    #expect(trend.direction == .stable && trend.probability == nil)
    #expect(trend.change == 0.5)
  }

  @Test func `a sure trend inside the stable band is stable`() throws {
    let values = (0..<100).map { (place: Int) -> Double in 100 + Double(place) * 0.015 }
    let trend = try #require(MetricTrend(history(values)))
    #expect(trend.direction == .stable)
    let probability = try #require(trend.probability)
    #expect(probability < 1e-6)
  }

  @Test func `noise is stable, wherever its last value happens to lie`() throws {
    let directions = (0..<100).compactMap { seed in
      MetricTrend(history(noise(30, seed: UInt64(seed)).map { 100 + 10 * $0 }))?.direction
    }
    #expect(directions.count { $0 != .stable } <= 4)
  }

  @Test func `a share changes in points`() throws {
    let values = (0..<20).map { 0.709 + Double($0) * 0.003 / 19 }
    let metric = MetricName(rawValue: "match_rate")
    let trend = try #require(
      MetricTrend(history(values, metric: metric, unit: .ratio, direction: .higherIsBetter)))
    // 70.9 to 71.2 is +0.3 points, and stable.
    let change = try #require(trend.change)
    #expect(trend.isInPoints && abs(change - 0.003) < 1e-12)
    #expect(trend.direction == .stable)
  }

  @Test func `a long history is reduced and still says the same`() throws {
    let values = noise(5000, seed: 9).enumerated().map { 100 + $1 * 5 + Double($0) * 0.002 }
    let trend = try #require(MetricTrend(history(values)))
    #expect(trend.direction == .degrading)
    let fitted = try #require(trend.fittedChange)
    #expect(abs(fitted - 0.1) < 0.01)
    #expect(MetricTrend.reduced(values).count == MetricTrend.mostPlaces)
  }

  @Test(arguments: [10, 20, 30, 35]) func `a step is a trend, early or late`(place: Int) throws {
    var found = 0
    for seed in 0..<20 {
      let values = noise(40, seed: UInt64(seed)).enumerated().map {
        ($0 < place ? 100 : 120) + 2 * $1
      }
      let trend = try #require(MetricTrend(history(values)))
      #expect(trend.direction != .improving)
      let better = try #require(MetricTrend(history(values, direction: .higherIsBetter)))
      #expect((trend.direction == .degrading) == (better.direction == .improving))
      guard trend.direction == .degrading else { continue }
      found += 1
      if let change = trend.levelChange { #expect(abs(change - 0.2) < 0.05) }
    }
    // Neighbours that are alike by chance hide one in twenty, about.
    #expect(found >= 17, "\(found) of 20")
  }

  @Test func `a level that came back is stable`() throws {
    let values = noise(60, seed: 5).enumerated().map {
      ((20..<40).contains($0) ? 120 : 100) + $1
    }
    let trend = try #require(MetricTrend(history(values)))
    #expect(trend.direction == .stable)
    #expect(abs(try #require(trend.levelChange)) < 0.02)
  }

  @Test func `a count that rises by one in a thousand lies inside the band`() throws {
    let values = Array(repeating: 1000.0, count: 12) + Array(repeating: 1001.0, count: 12)
    let trend = try #require(MetricTrend(history(values, metric: .allocations, unit: .count)))
    #expect(trend.direction == .stable)
    let more = Array(repeating: 1000.0, count: 12) + Array(repeating: 1100.0, count: 3)
    #expect(
      try #require(MetricTrend(history(more, metric: .allocations, unit: .count))).direction
        == .degrading)
  }
}
