import Foundation
import GateCommandLine
import GateRecords

/// Where a suite's program is.
enum SuiteLocation {
  /// The path that was named, or the built-in suite beside this executable.
  ///
  /// - Throws: `UsageError` when there is no program there.
  static func path(of named: String?, context: CommandContext) throws(UsageError) -> String {
    guard let named else {
      let beside = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]))
        .resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "reference-workloads").path
      guard FileManager.default.isExecutableFile(atPath: beside) else {
        throw UsageError(BenchMessage.builtInSuiteMissing(path: beside))
      }
      return beside
    }
    let path = URL(fileURLWithPath: named).path
    guard FileManager.default.fileExists(atPath: path) else {
      throw UsageError(BenchMessage.suiteMissing(path: named))
    }
    var isFolder = false
    isFolder = (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil
    guard !isFolder, FileManager.default.isExecutableFile(atPath: path) else {
      throw UsageError(BenchMessage.notAProgram(path: named))
    }
    return path
  }
}
