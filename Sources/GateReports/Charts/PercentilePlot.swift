import GateRecords

/// The percentiles of one metric of one benchmark as bullet charts: a bar for the figure, a line for its bounds, a mark
/// for the limit of its budget.
struct PercentilePlot {
  /// One percentile, or another statistic that has a budget.
  private struct Row {
    let statistic: String
    let value: Double
    let budget: BudgetEvidence?
  }

  private static let left = 60.0
  private static let right = 400.0
  private static let rowHeight = 24.0

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
        Row(statistic: statistic, value: finding?.value ?? value, budget: finding?.budget))
    }
    rows += judged.sorted { $0.key < $1.key }.map {
      Row(statistic: $0.key, value: $0.value.value ?? 0, budget: $0.value.budget)
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
      line(row, middle: Double(index) * Self.rowHeight + Self.rowHeight / 2 + 2)
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

  private func line(_ row: Row, middle: Double) -> String {
    let y = Self.text(middle)
    var text =
      "<text class=\"axis\" x=\"52\" y=\"\(Self.text(middle + 3.5))\" text-anchor=\"end\">"
      + "\(VisibleText.html(row.statistic))</text>"
      + "<rect class=\"rail\" x=\"60\" y=\"\(Self.text(middle - 7))\" width=\"340\" height=\"14\"/>"
    let isBroken = (row.budget?.margin ?? 0) < 0
    let width = Self.text(max(place(row.value) - Self.left, 0.5))
    text +=
      "<rect class=\"\(isBroken ? "broken" : "used")\" x=\"60\" y=\"\(Self.text(middle - 4))\" "
      + "width=\"\(width)\" height=\"8\"/>"
    if let budget = row.budget {
      let limit = x(budget.limit)
      if let low = budget.low, let high = budget.high {
        text += "<path class=\"whisker\" d=\"M\(x(low)) \(y)H\(x(high))\"/>"
      }
      text += """
        <line class="tolerance" x1="\(limit)" y1="\(Self.text(middle - 10))" x2="\(limit)" y2="\(Self.text(middle + 10))"/>
        """
    }
    let (value, budget) = words(row)
    let beside = budget.map { " · budget \($0)" } ?? ""
    return text
      + "<text class=\"axis\" x=\"412\" y=\"\(Self.text(middle + 3.5))\">"
      + "\(VisibleText.html(value + beside))</text>"
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
    Self.left + (Self.right - Self.left) * min(max(value / reach, 0), 1)
  }

  private func x(_ value: Double) -> String { Self.text(place(value)) }

  private func quantity(_ value: Double) -> String { QuantityFormat.string(value, unit: unit) }

  private static func text(_ number: Double) -> String { QuantityFormat.fixed(number, decimals: 1) }
}
