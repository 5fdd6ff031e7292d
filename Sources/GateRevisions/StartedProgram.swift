import Foundation
import GateRecords

/// A program that runs beside this one and writes into files; it is ended when this one is interrupted.
package struct StartedProgram {
  private let process: Process

  /// Starts it.
  ///
  /// - Parameters:
  ///   - words: The program's path and its arguments.
  ///   - environment: All its variables.
  ///   - output: The file that its standard output is written to.
  ///   - errors: The file that its standard error is written to.
  /// - Throws: `RevisionError` where it cannot be started.
  package init(
    _ words: [String], in folder: String, environment: [String: String], output: String,
    errors: String
  ) throws(RevisionError) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    for file in [output, errors] {
      guard FileManager.default.createFile(atPath: file, contents: nil) else {
        throw RevisionError(RevisionMessage.notWritable(path: file, reason: "no file can be made"))
      }
    }
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    do {
      try process.run()
    } catch {
      throw RevisionError(
        RevisionMessage.notStarted(program: words[0], reason: error.localizedDescription))
    }
    self.process = process
    ChildProgram.register(process.processIdentifier)
  }

  /// Whether it still runs.
  package var isRunning: Bool { process.isRunning }

  /// Waits for its end.
  ///
  /// - Returns: The exit status; 2 also where a signal ended it.
  package func finish() -> Int32 {
    process.waitUntilExit()
    ChildProgram.unregister(process.processIdentifier)
    let status = process.terminationReason == .exit ? process.terminationStatus : 2
    if status != 0 { ChildProgram.waitIfEnding() }
    return status
  }

  /// Ends it, and waits until it has removed its files.
  package func stop() {
    process.terminate()
    _ = finish()
  }
}
