import Foundation
import GateCommandLine

/// Where a suite's program is.
enum SuiteLocation {
  /// The path a user named, or the built-in suite beside this executable.
  ///
  /// - Throws: `UsageError` when there is no program there.
  static func path(of named: String?, context: CommandContext) throws(UsageError) -> String {
    guard let named else {
      let beside = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]))
        .resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "reference-workloads").path
      guard FileManager.default.isExecutableFile(atPath: beside) else {
        throw UsageError(
          "no suite is named and the built-in one is not at \(beside); "
            + "build it with 'swift build -c release --product reference-workloads'")
      }
      return beside
    }
    let path = URL(fileURLWithPath: named).path
    guard FileManager.default.fileExists(atPath: path) else {
      throw UsageError("\(named): no such file; build the suite with 'swift build -c release'")
    }
    var isFolder = false
    isFolder = (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil
    guard !isFolder, FileManager.default.isExecutableFile(atPath: path) else {
      throw UsageError("\(named): is not an executable program; name the suite's built program")
    }
    return path
  }
}
