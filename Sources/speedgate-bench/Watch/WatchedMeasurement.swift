import Foundation
import GateBudgets
import GateCommandLine
import GateDetection
import GateFiles
import GateRecords
import GateRevisions

/// One measurement of a round: `speedgate-bench run` in a process of its own, which ends when a file changes.
struct WatchedMeasurement {
  let arguments: ParsedArguments
  let context: CommandContext
  /// The package's folder, in which it is measured.
  let folder: String
  /// A folder for records.
  let scratch: String
  /// Seconds that it may take.
  let seconds: Double

  /// The options that are handed on.
  static let handedOn = ["layouts", "filter", "filter-regex", "tag"]

  private var record: String { scratch + "/run.json" }
  private var events: String { scratch + "/events" }
  private var errors: String { scratch + "/errors" }

  /// Starts measuring a program beside another one.
  func started(_ candidate: String, beside baseline: String) throws(RevisionError) -> StartedProgram
  {
    let own = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])).path
    try? FileManager.default.removeItem(atPath: record)
    return try StartedProgram(
      [
        own, "run", candidate, "--against", baseline, "--profile", "quick", "--time-budget",
        "\(Int((seconds * 1000).rounded()))ms", "--explain", "never", "--json-lines", "--output",
        record,
      ] + (budgets.map { ["--budgets", $0] } ?? [])
        + Self.handedOn.flatMap { name in arguments.values(name).map { "--\(name)=\($0)" } },
      in: folder, environment: context.environment, output: events, errors: errors)
  }

  /// How many benchmarks are settled, of how many; nil before the first is.
  var progress: (settled: Int, total: Int)? {
    struct Event: Decodable {
      let settled: Int
      let total: Int
    }
    guard let text = try? String(contentsOfFile: events, encoding: .utf8) else { return nil }
    let last = text.split(separator: "\n").last { $0.contains("\"settled\"") }
    return last.flatMap { try? JSONDecoder().decode(Event.self, from: Data($0.utf8)) }
      .map { ($0.settled, $0.total) }
  }

  /// Returns the outcome of the measurement.
  func outcome(status: Int32) -> WatchRound.Outcome {
    guard status == 0 else { return .notMeasured(reason: lastError) }
    do {
      let run = try RecordFile.read(RunRecord.self, schema: RunRecord.schema, at: record)
      let policies = try JudgingPolicy(
        budgets: budgets, policyFrom: nil, suite: run.suite.name, folder: folder)
      let verdict = Check(
        run: run, baseline: .none, policy: policies.judging,
        options: .init(alpha: 0.01, checkedAt: Timestamp(millisecondsSinceEpoch: context.now()))
      ).verdict()
      let rows = WatchRound.Row.rows(of: verdict)
      return .measured(
        rows, confidence: verdict.findings.compactMap { $0.change?.confidence }.min())
    } catch {
      return .notMeasured(reason: "\(error)")
    }
  }

  private var budgets: String? { Self.budgets(arguments, context) }

  /// The budgets that were named, seen from the folder in which the command was called.
  static func budgets(_ arguments: ParsedArguments, _ context: CommandContext) -> String? {
    arguments.value("budgets").map {
      URL(
        fileURLWithPath: $0, relativeTo: URL(fileURLWithPath: context.currentDirectory + "/")
      ).standardizedFileURL.path
    }
  }

  private var lastError: String {
    let text = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").last.map(String.init) ?? "the measurement failed"
    return line.hasPrefix("speedgate-bench: ")
      ? String(line.dropFirst("speedgate-bench: ".count)) : line
  }
}
