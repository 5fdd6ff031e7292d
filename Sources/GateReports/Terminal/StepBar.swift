import GateRecords

/// One step of an iteration as a bar that begins where the step before ended.
struct StepBar {
  private let start: Double
  private let share: Double
  /// Where the end of the step lies with its interval, as shares of the iteration; nil where it has none.
  private let reach: ClosedRange<Double>?
  private let isBottleneck: Bool

  /// Prepares the bars of all steps, in the order they first ran.
  static func all(_ steps: [StepRecord]) -> [StepBar] {
    let total = steps.reduce(0) { $0 + $1.durationMilliseconds }
    let longest = steps.map(\.durationMilliseconds).max() ?? 0
    let bottleneck = steps.firstIndex { $0.durationMilliseconds == longest }
    // An interval that reaches beyond the last step needs room.
    let ends = steps.reduce(into: (start: 0.0, most: total)) { ends, step in
      ends.most = max(ends.most, ends.start + (step.highMilliseconds ?? 0))
      ends.start += step.durationMilliseconds
    }
    func share(_ milliseconds: Double) -> Double { ends.most > 0 ? milliseconds / ends.most : 0 }
    var start = 0.0
    return steps.enumerated().map { index, step in
      let own = share(step.durationMilliseconds)
      defer { start += own }
      var reach: ClosedRange<Double>?
      if let low = step.lowMilliseconds, let high = step.highMilliseconds, low <= high {
        reach = (start + share(low))...(start + share(high))
      }
      return StepBar(
        start: start, share: own, reach: reach, isBottleneck: index == bottleneck)
    }
  }

  /// The drawing: a bar for the mean, and a line with ends for the interval in which the step ends.
  var svg: String {
    func place(_ share: Double) -> String { QuantityFormat.fixed(share * 240, decimals: 1) }
    let width = QuantityFormat.fixed(max(share * 240, 1), decimals: 1)
    let whisker =
      reach.map { reach in
        let (low, high) = (place(reach.lowerBound), place(reach.upperBound))
        return "<path class=\"whisker\" d=\"M\(low) 3v8M\(low) 7H\(high)M\(high) 3v8\"/>"
      } ?? ""
    return """
      <svg class="plot" viewBox="0 0 240 14" width="240" height="14" role="img" aria-label="from \(QuantityFormat.percent(start)) to \(QuantityFormat.percent(start + share)) of the iteration">\
      <rect class="rail" x="0" y="6" width="240" height="2"/>\
      <rect class="\(isBottleneck ? "broken" : "used")" x="\(place(start))" y="2" width="\(width)" height="10"/>\(whisker)</svg>
      """
  }
}
