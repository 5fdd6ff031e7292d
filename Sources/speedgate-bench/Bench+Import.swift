import Foundation
import GateCommandLine
import GateFiles
import GateInterchange
import GateMeasurement
import GateProtocol
import GateRecords

extension Command {
  /// `speedgate-bench import`.
  static let `import` = Command(
    CommandDefinition(
      "speedgate-bench import", summary: "Makes a run record of another harness's results.",
      details: """
        FORMAT is one of \(InterchangeFormat.allCases.map(\.rawValue).joined(separator: ", ")). \
        Without --from it is told by what the files hold. Byte order marks, UTF-16, colours, the time \
        stamps of CI logs and 'go test -json' are read, too.

        Each FILE is one process of the other harness, so one launch: measure several times and name \
        all files. For criterion, FILE may be the folder target/criterion.

        Unless the files say otherwise, they count as measured on this machine and at the commit \
        that is checked out here.

        A file of github-action-benchmark holds many runs. --records and --baseline keep them all, \
        each with its date and commit; --output makes a record of the newest, of the suite that \
        --suite names.
        """,
      positionals: [
        .init("FILE", "What the other harness wrote; - is standard input.", isRepeated: true)
      ],
      options: [
        .value("from", "FORMAT", "What wrote the files, when they do not tell."),
        .output("Write the record here; - is standard output."),
        .value("suite", "NAME", "Name the suite; its baselines are found by this name."),
        .value(
          "records", "DIR", "Write a record of every run in the file, in a folder for each suite."),
        .value(
          "baseline", "DIR", "Store the newest twenty runs of each suite in these baselines."),
        .flag("partial", "The files hold a part of the suite only: what they lack is not missed."),
      ],
      examples: [
        "speedgate-bench import kernels.json --output run.json",
        "speedgate-bench import --from go bench-*.txt --suite orders --output run.json",
        "speedgate-bench import --from github-action-benchmark data.js --baseline baselines",
        "hyperfine --export-json - 'make' | speedgate-bench import --from hyperfine - --output -",
      ])
  ) { arguments, context in
    let named = try arguments.choice("from", as: InterchangeFormat.self)
    guard let output = arguments.value("output") ?? (keepsAll(arguments) ? "" : nil) else {
      throw UsageError("--output is needed; - is standard output")
    }
    guard !arguments.positionals.isEmpty else {
      throw UsageError("no file is named; see 'speedgate-bench import --help'")
    }
    let files = try importedFiles(arguments.positionals, named, context)
    let format = try named ?? InterchangeFormat.recognised(in: files)
    let wantsHistory = try wantsHistory(arguments, format: format)
    let revision = SourceRevision(
      environment: context.environment, directory: context.currentDirectory)
    // What a suite would say of itself, another harness leaves open.
    let unknown = WorkerGreeting(
      version: 0, harness: format.rawValue, suite: "", configuration: "release",
      compiler: "unknown", clock: "", resolution: 0, cost: 0)
    let assembly = RunAssembly(
      format: format, suite: arguments.value("suite"),
      environment: EnvironmentProbe.record(for: unknown),
      revision: SuiteRecord(
        name: "", commit: revision.commit, branch: revision.branch,
        hasUncommittedChanges: revision.hasUncommittedChanges),
      isPartial: arguments.flag("partial"),
      now: Timestamp(millisecondsSinceEpoch: context.now()),
      command: ["speedgate-bench"] + CommandLine.arguments.dropFirst(),
      repetition: arguments.repeatCommand(reading: arguments.positionals))
    if wantsHistory { return try importHistory(of: files, assembly, arguments, context) }
    let results =
      try format == .githubActionBenchmark
      ? newestRun(in: files, arguments, context) : format.read(files)
    var generator = SystemRandomNumberGenerator()
    let run = assembly.record(of: results, using: &generator)
    let receipt = receipt(results, run, format)
    if output == "-" {
      context.out(String(decoding: try RecordFile.encode(run, path: "-"), as: UTF8.self))
      if !arguments.flag("quiet") { context.err(receipt) }
    } else {
      try RecordFile.write(run, to: output)
      if !arguments.flag("quiet") {
        context.out(
          MeasurementConsole.table(run, arguments, context) + "\n" + receipt + "record: \(output)\n"
        )
      }
    }
    return .passed
  }

  private static func importedFiles(
    _ paths: [String], _ format: InterchangeFormat?, _ context: CommandContext
  ) throws -> [ImportFile] {
    var files: [ImportFile] = []
    for path in paths {
      if path == "-" {
        files.append(try ImportFile(path: "standard input", input: try context.readInput()))
      } else if let format {
        files += try ImportFile.read(path, format: format)
      } else {
        files += try ImportFile.read(path)
      }
    }
    return files
  }

  /// What became of the files' rows, a line each.
  private static func receipt(
    _ results: ImportedResults, _ run: RunRecord, _ format: InterchangeFormat
  ) -> String {
    results.receipt.lines(
      format: format.rawValue, measured: run.benchmarks.count { $0.status == .measured },
      failed: run.benchmarks.count { $0.status == .failed },
      skipped: run.benchmarks.count { $0.status == .skipped },
      figures: run.benchmarks.reduce(0) { sum, benchmark in
        sum + benchmark.metrics.reduce(0) { $0 + $1.samples.count }
      }
    ).map { Program.oneLine($0) + "\n" }.joined()
  }
}
