import Foundation
import GateCommandLine
import GateLinking
import GateRecords

extension Command {
  /// `speedgate-bench kit`.
  static let kit = Command(
    CommandDefinition(
      "speedgate-bench kit", summary: "Stores what is needed to link a suite again.",
      details: """
        It makes the folder SUITE.linkkit beside SUITE, from the files in SwiftPM's scratch folder. With a kit on both \
        sides, 'run' links both programs again for every launch, with their functions in random order, so that no \
        difference comes from the place of code in memory.

        Call it after each build of the suite. Build with '-Xswiftc -Xfrontend -Xswiftc -function-sections', because \
        without it functions cannot be moved.

        If the kit cannot be made, the exit status is 2 and the last line says why. The suite can still be measured.
        """,
      positionals: [.init("SUITE", "The suite's program.")],
      options: [
        .value("scratch", "DIR", "The build's scratch folder (default: found above SUITE).")
      ],
      examples: ["speedgate-bench kit .build/release/OrderBenchmarks"])
  ) { arguments, context in
    guard let named = arguments.positionals.first else {
      throw UsageError(BenchMessage.suiteNeeded)
    }
    let suite = try SuiteLocation.path(of: named, context: context)
    do {
      let command = try LinkCommand(of: suite, scratch: arguments.value("scratch"))
      let kit = try KitMaker(
        program: suite, command: command, directory: context.currentDirectory,
        environment: context.environment
      ).make()
      guard !arguments.flag("quiet") else { return .passed }
      func size(_ bytes: Int64) -> String {
        QuantityFormat.string(Double(bytes), unit: .bytes)
      }
      let objects = kit.record.objectHashes.count
      context.out(
        BenchMessage.kitMade(
          program: named, objects: objects, kept: size(kit.keptBytes),
          referred: size(kit.referredBytes)
        ).line + "\n")
      return .passed
    } catch let error as LinkingError {
      throw UsageError(BenchMessage.kitFailed(program: named, reason: "\(error)"))
    }
  }
}
