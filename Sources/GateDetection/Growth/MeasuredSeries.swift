import GateBudgets
import GateRecords
import GateStatistics

/// One metric of every step of a series; nil when a step has no figure.
struct MeasuredSeries {
  let steps: [SeriesPattern.Step]
  let series: [MetricSeries]
  let values: [Double]

  init?(_ metric: MetricName, _ steps: [SeriesPattern.Step]) {
    let found = steps.compactMap { $0.benchmark.measuredSeries(of: metric) }
    let medians = found.compactMap { Percentile.median(of: $0.samples) }
    guard let unit = found.first?.unit, medians.count == steps.count,
      found.allSatisfy({ $0.unit == unit })
    else { return nil }
    self.steps = steps
    series = found
    values = medians
  }

  var unit: MetricUnit { series[0].unit }

  var isDeterministic: Bool { series.allSatisfy(\.isDeterministic) }

  func launches(_ new: Int, _ old: Int) -> (new: [[Double]], old: [[Double]]) {
    (series[new].launches, series[old].launches)
  }

  var points: [GrowthEvidence.Point] {
    var sum = 0.0
    return steps.indices.map { place in
      sum += values[place]
      let before = place == 0 ? 0 : values[place - 1]
      return GrowthEvidence.Point(
        benchmark: steps[place].benchmark.name, parameter: steps[place].parameter,
        value: values[place], change: before > 0 ? (values[place] - before) / before : nil,
        cumulative: sum)
    }
  }
}
