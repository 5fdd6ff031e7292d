import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// The whole gate around a suite whose figures are drawn: measures two programs, judges the run.
///
/// Everything that is drawn hangs on one seed, so a story ends the same way each time.
struct DrawnGate {
  /// What a check answered.
  struct Answer {
    let outcome: Executable.Outcome
    let verdict: Verdict?

    var status: Int32 { outcome.status }

    /// The finding of a metric's comparison; of the benchmark as a whole without a metric.
    func finding(_ metric: String?, of benchmark: String = "b0") -> Finding? {
      verdict?.findings.first {
        $0.benchmark.rawValue == benchmark && $0.metric?.rawValue == metric
          && ($0.rule == .regression || $0.rule == .presence)
      }
    }

    /// The status of that finding, in the files' word.
    func word(_ metric: String?, of benchmark: String = "b0") -> String? {
      finding(metric, of: benchmark)?.status.rawValue
    }
  }

  let scratch: TemporaryFolder
  /// The suite's program; a script, so that each launch copies a line and no megabytes.
  let suite: String
  /// Variables of both programs.
  var both: [String: String] = [:]
  /// Variables of the candidate alone.
  var candidate: [String: String] = [:]
  /// The budgets, without the schema; nil for none.
  var budgets: String?

  init(
    both: [String: String] = [:], candidate: [String: String] = [:], budgets: String? = nil,
    suite: String = "DrawnSuite"
  ) throws {
    scratch = try TemporaryFolder()
    self.suite = try scratch.write(
      "programs/" + suite, "#!/bin/sh\nexec '\(Executable.drawnSuite.path)'\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: self.suite)
    self.both = ["DRAWN_NOISE": "wall_time=0.003"].merging(both) { $1 }
    self.candidate = candidate
    self.budgets = budgets
  }

  /// Measures the candidate beside the baseline, or alone, and says what the command said.
  @discardableResult
  func measure(
    _ arguments: String..., isPaired: Bool = true, output: String = "run.json", seed: Int = 1,
    path: String? = nil
  ) throws -> Executable.Outcome {
    var environment = try environment(output, seed)
    environment["PATH"] = path
    // Drawn programs run no code of which it could be said that it became slower.
    let explain = arguments.contains("--explain") ? [] : ["--explain", "never"]
    return try Executable.bench.run(
      try self.arguments(isPaired: isPaired, output: output, seed: seed) + arguments + explain,
      folder: scratch.path, environment: environment)
  }

  /// The arguments that measure the candidate.
  func arguments(isPaired: Bool = true, output: String, seed: Int) throws -> [String] {
    let own = candidate.merging(["DRAWN_SIDE": "candidate"]) { reported, _ in reported }
    return ["run", suite, "--quiet", "--seed", "\(seed)", "--output", output]
      + (isPaired ? ["--against", suite] : []) + (try budgetsOption())
      + own.sorted { $0.key < $1.key }.flatMap { ["--candidate-env", "\($0.key)=\($0.value)"] }
  }

  /// The environment of a run; each counts its launches from one.
  func environment(_ output: String, _ seed: Int) throws -> [String: String] {
    let launches = "launches/\(output)"
    try FileManager.default.createDirectory(
      atPath: scratch.file(launches), withIntermediateDirectories: true)
    return both.merging([
      "DRAWN_LAUNCHES": scratch.file(launches), "DRAWN_SEED": "\(seed)",
    ]) { reported, _ in reported }
  }

  /// Judges a run.
  func check(
    _ arguments: String..., run: String = "run.json", establishes: Bool = false
  ) throws -> Answer {
    let output = "verdict-\(UUID().uuidString).json"
    let outcome = try Executable.detect.run(
      ["check", run, "--output", output] + (establishes ? [] : ["--read-only"])
        + (try budgetsOption()) + arguments, folder: scratch.path)
    let isWritten = FileManager.default.fileExists(atPath: scratch.file(output))
    return Answer(
      outcome: outcome, verdict: isWritten ? try Stories.verdict(scratch.file(output)) : nil)
  }

  /// Measures and judges.
  func answer() throws -> Answer {
    let measured = try measure()
    #expect(measured.status == 0, "\(measured.err)")
    return try check()
  }

  /// Writes a budgets file into a folder of its own and gives the folder's path.
  func budgetsFolder(_ name: String, _ body: String) throws -> String {
    try scratch.write("\(name)/b.json5", Self.budgetsFile(body))
    return scratch.file(name)
  }

  /// A budgets file around its rules.
  static func budgetsFile(_ body: String) -> String {
    "{ schema: \"speedgate.budgets/1\", \(body) }"
  }

  private func budgetsOption() throws -> [String] {
    guard let budgets else { return [] }
    return ["--budgets", try budgetsFolder("own-budgets", budgets)]
  }
}
