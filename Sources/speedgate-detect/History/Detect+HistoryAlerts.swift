import GateCommandLine
import GateHistory
import GateRecords
import GateReports

/// The forms of a list of alerts.
private enum AlertFormat: String, CaseIterable {
  case table
  case markdown
  case json
  case csv
}

extension Command {
  /// `speedgate-detect history alerts`.
  static let historyAlerts = Command(
    CommandDefinition(
      "speedgate-detect history alerts", summary: "Lists unresolved alerts.",
      details: """
        Regressions, creeps since the anchor, broken budgets, vanished and failed benchmarks, service \
        levels in warning or breach, and circuit breakers that opened; the most severe first. Findings \
        of rules that only warn are alerts as well. An alert is open until it is acknowledged or \
        resolved, or until the gate judges the same suite on the same branch and kind of machine again \
        and no longer finds it. It is reopened when it is found again after that, or with a higher \
        severity than was acknowledged. --new lists only unanswered alerts that were opened, reopened \
        or became more severe since --since or, without --since, in the newest judged run of their \
        suite, branch and kind of machine.
        """,
      options: OptionDefinition.eventFilter(days: 30) + [
        .value(
          "state", "STATE",
          "open (includes reopened), reopened, acknowledged or resolved (default: all but resolved)."
        ).among(Alert.State.self),
        .value("severity", "NAME", "The lowest severity: minor, major or critical.")
          .among(Severity.self),
        .flag("new", "Only alerts that are new since --since, or in the newest run."),
        .flag("fail", "End with status 1 when an alert of the list is open or reopened."),
        .value("limit", "NUMBER", "The greatest number of rows (default: 50)."),
        .value("format", "FORMAT", "table, markdown, json or csv (default: table).")
          .among(AlertFormat.self), .output,
      ],
      examples: [
        "speedgate-detect history alerts --branch main --severity major",
        "speedgate-detect history alerts --branch main --new --fail --format markdown --output alerts.md",
      ])
  ) { arguments, context in
    let state = try arguments.choice("state", as: Alert.State.self)
    let severity = try arguments.choice("severity", as: Severity.self) ?? .minor
    let limit = try arguments.integer("limit", in: 1...1_000_000) ?? 50
    let format = try arguments.choice("format", as: AlertFormat.self) ?? .table
    let since = try arguments.day("since")
    let isNewAsked = arguments.flag("new")
    if isNewAsked || arguments.flag("fail"), let state, ![.open, .reopened].contains(state) {
      let option = isNewAsked ? "--new" : "--fail"
      throw UsageError(
        DetectMessage.optionLooksAtOpenAlerts(option: option, state: state.rawValue)
      )
    }
    let log = try arguments.existingLog(context)
    var filter = try arguments.eventFilter(days: 30, context)
    let found = try Alert.all(in: log, filter)
    try arguments.report(found.report, context)
    let alerts = found.value.filter { alert in
      alert.severity >= severity && alert.isIn(state)
        && (!isNewAsked || (since.map { alert.isNew(since: $0) } ?? alert.isOfNewestRun))
    }
    if alerts.isEmpty, arguments.flag("fail") {
      // Someone may look for new alerts before the next run.
      if isNewAsked { filter.since = nil }
      filter.types = [.gateJudged, .breakerTransition]
      if try log.count(filter) == 0 { try arguments.refuseFail("no judged run", in: log) }
    }
    let shown = Array(alerts.prefix(limit))
    switch format {
    case .table: try arguments.write(AlertTable.table(shown), as: .table, context)
    case .json: try arguments.write(AlertTable.table(shown), as: .json, context)
    case .csv: try arguments.write(AlertTable.table(shown), as: .csv, context)
    case .markdown:
      try arguments.write(AlertMarkdown.render(shown, of: alerts.count), context)
    }
    if alerts.count > limit {
      context.err("\(DetectMessage.newestAlerts(limit: limit, of: alerts.count).line)\n")
    }
    return arguments.flag("fail") && alerts.contains(where: \.isOpen) ? .failed : .passed
  }

