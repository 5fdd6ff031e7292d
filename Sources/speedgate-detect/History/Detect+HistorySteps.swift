import GateCommandLine
import GateHistory
import GateRecords
import GateReports

extension Command {
  /// `speedgate-detect history steps`.
  static let historySteps = Command(
    CommandDefinition(
      "speedgate-detect history steps",
      summary: "Shows how metrics change from month to month, or over a parameter.",
      details: """
        Each step is compared with the one before; months, quarters and years also with the same one \
        a year before. Times are added up: over periods one iteration of every run, over a parameter \
        the means of its steps. Without --branch, reads main, or master when there is no main. Over a \
        parameter, effect is the change of a step in per cent, from run to run, when the step before \
        changes by one per cent, and correlation is that of the two; both need six runs.
        """,
      options: OptionDefinition.metricQuery(days: 365) + [
        .value("by", "PERIOD", "day, week, month, quarter or year (default: month).")
          .among(CalendarPeriod.self),
        .value(
          "parameter", "NAME", "Compare over this parameter of benchmark names instead of --by."),
        .tableFormat, .output,
      ],
      examples: [
        "speedgate-detect history steps --by quarter --days 800 --metric wall_time",
        "speedgate-detect history steps --parameter year --benchmark 'simulation/*'",
      ])
  ) { arguments, context in
    let period = try arguments.choice("by", as: CalendarPeriod.self)
    let parameter = arguments.value("parameter")
    guard period == nil || parameter == nil else {
      throw UsageError(DetectMessage.byOrParameter)
    }
    let (histories, branch) = try arguments.branchHistories(days: 365, context)
    let query = try arguments.metricQuery(days: 365, context)
    var filter = query.filter
    filter.branch = branch
    let levels = try ServiceLevelRuns(
      arguments.existingLog(context), filter, aliases: query.aliases)
    try arguments.report(levels.report, after: histories.report, context)
    let metrics =
      parameter.map { SteppedMetric.all(in: histories, byParameter: $0, levels: levels) }
      ?? SteppedMetric.all(in: histories, by: period ?? .month, levels: levels)
    if let parameter, metrics.isEmpty, !histories.series.isEmpty {
      context.err("\(DetectMessage.noParameter(name: parameter).line)\n")
    }
    try arguments.write(StepTable.table(metrics, isByParameter: parameter != nil), context)
    return .passed
  }

  /// `speedgate-detect history summary`.
  static let historySummary = Command(
    CommandDefinition(
      "speedgate-detect history summary",
      summary: "Summarises runs, measuring time and the rate of regressions by period.",
      details: "The rate is the share of judged runs in which the gate found a regression.",
      options: OptionDefinition.eventFilter(days: 365) + [
        .value("by", "PERIOD", "day, week, month, quarter or year (default: month).")
          .among(CalendarPeriod.self),
        .tableFormat, .output,
      ],
      examples: ["speedgate-detect history summary --by week --days 90 --branch main"])
  ) { arguments, context in
    let periods = try PeriodSummary.all(
      in: arguments.existingLog(context), arguments.eventFilter(days: 365, context),
      by: arguments.choice("by", as: CalendarPeriod.self) ?? .month)
    try arguments.report(periods.report, context)
    try arguments.write(StepTable.table(periods.value), context)
    return .passed
  }
}
