import Foundation
import GateCommandLine
import GateFiles
import GateRecords
import GateReports
import GateRevisions

extension Command {
  /// `speedgate-bench compare`.
  static let compare = Command(
    CommandDefinition(
      "speedgate-bench compare", summary: "Measures commits beside each other.",
      details: """
        REF is a branch, a tag, a hash, or '.' for the work tree. The suite of each commit is built once, from a copy \
        of its files in .git/speedgate; the work tree is not touched. Each is measured beside the first one and judged \
        by the budgets, as 'speedgate-detect check' does.

        Without a REF, the work tree is compared with the commit where its branch left the main branch. One REF is \
        compared with the work tree. Two give a report, more a table from best to worst. A commit that does not build \
        is a row of the table.

        Exit status: 0 no gate fails, 1 a gate fails, 2 something could not be measured or judged.
        """,
      positionals: [
        .init(
          "REF", "A revision to measure; the others are compared with the first.", isOptional: true,
          isRepeated: true)
      ],
      options: RevisionOptions.definitions + [
        .output(
          "Write records and reports into this folder, with a folder for each suite.",
          placeholder: "DIR")
      ] + RevisionPair.options,
      examples: [
        "speedgate-bench compare",
        "speedgate-bench compare v1.2 main . --filter 'parse/*'",
        "speedgate-bench compare v1.0 v1.1 v1.2 --suite-from main --output comparison",
      ])
  ) { arguments, context in
    try await CompareCommand(arguments, context).perform()
  }
}

/// One call of `speedgate-bench compare`.
private struct CompareCommand {
  private let arguments: ParsedArguments
  private let context: CommandContext
  private let options: RevisionOptions
  private let revisions: [Revision]

  init(_ arguments: ParsedArguments, _ context: CommandContext) throws {
    self.arguments = arguments
    self.context = context
    options = try RevisionOptions(arguments, context)
    let repository = options.repository
    let names = arguments.positionals
    switch names.count {
    case 0:
      let base = try repository.mergeBase()
      revisions = [.commit(name: base.short, base), try Revision(".", in: repository)]
    case 1:
      revisions = [try Revision(names[0], in: repository), try Revision(".", in: repository)]
    default: revisions = try names.map { try Revision($0, in: repository) }
    }
    if names.count == 1, names[0] == "." {
      throw UsageError(BenchMessage.workTreeWithItself)
    }
  }

  func perform() async throws -> ExitStatus {
    defer { options.tidy() }
    var worst = ExitStatus.passed
    for suite in try options.suites() {
      let status = try await compare(suite)
      if status.rawValue > worst.rawValue { worst = status }
    }
    return worst
  }

  private func compare(_ suite: String) async throws -> ExitStatus {
    let startedAt = Timestamp(millisecondsSinceEpoch: context.now())
    if case .workTree(_, true) = revisions[revisions.count - 1], !arguments.flag("quiet") {
      context.err(BenchMessage.workTreeChanged.line + "\n")
    }
    let builds = try revisions.map { try options.program($0, suite: suite) }
    guard case .built(let path, let hash) = builds[0] else {
      if case .failed(let reason) = builds[0] {
        throw UsageError(
          BenchMessage.referenceNotBuilt(commit: revisions[0].record().label, reason: reason))
      }
      return .couldNotJudge
    }
    let reference = (path: path, revision: revisions[0].record(programHash: hash))
    let folder = try output(suite)
    defer {
      if arguments.value("output") == nil { try? FileManager.default.removeItem(atPath: folder) }
    }
    var rows: [RevisionComparison.Row] = []
    var verdicts: [Verdict] = []
    var failed = false
    for (place, (revision, build)) in zip(revisions, builds).enumerated().dropFirst() {
      switch build {
      case .failed(let reason):
        failed = true
        rows.append(.init(revision.record(), failure: BenchMessage.notBuilt(reason: reason).line))
      case .built(let path, let hash):
        let record = revision.record(programHash: hash)
        if !arguments.flag("quiet") {
          let pair = BenchMessage.measuringPair(
            candidate: record.label, baseline: reference.revision.label)
          context.err(pair.line + "\n")
        }
        do {
          let outcome = try await RevisionPair(arguments: arguments, context: context).measured(
            (path, record), beside: reference, file: "\(folder)/\(place)/run.json")
          rows.append(.init(record, outcome.verdict))
          verdicts.append(outcome.verdict)
          try write(outcome, to: "\(folder)/\(place)")
        } catch let error as UsageError where revisions.count > 2 {
          failed = true
          rows.append(.init(record, failure: "\(error)"))
        }
      }
    }
    let comparison = RevisionComparison(
      suite: suite, startedAt: startedAt, reference: reference.revision, rows: rows)
    try show(comparison, verdicts, folder)
    return failed ? .couldNotJudge : verdicts.contains { $0.outcome == .fail } ? .failed : .passed
  }

  /// A folder for a suite's records: the user's, or one that is removed at the end.
  private func output(_ suite: String) throws -> String {
    let folder: String
    if let named = arguments.value("output") {
      folder = named + "/" + BaselineDirectory.uniqueFolderName(suite)
    } else {
      folder = options.store.root + "/compare-\(ProcessInfo.processInfo.processIdentifier)"
    }
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      for place in 1..<revisions.count {
        try FileManager.default.createDirectory(
          atPath: "\(folder)/\(place)", withIntermediateDirectories: true)
      }
    } catch {
      throw FileError.notWritable(path: folder, reason: error.localizedDescription)
    }
    return folder
  }

  private func write(_ outcome: RevisionPair.Outcome, to folder: String) throws {
    guard arguments.value("output") != nil else { return }
    try RecordFile.write(outcome.verdict, to: folder + "/verdict.json")
    let model = ReportModel(outcome.verdict)
    try RecordFile.write(JSONReport(model), to: folder + "/report.json")
    let markdown = MarkdownReport.render(model)
    try TextFile.write(Data(markdown.utf8), to: folder + "/report.md")
    let page = HTMLReport.render(model, run: outcome.run)
    try TextFile.write(Data(page.utf8), to: folder + "/report.html")
  }

  private func show(
    _ comparison: RevisionComparison, _ verdicts: [Verdict], _ folder: String
  ) throws {
    let table = RevisionTable(comparison)
    if let named = arguments.value("output") {
      try RecordFile.write(comparison, to: folder + "/comparison.json")
      try TextFile.write(Data(table.markdown.utf8), to: folder + "/comparison.md")
      if !arguments.flag("quiet") { context.err("records and reports: \(named)\n") }
    }
    if comparison.rows.count == 1, let verdict = verdicts.first {
      let style = TerminalStyle(
        width: context.output.lineWidth, hasColour: context.output.hasColour)
      context.out(TerminalReport.render(ReportModel(verdict), style: style))
      context.out("\n")
    }
    context.out(table.text(hasColour: context.output.hasColour))
  }
}
