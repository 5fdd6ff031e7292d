import GateRecords

/// A change with its interval, drawn in one line of text of fixed width against what the rule allows.
///
/// Of a comparison the middle is not a change, and the marks on both sides are the tolerance: `────────┆───│───┆─━●━────`. Of a
/// limit the left end is zero, and the mark is the limit.
struct ChangeStrip {
  /// The characters of a strip.
  private static let width = 25
  /// Where a comparison has no change, and how far from there its tolerance is.
  private static let (middle, reach) = (12, 4)
  /// Where a limit is.
  private static let limit = 16

  /// The meaning of the signs, in Markdown.
  static let legend =
    "<sub>`●` estimate, `━` confidence interval, `┆` tolerance or limit, `│` no change</sub>"

  /// The drawing.
  let text: String

  /// Draws a finding; nil where it has no change that a tolerance measures, and no figure beside a limit.
  init?(_ finding: Finding) {
    if let change = finding.change {
      guard change.difference == nil, change.tolerance > 0, finding.concern != .none else {
        return nil
      }
      func place(_ ratio: Double) -> Double {
        Double(Self.middle) + (ratio - 1) / change.tolerance * Double(Self.reach)
      }
      let isExact = finding.evidence.kind == .exact
      text = Self.drawn(
        place(change.ratio),
        isExact ? nil : (change.low.map(place), change.high.map(place)),
        marks: [
          Self.middle - Self.reach: "┆", Self.middle: "│", Self.middle + Self.reach: "┆",
        ])
      return
    }
    guard let value = finding.value else { return nil }
    let limit = finding.budget?.limit ?? finding.serviceLevel?.breach ?? 0
    guard limit > 0 else { return nil }
    func place(_ value: Double) -> Double { value / limit * Double(Self.limit) }
    let bounds = finding.budget.flatMap { budget in
      budget.low == nil && budget.high == nil
        ? nil : (budget.low.map(place), budget.high.map(place))
    }
    text = Self.drawn(place(value), bounds, marks: [Self.limit: "┆"])
  }

  /// Draws an estimate and its interval, of which a missing end is not bounded, over marks.
  private static func drawn(
    _ estimate: Double, _ interval: (low: Double?, high: Double?)?, marks: [Int: Character]
  ) -> String {
    var signs = (0..<width).map { marks[$0] ?? "─" }
    func column(_ place: Double) -> Int {
      place.isFinite ? Int(min(max(place.rounded(), 0), Double(width - 1))) : width - 1
    }
    if let interval {
      let first = interval.low.map(column) ?? 0
      let last = interval.high.map(column) ?? width - 1
      for place in min(first, last)...max(first, last) {
        signs[place] = marks[place] == nil ? "━" : "┿"
      }
    }
    switch estimate.rounded() {
    case ..<0: signs[0] = "«"
    case Double(width)...: signs[width - 1] = "»"
    default:
      var place = column(estimate)
      // A value slightly beyond a limit must not be drawn on the limit.
      if marks[place] == "┆", abs(estimate - Double(place)) > 1e-6 {
        place += estimate > Double(place) ? 1 : -1
      }
      signs[place] = "●"
    }
    return String(signs)
  }
}
