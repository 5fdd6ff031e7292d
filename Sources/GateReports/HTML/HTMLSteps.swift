import GateRecords

/// The steps of one iteration as a table with a waterfall in it.
enum HTMLSteps {
  static func table(_ measurement: Measurement) -> String {
    let steps = measurement.steps ?? []
    let total = steps.reduce(0) { $0 + $1.durationMilliseconds }
    let longest = steps.map(\.durationMilliseconds).max() ?? 0
    let bottleneck = steps.firstIndex { $0.durationMilliseconds == longest }
    let bars = StepBar.all(steps)
    let rows = steps.enumerated().map { index, step in
      let mark = index == bottleneck ? " <strong>\(ReportMessage.bottleneck.text)</strong>" : ""
      let name = VisibleText.name(step.stepID)
      return [
        VisibleText.html(name) + mark, step.kind?.rawValue ?? "–",
        time(step.durationMilliseconds), interval(step),
        QuantityFormat.percent(total > 0 ? step.durationMilliseconds / total : 0),
        bars[index].svg,
        self.rows(step.rowsRead, step.readRange), self.rows(step.rowsWritten, step.writtenRange),
      ]
    }
    let name = VisibleText.name(measurement.benchmark.rawValue)
    return HTMLReport.table(
      ReportMessage.stepsOf(name).text,
      [
        .step, .kind, .time, .confidenceInterval, .share, .placeInIteration, .rowsRead,
        .rowsWritten,
      ],
      numeric: [2, 3, 4, 6, 7], rows) + indicators(measurement.performanceIndicators)
  }

  private static func time(_ milliseconds: Double) -> String {
    VisibleText.html(QuantityFormat.string(milliseconds * 1e6, unit: .nanoseconds))
  }

  private static func interval(_ step: StepRecord) -> String {
    guard let low = step.lowMilliseconds, let high = step.highMilliseconds else { return "–" }
    return "\(time(low)) to \(time(high))"
  }

  /// The rows of one iteration: `489`, or the mean with the fewest and the most where iterations differ.
  private static func rows(_ rows: Int64?, _ range: RowRange?) -> String {
    guard let range else { return rows.map(QuantityFormat.grouped) ?? "–" }
    func text(_ rows: Double) -> String {
      VisibleText.html(QuantityFormat.string(rows, unit: .count))
    }
    return "\(text(range.mean)) (\(text(range.least)) to \(text(range.most)))"
  }

  private static func indicators(_ indicators: PerformanceIndicators?) -> String {
    guard let indicators else { return "" }
    func rows(_ rate: Double) -> String { QuantityFormat.fixed(rate, decimals: 2) + " rows/s" }
    return "\n<p>reading is \(indicators.queryEfficiency.rawValue); transforming steps take in "
      + "\(rows(indicators.transformThroughput)), writing steps write "
      + "\(rows(indicators.writeThroughput))</p>"
  }
}
