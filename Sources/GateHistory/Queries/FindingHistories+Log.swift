package import GateFiles
package import GateRecords

extension FindingHistories {
  /// The most days that are looked back, as far as `history changes` does.
  private static let days: Int64 = 365

  /// Reads what the history says of a verdict's findings.
  ///
  /// The runs are those of the baseline's branch, on which changes are held against; where that is not known, of
  /// main, or of master where main has none. Nothing is read where no finding is proven worse or better.
  ///
  /// - Parameter warn: Receives a warning about lines that were passed over.
  /// - Returns: Nil where there is nothing to report.
  /// - Throws: ``FileError`` for a history that cannot be read.
  package static func read(
    of verdict: Verdict, in log: EventLog, aliases: BenchmarkAliases, warn: (String) -> Void
  ) throws(FileError) -> FindingHistories? {
    let wanted = verdict.findings.filter(\.isJoinedWithHistory)
    guard !wanted.isEmpty else { return nil }
    let names = Set(wanted.map(\.benchmark))
    let start = verdict.run.startedAt
    var filter = EventFilter(
      since: Timestamp(
        millisecondsSinceEpoch: start.millisecondsSinceEpoch - days * 86_400_000),
      suite: GlobPattern(verdict.run.suite.name),
      environment: GlobPattern(verdict.run.environment.key))
    for branch in verdict.baseline?.suite.branch.map({ [$0] }) ?? ["main", "master"] {
      filter.branch = GlobPattern(branch)
      let query = MetricQuery(
        filter,
        benchmark: names.count == 1 ? names.first.map { GlobPattern($0.rawValue) } : nil,
        aliases: aliases)
      let histories = try query.histories(in: log)
      if let warning = histories.report.warning { warn(warning) }
      guard !histories.series.isEmpty else { continue }
      let isWorse = wanted.contains { $0.judgement.status == .regressed }
      return FindingHistories(
        of: verdict, branch: branch, histories,
        accepted: isWorse ? try accepted(names, in: log, filter, aliases, warn) : [])
    }
    return nil
  }

  /// The accepted regressions of some benchmarks.
  private static func accepted(
    _ names: Set<BenchmarkIdentifier>, in log: EventLog, _ filter: EventFilter,
    _ aliases: BenchmarkAliases, _ warn: (String) -> Void
  ) throws(FileError) -> [AcceptedRegression] {
    var filter = filter
    filter.types = [.finding]
    // Most findings are not accepted, and decoding one takes long.
    let key = Array("\"acceptance\"".utf8)
    var found: [AcceptedRegression] = []
    let report = try log.forEachSoundEvent(filter) { event in
      guard event.line.firstRange(of: key) != nil else { return true }
      guard let finding = try? event.payload(as: Finding.self) else { return false }
      guard finding.rule == .regression,
        let acceptance = finding.acceptance, acceptance.status == .regressed,
        let metric = finding.metric
      else { return true }
      let name = aliases.newestName(of: finding.benchmark, in: event.origin.suite ?? "")
      guard names.contains(name) else { return true }
      found.append(
        AcceptedRegression(
          benchmark: name, metric: metric, runID: event.origin.runID, commit: event.origin.commit,
          judgedAt: event.timestamp, reason: acceptance.reason, by: acceptance.by))
      return true
    }
    // A line that is not an event of any type was reported with the values.
    if report.malformed > 0, let warning = report.warning { warn(warning) }
    return found
  }
}
