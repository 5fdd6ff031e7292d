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
      "speedgate-bench import", summary: "Makes a run record from the results of another harness.",
      details: """
        FORMAT is one of \(InterchangeFormat.allCases.map(\.rawValue).joined(separator: ", ")). \
        Without --from it is recognised by the files' contents. Byte order marks, UTF-16, colours, the timestamps of \
        CI logs and the output of 'go test -json' are understood.

        Each FILE is the output of one process of the other harness, which is one launch: measure several times and \
        name all files. For criterion, FILE may be the folder target/criterion.

        Unless the files say otherwise, they are taken as measured on this machine, at the commit that is checked out.

        A file of github-action-benchmark holds many runs. --records and --baseline keep all of them, each with its \
        date and commit; --output makes a record of the newest run of the suite that --suite names.
        """,
      positionals: [
        .init(
          "FILE", "A file that the other harness wrote, or - for standard input.", isRepeated: true)
      ],
      options: [
        .value("from", "FORMAT", "The format of the files (default: recognised by their contents).")
          .among(InterchangeFormat.self),
        .output("Write the record to this file, or - for standard output."),
        .value("suite", "NAME", "The suite's name, by which its baselines are found."),
        .value(
          "records", "DIR",
          "Write a record of every run into this folder, with a folder for each suite."),
        .value(
          "baseline", "DIR", "Store the newest 20 runs of each suite as baselines in this folder."),
        .flag(
          "partial",
          "The files hold only a part of the suite; other benchmarks do not count as missing."),
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
      throw UsageError(BenchMessage.outputNeeded)
    }
    guard !arguments.positionals.isEmpty else {
      throw UsageError(
        BenchMessage.inputNeeded(what: "file", command: "speedgate-bench import"))
    }
    let files = try importedFiles(arguments.positionals, named, context)
    let format = try named ?? InterchangeFormat.recognised(in: files)
    let wantsHistory = try wantsHistory(arguments, format: format)
    let revision = SourceRevision(
      environment: context.environment, directory: context.currentDirectory)
    // A suite greets with these; another harness says none of it.
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

  /// The number of rows that were read, failed and left out, a line each.
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
