import GateHistory
import GateRecords

/// The values of one metric over its runs, with its changes marked.
struct TrendChart {
  /// The most runs that are drawn; the newest are.
  static let mostRuns = 500

  private let points: [MetricHistory.Point]
  private let changes: [MetricChange]
  private let unit: MetricUnit
  private let description: String

  init(_ history: MetricHistory, changes: [MetricChange]) {
    points = Array(history.points.suffix(Self.mostRuns))
    self.changes = changes
    unit = history.unit
    description =
      "\(history.metric) of \(history.benchmark) over \(Counted.text(points.count, "run"))"
  }

  /// The drawing with axis and marks.
  func large() -> String {
    let width = 720.0
    let height = 180.0
    guard let frame = Frame(points, left: 70, right: width - 8, top: 12, bottom: height - 24) else {
      return ""
    }
    let marks = changes.compactMap { change -> String? in
      guard
        let index = points.firstIndex(where: { $0.milliseconds == change.firstAfter.milliseconds })
      else { return nil }
      let x = Self.text(frame.x(index))
      return "<line class=\"mark \(change.isWorse ? "worse" : "better")\" x1=\"\(x)\" y1=\"12\" "
        + "x2=\"\(x)\" y2=\"\(Self.text(height - 24))\"><title>\(VisibleText.html(change.size.text))"
        + "</title></line>"
    }
    let dots = points.indices.map { index in
      "<circle class=\"dot\" cx=\"\(Self.text(frame.x(index)))\" "
        + "cy=\"\(Self.text(frame.y(points[index].value)))\" r=\"2\"/>"
    }
    func label(_ value: Double, _ y: Double) -> String {
      "<text class=\"axis\" x=\"64\" y=\"\(Self.text(y))\" text-anchor=\"end\">"
        + "\(VisibleText.html(QuantityFormat.string(value, unit: unit)))</text>"
    }
    func day(_ point: MetricHistory.Point?, _ x: Double, _ anchor: String) -> String {
      "<text class=\"axis\" x=\"\(Self.text(x))\" y=\"\(Self.text(height - 6))\" "
        + "text-anchor=\"\(anchor)\">\(point?.time.rawValue.prefix(10) ?? "")</text>"
    }
    return """
      <svg class="trend" viewBox="0 0 720 180" role="img" aria-label="\(VisibleText.html(VisibleText.shortened(description, to: 300)))">\
      \(label(frame.high, 16))\(label(frame.low, height - 24))\
      \(day(points.first, 70, "start"))\(day(points.last, width - 8, "end"))\
      \(marks.joined())<polyline class="line" points="\(frame.line(points))"/>\(dots.joined())</svg>
      """
  }

  /// The line alone, for a table.
  func small() -> String {
    guard let frame = Frame(points, left: 1, right: 119, top: 2, bottom: 20) else { return "" }
    return """
      <svg class="plot" viewBox="0 0 120 22" width="120" height="22" role="img" aria-label="\(VisibleText.html(VisibleText.shortened(description, to: 300)))">\
      <polyline class="line" points="\(frame.line(points))"/></svg>
      """
  }

  private static func text(_ number: Double) -> String {
    let text = QuantityFormat.fixed(abs(number), decimals: 1)
    return number < 0 ? "-" + text : text
  }

  /// Where values lie on the drawing.
  private struct Frame {
    let low: Double
    let high: Double
    private let count: Int
    private let left: Double
    private let right: Double
    private let top: Double
    private let bottom: Double

    /// The range of the values, or a tenth of their middle if that is more: noise looks like noise.
    init?(
      _ points: [MetricHistory.Point], left: Double, right: Double, top: Double, bottom: Double
    ) {
      let sorted = points.map(\.value).filter(\.isFinite).sorted()
      guard let first = sorted.first, let last = sorted.last else { return nil }
      let span = max(last - first, abs(sorted[sorted.count / 2]) * 0.1)
      let padded = span > 0 ? span : 1
      low = max((first + last - padded) / 2, min(first, 0))
      high = low + padded
      count = points.count
      (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
    }

    func x(_ index: Int) -> Double {
      count < 2 ? (left + right) / 2 : left + (right - left) * Double(index) / Double(count - 1)
    }

    func y(_ value: Double) -> Double {
      let share = min(max((value - low) / (high - low), 0), 1)
      return bottom - (bottom - top) * share
    }

    func line(_ points: [MetricHistory.Point]) -> String {
      points.indices.map { "\(TrendChart.text(x($0))),\(TrendChart.text(y(points[$0].value)))" }
        .joined(separator: " ")
    }
  }
}
