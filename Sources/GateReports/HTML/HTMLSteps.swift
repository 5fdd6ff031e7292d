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
      let mark = index == bottleneck ? " <strong>bottleneck</strong>" : ""
      let name = VisibleText.shortened(VisibleText.plain(step.stepID), to: 160)
      return [
        VisibleText.html(name) + mark,
        VisibleText.html(
          QuantityFormat.string(step.durationMilliseconds * 1e6, unit: .nanoseconds)),
        QuantityFormat.percent(total > 0 ? step.durationMilliseconds / total : 0),
        bars[index].svg,
        step.rowsRead.map(QuantityFormat.grouped) ?? "–",
        step.rowsWritten.map(QuantityFormat.grouped) ?? "–",
      ]
    }
    let name = VisibleText.shortened(measurement.benchmark.rawValue, to: 160)
    return HTMLReport.table(
      "steps of \(name)",
      ["step", "time", "share", "place in the iteration", "rows read", "rows written"],
      numeric: [1, 2, 4, 5], rows) + indicators(measurement.performanceIndicators)
  }

  private static func indicators(_ indicators: PerformanceIndicators?) -> String {
    guard let indicators else { return "" }
    func rows(_ rate: Double) -> String { QuantityFormat.fixed(rate, decimals: 2) + " rows/s" }
    return "\n<p>reading is \(indicators.queryEfficiency.rawValue); transforming steps take in "
      + "\(rows(indicators.transformThroughput)), writing steps write "
      + "\(rows(indicators.writeThroughput))</p>"
  }
}
