import GateRecords

/// The percentiles of one metric of one benchmark as bullet charts: a bar for the figure, a line for its bounds, a mark
/// for the limit of its budget.
struct PercentilePlot {
  /// One percentile, or another statistic that has a budget.
  private struct Row {
    let statistic: String
    let value: Double
    let finding: Finding?

    var budget: BudgetEvidence? { finding?.budget }
  }

  private static let width = 596.0
  private static let rowHeight = 34.0

  private let rows: [Row]
  private let unit: MetricUnit
  private let reach: Double

  /// Prepares the drawing; nil when none of the metric's statistics has a budget.
  ///
  /// - Parameter budgets: The findings on budgets of this benchmark and metric.
  init?(_ measurement: Measurement, budgets: [Finding]) {
    var rows: [Row] = []
    var judged: [String: Finding] = [:]
    for finding in budgets where finding.budget != nil && finding.value != nil {
      judged[finding.statistic?.rawValue ?? ""] = finding
    }
    guard !judged.isEmpty else { return nil }
    let measured = [
      ("min", measurement.minimum), ("median", measurement.median), ("p95", measurement.p95),
      ("p99", measurement.p99), ("max", measurement.maximum),
    ]
    for (statistic, value) in measured {
      let finding = judged.removeValue(forKey: statistic)
      rows.append(
        Row(statistic: statistic, value: finding?.value ?? value, finding: finding))
    }
    rows += judged.sorted { $0.key < $1.key }.map {
      Row(statistic: $0.key, value: $0.value.value ?? 0, finding: $0.value)
    }
    self.rows = rows
    unit = measurement.unit
    // A single wild maximum must not press the percentiles together.
    let anchors = rows.flatMap { row -> [Double] in
      (row.statistic == "max" && row.budget == nil ? [] : [row.value])
        + [row.budget?.limit, row.budget?.budget].compactMap { $0 }
    }
    reach = (anchors.filter(\.isFinite).max() ?? 0) * 1.12
    guard reach > 0 else { return nil }
  }

  /// The drawing.
  var svg: String {
    let height = Double(rows.count) * Self.rowHeight + 4
    let lines = rows.enumerated().map { index, row in
      line(row, top: Double(index) * Self.rowHeight)
    }
    return """
      <svg class="wide" viewBox="0 0 600 \(Int(height))" role="img" aria-label="\(VisibleText.html(label))">\
      \(lines.joined())</svg>
      """
  }

  /// The drawing in words.
  private var label: String {
    rows.map { row in
      let (value, budget) = words(row)
      return "\(row.statistic) \(value)" + (budget.map { ", budget \($0)" } ?? "")
    }.joined(separator: "; ")
  }

  /// A row: its words, and below them its bar, so that a narrow drawing has room for large letters.
  private func line(_ row: Row, top: Double) -> String {
    let middle = top + 27
    let y = Self.text(middle)
    let (value, budget) = words(row)
    let beside = budget.map { " · budget \($0)" } ?? ""
    var text =
      "<text class=\"axis\" x=\"0\" y=\"\(Self.text(top + 16))\">"
      + "\(VisibleText.html("\(row.statistic) \(value)\(beside)"))</text>"
      + "<rect class=\"rail\" x=\"0\" y=\"\(Self.text(middle - 7))\" width=\"596\" height=\"14\"/>"
    let width = Self.text(max(place(row.value), 0.5))
    text +=
      "<rect class=\"\(row.finding.map(BudgetBar.kind) ?? "used")\" x=\"0\" y=\"\(Self.text(middle - 4))\" "
      + "width=\"\(width)\" height=\"8\"/>"
    if let budget = row.budget {
      let limit = x(budget.limit)
      if let low = budget.low, let high = budget.high {
        text += "<path class=\"whisker\" d=\"M\(x(low)) \(y)H\(x(high))\"/>"
      }
      text += """
        <line class="tolerance" x1="\(limit)" y1="\(Self.text(middle - 7))" x2="\(limit)" y2="\(Self.text(middle + 7))"/>
        """
    }
    return text
  }

  /// The figure and its budget, with digits enough to differ.
  private func words(_ row: Row) -> (value: String, budget: String?) {
    guard let budget = row.budget else { return (quantity(row.value), nil) }
    return (
      FigureAndLimits(row.value, [budget.budget, budget.limit], unit: unit).value,
      ReportRow.budget(budget, of: nil, unit, beside: row.value)
    )
  }

  private func place(_ value: Double) -> Double {
    Self.width * min(max(value / reach, 0), 1)
  }

  private func x(_ value: Double) -> String { Self.text(place(value)) }

  private func quantity(_ value: Double) -> String { QuantityFormat.string(value, unit: unit) }

  private static func text(_ number: Double) -> String { QuantityFormat.fixed(number, decimals: 1) }
}
