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
        The site needs nothing but a browser; it works from a folder and from any web server. The same \
        data is under api/v1/ as JSON, badges are under badges/, and feed.xml reports changes of level. \
        Files that would not change are left as they are.
        """,
      options: [
        .value("history", "DIR", "The history (default: ./history)."),
        .output("The site's folder; files of the same names are replaced.", placeholder: "DIR"),
        .value("days", "NUMBER", "How far back (default: 365)."),
        .value(
          "branch", "PATTERN",
          "The branch whose runs are shown; * for all (default: main, or master)."),
        .value("url", "URL", "The site's address, for the links of the feed."), .renamingBudgets,
      ],
      examples: [
        "speedgate-report dashboard --history history --output site",
        "speedgate-report dashboard --history history --output site --url https://owner.github.io/project/",
      ])
  ) { arguments, context in
    guard let output = arguments.value("output") else {
      throw UsageError(ReportCommandMessage.noFolderNamed)
    }
    let root = arguments.value("history") ?? context.currentDirectory + "/history"
    guard TextFile.isFolder(root) else { throw FileError.notFound(path: root) }
    let source = DashboardSource(
      log: EventLog(root: root), now: Timestamp(millisecondsSinceEpoch: context.now()),
      days: try arguments.integer("days", in: 1...36_500) ?? 365,
      branch: arguments.value("branch"), address: try arguments.siteAddress(),
      aliases: try arguments.aliases(context))
    let (dashboard, warnings) = try await source.dashboard()
    for warning in warnings { context.err("\(warning)\n") }
    let files = try DashboardSite.files(dashboard)
    let written = try await SiteWriter(folder: output).write(files)
    if !arguments.flag("quiet") {
      context.err("site: \(output)/index.html, \(files.count) files, \(written) of them written\n")
    }
    return .passed
  }
}

/// The sources of a dashboard.
private struct DashboardSource: Sendable {
  /// The most files of the archive that are opened in search of verdicts.
  private static let mostFiles = 200

  let log: EventLog
  let now: Timestamp
  let days: Int
  let branch: String?
  let address: String?
  let aliases: BenchmarkAliases

  /// The branches that are looked for, in this order.
  private var wanted: [String] { branch.map { [$0] } ?? ["main", "master"] }

  private var since: Timestamp {
    Timestamp(millisecondsSinceEpoch: now.millisecondsSinceEpoch - Int64(days) * 86_400_000)
  }

  /// The dashboard, and what reading the history passed over.
  func dashboard() async throws -> (Dashboard, warnings: [String]) {
    let filter = EventFilter(since: since)
    let log = self.log
    async let alerts = Alert.all(in: log, filter)
    async let levels = Compliance.all(in: log, filter)
    async let breakers = BreakerLedger(log, filter)
    async let claims = claims()
    let (histories, branches) = try histories()
    let dashboard = await Dashboard(
      histories: histories, verdicts: try verdicts(of: histories, on: branches),
      alerts: try await alerts.value,
      levels: try await levels.value, breakers: try await breakers.counts,
      claims: try await claims.value, madeAt: now, address: address)
    var warnings: [String] = []
    for report in [
      histories.report, try await alerts.report, try await levels.report,
      try await breakers.report, try await claims.report,
    ] {
      if let warning = report.warning, !warnings.contains(warning) { warnings.append(warning) }
    }
    return (dashboard, warnings)
  }

  /// The values of the branch asked for, or else of main, or else of master; and the branches that fit.
  ///
  /// Runs that were measured outside a repository have no branch. If all are such, they are shown.
  ///
  /// - Throws: ``UsageError`` if there are runs and none is of a branch that fits: an empty site would
  ///   replace a good one.
  private func histories() throws -> (values: MetricHistories, branches: [GlobPattern]) {
    let branches = wanted.map { GlobPattern($0) }
    var found = MetricHistories.none
    for branch in branches {
      found = try MetricQuery(EventFilter(since: since, branch: branch), aliases: aliases)
        .histories(in: log)
      if !found.series.isEmpty { return (found, branches) }
    }
    let known = found.origins.map(\.branch)
    if known.isEmpty
      || known.contains(where: { name in branches.contains { $0.matches(name ?? "") } })
    {
      return (found, branches)
    }
    let named = Set(known.compactMap(\.self)).sorted()
    guard branch == nil, named.isEmpty else {
      throw UsageError(ReportCommandMessage.noRunOfBranch(wanted, known: named, days: days))
    }
    let values = try MetricQuery(EventFilter(since: since), aliases: aliases).histories(in: log)
    return (values, [GlobPattern("*")])
  }

  /// The newest verdict of each suite on these branches.
  private func verdicts(
    of histories: MetricHistories, on branches: [GlobPattern]
  ) throws -> [Verdict] {
    try HistoryArchive(of: log).newestVerdicts(
      onBranches: branches, of: suites(of: histories, on: branches), mostFiles: Self.mostFiles)
  }

  /// The suites that ran on these branches, also those of which nothing could be measured.
  private func suites(of histories: MetricHistories, on branches: [GlobPattern]) -> Set<String> {
    Set(
      histories.origins.filter { origin in
        branches.contains { $0.matches(origin.branch ?? "") }
      }.compactMap(\.suite))
  }

  private func claims() throws -> (value: [ClaimReport], report: ReadReport) {
    let found = try ClaimLog.claims(in: log)
    return (
      found.claims.filter { $0.lastMeasured >= since }.map { ClaimReport($0) }, found.report
    )
  }
}

extension ParsedArguments {
  /// The address of the site with a slash at its end; nil where none is given.
  fileprivate func siteAddress() throws(UsageError) -> String? {
    guard let text = value("url") else { return nil }
    let isAddress =
      ["https://", "http://"].contains { text.hasPrefix($0) && text.count > $0.count }
      && text.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 && $0 != "\"" && $0 != "<" }
    guard isAddress else { throw UsageError(ReportCommandMessage.notAnAddress(text)) }
    return text.hasSuffix("/") ? text : text + "/"
  }
}