  /// `speedgate-detect history acknowledge`.
  static let historyAcknowledge = Command(
    CommandDefinition(
      "speedgate-detect history acknowledge", summary: "Acknowledges or resolves an alert.",
      details: """
        An acknowledgement is valid for the current severity: when a run finds the alert with a higher \
        severity, it is reopened. A resolved alert is reopened when a run finds it again.
        """,
      positionals: [.init("ID", "The alert's identifier, or the end of it.")],
      options: [
        .history, .flag("resolve", "Resolve the alert; without this it is only marked as seen."),
        .value("by", "NAME", "Who acknowledges or resolves it."),
        .value("note", "TEXT", "A note for readers."),
      ],
      examples: [
        "speedgate-detect history acknowledge 01M7YG3G51KPQXV6N73CH8T1E0 --by ana --note 'on it'"
      ])
  ) { arguments, context in
    guard let written = arguments.positionals.first else {
      throw UsageError(DetectMessage.alertNotNamed)
    }
    guard !written.isEmpty else {
      throw UsageError(
        DetectMessage.emptyIdentifier
      )
    }
    let log = try arguments.existingLog(context)
    let known = try Alert.all(in: log, EventFilter())
    try arguments.report(known.report, context)
    let found = known.value.filter { $0.isNamed(written) }
    guard let alert = found.first, found.count == 1 else {
      throw UsageError(
        found.isEmpty
          ? DetectMessage.unknownAlert(path: log.root, id: written)
          : DetectMessage.alertAmbiguous(id: written, count: found.count))
    }
    guard alert.state != .resolved else {
      if !arguments.flag("quiet") {
        let message = DetectMessage.alreadyResolved(
          component: alert.component, message: alert.message)
        context.out("\(message.line)\n")
      }
      return .passed
    }
    let event = Event(
      arguments.flag("resolve") ? .alertResolved : .alertAcknowledged,
      subject: "\(alert.id.rawValue) \(context.now())", at: context.time,
      origin: EventOrigin(
        suite: alert.origin.suite, branch: alert.origin.branch,
        environment: alert.origin.environment,
        producer: "speedgate-detect/\(ToolVersion.current)"),
      payload: AlertAnswered(
        alertID: alert.id, by: arguments.value("by"), note: arguments.value("note")))
    try log.append([EventLine(event)])
    if !arguments.flag("quiet") {
      let state = arguments.flag("resolve") ? "resolved" : "acknowledged"
      context.out("\(state): \(alert.component): \(alert.message)\n")
    }
    return .passed
  }

  /// `speedgate-detect history service-levels`.
  static let historyServiceLevels = Command(
    CommandDefinition(
      "speedgate-detect history service-levels",
      summary: "Shows how well each component kept its service level.",
      details: """
        The worst component comes first. A component keeps its level over the period when it has no \
        more breaches than allowed. Warnings do not count as breaches.
        """,
      options: OptionDefinition.eventFilter(days: 7) + [
        .value("benchmark", "PATTERN", "Only benchmarks that match."),
        .value(
          "allowed-breaches", "NUMBER",
          "Allowed breaches of a component in the period (default: 1)."),
        .flag("fail", "End with status 1 when a component has more breaches."), .tableFormat,
        .output,
      ],
      examples: [
        "speedgate-detect history service-levels --days 30 --branch main --allowed-breaches 2"
      ])
  ) { arguments, context in
    let allowed = try arguments.integer("allowed-breaches", in: 0...1_000_000) ?? 1
    let log = try arguments.existingLog(context)
    let found = try Compliance.all(
      in: log, arguments.eventFilter(days: 7, context),
      benchmark: arguments.value("benchmark").map { GlobPattern($0) })
    try arguments.report(found.report, context)
    let levels = found.value
    if levels.isEmpty { try arguments.refuseFail("no service level", in: log) }
    try arguments.write(AlertTable.table(levels, allowingBreaches: allowed), context)
    let isBroken = levels.contains { !$0.isKept(allowingBreaches: allowed) }
    return arguments.flag("fail") && isBroken ? .failed : .passed
  }

  /// `speedgate-detect history compare`.
  static let historyCompare = Command(
    CommandDefinition(
      "speedgate-detect history compare",
      summary: "Compares two runs, commits, branches, machines or scenarios.",
      details: """
        The intervals contain the median with 95 % confidence: over the side's runs, or over the \
        launches of a single run. Numbers of different runs include the drift of their machines; a \
        paired run is stronger evidence.
        """,
      positionals: [.init("LEFT", "One side."), .init("RIGHT", "The other side.")],
      options: OptionDefinition.metricQuery(days: 30).filter { $0.name != "statistic" } + [
        .value("by", "WHAT", "run, commit, branch, environment or scenario (default: branch).")
          .among(HistoryComparison.Dimension.self),
        .tableFormat, .output,
      ],
      examples: [
        "speedgate-detect history compare main feature/faster-parser",
        "speedgate-detect history compare 4f2c1aa 9d8e7f6 --by commit --metric wall_time",
        "speedgate-detect history compare '*{scenario=base}' '*{scenario=growth}' --by scenario",
      ])
  ) { arguments, context in
    guard arguments.positionals.count == 2 else {
      throw UsageError(DetectMessage.sidesNotNamed)
    }
    let left = arguments.positionals[0]
    let right = arguments.positionals[1]
    let log = try arguments.existingLog(context)
    var query = try arguments.metricQuery(days: 30, context)
    let dimension = try arguments.choice("by", as: HistoryComparison.Dimension.self) ?? .branch
    query.statistic = .low
    let lows = try query.histories(in: log)
    query.statistic = .high
    let highs = try query.histories(in: log)
    query.statistic = .median
    let histories = try query.histories(in: log)
    try arguments.report(histories.report, context)
    let comparisons = HistoryComparison.all(
      left, right, by: dimension, histories: histories, lows: lows, highs: highs)
    guard !comparisons.isEmpty else {
      throw UsageError(
        DetectMessage.nothingShared(path: log.root, left: left, right: right))
    }
    try arguments.write(AlertTable.table(comparisons), context)
    return .passed
  }
}

extension Alert {
  /// Whether it is in the given state; a reopened alert is open.
  fileprivate func isIn(_ state: State?) -> Bool {
    switch state {
    case nil: self.state != .resolved
    case .open: isOpen
    case let state?: self.state == state
    }
  }
}
