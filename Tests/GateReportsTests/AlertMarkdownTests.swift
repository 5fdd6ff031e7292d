import GateRecords
import Testing

@testable import GateHistory
@testable import GateReports

@Suite struct AlertMarkdownTests {
  private func alert(_ component: String, _ message: String) throws -> Alert {
    let time = try #require(Timestamp(rawValue: "2026-11-21T08:00:00Z"))
    let id = try #require(RunIdentifier(rawValue: "01M7YG3G51KPQXV6N73CH8T1E0"))
    return Alert(
      id: id, type: .finding, raisedAt: time,
      origin: EventOrigin(commit: "0123456789abcdef", branch: "main", producer: "t"),
      component: component, metric: .wallTime, severity: .critical, message: message,
      lastSeenAt: time, changedAt: time, ids: [id], peak: .critical,
      heldAt: AlertMoment(runStart: time, recordedAt: time), isWanted: true)
  }

  @Test func `an alert is one row, whatever its names hold`() throws {
    for name in SampleVerdict.hostileNames {
      let text = AlertMarkdown.render([try alert(name, name + "\n| x |")], of: 1)
      let rows = text.split(separator: "\n").filter { $0.hasPrefix("| **critical**") }
      #expect(rows.count == 1 && text.split(separator: "\n").count == 5, "\(text)")
    }
  }

  @Test func `it says since when, and what is not shown`() throws {
    let text = AlertMarkdown.render([try alert("job", "it got slower")], of: 3)
    #expect(text.hasPrefix("# 3 alerts\n"))
    #expect(text.contains("2026-11-21, 0123456789 on main"))
    #expect(text.contains("2 more are not shown."))
    #expect(AlertMarkdown.render([], of: 0) == "# No alerts\n")
  }
}
