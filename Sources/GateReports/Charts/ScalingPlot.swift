import GateRecords
import GateStatistics

/// The times of a series over its sizes, both on logarithmic axes, with the law that they follow.
struct ScalingPlot {
  private static let left = 70.0
  private static let right = 590.0
  private static let top = 14.0
  private static let bottom = 156.0

  private let points: [(size: Double, time: Double)]
  private let curve: [(size: Double, time: Double)]
  private let sizes: ClosedRange<Double>
  private let times: ClosedRange<Double>
  private let description: String

  /// Prepares the drawing; nil when fewer than two sizes have a logarithm.
  init?(_ series: ScalingSeries) {
    points = series.steps.filter { $0.size > 0 && $0.time > 0 && $0.time.isFinite }
      .map { ($0.size, $0.time) }
    guard let first = points.first?.size, let last = points.last?.size, first < last else {
      return nil
    }
    sizes = first...last
    // A law that does not fit is not drawn as if it did.
    let law = series.fit.flatMap { ScalingOutlook.isTrusted($0) ? $0 : nil }
    if let fit = law {
      curve = (0...40).compactMap { step -> (Double, Double)? in
        let share = Double(step) / 40
        let size = Elementary.exponential(
          Elementary.logarithm(first) * (1 - share) + Elementary.logarithm(last) * share)
        let time = fit.cost(at: size)
        return time > 0 && time.isFinite ? (size, time) : nil
      }
    } else {
      curve = []
    }
    let all = (points + curve).map(\.time)
    guard let least = all.min(), let most = all.max() else { return nil }
    // Noise must look like noise: the axis spans at least a factor of 1.5.
    times = least...max(most, least * 1.5)
    let curveText = law.map { "; the curve is the fitted \($0.complexity.rawValue)" } ?? ""
    description =
      "median wall time of \(VisibleText.name(series.name)) over "
      + "\(points.count) sizes of \(VisibleText.shortened(series.parameter, to: 40))\(curveText)"
  }

  /// The drawing.
  var svg: String {
    let dots = points.map {
      "<circle class=\"point\" cx=\"\(x($0.size))\" cy=\"\(y($0.time))\" r=\"3.5\"/>"
    }
    let path = curve.map { "\(x($0.size)),\(y($0.time))" }.joined(separator: " ")
    let line = path.isEmpty ? "" : "<polyline class=\"fit\" points=\"\(path)\"/>"
    let low = VisibleText.html(QuantityFormat.brief(sizes.lowerBound))
    let high = VisibleText.html(QuantityFormat.brief(sizes.upperBound))
    func label(_ time: Double) -> String {
      "<text class=\"axis\" x=\"64\" y=\"\(y(time))\" text-anchor=\"end\">"
        + "\(VisibleText.html(QuantityFormat.string(time, unit: .nanoseconds)))</text>"
    }
    return """
      <svg class="wide" viewBox="0 0 600 180" role="img" aria-label="\(VisibleText.html(description))">\
      <path class="frame" d="M70 8V160H594"/>\(line)\(dots.joined())\
      \(label(times.lowerBound))\(label(times.upperBound))\
      <text class="axis" x="70" y="174">\(low)</text>\
      <text class="axis" x="590" y="174" text-anchor="end">\(high)</text></svg>
      """
  }

  private func x(_ size: Double) -> String {
    Self.text(Self.place(size, sizes, Self.left, Self.right))
  }

  private func y(_ time: Double) -> String {
    Self.text(Self.place(time, times, Self.bottom, Self.top))
  }

  private static func place(
    _ value: Double, _ range: ClosedRange<Double>, _ start: Double, _ end: Double
  ) -> Double {
    let low = Elementary.logarithm(range.lowerBound)
    let span = Elementary.logarithm(range.upperBound) - low
    return start + (end - start) * (Elementary.logarithm(value) - low) / span
  }

  private static func text(_ number: Double) -> String { QuantityFormat.fixed(number, decimals: 1) }
}
