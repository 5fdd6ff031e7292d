import GateRecords

/// A change, its interval and its tolerance on a logarithmic axis, drawn small.
struct IntervalPlot {
  private let estimate: Double
  private let low: Double
  private let high: Double
  private let tolerance: Double
  private let reach: Double
  private let description: String

  private static let width = 180.0
  private static let height = 22.0

  /// Prepares the drawing; nil when there is no change to draw.
  init?(finding: Finding) {
    guard let change = finding.change, change.difference == nil, change.ratio > 0 else {
      return nil
    }
    func size(_ ratio: Double?) -> Double? { ratio.map { ($0 - 1) / max($0, 1) } }
    estimate = size(change.ratio) ?? 0
    tolerance = size(1 + change.tolerance) ?? 0
    let ends = [estimate, size(change.low) ?? -1, size(change.high) ?? 1]
    low = ends[1]
    high = ends[2]
    // The axis shows at least twice the tolerance, and the estimate with some air.
    reach = min(1, max(tolerance * 2, abs(estimate) * 1.4, 0.01))
    description = ReportRow(finding).change
  }

  /// The drawing.
  var svg: String {
    let middle = Self.height / 2
    let band = x(tolerance) - x(-tolerance)
    return """
      <svg class="plot" viewBox="0 0 180 22" width="180" height="22" role="img" aria-label="\(VisibleText.html(description))">\
      <rect class="band" x="\(text(x(-tolerance)))" y="2" width="\(text(band))" height="18"/>\
      <line class="zero" x1="90" y1="0" x2="90" y2="22"/>\
      <line class="range" x1="\(text(x(low)))" y1="\(middle)" x2="\(text(x(high)))" y2="\(middle)"/>\
      <circle class="point" cx="\(text(x(estimate)))" cy="\(middle)" r="4"/></svg>
      """
  }

  private func x(_ size: Double) -> Double {
    let share = min(max(size / reach, -1), 1)
    return Self.width / 2 + share * (Self.width / 2 - 5)
  }

  private func text(_ number: Double) -> String { QuantityFormat.fixed(number, decimals: 1) }
}

/// How much of a limit is used, as a bar.
struct BudgetBar {
  private let share: Double
  private let isBroken: Bool

  /// Prepares the drawing.
  init(finding: Finding, budget: BudgetEvidence) {
    let value = finding.value ?? 0
    switch budget.bound {
    case .ceiling: share = budget.limit > 0 ? value / budget.limit : 0
    case .floor: share = value > 0 ? budget.limit / value : 1
    }
    isBroken = budget.margin < 0
  }

  /// The drawing.
  var svg: String {
    // The limit stands at four fifths, so that going beyond it can be seen.
    let width = min(share, 1.25) * 96
    let label = FigureAndLimits(percent: share, [1]).value
    return """
      <svg class="plot" viewBox="0 0 120 14" width="120" height="14" role="img" aria-label="\(label)">\
      <rect class="rail" x="0" y="3" width="120" height="8"/>\
      <rect class="\(isBroken ? "broken" : "used")" x="0" y="3" width="\(QuantityFormat.fixed(width, decimals: 1))" height="8"/>\
      <line class="limit" x1="96" y1="0" x2="96" y2="14"/></svg>
      """
  }
}
