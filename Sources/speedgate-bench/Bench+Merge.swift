import Foundation
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords

extension Command {
  /// `speedgate-bench merge`.
  static let merge = Command(
    CommandDefinition(
      "speedgate-bench merge",
      summary: "Merges records of one suite: shards of it, or runs on several machines.",
      details: """
        The records must be of the same suite, program, commit, baseline and profile. All shards must be given; \
        commands that were measured one by one under the same --suite need no shards. Records of the same benchmarks \
        are combined as evidence, also from different machines; a run that is given twice counts once.
        """,
      positionals: [
        .init("RECORD", "A record of a shard, or of a machine.", isRepeated: true)
      ],
      options: [.output("Write the record to this file, or - for standard output.")],
      examples: [
        "speedgate-bench run --shard 1/2 --output shard-1.json",
        "speedgate-bench run --shard 2/2 --output shard-2.json",
        "speedgate-bench merge shard-*.json --output run.json",
        "speedgate-bench merge machine-*.json --output run.json",
        "speedgate-bench merge parse.json render.json --output run.json",
      ])
  ) { arguments, context in
    guard let output = arguments.value("output") else {
      throw UsageError(BenchMessage.outputNeeded)
    }
    guard !arguments.positionals.isEmpty else {
      throw UsageError(
        BenchMessage.inputNeeded(what: "record", command: "speedgate-bench merge"))
    }
    let parts = try arguments.positionals.map { path in
      ShardMerge.Part(path: path, run: try RunFile.read(path, context: context))
    }
    var generator = SystemRandomNumberGenerator()
    let run = try ShardMerge.merged(
      parts, command: ["speedgate-bench"] + CommandLine.arguments.dropFirst(),
      repetition: arguments.repeatCommand(reading: arguments.positionals), using: &generator)
    if output == "-" {
      context.out(String(decoding: try RecordFile.encode(run, path: "-"), as: UTF8.self))
    } else {
      try RecordFile.write(run, to: output)
      if !arguments.flag("quiet") {
        func counted(_ count: Int, _ noun: String) -> String {
          "\(count) \(noun)\(count == 1 ? "" : "s")"
        }
        context.out(
          "\(counted(run.benchmarks.count, "benchmark")) of \(counted(parts.count, "record"))\n"
            + "record: \(output)\n")
      }
    }
    return .passed
  }
}
