import Testing

@testable import GateStatistics

@Suite struct DistributionTests {
  @Test func `Student quantiles are SciPy's`() throws {
    for row in try Reference.load().student {
      let quantile = StudentT(degreesOfFreedom: row.df).quantile(row.p)
      #expect(agree(quantile, row.quantile, within: 1e-8), "df \(row.df), p \(row.p)")
    }
  }

  @Test func `Student probabilities are SciPy's`() throws {
    for row in try Reference.load().cumulative {
      let p = StudentT(degreesOfFreedom: row.df).cumulative(row.t)
      #expect(agree(p, row.p, within: 1e-9), "df \(row.df), t \(row.t)")
    }
  }

  @Test func `with infinite degrees of freedom Student is normal`() {
    let normal = StudentT(degreesOfFreedom: .infinity)
    // Abramowitz and Stegun (1964), table 26.5.
    #expect(agree(normal.quantile(0.975), 1.959963984540054, within: 1e-12))
    #expect(normal.quantile(0.5) == 0)
  }

  @Test func `binomial sums are SciPy's, down to the far tail`() throws {
    for row in try Reference.load().binomial {
      let sums = Binomial(trials: row.n, probability: row.p).cumulative
      #expect(agree(sums[row.k], row.cdf, within: 1e-9), "n \(row.n), p \(row.p), k \(row.k)")
    }
  }
}

@Suite struct OrderStatisticBoundsTests {
  @Test func `the bounds are at SciPy's ranks`() throws {
    for row in try Reference.load().order {
      let bounds = OrderStatisticBounds(
        percent: row.percent, ofSorted: (1...row.n).map(Double.init), confidence: 0.95)
      #expect(bounds.low == row.low.map(Double.init), "n \(row.n), p\(row.percent)")
      #expect(bounds.high == row.high.map(Double.init), "n \(row.n), p\(row.percent)")
    }
  }

  @Test func `the number of samples needed is the first that gives a bound`() {
    for percent in [50.0, 90, 95, 99, 99.9] {
      let needed = OrderStatisticBounds.samplesForUpperBound(percent: percent, confidence: 0.95)
      func upper(_ count: Int) -> Double? {
        OrderStatisticBounds(
          percent: percent, ofSorted: (1...count).map(Double.init), confidence: 0.95
        ).high
      }
      #expect(upper(needed) == Double(needed))
      #expect(upper(needed - 1) == nil)
    }
    #expect(OrderStatisticBounds.samplesForUpperBound(percent: 99, confidence: 0.95) == 299)
    #expect(OrderStatisticBounds.samplesForUpperBound(percent: 95, confidence: 0.95) == 59)
  }

  @Test func `no samples give no bounds`() {
    let bounds = OrderStatisticBounds(percent: 99, ofSorted: [], confidence: 0.95)
    #expect(bounds.low == nil && bounds.high == nil)
  }
}

@Suite struct PercentileTests {
  @Test func `nearest rank gives an observed value at every boundary`() {
    let values = (1...20).map(Double.init)
    #expect(Percentile.nearestRank(95, ofSorted: values) == 19)
    #expect(Percentile.nearestRank(95.0001, ofSorted: values) == 20)
    #expect(Percentile.nearestRank(50, ofSorted: values) == 10)
    #expect(Percentile.nearestRank(0.1, ofSorted: values) == 1)
    #expect(Percentile.nearestRank(99, of: [3, 1, 2]) == 3)
    #expect(Percentile.nearestRank(50, of: []) == nil)
  }

  @Test func `a summary refuses what is no number`() {
    #expect(SampleSummary([]) == nil)
    #expect(SampleSummary([1, .nan]) == nil)
    #expect(SampleSummary([1, .infinity]) == nil)
    #expect(SampleSummary([2])?.p99 == 2)
  }

  // The naive formula, mean of squares minus square of mean, gives 0 or worse here.
  @Test func `a spread beside large equal parts is not cancelled away`() throws {
    let values = [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]
    let deviation = try #require(Mean.standardDeviation(of: values))
    #expect(agree(deviation, 30.0.squareRoot(), within: 1e-12))
    #expect(Mean.of(values) == 1e9 + 10)
  }
}

@Suite struct MeanBoundsTests {
  // scipy.stats.t.interval(0.9, 3, loc=10, scale=scipy.stats.sem([8, 9, 11, 12]))
  @Test func `the bounds are Student's over launch means`() throws {
    let launches = [[7.0, 9], [9, 9, 9], [11], [12, 12]]
    let bounds = try #require(MeanBounds(launches: launches, confidence: 0.95))
    #expect(bounds.mean == 10)
    #expect(agree(try #require(bounds.low), 7.851683, within: 1e-6))
    #expect(agree(try #require(bounds.high), 12.148317, within: 1e-6))
  }

  @Test func `one launch bounds nothing`() throws {
    let bounds = try #require(MeanBounds(launches: [[1, 2, 3]], confidence: 0.95))
    #expect(bounds.low == nil && bounds.high == nil)
    #expect(MeanBounds(launches: [[]], confidence: 0.95) == nil)
  }
}
