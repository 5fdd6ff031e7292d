import Foundation
import GateBudgets
import GateCommandLine
import GateFiles
import GateHistory
import GateRecords
import GateReports

extension Command {
  /// `speedgate-report render`.
  static let render = Command(
    CommandDefinition(
      "speedgate-report render", summary: "Renders a verdict in one format or several.",
      details: """
        Without a format the report goes to the terminal. A file named - is standard output, for \
        one format at most.

        The exit status says whether rendering worked, not what the verdict says: 0 or 2.
        """,
      positionals: [.init("VERDICT", "The verdict's file; - is standard input.")],
      options: ReportFormat.all.map(\.definition) + [
        .value("job-summary", "FILE", "Append a summary of at most 1 MiB to this file."),
        .flag("annotations", "Write GitHub's workflow commands to standard output."),
        .value("run", "FILE", "The record that was judged, for distributions."),
        .value("history", "DIR", "A history, for trends and circuit breakers."), .renamingBudgets,
        .prometheusPrefix,
        .repeated(
          "link", "NAME=URL", "A link in the Markdown formats, such as artifacts=https://…."),
        .flag("all", "On the terminal, show every metric of every benchmark."),
        .flag(
          "growth", "On the terminal, show how series of benchmarks grow with their parameter."),
      ],
      examples: [
        "speedgate-report render verdict.json",
        "speedgate-report render verdict.json --markdown comment.md --html report.html",
        "speedgate-report render verdict.json --annotations --job-summary \"$GITHUB_STEP_SUMMARY\"",
      ])
  ) { arguments, context in
    guard let path = arguments.positionals.first else {
      throw UsageError(ReportCommandMessage.noVerdictNamed)
    }
    let data = path == "-" ? try context.readInput() : try TextFile.read(path, from: .argument)
    let verdict = try RecordFile.decode(
      Verdict.self, schema: Verdict.schema, from: data, path: path == "-" ? "(input)" : path)

    let wanted = ReportFormat.all.compactMap { format in
      arguments.value(format.option).map { (format: format, target: $0) }
    }
    let isAnnotating = arguments.flag("annotations")
    guard wanted.count(where: { $0.target == "-" }) + (isAnnotating ? 1 : 0) <= 1 else {
      throw UsageError(ReportCommandMessage.twoFormatsToOutput)
    }
    // All of them are rendered before the first is written.
    let material = try arguments.material(verdict, context)
    let contents = try wanted.map { try $0.format.render(material) }
    for ((format, target), content) in zip(wanted, contents) {
      if target == "-" {
        context.out(String(decoding: content, as: UTF8.self))
      } else {
        try TextFile.write(content, to: target)
        if !arguments.flag("quiet") { context.err("\(format.option): \(target)\n") }
      }
    }
    let summary = arguments.value("job-summary")
    if let summary { try appendSummary(material, to: summary) }
    if isAnnotating {
      let tree = WorkTree(around: context.currentDirectory)
      context.out(AnnotationReport.render(material.model, path: tree.path))
    }
    if wanted.isEmpty, summary == nil, !isAnnotating {
      let style = TerminalStyle(
        width: context.output.lineWidth, hasColour: context.output.hasColour,
        showsAll: arguments.flag("all"), showsGrowth: arguments.flag("growth"))
      context.out(TerminalReport.render(material.model, style: style))
    }
    return .passed
  }

  /// Adds to what earlier commands of the step have written.
  private static func appendSummary(_ material: ReportMaterial, to path: String) throws {
    let place = MarkdownReport.Place.jobSummary
    var content = Data()
    if let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber,
      size.int64Value > 0
    {
      content = try TextFile.read(path)
    }
    let text = MarkdownReport.render(
      material.model, for: place, limit: place.limit - content.count, trends: material.trends,
      links: material.links)
    guard content.count + text.utf8.count <= place.limit else {
      throw FileError.notWritable(
        path: path,
        reason: ReportCommandMessage.summaryFull(bytes: content.count, limit: place.limit).line)
    }
    try TextFile.write(content + Data(text.utf8), to: path)
  }
}

extension OptionDefinition {
  static let renamingBudgets: Self = .value(
    "budgets", "DIR",
    "The budgets whose renames of benchmarks are followed (default: ./budgets, where there is one)."
  )
}

extension ParsedArguments {
  /// The names that the budgets give benchmarks today.
  func aliases(_ context: CommandContext) throws -> BenchmarkAliases {
    let usual = context.currentDirectory + "/budgets"
    let path = value("budgets") ?? (TextFile.isFolder(usual) ? usual : nil)
    return try BenchmarkAliases(
      following: try path.map {
        try BudgetsFiles(at: $0, seenFrom: context.currentDirectory)
      }, at: Timestamp(millisecondsSinceEpoch: context.now()))
  }
}

extension ParsedArguments {
  /// The links that a comment shows, each name once.
  fileprivate func links() throws(UsageError) -> [ReportLink] {
    var links: [ReportLink] = []
    for text in values("link") {
      let link: ReportLink
      do {
        link = try ReportLink(text)
      } catch {
        throw UsageError(ReportCommandMessage.badLink(text, reason: error.reason))
      }
      guard !links.contains(where: { $0.name == link.name }) else {
        throw UsageError(ReportCommandMessage.linkNamedTwice(link.name))
      }
      links.append(link)
    }
    return links
  }

  /// The verdict with everything else that was named.
  fileprivate func material(
    _ verdict: Verdict, _ context: CommandContext
  ) throws -> ReportMaterial {
    let run = try value("run").map {
      try RecordFile.read(RunRecord.self, schema: RunRecord.schema, at: $0, from: .argument)
    }
    if let run, run.runID != verdict.run.runID {
      throw UsageError(
        ReportCommandMessage.anotherRun(
          named: run.runID.rawValue, judged: verdict.run.runID.rawValue))
    }
    var breakers = BreakerLedger()
    breakers.take(verdict)
    var trends = RecentTrends.none
    if let folder = value("history") {
      guard TextFile.isFolder(folder) else { throw FileError.notFound(path: folder) }
      let log = EventLog(root: folder)
      // The series of a verdict are those of its suite and branch, and so are its breakers'.
      breakers = try BreakerLedger(
        log,
        EventFilter(
          suite: GlobPattern(verdict.run.suite.name),
          branch: verdict.run.suite.branch.map { GlobPattern($0) }), with: verdict)
      if let warning = breakers.report.warning { context.err("\(warning)\n") }
      // The runs on the baseline's branch are what a change is held against.
      let past = EventFilter(
        suite: GlobPattern(verdict.run.suite.name),
        branch: GlobPattern(verdict.baseline?.suite.branch ?? "main"))
      let query = MetricQuery(past, aliases: try aliases(context))
      let histories = try query.histories(in: log)
      if let warning = histories.report.warning, warning != breakers.report.warning {
        context.err("\(warning)\n")
      }
      trends = RecentTrends(histories, for: verdict)
    }
    return ReportMaterial(
      model: ReportModel(verdict), run: run, trends: trends, breakers: breakers.counts,
      links: try links(), prefix: try prometheusPrefix())
  }
}
