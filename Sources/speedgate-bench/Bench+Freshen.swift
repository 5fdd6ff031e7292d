import Foundation
import GateBuild
import GateCommandLine

extension Command {
  /// `speedgate-bench freshen`.
  static let freshen = Command(
    CommandDefinition(
      "speedgate-bench freshen", summary: "Checks that a build is what its sources make.",
      details: """
        The package manager rebuilds too little where modules export others again, and for headers in C \
        and macros. This compares the contents of everything that PROGRAM follows from with what its \
        objects were compiled from, and removes the objects that are not proven. Then build again and \
        check again, until nothing is left. What the program was made of is written beside it.

        Exit status: 0 the program is what its sources make; 1 objects were removed, build again; \
        2 the build cannot be read.
        """,
      positionals: [.init("PROGRAM", "The program that was just built.")],
      options: [
        .value(
          "since", "FILE",
          "A file that was written just before the build began; what was made since is believed.")
      ],
      examples: [
        "touch began; swift build -c release --product MySuite; "
          + "speedgate-bench freshen .build/release/MySuite --since began"
      ])
  ) { arguments, context in
    guard let named = arguments.positionals.first else {
      throw UsageError("no program is named; give the one that was built")
    }
    let program = try SuiteLocation.path(of: named, context: context)
    let marker = arguments.value("since")
    let began = marker.map { FileState(of: URL(fileURLWithPath: $0).path)?.changed }
    if let marker, began == .some(nil) {
      throw UsageError("\(marker): no such file; write it before the build begins")
    }
    switch try FreshProgram.check(program, since: began ?? nil) {
    case .fresh: return .passed
    case .unknown:
      context.err(
        "warning: \(named): its folder holds no build description, so it is not known whether it "
          + "is what its sources make; build with 'swift build' into a folder that is kept\n")
      return .passed
    case .stale(let targets):
      context.err(
        "not proven to be up to date, compiled anew: \(targets.joined(separator: ", "))\n")
      return .failed
    }
  }
}
