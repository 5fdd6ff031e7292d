import GateCommandLine
import GateFiles
import GateHistory
import GateRecords
import GateReports

extension Command {
  /// `speedgate-detect history query`.
  static let historyQuery = Command(
    CommandDefinition(
      "speedgate-detect history query", summary: "Shows the values of benchmarks over time.",
      details: """
        In patterns, * matches any characters. Quality metrics are those that a suite reports \
        itself, such as a match rate; benchmark metrics are those that the harness measures.
        """,
      options: OptionDefinition.metricQuery(days: 7) + [
        .value(
          "limit", "NUMBER",
          "The greatest number of rows in a table, the newest first (default: 1000)."),
        .tableFormat,
        .output,
      ],
      examples: [
        "speedgate-detect history query --benchmark 'parse/*' --days 30",
        "speedgate-detect history query --metric-type quality --format csv --output quality.csv",
      ])
  ) { arguments, context in
    let histories = try arguments.histories(days: 7, context)
    let format = try arguments.choice("format", as: HistoryTable.Format.self) ?? .table
    let asked = try arguments.integer("limit", in: 1...10_000_000)
    let limit = asked ?? (format == .table ? 1000 : Int.max)
    try arguments.write(ValueTable.table(histories, limit: limit), context)
    if histories.count == 0 {
      let place = Program.oneLine(try arguments.existingLog(context).root)
      context.err("\(DetectMessage.noValue(path: place).line)\n")
    } else if histories.count > limit {
      context.err("\(DetectMessage.newestValues(limit: limit, of: histories.count).line)\n")
    }
    return .passed
  }

  /// `speedgate-detect history events`.
  static let historyEvents = Command(
    CommandDefinition(
      "speedgate-detect history events", summary: "Prints the events of the log, unchanged.",
      details: "One JSON object per line, in the order in which they were appended.",
      options: OptionDefinition.eventFilter(days: 7) + [
        .repeated("type", "TYPE", "Only events of this type, such as regression."),
        .value(
          "benchmark", "PATTERN",
          "Only events about benchmarks that match; of a speed-up the faster or the slower one."),
        .value(
          "producer", "NAME", "Only events of this program or component, or of those that begin so."
        ),
      ],
      examples: ["speedgate-detect history events --run 01K9 --type step_timings"])
  ) { arguments, context in
    var filter = try arguments.eventFilter(days: 7, context)
    let types = arguments.values("type").map { EventType(rawValue: $0) }
    filter.types = types.isEmpty ? nil : Set(types)
    filter.producer = arguments.value("producer")
    let benchmark = arguments.value("benchmark").map { GlobPattern($0) }
    let log = try arguments.existingLog(context)
    // Only the log knows a user's own types.
    for type in types where !EventType.known.contains(type) {
      guard try log.count(EventFilter(types: [type])) > 0 else {
        throw UsageError(
          DetectMessage.unknownEventType(
            path: Program.oneLine(log.root), type: type.rawValue,
            known: EventType.known.map(\.rawValue)))
      }
    }
    let report = try log.forEachLine(filter, benchmark: benchmark) { line in context.out(line) }
    try arguments.report(report, context)
    return .passed
  }
}

extension OptionDefinition {
  /// The options that choose events by their origin and time.
  static func eventFilter(days: Int) -> [Self] {
    [
      .history, .value("days", "NUMBER", "This number of last days (default: \(days))."),
      .value("since", "DATE", "From this day on, such as 2026-11-01; in place of --days."),
      .value("until", "DATE", "Up to this day, inclusive."),
      .value("run", "ID", "Only this run; the beginning of its identifier is enough."),
      .value("commit", "HASH", "Only this commit; the beginning of its hash is enough."),
      .value("suite", "PATTERN", "Only suites that match."),
      .value("branch", "PATTERN", "Only branches that match."),
      .value("environment", "PATTERN", "Only machines whose key matches."),
    ]
  }

  /// The options that choose values.
  static func metricQuery(days: Int) -> [Self] {
    eventFilter(days: days) + [
      .value("benchmark", "PATTERN", "Only benchmarks that match."),
      .value("metric", "PATTERN", "Only metrics that match."),
      .value("metric-type", "TYPE", "benchmark, quality or all (default: all).").among(
        MetricKind.self),
      .value("statistic", "NAME", "median, mean, min, max, p95 or p99 (default: median).").among(
        HistoryStatistic.self),
      .value(
        "budgets", "DIR", "Follow the renames in these budgets (default: ./budgets, if it exists)."),
    ]
  }
}

extension ParsedArguments {
  /// The events that the options choose.
  func eventFilter(days: Int, _ context: CommandContext) throws -> EventFilter {
    let back = try integer("days", in: 1...100_000) ?? days
    let since = try day("since") ?? context.days(ago: back)
    let until = try day("until", isEnd: true)
    try checkPeriod(since: since, until: until)
    return EventFilter(
      since: since, until: until,
      run: value("run"), suite: value("suite").map { GlobPattern($0) },
      branch: value("branch").map { GlobPattern($0) },
      environment: value("environment").map { GlobPattern($0) }, commit: value("commit"))
  }

  /// The values that the options choose.
  func metricQuery(days: Int, _ context: CommandContext) throws -> MetricQuery {
    MetricQuery(
      try eventFilter(days: days, context), benchmark: value("benchmark").map { GlobPattern($0) },
      metric: value("metric").map { GlobPattern($0) },
      kind: try choice("metric-type", as: MetricKind.self) ?? .all,
      statistic: try choice("statistic", as: HistoryStatistic.self) ?? .median,
      aliases: try BenchmarkAliases(
        following: try readBudgetsFiles(self, context), at: context.time))
  }

  /// Reads the values that the options choose, and reports what was passed over.
  func histories(days: Int, _ context: CommandContext) throws -> MetricHistories {
    let histories = try metricQuery(days: days, context).histories(in: existingLog(context))
    try report(histories.report, context)
    return histories
  }

  /// A day, or a moment in RFC 3339.
  func day(_ name: String, isEnd: Bool = false) throws -> Timestamp? {
    guard let text = value(name) else { return nil }
    let clock = isEnd ? "T23:59:59.999Z" : "T00:00:00.000Z"
    guard let time = Timestamp(rawValue: text) ?? Timestamp(rawValue: text + clock) else {
      throw UsageError(DetectMessage.notADate(option: name, text: text))
    }
    return time
  }
}
