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
    // What an earlier run left must not be taken for this one's, should a command fail.
    for name in ["run.json", "verdict.json", "report.md", "report.html", "report.json"] {
      try? FileManager.default.removeItem(at: folder.appending(path: name))
    }

    // Without a kit the suite is measured with one layout, its code is not compared, and the run says so.
    if options.makesKits { _ = try execute(bench, ["kit", program.path, "--quiet"]) }

    var beside: [String] = []
    if let commit = options.against {
      guard let path = try built(commit, suite) else { return 2 }
      beside = ["--against", path]
    }
    let measured = try execute(
      bench,
      ["run", program.path, "--output", run, "--progress-only"] + beside + buildFlags + places
        + options.benchArguments)
    guard measured == 0 else { return measured }

    var status = try execute(
      detect,
      ["check", run, "--output", verdict, "--program", program.path] + places
        + options.detectArguments)
    guard FileManager.default.fileExists(atPath: verdict) else { return max(status, 2) }

    let markdown = folder.appending(path: "report.md").path
    let html = folder.appending(path: "report.html").path
    let json = folder.appending(path: "report.json").path
    status = max(
      status,
      try execute(
        report,
        [
          "render", verdict, "--run", run, "--markdown", markdown, "--html", html, "--json", json,
        ]))

    // What is stored is traced, so that later gates know what its benchmarks execute.
    defer { trace(program) }
    if options.updatesBaseline, status == 0 {
      status = try execute(
        detect,
        [
          "baseline", "update", run, "--program", program.path, "--verdict", verdict,
        ] + places)
    }
    return status
  }

  /// Records what the program's benchmarks execute, if it is stored and that was not done before.
  ///
  /// Without it the gate is what it was, so a failure is told and changes nothing.
  private func trace(_ program: URL) {
    guard options.makesKits, options.traces, options.mayStore else { return }
    _ = try? execute(
      bench,
      ["trace", program.path, "--baseline", baselineFolder, "--if-possible", "--quiet"])
  }

  private var buildFlags: [String] {
    let linking = ReleaseBuilder.linkerFlags.map { "-Xlinker " + $0 }
    let compiling = ReleaseBuilder.cFlags.map { "-Xcc " + $0 }
    let flags = ReleaseBuilder.compilerFlags + compiling + linking
    return ["--build-flags=" + flags.joined(separator: " ")]
  }

  // The commands run in the package's folder, so that records and reports name places inside it.
  private var baselineFolder: String { options.baseline ?? "baselines" }

  private var places: [String] {
    let usual = "budgets"
    let hasUsual = FileManager.default.fileExists(atPath: package.appending(path: usual).path)
    let budgets = options.budgets ?? (hasUsual ? usual : nil)
    let stored = options.against == nil ? ["--baseline", baselineFolder] : []
    return stored + (budgets.map { ["--budgets", $0] } ?? [])
  }

  /// A commit's program; nil where it cannot be built, which is told.
  private func built(_ commit: String, _ suite: SuiteProduct) throws -> String? {
    let process = Process()
    let output = Pipe()
    process.executableURL = bench
    process.arguments = ["builds", "make", "--suite", suite.product, "--", commit]
    process.currentDirectoryURL = package
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else { return nil }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func execute(_ program: URL, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = package
    try process.run()
    process.waitUntilExit()
    // A command that a signal ended has judged nothing.
    return process.terminationReason == .exit ? process.terminationStatus : 2
  }
}
