package import GateRecords

/// Functions within their callers, each as wide as what it costs; red where it costs more than in the baseline, blue
/// where it costs less.
package struct FlameGraph {
  private struct Box {
    var frame: ProfiledFrame
    var x: Double
    var depth: Int
  }

  private static let width = 1200.0
  private static let rowHeight = 17.0
  /// Narrower bars are not drawn, because they would not be visible.
  private static let narrowest = 0.6

  private let boxes: [Box]
  private let total: Double
  private let baselineTotal: Double?
  private let most: Double
  private let unit: ProfileMethod
  private let title: String

  /// Prepares the drawing; nil where there is nothing to draw.
  package init?(_ profile: BenchmarkProfile) {
    guard let total = profile.candidate?.cost, total > 0, !profile.frames.isEmpty else {
      return nil
    }
    self.total = total
    baselineTotal = profile.baseline?.cost
    unit = profile.method
    title = profile.benchmark.rawValue
    most = profile.frames.map { abs($0.candidate - $0.baseline) }.max() ?? 0
    boxes = Self.placed(profile.frames, total: total)
  }

  /// Frames beside each other within their callers, by name, so that two drawings can be compared.
  private static func placed(_ frames: [ProfiledFrame], total: Double) -> [Box] {
    var children: [[Int]] = Array(repeating: [], count: frames.count)
    var roots: [Int] = []
    for (place, frame) in frames.enumerated() {
      if let parent = frame.parent { children[parent].append(place) } else { roots.append(place) }
    }
    var boxes: [Box] = []
    func put(_ places: [Int], _ start: Double, _ depth: Int) {
      var x = start
      for place in places.sorted(by: { frames[$0].name < frames[$1].name }) {
        let wide = breadth(of: frames[place], total)
        guard wide >= narrowest else { continue }
        boxes.append(Box(frame: frames[place], x: x, depth: depth))
        put(children[place], x, depth + 1)
        x += wide
      }
    }
    put(roots, 0, 0)
    return boxes
  }

  /// How wide a frame is drawn: never wider than the drawing, whatever a file says of it.
  private static func breadth(of frame: ProfiledFrame, _ total: Double) -> Double {
    min(frame.candidate / total, 1) * width
  }

  /// The drawing within a page, which has the style.
  package var svg: String { drawing(attributes: "class=\"flames\"", style: "") }

  /// The drawing as a file of its own.
  package var file: String {
    drawing(
      attributes: "xmlns=\"http://www.w3.org/2000/svg\"",
      style: """
        <style>rect{fill:#e8e4da;stroke:#fff}rect.grew{fill:#d9480f}rect.shrank{fill:#1c6dd0}\
        text{font:11px monospace;fill:#111;pointer-events:none}</style>\
        <rect x="0" y="0" width="100%" height="100%" style="fill:#fff"/>
        """) + "\n"
  }

  private func drawing(attributes: String, style: String) -> String {
    let height = Double((boxes.map(\.depth).max() ?? 0) + 1) * Self.rowHeight
    let label = "functions of \(title) within their callers, \(boxes.count) frames"
    return """
      <svg \(attributes) viewBox="0 0 1200 \(Self.text(height))" role="img" \
      aria-label="\(VisibleText.html(VisibleText.shortened(VisibleText.plain(label), to: 300)))">\
      \(style)\(boxes.map { box($0, height) }.joined())</svg>
      """
  }

  private func box(_ box: Box, _ height: Double) -> String {
    let wide = Self.breadth(of: box.frame, total)
    // The outermost is at the bottom.
    let y = height - Double(box.depth + 1) * Self.rowHeight
    let name = VisibleText.plain(box.frame.name)
    let letters = Int((wide - 6) / 6.7)
    let text =
      letters < 3
      ? ""
      : "<text x=\"\(Self.text(box.x + 3))\" y=\"\(Self.text(y + 12))\">"
        + VisibleText.html(VisibleText.shortened(name, to: letters)) + "</text>"
    return "<g class=\"frame\"><title>\(VisibleText.html(words(box.frame, name)))</title>"
      + "<rect\(colour(box.frame)) x=\"\(Self.text(box.x))\" y=\"\(Self.text(y))\" "
      + "width=\"\(Self.text(wide))\" height=\"16\"/>\(text)</g>"
  }

  /// The class and the strength of the colour; what hardly differs has none.
  private func colour(_ frame: ProfiledFrame) -> String {
    let change = frame.candidate - frame.baseline
    guard baselineTotal != nil, most > 0, abs(change) > 0.002 * total else { return "" }
    let strength = 0.15 + 0.5 * abs(change) / most
    return " class=\"\(change > 0 ? "grew" : "shrank")\" "
      + "fill-opacity=\"\(QuantityFormat.fixed(strength, decimals: 2))\""
  }

  private func words(_ frame: ProfiledFrame, _ name: String) -> String {
    let share = "\(QuantityFormat.percent(frame.candidate / total)) of all"
    var text = "\(VisibleText.shortened(name, to: 300)): \(amount(frame.candidate)), \(share)"
    if baselineTotal != nil {
      text += "; baseline \(amount(frame.baseline))"
      if frame.baseline > 0 {
        text += ", \(QuantityFormat.percent(frame.candidate / frame.baseline - 1, signed: true))"
      }
    }
    return text
  }

  private func amount(_ cost: Double) -> String {
    switch unit {
    case .callgrind: "\(QuantityFormat.string(cost.rounded(), unit: .count)) instructions"
    case .sampled: QuantityFormat.string(cost, unit: .nanoseconds)
    }
  }

  private static func text(_ number: Double) -> String { QuantityFormat.fixed(number, decimals: 1) }
}
