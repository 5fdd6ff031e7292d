import Foundation
import PackagePlugin

/// The three commands, run in order on one suite after the other.
struct GateRun {
  let bench: URL
  let detect: URL
  let report: URL
  let options: GateOptions

  /// The package's folder, in which the commands run.
  let package: URL

  /// The folder for the records and reports, one folder a suite inside.
  let output: URL

  /// Measures, judges and reports one suite.
  ///
  /// - Returns: The gate's exit status: 0 passed, 1 failed, 2 could not judge.
  func judge(_ suite: SuiteProduct, program: URL) throws -> Int32 {
    let folder = output.appending(path: suite.product, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let run = folder.appending(path: "run.json").path
    let verdict = folder.appending(path: "verdict.json").path
    // If a command fails, files of an earlier run must not be taken for this one's.
    for name in ["run.json", "verdict.json", "report.md", "report.html", "report.json"] {
      try? FileManager.default.removeItem(at: folder.appending(path: name))
    }

    // Without a kit the suite is measured with one layout, its code is not compared, and the run says so.
    if options.makesKits { _ = try execute(bench, ["kit", program.path, "--quiet"]) }

    if let commit = options.baselineFrom { try store(commit, suite, in: folder) }
    let other = try otherSide(of: suite)
    if options.against != nil, other == nil { return 2 }
    let measured = try execute(
      bench,
      ["run", program.path, "--output", run, "--progress-only"] + (other?.arguments ?? [])
        + buildFlags
        + places(beside: other) + options.benchArguments)
    if !measured.output.isEmpty {
      Diagnostics.progress("measured \(suite.product):\n\(Self.trimmed(measured.output))")
    }
    guard measured.status == 0 else { return measured.status }

    let checked = try execute(
      detect,
      ["check", run, "--output", verdict, "--program", program.path] + places(beside: other)
        + options.detectArguments)
    guard FileManager.default.fileExists(atPath: verdict) else { return max(checked.status, 2) }
    var text = checked.output

    let markdown = folder.appending(path: "report.md").path
    let html = folder.appending(path: "report.html").path
    let json = folder.appending(path: "report.json").path
    let rendered = try execute(
      report,
      ["render", verdict, "--run", run, "--markdown", markdown, "--html", html, "--json", json])
    text += rendered.output
    var status = max(checked.status, rendered.status)

    if options.updatesBaseline, status == 0 {
      let updated = try execute(
        detect,
        ["baseline", "update", run, "--program", program.path, "--verdict", verdict]
          + places(beside: nil))
      text += updated.output
      status = updated.status
    }
    // A stored program is traced, so that later gates know the code that its benchmarks execute.
    if other == nil { trace(program) }
    // Last and in one message, so that nothing appears between its lines.
    Diagnostics.progress("\(suite.product):\n\n\(Self.trimmed(text))")
    return status
  }

  /// Records what the program's benchmarks execute, if it is stored and that was not done before.
  ///
  /// The gate is the same without it, so a failure changes nothing.
  private func trace(_ program: URL) {
    guard options.makesKits, options.traces, options.mayStore else { return }
    _ = try? execute(
      bench,
      ["trace", program.path, "--baseline", baselineFolder, "--if-possible"] + Self.traceBudget)
  }

  /// No one should wait longer for a record that only saves time later; the next gate of the program goes on with it.
  private static let traceBudget = ["--time-budget", "15s"]

  // MARK: The program beside it

  /// A commit's program.
  private struct Side {
    let program: String
    /// The commit, as `speedgate-bench run` takes its name: HASH or BRANCH@HASH.
    let commit: String

    var arguments: [String] { ["--against", program, "--against-commit", commit] }
  }

  /// The commit's program to measure beside the suite; nil leaves the choice to the folder of baselines.
  private func otherSide(of suite: SuiteProduct) throws -> Side? {
    if let name = options.against { return try built(name, suite) }
    guard options.mayTakeBranchBase else { return nil }
    let found = try execute(
      bench,
      ["builds", "base", "--suite", suite.product, "--baseline", baselineFolder]
        + (options.mainBranch.map { ["--main-branch", $0] } ?? []))
    let lines = found.output.split(separator: "\n").map(String.init)
    return found.status == 0 && lines.count == 2 ? Side(program: lines[0], commit: lines[1]) : nil
  }

  /// A commit's program, built apart; nil where it cannot be built, which is said.
  private func built(_ name: String, _ suite: SuiteProduct) throws -> Side? {
    let git = URL(fileURLWithPath: "/usr/bin/env")
    let found = try execute(
      git, ["git", "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"])
    let hash = found.output.trimmingCharacters(in: .whitespacesAndNewlines)
    guard found.status == 0, !hash.isEmpty else { throw GateError.noCommit(name) }
    let made = try execute(bench, ["builds", "make", "--suite", suite.product, "--", name])
    guard made.status == 0 else { return nil }
    return Side(
      program: made.output.trimmingCharacters(in: .whitespacesAndNewlines),
      commit: hash.hasPrefix(name) ? hash : "\(name)@\(hash)")
  }

  /// Measures a commit's program alone and makes it the baseline.
  private func store(_ name: String, _ suite: SuiteProduct, in folder: URL) throws {
    let run = folder.appending(path: "baseline.json").path
    guard let side = try built(name, suite) else { throw GateError.notStored(name) }
    Diagnostics.progress("measuring \(suite.product) of \(name), which becomes the baseline")
    let measured = try execute(
      bench,
      ["run", side.program, "--commit", side.commit, "--output", run, "--quiet"] + buildFlags
        + options.storedArguments)
    guard measured.status == 0 else { throw GateError.notStored(name) }
    let updated = try execute(
      detect,
      ["baseline", "update", run, "--program", side.program, "--unjudged"] + places(beside: nil))
    guard updated.status == 0 else { throw GateError.notStored(name) }
    Diagnostics.progress(Self.trimmed(updated.output))
    guard options.makesKits, options.traces else { return }
    _ = try execute(
      bench,
      ["trace", side.program, "--baseline", baselineFolder, "--if-possible"] + Self.traceBudget)
  }

  private var buildFlags: [String] {
    let linking = ReleaseBuilder.linkerFlags.map { "-Xlinker " + $0 }
    let compiling = ReleaseBuilder.cFlags.map { "-Xcc " + $0 }
    let flags = ReleaseBuilder.compilerFlags + compiling + linking
    return ["--build-flags=" + flags.joined(separator: " ")]
  }

  // The commands run in the package's folder, so that records and reports name places inside it.
  private var baselineFolder: String { options.baseline ?? "baselines" }

  private func places(beside other: Side?) -> [String] {
    let usual = "budgets"
    let hasUsual = FileManager.default.fileExists(atPath: package.appending(path: usual).path)
    let budgets = options.budgets ?? (hasUsual ? usual : nil)
    let stored = other == nil ? ["--baseline", baselineFolder] : []
    return stored + (budgets.map { ["--budgets", $0] } ?? [])
  }

  private static func trimmed(_ text: String) -> String {
    text.trimmingCharacters(in: .newlines)
  }

  private func execute(_ program: URL, _ arguments: [String]) throws -> Child {
    try Child(program, arguments, in: package, keeping: output)
  }
}
