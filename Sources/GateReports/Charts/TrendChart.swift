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
    guard
      let frame = Frame(
        points.map(\.value), left: 70, right: width - 8, top: 12, bottom: height - 24)
    else { return "" }
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
      \(marks.joined())<polyline class="line" points="\(frame.line(points.map(\.value)))"/>\(dots.joined())</svg>
      """
  }

  /// The line alone, for a table.
  func small() -> String { line(width: 120, height: 22, kind: "plot", marks: false) }

  /// The line with its changes marked and its last value, for a card.
  func card() -> String { line(width: 280, height: 44, kind: "plot spark", marks: true) }

  private func line(width: Int, height: Int, kind: String, marks: Bool) -> String {
    let reduced = Self.reduced(points)
    guard
      let frame = Frame(
        reduced.map(\.value), left: 2, right: Double(width) - 4, top: 3, bottom: Double(height) - 3)
    else { return "" }
    let lines =
      marks
      ? changes.compactMap { change -> String? in
        guard
          let place = reduced.lastIndex(where: {
            $0.milliseconds <= change.firstAfter.milliseconds
          })
        else { return nil }
        return "<path class=\"mark \(change.isWorse ? "worse" : "better")\" "
          + "d=\"M\(Self.text(frame.x(place))) 0v\(height)\"/>"
      } : []
    let last = reduced.count - 1
    let dot =
      marks
      ? "<circle class=\"dot\" cx=\"\(Self.text(frame.x(last)))\" "
        + "cy=\"\(Self.text(frame.y(reduced[last].value)))\" r=\"2.5\"/>" : ""
    return """
      <svg class="\(kind)" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="img" aria-label="\(VisibleText.html(VisibleText.shortened(description, to: 300)))">\
      \(lines.joined())<polyline class="line" points="\(frame.line(reduced.map(\.value)))"/>\(dot)</svg>
      """
  }

  /// At most 120 points for a small drawing, each the mean of its neighbours; the last stays what it is.
  private static func reduced(
    _ points: [MetricHistory.Point]
  ) -> [(milliseconds: Int64, value: Double)] {
    let most = 120
    guard points.count > most, let last = points.last else {
      return points.map { ($0.milliseconds, $0.value) }
    }
    let others = points.count - 1
    return (0..<most - 1).map { place in
      let group = points[place * others / (most - 1)..<(place + 1) * others / (most - 1)]
      let mean = group.reduce(0) { $0 + $1.value } / Double(group.count)
      return (group[group.startIndex].milliseconds, mean)
    } + [(last.milliseconds, last.value)]
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
      _ values: [Double], left: Double, right: Double, top: Double, bottom: Double
    ) {
      let sorted = values.filter(\.isFinite).sorted()
      guard let first = sorted.first, let last = sorted.last else { return nil }
      let span = max(last - first, abs(sorted[sorted.count / 2]) * 0.1)
      let padded = span > 0 ? span : 1
      low = max((first + last - padded) / 2, min(first, 0))
      high = low + padded
      count = values.count
      (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
    }

    func x(_ index: Int) -> Double {
      count < 2 ? (left + right) / 2 : left + (right - left) * Double(index) / Double(count - 1)
    }

    func y(_ value: Double) -> Double {
      let share = min(max((value - low) / (high - low), 0), 1)
      return bottom - (bottom - top) * share
    }

    func line(_ values: [Double]) -> String {
      values.indices.map { "\(TrendChart.text(x($0))),\(TrendChart.text(y(values[$0])))" }
        .joined(separator: " ")
    }
  }
}
