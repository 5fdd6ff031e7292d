import Foundation
import GateBuild
import GateCommandLine
import GateRecords

extension Command {
  /// `speedgate-bench freshen`.
  static let freshen = Command(
    CommandDefinition(
      "speedgate-bench freshen", summary: "Checks that a built program is up to date.",
      details: """
        The package manager rebuilds too little where a module exports another one, and for C headers and macros. \
        This command compares the contents of all files that PROGRAM is built from with those that its objects were \
        compiled from, and removes objects that may be out of date. Then build and check again, until \
        the status is 0. A list of what the program was made of is written beside it.

        Exit status: 0 the program is up to date, 1 objects were removed and you must build again, 2 the build cannot \
        be read.
        """,
      positionals: [.init("PROGRAM", "The program that was just built.")],
      options: [
        .value(
          "since", "FILE",
          "A file written just before the build began; objects made after it count as up to date.")
      ],
      examples: [
        "touch began; swift build -c release --product MySuite; "
          + "speedgate-bench freshen .build/release/MySuite --since began"
      ])
  ) { arguments, context in
    guard let named = arguments.positionals.first else {
      throw UsageError(BenchMessage.programNeeded)
    }
    let program = try SuiteLocation.path(of: named, context: context)
    let marker = arguments.value("since")
    let began = marker.map { FileState(of: URL(fileURLWithPath: $0).path)?.changed }
    if let marker, began == .some(nil) {
      throw UsageError(BenchMessage.markerMissing(path: marker))
    }
    switch try FreshProgram.check(program, since: began ?? nil) {
    case .fresh: return .passed
    case .unknown:
      context.err("warning: \(BenchMessage.buildUnknown(program: named).line)\n")
      return .passed
    case .stale(let targets):
      context.err(BenchMessage.rebuild(targets: targets).line + "\n")
      return .failed
    }
  }
}
