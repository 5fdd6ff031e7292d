import Foundation
import GateCommandLine
import GateMeasurement
import GateProtocol
import GateRecords

extension Command {
  /// `speedgate-bench list`.
  static let list = Command(
    CommandDefinition(
      "speedgate-bench list", summary: "Prints the names of a suite's benchmarks, one per line.",
      positionals: [
        .init("SUITE", "The suite's program (default: the built-in suite).", isOptional: true)
      ],
      options: SelectionOptions.definitions + [
        .value("shard", "I/N", "Print only the I-th of N shares."),
        .value("baseline", "DIR", "Make the shares equally long by the newest run in this folder."),
        .flag("tags", "Print the tags behind each name."),
      ],
      examples: [
        "speedgate-bench list .build/release/OrderBenchmarks",
        "speedgate-bench list --filter 'pipeline/*'",
      ])
  ) { arguments, context in
    let suite = try SuiteLocation.path(of: arguments.positionals.first, context: context)
    let launcher = try ProcessLauncher(
      candidate: .init(path: suite), baseline: nil, environment: context.environment)
    defer { launcher.remove() }
    var selection = try SelectionOptions.selection(arguments)
    selection.shard = try SelectionOptions.shard(arguments)
    if let root = arguments.value("baseline") {
      selection.durations = try BaselineDurations.newest(
        root: root, suite: URL(fileURLWithPath: suite).lastPathComponent)
    }
    do {
      let matching = selection.matching(try SuiteListing.benchmarks(launcher: launcher))
      guard !matching.isEmpty else {
        throw MeasurementError.nothingMatches(selection.text ?? "*")
      }
      let lines = selection.share(of: matching).map { benchmark in
        let tags = arguments.flag("tags") ? benchmark.tags.map { " #\($0)" }.joined() : ""
        return Program.oneLine(benchmark.name + tags) + "\n"
      }
      context.out(lines.joined())
    } catch let error as MeasurementError {
      throw UsageError("\(suite): \(error)")
    }
    return .passed
  }
}
