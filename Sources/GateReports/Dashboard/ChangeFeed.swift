import GateFiles
import GateHistory
import GateRecords

/// The changes of level as an Atom feed (RFC 4287), newest first.
struct ChangeFeed {
  /// The most entries; readers ask often and remember what they have seen.
  private static let mostEntries = 100

  private let changes: [MetricChange]
  private let dashboard: Dashboard
  private let hasMachines: Bool

  init(_ dashboard: Dashboard) {
    // A drift is found at another place with every run: no reader of a feed would see it as one.
    changes = Array(
      dashboard.changes.lazy.filter { $0.kind == .shift }.prefix(Self.mostEntries))
    self.dashboard = dashboard
    hasMachines = dashboard.hasMachines
  }

  var xml: String {
    let suites = Set(dashboard.histories.series.map(\.suite)).sorted()
    // Without a change the feed is as old as its newest run, so that it is the same until something happens.
    let updated =
      changes.first?.firstAfter.time
      ?? dashboard.histories.series.compactMap(\.points.last?.time).max()
      ?? Timestamp(millisecondsSinceEpoch: 0)
    return """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom">
      <title>\(ReportHeading.performanceChanges.text)</title>
      <id>\(Self.identifier(["feed"] + suites))</id>
      <updated>\(updated.rawValue)</updated>
      <author><name>Speedgate</name></author>
      <link rel="alternate" type="text/html" href="\(link("index.html"))"/>
      \(changes.map(entry).map { $0 + "\n" }.joined())</feed>

      """
  }

  private func entry(_ change: MetricChange) -> String {
    let history = change.history
    let benchmark = VisibleText.name(history.benchmark.rawValue)
    let kind = change.isWorse ? "worse" : "better"
    let slug = DashboardName.slug(history.benchmark.rawValue, in: history.suite)
    let commits = [change.lastBefore, change.firstAfter].map {
      dashboard.histories.origin(of: $0).commit.map { String($0.prefix(10)) } ?? "an unknown commit"
    }
    let machine = hasMachines ? " on \(history.environment)" : ""
    let title = VisibleText.plain(
      "\(benchmark) \(history.metric)\(machine): \(change.size.text), \(kind)")
    let summary =
      "\(history.metric) of \(benchmark) in \(history.suite) went from "
      + "\(QuantityFormat.string(change.before, unit: history.unit)) to "
      + "\(QuantityFormat.string(change.after, unit: history.unit)) between \(commits[0]) and \(commits[1]) "
      + "on \(history.environment)."
    return """
      <entry>
      <title>\(VisibleText.html(title))</title>
      <id>\(Self.identifier([
        history.suite, history.benchmark.rawValue, history.metric.rawValue, history.environment,
        change.firstAfter.time.rawValue,
      ]))</id>
      <updated>\(change.firstAfter.time.rawValue)</updated>
      <link rel="alternate" type="text/html" href="\(link("benchmarks/\(slug).html"))"/>
      <summary>\(VisibleText.html(VisibleText.plain(summary)))</summary>
      </entry>
      """
  }

  private func link(_ path: String) -> String {
    VisibleText.html((dashboard.address ?? "") + path)
  }

  /// An identifier made of what it identifies, in the form of RFC 9562, version 8.
  private static func identifier(_ parts: [String]) -> String {
    var hash = SHA256()
    hash.update(Array(parts.joined(separator: "\u{0}").utf8))
    var digits = Array(String(hash.hexDigest()).prefix(32))
    digits[12] = "8"
    digits[16] = "a"
    let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
    return "urn:uuid:" + groups.joined(separator: "-")
  }
}
