import GateCommandLine
import GateDetection
import GateFiles
import GateInterchange
import GateRecords

extension Command {
  /// Whether the options ask for every run of a file.
  static func keepsAll(_ arguments: ParsedArguments) -> Bool {
    arguments.value("records") != nil || arguments.value("baseline") != nil
  }

  /// Whether an import is to keep every run of a file that holds many.
  static func wantsHistory(
    _ arguments: ParsedArguments, format: InterchangeFormat
  ) throws(UsageError) -> Bool {
    let isWanted = keepsAll(arguments)
    guard !isWanted || format == .githubActionBenchmark else {
      throw UsageError(BenchMessage.severalRunsNeeded(format: format.rawValue))
    }
    guard !isWanted || arguments.value("output") == nil else {
      throw UsageError(BenchMessage.outputForOneRun)
    }
    return isWanted
  }

  /// The newest run of the suite that is meant.
  static func newestRun(
    in files: [ImportFile], _ arguments: ParsedArguments, _ context: CommandContext
  ) throws -> ImportedResults {
    let history = try history(in: files, context)
    guard let suite = history.suite(named: arguments.value("suite")),
      let results = history.newest(of: suite)
    else { throw severalSuites(history) }
    return results
  }

  /// The runs of the files, with a warning about those that were left out.
  private static func history(
    in files: [ImportFile], _ context: CommandContext
  ) throws -> ImportedHistory {
    let history = try ImportedHistory(
      files, now: Timestamp(millisecondsSinceEpoch: context.now()))
    if let warning = history.warning {
      context.err(Program.oneLine("warning: " + warning) + "\n")
    }
    return history
  }

  /// Writes a record of every run, and stores the newest as baselines.
  static func importHistory(
    of files: [ImportFile], _ assembly: RunAssembly, _ arguments: ParsedArguments,
    _ context: CommandContext
  ) throws -> ExitStatus {
    let history = try history(in: files, context)
    var wanted = history.suites
    if let name = arguments.value("suite") {
      guard let suite = history.suite(named: name) else { throw severalSuites(history) }
      wanted = [suite]
    }
    // All records are made before anything is written.
    var suites: [(name: String, runs: [RunRecord])] = []
    for suite in wanted {
      let runs = try history.records(of: suite, assembly: assembly)
      if let name = runs.first?.suite.name { suites.append((name, runs)) }
    }
    for (name, runs) in suites {
      if let folder = arguments.value("records") {
        let place = "\(folder)/\(BaselineDirectory.folderName(name))"
        for run in runs { try RecordFile.write(run, to: "\(place)/\(run.runID.rawValue).json") }
        say("\(count(runs)) of \(name) in \(place)", arguments, context)
      }
      if let root = arguments.value("baseline") {
        try store(runs, of: name, in: root, arguments, context)
      }
    }
    return .passed
  }

  /// Stores the newest runs that a gate would accept as baselines, the oldest first.
  private static func store(
    _ runs: [RunRecord], of name: String, in root: String, _ arguments: ParsedArguments,
    _ context: CommandContext
  ) throws {
    let directory = BaselineDirectory(root: root)
    var sound: [RunRecord] = []
    for run in runs {
      guard let defect = RunDefect.all(in: run).first else {
        sound.append(run)
        continue
      }
      let commit = run.suite.commit.map { " (\($0.prefix(7)))" } ?? ""
      let refused = BenchMessage.runRefused(
        run: run.startedAt.rawValue + commit, defect: "\(defect)")
      context.err(Program.oneLine("warning: \(refused.line)") + "\n")
    }
    let newest = Array(sound.suffix(BaselineDirectory.keptRecords))
    for run in newest { try directory.store(run, program: nil) }
    guard let last = newest.last else {
      throw UsageError(BenchMessage.noBaselineRun(suite: name))
    }
    say(
      "baseline: the newest \(newest.count) of \(count(runs)) of \(name) "
        + "for \(last.environment.key) in \(root)", arguments, context)
  }

  private static func severalSuites(_ history: ImportedHistory) -> UsageError {
    UsageError(BenchMessage.importedSuites(names: history.suites.map { "\($0)" }))
  }

  private static func count(_ runs: [RunRecord]) -> String {
    runs.count == 1 ? "1 run" : "\(runs.count) runs"
  }

  private static func say(
    _ text: String, _ arguments: ParsedArguments, _ context: CommandContext
  ) {
    if !arguments.flag("quiet") { context.out(Program.oneLine(text) + "\n") }
  }
}
