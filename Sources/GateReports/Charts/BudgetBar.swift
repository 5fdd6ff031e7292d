import GateRecords

/// How much of a limit is used, as a bullet chart: a bar for the figure, a line for its bounds, a mark for the limit.
struct BudgetBar {
  private let share: Double
  private let bounds: ClosedRange<Double>?
  /// The class that colours the bar.
  private let kind: String

  /// Prepares the drawing.
  init(finding: Finding, budget: BudgetEvidence) {
    func share(_ value: Double) -> Double {
      switch budget.bound {
      case .ceiling: budget.limit > 0 ? value / budget.limit : 0
      case .floor: value > 0 ? budget.limit / value : 1
      }
    }
    self.share = share(finding.value ?? 0)
    let ends = [budget.low, budget.high].compactMap { $0.map(share) }.filter(\.isFinite).sorted()
    bounds = ends.count == 2 ? max(ends[0], 0)...max(ends[1], 0) : nil
    kind = Self.kind(of: finding)
  }

  /// The class that colours the bar of a limit: kept, broken, or broken where the rule only warns.
  static func kind(of finding: Finding) -> String {
    guard (finding.budget?.margin ?? 0) < 0 else { return "used" }
    return finding.failsTheGate || finding.mode != .warn ? "broken" : "warned"
  }

  /// The drawing.
  var svg: String {
    // The limit is at four fifths, so that going beyond it can be seen.
    func place(_ share: Double) -> String {
      QuantityFormat.fixed(min(max(share, 0), 1.25) * 96, decimals: 1)
    }
    let label = FigureAndLimits(percent: share, [1]).value
    let range =
      bounds.map {
        "<path class=\"whisker\" d=\"M\(place($0.lowerBound)) 7H\(place($0.upperBound))\"/>"
      } ?? ""
    return """
      <svg class="plot" viewBox="0 0 120 14" width="120" height="14" role="img" aria-label="\(label)">\
      <rect class="rail" x="0" y="3" width="120" height="8"/>\
      <rect class="\(kind)" x="0" y="3" width="\(place(share))" height="8"/>\(range)\
      <path class="limit" d="M96 0v14"/></svg>
      """
  }
}
