import Foundation
import GateCommandLine
import GateMeasurement
import GateRecords

extension Command {
  /// `speedgate-bench list`.
  static let list = Command(
    CommandDefinition(
      "speedgate-bench list", summary: "Names a suite's benchmarks, one a line.",
      positionals: [
        .init("SUITE", "The suite's program; the built-in suite when left out.", isOptional: true)
      ],
      options: [.value("filter", "PATTERN", "Name only those that match; * is any characters.")],
      examples: [
        "speedgate-bench list .build/release/OrderBenchmarks",
        "speedgate-bench list --filter 'pipeline/*'",
      ])
  ) { arguments, context in
    let suite = try SuiteLocation.path(of: arguments.positionals.first, context: context)
    let launcher = try ProcessLauncher(
      candidate: .init(path: suite), baseline: nil, environment: context.environment)
    defer { launcher.remove() }
    let pattern = GlobPattern(arguments.value("filter") ?? "*")
    do {
      let names = try SuiteListing.names(launcher: launcher).filter { pattern.matches($0) }
      guard !names.isEmpty else { throw MeasurementError.nothingMatches(pattern.text) }
      context.out(names.map { Program.oneLine($0) + "\n" }.joined())
    } catch let error as MeasurementError {
      throw UsageError("\(suite): \(error)")
    }
    return .passed
  }
}
