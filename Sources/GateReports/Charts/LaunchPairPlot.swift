import GateBudgets
import GateRecords
import GateStatistics

/// The change after each launch pair, with the interval that held then.
struct LaunchPairPlot {
  /// The bounds after a number of pairs, as ratios candidate ÷ baseline.
  struct State: Hashable {
    let pairs: Int
    let estimate: Double
    let low: Double?
    let high: Double?
  }

  /// The most moments at which the interval is worked out; each costs a search.
  private static let mostStates = 16
  private static let left = 56.0
  private static let right = 594.0
  private static let middle = 56.0
  private static let reachHeight = 48.0
  private static let lineHeight = 17.0

  let states: [State]
  /// The pairs' own ratios, in the order they were measured.
  let ratios: [Double]
  private let tolerance: Double
  private let isHigherBetter: Bool

  /// Draws the pairs in their order; nil with fewer than two.
  init?(_ finding: Finding, _ series: MetricSeries, of benchmark: BenchmarkRecord) {
    guard series.baselineLaunches != nil, let change = finding.change, change.difference == nil
    else { return nil }
    tolerance = change.tolerance
    isHigherBetter = series.direction == .higherIsBetter
    let datum = PairedDatum(
      isTime: series.unit == .nanoseconds, iterations: benchmark.iterationsPerSample)
    let blocks = LaunchBlock.blocks(of: series, datum: datum)
    let count = blocks.reduce(0) { $0 + $1.size }
    guard count > 1 else { return nil }
    ratios = blocks.flatMap(\.pairs).map(Elementary.exponential)
    var test = SequentialRatioTest(
      .init(
        tolerance: tolerance, intervalConfidence: change.confidence ?? 0.95,
        functional: .of(series.metric)))
    var states: [State] = []
    for block in blocks {
      let before = test.count
      test.add(block)
      guard (before + 1...test.count).contains(where: { Self.isShown($0, of: count) }) else {
        continue
      }
      let interval = test.interval
      states.append(
        State(
          pairs: test.count, estimate: test.estimate, low: interval.low, high: interval.high))
    }
    self.states = states
  }

  /// Whether a moment is among those spread evenly over the pairs, the last of which always counts.
  private static func isShown(_ pair: Int, of count: Int) -> Bool {
    guard count > mostStates else { return true }
    return pair * mostStates / count > (pair - 1) * mostStates / count
  }

  /// The drawing.
  var svg: String {
    let sizes = states.map { abs($0.estimate - 1) }
    let reach = max((sizes.max() ?? 0) * 1.5, tolerance * 2, 0.01)
    func height(_ ratio: Double) -> Double {
      let share = min(max((ratio - 1) / reach, -1), 1)
      return Self.middle - share * Self.reachHeight
    }
    func y(_ ratio: Double) -> String { Self.text(height(ratio)) }
    func x(_ pair: Int) -> String {
      let share = Double(pair - 1) / Double(max(1, ratios.count - 1))
      return Self.text(Self.left + 4 + (Self.right - Self.left - 8) * share)
    }
    // An end that nothing bounds yet lies at the edge.
    let upper = states.map { "\(x($0.pairs)),\(y($0.high ?? 1 + reach))" }
    let lower = states.reversed().map { "\(x($0.pairs)),\(y($0.low ?? 1 - reach))" }
    let path = states.map { "\(x($0.pairs)),\(y($0.estimate))" }
    let dots = ratios.enumerated().map { index, ratio in
      "M\(x(index + 1)) \(y(ratio))h0"
    }
    let limit = isHigherBetter ? 1 / (1 + tolerance) : 1 + tolerance
    func label(_ ratio: Double, at place: Double) -> String {
      "<text class=\"axis\" x=\"50\" y=\"\(Self.text(place))\" dy=\"3.5\" text-anchor=\"end\">"
        + "\(QuantityFormat.percent(ratio - 1, signed: true))</text>"
    }
    // Beside a large change a small tolerance lies so near to nothing that the two would be one blot.
    let limitPlace =
      limit > 1
      ? min(height(limit), Self.middle - Self.lineHeight)
      : max(height(limit), Self.middle + Self.lineHeight)
    return """
      <svg class="wide" viewBox="0 0 600 126" role="img" aria-label="\(VisibleText.html(words))">\
      <polygon class="interval" points="\((upper + lower).joined(separator: " "))"/>\
      <line class="zero" x1="56" y1="56" x2="594" y2="56"/>\
      <line class="tolerance" x1="56" y1="\(y(limit))" x2="594" y2="\(y(limit))"/>\
      <polyline class="path" points="\(path.joined(separator: " "))"/>\
      <path class="pair" d="\(dots.joined())"/>\
      \(label(1, at: Self.middle))\(label(limit, at: limitPlace))\
      <text class="axis" x="60" y="122">pair 1</text>\
      <text class="axis" x="590" y="122" text-anchor="end">pair \(ratios.count)</text></svg>
      """
  }

  /// The drawing in words.
  private var words: String {
    func percent(_ ratio: Double?) -> String {
      ratio.map { QuantityFormat.percent($0 - 1, signed: true) } ?? "not bounded"
    }
    guard let last = states.last else { return "" }
    return "after \(last.pairs) launch pairs \(percent(last.estimate)), "
      + "from \(percent(last.low)) to \(percent(last.high))"
  }

  private static func text(_ number: Double) -> String { QuantityFormat.fixed(number, decimals: 1) }
}
