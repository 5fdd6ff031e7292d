import Foundation

/// How often each rule called something slower.
struct RuleTable {
  static let own = "Speedgate, tolerance 2 %, α 1 % a suite"

  private var order: [String] = []
  private var alarms: [String: Int] = [:]
  private var comparisons: [String: Int] = [:]
  private var suites: [String: Int] = [:]
  private var suiteCount: [String: Int] = [:]

  /// Counts one comparison.
  mutating func count(_ rule: String, _ isAlarm: Bool, in suite: inout Set<String>) {
    if comparisons[rule] == nil { order.append(rule) }
    comparisons[rule, default: 0] += 1
    guard isAlarm else { return }
    alarms[rule, default: 0] += 1
    suite.insert(rule)
  }

  /// Ends a suite in which these rules raised an alarm.
  mutating func endSuite(_ alarmed: Set<String>) {
    for rule in order {
      suiteCount[rule, default: 0] += 1
      if alarmed.contains(rule) { suites[rule, default: 0] += 1 }
    }
  }

  func markdown(unit: String) -> String {
    var lines = ["| rule | benchmarks | \(unit) |", "|---|---:|---:|"]
    for rule in order {
      let alone = "\(alarms[rule] ?? 0) of \(comparisons[rule] ?? 0)"
      let whole = "\(suites[rule] ?? 0) of \(suiteCount[rule] ?? 0)"
      lines.append("| \(rule) | \(alone) | \(whole) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A bar for each rule: the share of suites with an alarm.
  func svg(title: String) -> String {
    let left = 330.0
    let full = 300.0
    var bars = ""
    for (index, rule) in order.enumerated() {
      let share = Double(suites[rule] ?? 0) / Double(max(1, suiteCount[rule] ?? 0))
      let y = 40 + 24 * index
      let length = String(format: "%.1f", max(1, share * full))
      let colour = rule == Self.own ? "#1a7f37" : "#8250df"
      bars += """
          <text x="\(left - 8)" y="\(y + 13)" text-anchor="end">\(escaped(rule))</text>
          <rect x="\(left)" y="\(y)" width="\(length)" height="16" fill="\(colour)"/>
          <text x="\(left + max(1, share * full) + 6)" y="\(y + 13)">\
        \(String(format: "%.0f", share * 100)) %</text>

        """
    }
    let height = 56 + 24 * order.count
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="-60 0 700 \(height)" role="img" \
      aria-label="\(escaped(title))" font-family="system-ui, sans-serif" font-size="12">
        <rect x="-60" width="700" height="\(height)" fill="#ffffff"/>
        <text x="-52" y="22" font-size="14" font-weight="600">\(escaped(title))</text>
      \(bars)</svg>

      """
  }

  private func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;")
      .replacingOccurrences(of: "<", with: "&lt;")
  }
}
