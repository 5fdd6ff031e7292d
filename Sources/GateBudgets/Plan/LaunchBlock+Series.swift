package import GateRecords
package import GateStatistics

extension LaunchBlock {
  /// The blocks of a paired series, larger figures counting as worse; launches without a partner are left out.
  package static func blocks(of series: MetricSeries, datum: PairedDatum) -> [LaunchBlock] {
    let planned = PlannedTest(
      benchmark: BenchmarkIdentifier("blocks"), metric: series.metric, question: .paired,
      tolerance: 0, tolerancePoints: nil, floor: nil, direction: .lowerIsBetter, mode: .warn)
    var figure = FigureTest(
      planned,
      promises: DecisionPolicy(suiteFalseAlarmRate: 0.01, missRate: 0.05, comparisonCount: 1),
      datum: datum)
    figure.add(series)
    return figure.test.blocks
  }
}
