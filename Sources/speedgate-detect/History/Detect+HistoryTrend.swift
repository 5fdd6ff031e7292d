import GateCommandLine
import GateHistory
import GateRecords
import GateReports

/// The forms of a trend report.
private enum TrendFormat: String, CaseIterable {
  case table
  case markdown
  case json
  case csv
}

extension Command {
  /// `speedgate-detect history trend`.
  static let historyTrend = Command(
    CommandDefinition(
      "speedgate-detect history trend", summary: "Shows which metrics get better or worse.",
      details: """
        A trend has a direction when there are more than two points and the metric changed by more \
        than 2 % over the period: its level shifted, or the line through all runs has a slope that \
        the Mann–Kendall test shows is not chance. Without --branch, reads main, or master when there \
        is no main. Breaches are runs above the breach threshold of the metric's service level. With \
        --by, shows the runs, mean, range and breaches of each day, week, month, quarter or year.
        """,
      options: OptionDefinition.metricQuery(days: 30) + [
        .value("by", "PERIOD", "Show a row for each day, week, month, quarter or year.")
          .among(CalendarPeriod.self),
        .value("alpha", "SHARE", "How often noise may be reported as a trend (default: 1%)."),
        .flag("fail", "End with status 1 when a metric is degrading."),
        .value("format", "FORMAT", "table, markdown, json or csv (default: table).")
          .among(TrendFormat.self), .output,
      ],
      examples: [
        "speedgate-detect history trend --days 7 --format markdown --output weekly_trends.md",
        "speedgate-detect history trend --metric-type quality --days 90",
        "speedgate-detect history trend --by day --metric wall_time",
      ])
  ) { arguments, context in
    let format = try arguments.choice("format", as: TrendFormat.self) ?? .table
    let period = try arguments.choice("by", as: CalendarPeriod.self)
    if period != nil {
      guard arguments.value("alpha") == nil, !arguments.flag("fail") else {
        throw UsageError(DetectMessage.byShowsNoTrends)
      }
      guard format != .markdown else {
        throw UsageError(DetectMessage.byHasNoMarkdown)
      }
    }
    let histories = try arguments.branchHistories(days: 30, context)
    let query = try arguments.metricQuery(days: 30, context)
    var filter = query.filter
    filter.branch = histories.branch
    let log = try arguments.existingLog(context)
    let levels = try ServiceLevelRuns(log, filter, aliases: query.aliases)
    try arguments.report(levels.report, after: histories.found.report, context)
    if let period {
      let steps = SteppedMetric.all(in: histories.found, by: period, levels: levels)
      let form = HistoryTable.Format(rawValue: format.rawValue) ?? .table
      try arguments.write(StepTable.table(steps), as: form, context)
      return .passed
    }
    let report = TrendReport(
      histories.found, since: filter.since ?? context.time, until: filter.until ?? context.time,
      alpha: try arguments.share("alpha") ?? 0.01,
      regressions: try RegressionRate(filter, in: log), levels: levels)
    switch format {
    case .table: try arguments.write(TrendTable.table(report), as: .table, context)
    case .json: try arguments.write(TrendTable.table(report), as: .json, context)
    case .csv: try arguments.write(TrendTable.table(report), as: .csv, context)
    case .markdown: try arguments.write(TrendMarkdown.render(report), context)
    }
    let isWorse = report.trends.contains { $0.direction == .degrading }
    return arguments.flag("fail") && isWorse ? .failed : .passed
  }
}

extension ParsedArguments {
  /// The values of one line of development: the branch asked for, or else main, or else master.
  ///
  /// Changes on other branches come and go; mixed with the main line they would look like shifts.
  ///
  /// - Parameter isSinceForResults: Whether --since chooses among results and does not limit what is
  ///   read.
  func branchHistories(
    days: Int, _ context: CommandContext, isSinceForResults: Bool = false
  ) throws -> (found: MetricHistories, branch: GlobPattern?) {
    let log = try existingLog(context)
    var query = try metricQuery(days: days, context)
    if isSinceForResults {
      query.filter.since = context.days(ago: try integer("days", in: 1...100_000) ?? days)
    }
    let asked = query.filter.branch
    var found = MetricHistories.none
    for branch in asked.map({ [$0] }) ?? [GlobPattern("main"), GlobPattern("master")] {
      query.filter.branch = branch
      found = try query.histories(in: log)
      if !found.series.isEmpty { break }
    }
    try report(found.report, context)
    if found.series.isEmpty {
      let branch = asked.map { "branch \($0.text)" } ?? "branch main or master"
      try refuseFail("no value on \(branch)", in: log)
      let message = DetectMessage.noValueOnBranch(
        branch: branch, path: Program.oneLine(log.root))
      context.err("\(message.line)\n")
    }
    return (found, query.filter.branch)
  }
}
