import GateRecords

/// One step of an iteration as a bar that begins where the step before ended.
struct StepBar {
  private let start: Double
  private let share: Double
  private let isBottleneck: Bool

  /// Prepares the bars of all steps, in the order they first ran.
  static func all(_ steps: [StepRecord]) -> [StepBar] {
    let total = steps.reduce(0) { $0 + $1.durationMilliseconds }
    let longest = steps.map(\.durationMilliseconds).max() ?? 0
    let bottleneck = steps.firstIndex { $0.durationMilliseconds == longest }
    var start = 0.0
    return steps.enumerated().map { index, step in
      let share = total > 0 ? step.durationMilliseconds / total : 0
      defer { start += share }
      return StepBar(start: start, share: share, isBottleneck: index == bottleneck)
    }
  }

  /// The drawing.
  var svg: String {
    let x = QuantityFormat.fixed(start * 240, decimals: 1)
    let width = QuantityFormat.fixed(max(share * 240, 1), decimals: 1)
    return """
      <svg class="plot" viewBox="0 0 240 14" width="240" height="14" role="img" aria-label="from \(QuantityFormat.percent(start)) to \(QuantityFormat.percent(start + share)) of the iteration">\
      <rect class="rail" x="0" y="6" width="240" height="2"/>\
      <rect class="\(isBottleneck ? "broken" : "used")" x="\(x)" y="2" width="\(width)" height="10"/></svg>
      """
  }
}
