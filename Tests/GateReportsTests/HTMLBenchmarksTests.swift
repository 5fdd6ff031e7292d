import Foundation
import GateRecords
import TestSupport
import Testing

@testable import GateReports

@Suite struct HTMLBenchmarksTests {
  /// Launch pairs of which the candidate is so much slower, with a little noise.
  private static func series(
    _ ratio: Double, pairs: Int, direction: MetricDirection = .lowerIsBetter
  ) -> MetricSeries {
    func launch(_ pair: Int, _ scale: Double) -> [Double] {
      (0..<5).map { sample -> Double in
        let noise = Double((pair * 7 + sample * 3) % 5)
        return scale * 1_000_000 * (1 + 0.001 * noise)
      }
    }
    return MetricSeries(
      metric: .wallTime, unit: .nanoseconds, direction: direction,
      launches: (0..<pairs).map { launch($0, ratio) },
      baselineLaunches: (0..<pairs).map { launch($0 + 1, 1) })
  }

  private static let finding = SampleVerdict.comparison(
    "parse/order", .regressed, before: 1e6, after: 1.1e6, interval: 1.09...1.11)

  private static func record(
    _ series: MetricSeries, iterations: Int = 1_000
  ) -> BenchmarkRecord {
    BenchmarkRecord(
      name: "parse/order", status: .measured, iterationsPerSample: iterations, metrics: [series])
  }

  // MARK: Launch pairs

