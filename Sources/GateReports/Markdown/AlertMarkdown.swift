package import GateHistory
import GateRecords

/// Alerts as the body of an issue.
package enum AlertMarkdown {
  /// Renders alerts in their order.
  ///
  /// - Parameter all: How many there are; the rest is only counted.
  package static func render(_ alerts: [Alert], of all: Int) -> String {
    guard !alerts.isEmpty else { return "# \(ReportHeading.noAlerts.text)\n" }
    var text = "# \(Counted.text(all, "alert"))\n\n"
    let columns: [ReportHeading] = [
      .severity, .component, .what, .state, .since, .runs, .alert,
    ]
    text += "| \(ReportHeading.markdown(columns)) |\n"
    text += "|---|---|---|---|---|--:|---|\n"
    text += alerts.map(row).joined()
    if alerts.count < all { text += "\n\(ReportMessage.notShown(all - alerts.count).text)\n" }
    return text + """

      Acknowledge an alert with `speedgate-detect history acknowledge ID --by NAME --note TEXT`. Close it with \
      `--resolve`. A later run that no longer finds it also closes it.

      """
  }

  private static func row(_ alert: Alert) -> String {
    func text(_ words: String) -> String {
      VisibleText.markdown(VisibleText.shortened(VisibleText.plain(words), to: 300))
    }
    let severity =
      alert.severity == .critical ? "**\(alert.severity.rawValue)**" : alert.severity.rawValue
    let place = [
      alert.origin.commit.map { String($0.prefix(10)) }, alert.origin.branch.map { "on \($0)" },
    ].compactMap { $0 }.joined(separator: " ")
    let since =
      String(alert.raisedAt.rawValue.prefix(10)) + (place.isEmpty ? "" : ", \(place)")
    let state = [
      alert.change == .escalated ? "\(alert.state.rawValue), escalated" : alert.state.rawValue,
      alert.state == .acknowledged || alert.state == .resolved
        ? alert.answeredBy.map { "by \($0)" } : nil,
    ].compactMap { $0 }.joined(separator: " ")
    let cells = [
      severity, text(alert.component), text(alert.message), text(state), text(since),
      "\(alert.occurrences)", text(alert.id.rawValue),
    ]
    return "| " + cells.joined(separator: " | ") + " |\n"
  }
}
