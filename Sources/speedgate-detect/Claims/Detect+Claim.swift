import Foundation
import GateBudgets
import GateCommandLine
import GateFiles
import GateHistory
import GateRecords
import GateReports

extension Command {
  /// `speedgate-detect claim …`.
  static let claim: [Command] = [
    .claimBefore, .claimAfter, .claimShow, .claimList, .claimSummary,
  ]

  /// `speedgate-detect claim before`.
  static let claimBefore = Command(
    CommandDefinition(
      "speedgate-detect claim before", summary: "Records the figures before an improvement.",
      details: """
        A claim is an announced improvement, optionally with an estimate. Its figures before and \
        after are recorded in the history, and 'claim show' compares them. Recording the figures \
        before again reopens the claim.
        """,
      positionals: [
        .init("CLAIM", "The claim's identifier, which you choose."),
        .init("RUN", "The record of the run that measured it."),
      ],
      options: [
        .value("estimate", "PERCENT", "The expected improvement of the time, such as 70%."),
        .value("issue", "TYPE", "The kind of problem, by which 'claim list --issue' filters."),
      ] + measuringOptions,
      examples: [
        "speedgate-detect claim before orders-index run.json --benchmark query/orders "
          + "--estimate 70% --figure bytes_scanned=1.2GB"
      ])
  ) { arguments, context in
    try ClaimRecording(arguments, context).record(.claimBefore)
  }

  /// `speedgate-detect claim after`.
  static let claimAfter = Command(
    CommandDefinition(
      "speedgate-detect claim after", summary: "Records the figures after an improvement.",
      positionals: [
        .init("CLAIM", "The claim's identifier."),
        .init("RUN", "The record of the run that measured it."),
      ],
      options: measuringOptions,
      examples: ["speedgate-detect claim after orders-index run.json"])
  ) { arguments, context in
    try ClaimRecording(arguments, context).record(.claimAfter)
  }

  /// `speedgate-detect claim show`.
  static let claimShow = Command(
    CommandDefinition(
      "speedgate-detect claim show",
      summary: "Compares the figures before and after an improvement.",
      positionals: [.init("CLAIM", "The claim's identifier.")],
      options: [.history, .flag("json", "Write JSON with unrounded figures."), .output],
      examples: ["speedgate-detect claim show orders-index"])
  ) { arguments, context in
    let id = try claimID(arguments)
    let claims = try ClaimHistory(arguments, context).claims()
    guard let claim = claims.first(where: { $0.id == id }) else {
      throw UsageError(
        DetectMessage.unknownClaim(
          id: id, suggestion: Suggestion.text(for: id, among: claims.map(\.id))))
    }
    let report = ClaimReport(claim)
    try arguments.write(
      arguments.flag("json") ? json(report) : ClaimText(report).text, context)
    return .passed
  }

  /// `speedgate-detect claim list`.
  static let claimList = Command(
    CommandDefinition(
      "speedgate-detect claim list", summary: "Lists claims.",
      options: [
        .history, .value("days", "NUMBER", "Claims measured in this number of days (default: 30)."),
        .flag("met", "Only claims that met their estimate."),
        .value("issue", "TYPE", "Only claims about this kind of problem."), .tableFormat, .output,
      ],
      examples: ["speedgate-detect claim list --days 90 --met --format csv"])
  ) { arguments, context in
    let reports = try ClaimHistory(arguments, context).reports()
      .filter { !arguments.flag("met") || $0.meetsExpectation == true }
    try arguments.write(ClaimText.table(reports), context)
    return .passed
  }

  /// `speedgate-detect claim summary`.
  static let claimSummary = Command(
    CommandDefinition(
      "speedgate-detect claim summary", summary: "Sums up the claims of a period.",
      options: [
        .history, .value("days", "NUMBER", "Claims measured in this number of days (default: 30)."),
        .value("issue", "TYPE", "Only claims about this kind of problem."),
        .value(
          "success-rate", "PERCENT",
          "End with status 1 when fewer of the completed claims were met."),
        .flag("json", "Write JSON."), .output,
      ],
      examples: ["speedgate-detect claim summary --days 90 --success-rate 80%"])
  ) { arguments, context in
    let floor = try arguments.percent("success-rate")
    let summary = ClaimSummary(of: try ClaimHistory(arguments, context).reports(mayBeNew: true))
    try arguments.write(
      arguments.flag("json") ? json(summary) : ClaimText.text(of: summary), context)
    // Without a completed claim there is no rate that could be too low.
    guard let floor, summary.completed > 0, summary.successRatePercent < floor else {
      return .passed
    }
    let figures = FigureAndLimits(percent: summary.successRatePercent / 100, [floor / 100])
    let message = DetectMessage.claimsNotMet(rate: figures.value, asked: figures.limits[0])
    context.err("speedgate-detect: \(message.line)\n")
    return .failed
  }

  private static let measuringOptions: [OptionDefinition] = [
    .value("benchmark", "NAME", "The benchmark; required when the run measured several."),
    .repeated("figure", "METRIC=VALUE", "A figure from elsewhere, such as partitions=12."),
    .value("by", "NAME", "Who measured (default: the user)."),
    .value("note", "TEXT", "A note for readers."), .history,
  ]

  private static func json(_ value: some Encodable) throws -> String {
    String(decoding: try RecordFile.encode(value, path: "-"), as: UTF8.self)
  }
}

private func claimID(_ arguments: ParsedArguments) throws -> String {
  guard let id = arguments.positionals.first, !id.isEmpty else {
    throw UsageError(DetectMessage.claimNotNamed)
  }
  return id
}

/// The claims of a history.
private struct ClaimHistory {
  private let arguments: ParsedArguments
  private let context: CommandContext