  @Test(arguments: [1, 1_000]) func `the interval narrows around the change`(
    _ iterations: Int
  ) throws {
    let series = Self.series(1.1, pairs: 20)
    let plot = try #require(
      LaunchPairPlot(Self.finding, series, of: Self.record(series, iterations: iterations)))
    #expect(plot.ratios.count == 20)
    let last = try #require(plot.states.last)
    #expect(last.pairs == 20 && abs(last.estimate - 1.1) < 0.01)
    let low = try #require(last.low)
    let high = try #require(last.high)
    #expect(low <= last.estimate && last.estimate <= high && high - low < 0.05)
    // Two pairs bound nothing.
    #expect(plot.states[1].low == nil && plot.states[1].high == nil)
    let widths = plot.states.compactMap { state in
      state.low.flatMap { low in state.high.map { $0 - low } }
    }
    #expect(widths.count > 5 && widths == widths.sorted(by: >))
  }

  @Test(arguments: [2, 15, 16, 17, 31, 200]) func `the last pair is always shown`(
    _ pairs: Int
  ) throws {
    let series = Self.series(1.1, pairs: pairs)
    let plot = try #require(LaunchPairPlot(Self.finding, series, of: Self.record(series)))
    #expect(plot.states.last?.pairs == pairs)
    #expect(plot.states.count == min(pairs, 16))
    #expect(plot.svg.components(separatedBy: "h0").count == pairs + 1)
  }

  @Test(arguments: [1.5, 0.5], [MetricDirection.lowerIsBetter, .higherIsBetter])
  func `the axis names nothing and the tolerance apart from each other, however large the change`(
    _ ratio: Double, _ direction: MetricDirection
  ) throws {
    let series = Self.series(ratio, pairs: 9, direction: direction)
    let plot = try #require(LaunchPairPlot(Self.finding, series, of: Self.record(series)))
    let places = try plot.svg.matches(of: /x="50" y="([0-9.]+)"/).map {
      try #require(Double(String($0.1)))
    }
    #expect(places.count == 2 && abs(places[0] - places[1]) >= 12)
    #expect((places[1] < places[0]) == (direction == .lowerIsBetter))
  }

  @Test func `one pair is no sequence, and no pairs are none`() {
    let one = Self.series(1.1, pairs: 1)
    #expect(LaunchPairPlot(Self.finding, one, of: Self.record(one)) == nil)
    var alone = Self.series(1.1, pairs: 9)
    alone.baselineLaunches = nil
    #expect(LaunchPairPlot(Self.finding, alone, of: Self.record(alone)) == nil)
    #expect(!SampleDistribution(alone).svg.contains("class=\"before\""))
  }

  // MARK: Distributions

  @Test func `every value on the axis is in one bin`() {
    let values = (0...100).map { Double($0) }
    #expect(SampleDistribution.counts(values, 0, 100).reduce(0, +) == 101)
    #expect(SampleDistribution.counts(values, 50, 100).reduce(0, +) == 51)
    #expect(SampleDistribution.counts([100], 0, 100).last == 1)
  }

  @Test func `equal values have no distribution, and infinite ones no place in it`() {
    func series(_ values: [Double]) -> MetricSeries {
      MetricSeries(
        metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter, launches: [values])
    }
    #expect(SampleDistribution(series([5, 5, 5])).svg.isEmpty)
    #expect(SampleDistribution(series([])).svg.isEmpty)
    let svg = SampleDistribution(series([1, 2, .infinity, .nan])).svg
    #expect(svg.contains("distribution of 2 samples") && !svg.contains("nan"))
  }

  // MARK: Percentiles

  @Test func `each percentile is compared with its own budget`() throws {
    let measurement = try #require(
      SampleVerdict.measured.measurements.first { $0.metric == .wallTime })
    var tail = SampleVerdict.budget("parse/order", .overBudget, value: 0.9e6)
    tail.subject.statistic = .percentile(99)
    tail.editBudget {
      $0.limit = 0.8e6
      $0.margin = -0.1
    }
    let odd = {
      var finding = tail
      finding.subject.statistic = .percentile(90)
      return finding
    }()
    let svg = try #require(PercentilePlot(measurement, budgets: [tail, odd])).svg
    #expect(svg.components(separatedBy: "class=\"tolerance\"").count == 3)
    #expect(svg.components(separatedBy: "class=\"broken\"").count == 3)
    for label in ["min ", "median ", "p95 ", "p99 900 µs", "max ", "p90 900 µs"] {
      #expect(svg.contains(label), "\(label)")
    }
    #expect(PercentilePlot(measurement, budgets: []) == nil)
  }

  // MARK: Scaling

  @Test func `a curve follows the law that was found`() throws {
    let steps = [100.0, 1_000, 10_000].map { size in
      ScalingSeries.Figures(
        benchmark: BenchmarkIdentifier("match{n=\(Int(size))}"), time: 2_000 + 30 * size * size,
        memory: nil)
    }
    let series = try #require(ScalingSeries.all(steps).first)
    #expect(series.fit?.complexity == .quadratic)
    let svg = try #require(ScalingPlot(series)).svg
    #expect(svg.components(separatedBy: "<circle").count == 4)
    #expect(svg.contains("class=\"fit\"") && svg.contains("the fitted O(n²)"))
    let two = try #require(ScalingSeries.all(Array(steps.prefix(2))).first)
    #expect(try !#require(ScalingPlot(two)).svg.contains("class=\"fit\""))
  }

  @Test func `sizes without a logarithm are not drawn`() throws {
    let steps = [-1.0, 0, 5].map { size in
      ScalingSeries.Figures(
        benchmark: BenchmarkIdentifier("a{n=\(Int(size))}"), time: 10, memory: nil)
    }
    #expect(ScalingPlot(try #require(ScalingSeries.all(steps).first)) == nil)
  }

  // MARK: The section

  @Test func `the parts are the ones that were looked at`() throws {
    var run = PrometheusTests.run([1])
    run.benchmarks = [Self.record(Self.series(1.1, pairs: 20))]
    let page = HTMLReport.render(SampleVerdict.rich, run: run)
    #expect(page.contains("<h2>Benchmarks</h2>"))
    #expect(
      try goldenDifference(HTMLBenchmarks(SampleVerdict.rich, run).section, "benchmarks.html")
        == nil)
    // Every link leads to a part of the page.
    let links = page.matches(of: /href="#([^"]*)"/).map { String($0.1) }
    #expect(!links.isEmpty)
    for link in links { #expect(page.contains("id=\"\(link)\""), "\(link)") }
  }

  // MARK: Cards on demand

  /// What the page of a large suite holds for its script.
  private struct Others: Decodable {
    let states: [[String]]
    let metrics: [String]
    let tags: [[String]]
    let rows: [Row]

    struct Row: Decodable {
      let name: String
      let hash: String
      let places: [Int]
      let time: Double?
      let change: [Int?]?
      let hasQuantiles: Bool

      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        name = try list.decode(String.self)
        hash = try list.decode(String.self)
        places = try (0..<3).map { _ in try list.decode(Int.self) }
        time = try list.decodeIfPresent(Double.self)
        change = list.isAtEnd ? nil : try? list.decode([Int?].self)
        hasQuantiles = !list.isAtEnd
      }
    }

    init(in section: String) throws {
      let match = try #require(section.firstMatch(of: /<template id="others">([^<]*)</))
      self = try JSONDecoder().decode(Self.self, from: Data(String(match.1).utf8))
    }
  }

  private static func large(_ count: Int) -> Verdict {
    SampleVerdict.verdict(
      findings: (0..<count).map {
        $0 % 2 == 0
          ? SampleVerdict.budget("b\($0)", $0 < 5 ? .overBudget : .passed, value: 10e6)
          : SampleVerdict.comparison(
            "b\($0)", .passed, before: 100, after: 102, interval: 1.01...1.03)
      },
      measurements: (0..<count).map {
        Measurement(
          benchmark: BenchmarkIdentifier("b\($0)"), metric: .wallTime, unit: .nanoseconds,
          direction: .lowerIsBetter, samples: 40, launches: 5, minimum: 9e6, mean: 10e6,
          median: 10e6, p95: 11e6, p99: 12e6, maximum: 13e6)
      })
  }

  @Test func `a large suite has the cards of the worst, and data for all others`() throws {
    let section = HTMLBenchmarks(Self.large(300), nil).section
    #expect(section.components(separatedBy: "<article").count == 61)
    #expect(section.contains(">240 more benchmarks are in the tables below only.</p>"))
    let others = try Others(in: section)
    #expect(others.rows.map(\.name) == (60..<300).map { "b\($0)" })
    for row in others.rows {
      // The link to a card is the same whether the card is in the page or not.
      #expect(DashboardName.slug(row.name).hasSuffix(row.hash))
      #expect(others.states[row.places[0]] == ["passed", "passed", "✓", "is-even"])
      #expect(others.metrics[row.places[1]] == "wall_time" && row.time == 10e6)
    }
    #expect(others.rows[0].change == nil && others.rows[1].change == [200, 100, 300, 500])
  }

  @Test func `the data of a card on demand weighs little, with samples too`() throws {
    var run = PrometheusTests.run([1])
    run.benchmarks = (0..<200).map { place in
      var record = Self.record(Self.series(1 + Double(place) / 100, pairs: 20))
      record.name = BenchmarkIdentifier("b\(place)")
      return record
    }
    let section = HTMLBenchmarks(Self.large(200), run).section
    let others = try Others(in: section)
    #expect(others.rows.count == 140 && others.rows.allSatisfy(\.hasQuantiles))
    let size = section.components(separatedBy: "<template")[1].utf8.count
    #expect(size < 150 * others.rows.count + 500, "\(size)")
  }

  @Test func `quantiles are steps of thousandths on one axis for both sides`() throws {
    let series = MetricSeries(
      metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter,
      launches: [(1...100).map(Double.init)], baselineLaunches: [(101...200).map(Double.init)])
    let quantiles = try #require(SampleQuantiles(series))
    #expect(quantiles.low == 1 && quantiles.high == 199)
    #expect(quantiles.candidate.reduce(0, +) == 495 && quantiles.candidate[0] == 0)
    #expect(quantiles.baseline.reduce(0, +) == 1_000 && quantiles.baseline[0] == 505)
    #expect(quantiles.candidate.count == SampleQuantiles.percents.count)
  }

  @Test(arguments: [[], [5, 5, 5], [.nan, .infinity]] as [[Double]])
  func `without two different values there are no quantiles`(_ values: [Double]) {
    let series = MetricSeries(
      metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter, launches: [values])
    #expect(SampleQuantiles(series) == nil)
  }

  @Test func `a suite of sixty has no data for its script`() {
    #expect(!HTMLBenchmarks(Self.large(60), nil).section.contains("<template"))
  }
}
