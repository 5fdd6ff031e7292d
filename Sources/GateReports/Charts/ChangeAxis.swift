import GateRecords
import GateStatistics

/// One axis for the changes of many rows, so that they can be compared at a glance.
///
/// The axis shows the logarithm of the ratio through an inverse hyperbolic sine: about linear up to 5 %, logarithmic
/// beyond, so that 2 % and 200 % can be read on it.
struct ChangeAxis {
  static let width = 280.0
  private static let height = 22.0
  private static let margin = 8.0
  /// Where the scale goes from linear to logarithmic, as a logarithm of a ratio.
  private static let linear = 0.05
  /// Labels nearer to each other than this would overlap: the widest, `+100 %`, in the letters of a printed page.
  private static let labelGap = 46.0
  private static let labels: [Double] = [
    0, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 9, 99, -0.05, -0.1, -0.2, -0.33, -0.5, -0.75, -0.9, -0.99,
  ]

  /// The scaled change at either end.
  let reach: Double

  /// An axis for the changes of these findings; nil when none of them has a change that can be drawn.
  init?(_ findings: some Sequence<Finding>) {
    var reach = 0.0
    var isEmpty = true
    for finding in findings {
      guard let change = Self.drawn(finding) else { continue }
      isEmpty = false
      reach = max(
        reach, abs(Self.scaled(change.ratio)) * 1.15, Self.scaled(1 + change.tolerance) * 1.3)
    }
    guard !isEmpty else { return nil }
    self.reach = max(reach, Self.scaled(1.02))
  }

  /// The change that is drawn of a finding; nil where it has none.
  static func drawn(_ finding: Finding) -> ChangeEstimate? {
    guard let change = finding.change, change.difference == nil, change.ratio > 0,
      change.ratio.isFinite, change.tolerance >= 0, change.tolerance.isFinite
    else { return nil }
    return change
  }

  private static func scaled(_ ratio: Double) -> Double {
    let size = Elementary.logarithm(max(ratio, 1e-9)) / linear
    let magnitude = Elementary.logarithm(abs(size) + (size * size + 1).squareRoot())
    return size < 0 ? -magnitude : magnitude
  }

  /// The place of a ratio on the axis, within the drawing; what lies beyond the axis is at its end.
  func x(_ ratio: Double) -> Double {
    let share = min(max(Self.scaled(ratio) / reach, -1), 1)
    return Self.width / 2 + share * (Self.width / 2 - Self.margin)
  }

  /// The changes that have a label: none, the outermost, and what fits between.
  private var ticks: [Double] {
    let candidates = Self.labels.filter { abs(Self.scaled(1 + $0)) <= reach }
    let outermost = [candidates.max(), candidates.min()].compactMap { $0 }
    var places: [Double] = []
    return ([0] + outermost + candidates).filter { label in
      let place = Self.middle(ofLabelAt: x(1 + label))
      guard places.allSatisfy({ abs($0 - place) >= Self.labelGap }) else { return false }
      places.append(place)
      return true
    }
  }

  /// Labels nearer to an end than this are inside of their place; they would be cut otherwise.
  private static let edge = 26.0

  /// The middle of a label, which an end of the axis moves inwards.
  private static func middle(ofLabelAt place: Double) -> Double {
    place < edge ? place + labelGap / 2 : place > width - edge ? place - labelGap / 2 : place
  }

  /// The labels over a column of rows.
  var head: String {
    let labels = ticks.map { tick in
      let place = x(1 + tick)
      let anchor =
        place < Self.edge ? "start" : place > Self.width - Self.edge ? "end" : "middle"
      let words =
        tick == 0
        ? "0" : (tick < 0 ? "−" : "+") + QuantityFormat.briefPercent(tick)
      return
        "<text class=\"axis\" x=\"\(Self.text(place))\" y=\"11\" text-anchor=\"\(anchor)\">\(words)</text>"
        + "<path class=\"tick\" d=\"M\(Self.text(place)) 14v4\"/>"
    }
    return """
      <svg class="plot" viewBox="0 0 280 18" width="280" height="18" role="img" aria-label="change against the baseline, one axis for all rows">\
      \(labels.joined())</svg>
      """
  }

  /// A change with its interval and the band of its tolerance; nil when there is no change to draw.
  func row(_ finding: Finding) -> String? {
    guard let change = Self.drawn(finding) else { return nil }
    let middle = Self.height / 2
    let (band, end) = (x(1 / (1 + change.tolerance)), x(1 + change.tolerance))
    let (low, high) = (x(change.low ?? 0), x(change.high ?? .greatestFiniteMagnitude))
    let kind = Self.kind(of: finding)
    // An end that nothing bounds has no cap.
    let caps = [(change.low, low), (change.high, high)].map { bound, place in
      bound == nil ? "" : "M\(Self.text(place)) \(Self.text(middle - 4))v8"
    }
    return """
      <svg class="plot change-plot" viewBox="0 0 280 22" width="280" height="22" role="img" \
      aria-label="\(VisibleText.html(ReportRow(finding).change)), tolerance \(QuantityFormat.briefPercent(change.tolerance))">\
      <rect class="band" x="\(Self.text(band))" y="1" width="\(Self.text(max(end - band, 1)))" height="20"/>\
      <path class="zero" d="M140 0v22"/>\
      <path class="reach \(kind)" d="M\(Self.text(low)) \(Self.text(middle))H\(Self.text(high))\(caps.joined())"/>\
      <circle class="mean \(kind)" cx="\(Self.text(x(change.ratio)))" cy="\(Self.text(middle))" r="4.5"/></svg>
      """
  }

  /// The class that colours a change: what fails, what warns or is unproven, what improved, everything else.
  static func kind(of finding: Finding) -> String {
    switch finding.status {
    case .regressed, .failed, .missing, .changed, .overBudget:
      finding.failsTheGate ? "is-bad" : "is-open"
    case .unproven: finding.failsTheGate ? "is-bad" : "is-open"
    case .improved: "is-good"
    case .passed, .new, .skipped, .sameCode: "is-even"
    }
  }

  private static func text(_ number: Double) -> String { QuantityFormat.fixed(number, decimals: 1) }
}
