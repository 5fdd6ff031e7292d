import Foundation
import TestSupport
import Testing

/// Runs of figures that a test writes down, imported and held against those stored before.
struct ImportedRuns {
  /// One figure of the generic form.
  struct Row {
    var name = "work"
    var metric: String?
    var unit = "ms"
    var value: Double
    var better: String?

    var text: String {
      let fields =
        ["\"name\": \"\(name)\"", "\"unit\": \"\(unit)\"", "\"value\": \(value)"]
        + (metric.map { ["\"metric\": \"\($0)\""] } ?? [])
        + (better.map { ["\"better\": \"\($0)\""] } ?? [])
      return "{\(fields.joined(separator: ", "))}"
    }
  }

  let scratch: TemporaryFolder
  /// Variables of every command.
  var environment: [String: String] = [:]

  init() throws { scratch = try TemporaryFolder() }

  /// Imports rows, or any text of another format, as a run.
  func imported(_ rows: [Row], as name: String = "run.json") throws -> String {
    try imported("[\(rows.map(\.text).joined(separator: ", "))]", from: "generic", as: name)
  }

  func imported(_ text: String, from format: String, as name: String = "run.json") throws -> String
  {
    let file = try scratch.write("results", text)
    let output = scratch.file(name)
    let outcome = try Executable.bench.run(
      "import", "--from", format, file, "--suite", "kernels", "--output", output,
      folder: scratch.path,
      environment: environment)
    #expect(outcome.status == 0, "\(outcome.err)")
    return output
  }

  /// Stores a run as the newest baseline.
  func store(_ run: String) throws {
    let outcome = try Executable.detect.run(
      "baseline", "update", run, "--baseline", "baselines", folder: scratch.path,
      environment: environment)
    #expect(outcome.status == 0, "\(outcome.err)")
  }

  /// Stores the rows as this many runs.
  func store(_ rows: [Row], times: Int = 4) throws {
    for _ in 0..<times { try store(imported(rows)) }
  }

  /// Judges a run against what is stored.
  func check(_ run: String, _ arguments: String...) throws -> DrawnGate.Answer {
    let output = "verdict-\(UUID().uuidString).json"
    let outcome = try Executable.detect.run(
      ["check", run, "--baseline", "baselines", "--output", output] + arguments,
      folder: scratch.path,
      environment: environment)
    let isWritten = FileManager.default.fileExists(atPath: scratch.file(output))
    return DrawnGate.Answer(
      outcome: outcome, verdict: isWritten ? try Stories.verdict(scratch.file(output)) : nil)
  }

  /// Every stored record's path, sorted.
  var records: [String] {
    let root = scratch.file("baselines")
    return (try? FileManager.default.subpathsOfDirectory(atPath: root))?
      .filter { $0.contains("/records/") && $0.hasSuffix(".json") }.sorted().map { "\(root)/\($0)" }
      ?? []
  }
}