  init(_ arguments: ParsedArguments, _ context: CommandContext) {
    self.arguments = arguments
    self.context = context
  }

  /// All claims.
  ///
  /// - Parameter mayBeNew: Whether the history need not be there yet.
  func claims(mayBeNew: Bool = false) throws -> [Claim] {
    // When no history is named, a missing one counts as a history without claims.
    let isTolerant = mayBeNew || arguments.value("history") == nil
    // Something other than a folder at that path is a mistake, not a history to come.
    if isTolerant, try !Folder.isThere(arguments.eventLog(context).root),
      let named = arguments.value("history"), !arguments.flag("quiet")
    {
      context.err("\(DetectMessage.noHistoryOfClaims(path: named).line)\n")
    }
    let log = try isTolerant ? arguments.eventLog(context) : arguments.existingLog(context)
    let (claims, report) = try ClaimLog.claims(in: log)
    if let warning = report.warning { context.err("\(warning)\n") }
    return claims
  }

  /// The outcomes of the claims that the options choose.
  ///
  /// - Parameter mayBeNew: Whether the history need not be there yet.
  func reports(mayBeNew: Bool = false) throws -> [ClaimReport] {
    let days = try arguments.integer("days", in: 1...36_500) ?? 30
    let issue = arguments.value("issue")
    return try claims(mayBeNew: mayBeNew).filter {
      $0.lastMeasured >= context.days(ago: days) && (issue == nil || $0.issueType == issue)
    }.map { ClaimReport($0) }
  }
}

extension ParsedArguments {
  /// An option's percentage above 0 and up to 100.
  fileprivate func percent(_ option: String) throws(UsageError) -> Double? {
    guard let text = value(option) else { return nil }
    let digits = text.hasSuffix("%") ? String(text.dropLast()) : text
    guard let percent = Double(digits), percent > 0, percent <= 100 else {
      throw UsageError(DetectMessage.notAPercentage(option: option, text: text))
    }
    return percent
  }
}

/// One call of `claim before` or `claim after`.
private struct ClaimRecording {
  private let arguments: ParsedArguments
  private let context: CommandContext

  init(_ arguments: ParsedArguments, _ context: CommandContext) {
    self.arguments = arguments
    self.context = context
  }

  func record(_ type: EventType) throws -> ExitStatus {
    let id = try claimID(arguments)
    guard arguments.positionals.count == 2 else { throw UsageError(DetectMessage.runNotNamed) }
    let run = try readRun(at: arguments.positionals[1])
    let known = try ClaimHistory(arguments, context).claims(mayBeNew: true).first { $0.id == id }
    if type == .claimAfter, known == nil {
      throw UsageError(
        DetectMessage.noFiguresBefore(id: id))
    }
    let measured = ClaimMeasured(
      claimID: id, issueType: arguments.value("issue"),
      estimatePercent: try arguments.percent("estimate"),
      benchmark: try benchmark(in: run, known?.before.measured.benchmark), more: try figures(),
      by: arguments.value("by") ?? context.environment["GITHUB_ACTOR"]
        ?? context.environment["USER"] ?? "system", note: arguments.value("note"), run: run)
    guard measured.figures[MetricName.wallTime.rawValue] != nil else {
      throw UsageError(DetectMessage.noTimeToCompare)
    }
    let origin = EventOrigin(
      runID: run.runID, suite: run.suite, environment: run.environment,
      producer: "speedgate-detect/\(ToolVersion.current)")
    let event = Event(type, subject: id, at: context.time, origin: origin, payload: measured)
    let log = arguments.eventLog(context)
    try log.append([EventLine(event)])
    if !arguments.flag("quiet") {
      let message = DetectMessage.claimRecorded(
        id: id, count: measured.figures.count, path: log.root)
      context.out("\(message.line)\n")
    }
    return .passed
  }

  /// The benchmark that is named, that was measured before, or that is the only one.
  private func benchmark(
    in run: RunRecord, _ earlier: BenchmarkIdentifier?
  ) throws -> BenchmarkRecord? {
    let measured = run.benchmarks.filter { $0.status == .measured }
    let name = arguments.value("benchmark").map { BenchmarkIdentifier($0) } ?? earlier
    guard let name else {
      guard measured.count == 1 else {
        throw UsageError(DetectMessage.benchmarkAmbiguous(count: measured.count))
      }
      return measured[0]
    }
    if run.benchmarks.contains(where: { $0.name == name && $0.isUnlaunched }) {
      throw UsageError(
        DetectMessage.sameCodeNotLaunched(benchmark: name.rawValue))
    }
    guard let found = measured.first(where: { $0.name == name }) else {
      throw UsageError(
        DetectMessage.benchmarkNotMeasured(
          name: name.rawValue,
          suggestion: Suggestion.text(for: name.rawValue, among: measured.map(\.name.rawValue))))
    }
    return found
  }

  private func figures() throws -> [String: Double] {
    var figures: [String: Double] = [:]
    for text in arguments.values("figure") {
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else {
        throw UsageError(DetectMessage.notAFigure(text: text))
      }
      let unit = Quantity.Dimension.unit(of: MetricName(rawValue: String(parts[0])))
      switch Quantity.parse(String(parts[1]), allowsCustomUnits: true, isFigure: true) {
      case .success(let quantity):
        if let unit, !quantity.dimension.fits(unit) {
          throw UsageError(
            DetectMessage.wrongDimension(
              text: String(parts[1]), dimension: quantity.dimension.words, metric: String(parts[0]))
          )
        }
        figures[String(parts[0])] = quantity.value
      case .failure(let mistake): throw UsageError("--figure: \(mistake.reason)")
      }
    }
    return figures
  }
}
