import GateHistory
import GateRecords

/// A badge: a name and what is to be known of it, as an SVG image that needs no network.
struct Badge {
  /// The relation of the right half to the left one.
  enum Kind: String {
    case good = "#0b5cad"
    case open = "#7a5a00"
    case bad = "#b3400e"
    case plain = "#57606a"

    init(_ outcome: Outcome) {
      switch outcome {
      case .pass: self = .good
      case .warn: self = .open
      case .fail: self = .bad
      }
    }
  }

  let name: String
  let value: String
  let kind: Kind

  /// The image.
  var svg: String {
    let (left, right) = (Self.shown(name), Self.shown(value))
    let (leftWidth, rightWidth) = (Self.width(of: left), Self.width(of: right))
    let total = leftWidth + rightWidth
    // White on each of the colours has a contrast of more than 4.5 : 1.
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(total)" height="20" viewBox="0 0 \(total) 20" role="img" \
      aria-label="\(VisibleText.html("\(left): \(right)"))"><title>\(VisibleText.html("\(left): \(right)"))</title>\
      <clipPath id="r"><rect width="\(total)" height="20" rx="4"/></clipPath><g clip-path="url(#r)">\
      <rect width="\(leftWidth)" height="20" fill="#30363d"/>\
      <rect x="\(leftWidth)" width="\(rightWidth)" height="20" fill="\(kind.rawValue)"/></g>\
      <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">\
      \(Self.text(left, leftWidth / 2, leftWidth))\(Self.text(right, leftWidth + rightWidth / 2, rightWidth))</g></svg>

      """
  }

  private static func shown(_ text: String) -> String {
    VisibleText.shortened(VisibleText.plain(text), to: 60)
  }

  /// The width that a text gets; its length is set to that, so that no font makes it overflow.
  private static func width(of text: String) -> Int { max(text.count * 7 + 12, 24) }

  private static func text(_ text: String, _ middle: Int, _ width: Int) -> String {
    "<text x=\"\(middle)\" y=\"14\" textLength=\"\(width - 12)\" lengthAdjust=\"spacingAndGlyphs\">"
      + "\(VisibleText.html(text))</text>"
  }
}

extension Badge {
  /// The status of the gate: of one suite, or the worst of several.
  static func gate(_ name: String, _ verdicts: [Verdict]) -> Badge {
    let outcomes = verdicts.map(\.outcome)
    guard
      let worst = [Outcome.fail, .warn, .pass].first(where: outcomes.contains)
    else { return Badge(name: name, value: "no verdict", kind: .plain) }
    let words =
      switch worst {
      case .pass: "passed"
      case .warn: "passed with warnings"
      case .fail: "failed"
      }
    return Badge(name: name, value: words, kind: Kind(worst))
  }

  /// The latest value of one benchmark.
  static func latest(_ subject: Dashboard.Subject, _ trends: [MetricTrend]) -> Badge {
    let name = subject.benchmark.rawValue
    guard let trend = trends.first(where: { $0.history.metric == .wallTime }) ?? trends.first
    else { return Badge(name: name, value: "no value", kind: .plain) }
    let metric = trend.history.metric == .wallTime ? "" : "\(trend.history.metric) "
    return Badge(
      name: name,
      value: metric + QuantityFormat.string(trend.latest, unit: trend.history.unit),
      kind: trend.direction == .degrading ? .bad : trend.direction == .improving ? .good : .plain)
  }
}
