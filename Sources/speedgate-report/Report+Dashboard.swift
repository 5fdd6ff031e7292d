import Foundation
import GateCommandLine
import GateFiles
import GateHistory
import GateRecords
import GateReports

extension Command {
  /// `speedgate-report dashboard`.
  static let dashboard = Command(
    CommandDefinition(
      "speedgate-report dashboard", summary: "Makes a static site from a history.",
      details: """
        The site needs nothing but a browser, and any web server can serve it. The same data stands \
        as JSON under api/v1/. Without --branch it shows main, or master when there is no main.
        """,
      options: [
        .value("history", "DIR", "The history; ./history unless given."),
        .value("output", "DIR", "The site's folder; files of the same names are replaced."),
        .value("days", "NUMBER", "How far back; 365 unless given."),
        .value("branch", "PATTERN", "The line of development; * for all."), .renamingBudgets,
      ],
      examples: ["speedgate-report dashboard --history history --output site"])
  ) { arguments, context in
    guard let output = arguments.value("output") else {
      throw UsageError("no folder is named; write --output DIR")
    }
    let root = arguments.value("history") ?? context.currentDirectory + "/history"
    guard TextFile.isFolder(root) else { throw FileError.notFound(path: root) }
    let source = DashboardSource(
      log: EventLog(root: root), now: Timestamp(millisecondsSinceEpoch: context.now()),
      days: try arguments.integer("days", in: 1...36_500) ?? 365,
      branch: arguments.value("branch"), aliases: try arguments.aliases(context))
    let dashboard = try await source.dashboard()
    if let warning = dashboard.histories.report.warning { context.err("\(warning)\n") }
    let files = try DashboardSite.files(dashboard)
    for file in files { try TextFile.write(file.content, to: output + "/" + file.path) }
    if !arguments.flag("quiet") {
      context.err("site: \(output)/index.html, \(files.count) files\n")
    }
    return .passed
  }
}

/// What a dashboard is gathered from.
private struct DashboardSource {
  /// The most files of the archive that are opened in search of verdicts.
  private static let mostFiles = 200

  let log: EventLog
  let now: Timestamp
  let days: Int
  let branch: String?
  let aliases: BenchmarkAliases

  private var since: Timestamp {
    Timestamp(millisecondsSinceEpoch: now.millisecondsSinceEpoch - Int64(days) * 86_400_000)
  }

  func dashboard() async throws -> Dashboard {
    let filter = EventFilter(since: since)
    let histories = try histories()
    return Dashboard(
      histories: histories,
      changes: await MetricChange.all(in: histories, alpha: 0.01, atLeast: 0.01),
      verdicts: try verdicts(), alerts: try Alert.all(in: log, filter),
      levels: try Compliance.all(in: log, filter), breakers: try BreakerLedger(log, filter).counts,
      claims: try claims(), madeAt: now)
  }

  /// The values of the branch asked for, or else of main, or else of master.
  private func histories() throws -> MetricHistories {
    var found = MetricHistories.none
    for name in branch.map({ [$0] }) ?? ["main", "master"] {
      let filter = EventFilter(since: since, branch: GlobPattern(name))
      found = try MetricQuery(filter, aliases: aliases).histories(in: log)
      if !found.series.isEmpty { break }
    }
    return found
  }

  /// The newest verdict of each suite on that branch.
  private func verdicts() throws -> [Verdict] {
    let wanted = (branch.map { [$0] } ?? ["main", "master"]).map { GlobPattern($0) }
    var newest: [String: Verdict] = [:]
    for entry in try HistoryArchive(of: log).entries().suffix(Self.mostFiles) {
      // Most files of the archive are runs; those are no verdicts, and no mistakes either.
      guard
        let verdict = try? RecordFile.read(
          Verdict.self, schema: Verdict.schema, at: entry.path),
        wanted.contains(where: { $0.matches(verdict.run.suite.branch ?? "") })
      else { continue }
      newest[verdict.run.suite.name] = verdict
    }
    return newest.values.sorted { $0.run.suite.name < $1.run.suite.name }
  }

  private func claims() throws -> [ClaimReport] {
    try ClaimLog.claims(in: log).claims.filter { $0.lastMeasured >= since }.map { ClaimReport($0) }
  }
}
