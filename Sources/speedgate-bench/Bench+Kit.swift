import Foundation
import GateCommandLine
import GateLinking
import GateRecords

extension Command {
  /// `speedgate-bench kit`.
  static let kit = Command(
    CommandDefinition(
      "speedgate-bench kit", summary: "Keeps what is needed to link a suite again.",
      details: """
        Beside SUITE it makes the folder SUITE.linkkit, from what SwiftPM left in its scratch folder. \
        With a kit on both sides, 'run' links both programs anew for every launch, with their \
        functions in random order, so that no difference comes from where code happens to lie.

        Call it after each build of the suite. It is the last step of a build with \
        '-Xswiftc -Xfrontend -Xswiftc -function-sections', without which functions stay together.

        Where the kit cannot be made, the exit status is 2 and the last line says why; the suite can \
        be measured all the same.
        """,
      positionals: [.init("SUITE", "The suite's program.")],
      options: [
        .value("scratch", "DIR", "The build's scratch folder; found above SUITE unless given.")
      ],
      examples: ["speedgate-bench kit .build/release/OrderBenchmarks"])
  ) { arguments, context in
    guard let named = arguments.positionals.first else {
      throw UsageError("no suite is named; name its built program")
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
        "link kit: \(named).linkkit, \(objects) objects of \(size(kit.keptBytes)); "
          + "\(size(kit.referredBytes)) of the toolchain and the system are referred to\n")
      return .passed
    } catch let error as LinkingError {
      throw UsageError("\(named): no link kit was made: \(error)")
    }
  }
}
