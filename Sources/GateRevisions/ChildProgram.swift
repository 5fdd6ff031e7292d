package import Foundation
import GateRecords
import Synchronization

/// Runs other programs to their end, and ends them when this one is ended.
package enum ChildProgram {
  /// The result of a program.
  package struct Result: Hashable, Sendable {
    /// The exit status; 2 also where a signal ended it or it did not start.
    package let status: Int32
    /// The program's standard output.
    package let output: Data
    /// The last of what it printed on standard error.
    package let errors: String
  }

  private struct State {
    var running: [Int32] = []
    var isEnding = false
  }

  private static let state = Mutex(State())

  /// Ends what runs, when this program is interrupted.
  ///
  /// A caller that waits for one of them gets no result: a program that an interruption ended has not failed.
  package static func endAll() {
    let running = state.withLock { state in
      state.isEnding = true
      return state.running
    }
    for process in running { kill(process, SIGTERM) }
  }

  /// Does not return while this program is being ended.
  ///
  /// A terminal interrupts both, and the other program may be the first to end.
  static func waitIfEnding() {
    Thread.sleep(forTimeInterval: 0.1)
    while state.withLock({ $0.isEnding }) { Thread.sleep(forTimeInterval: 1) }
  }

  static func register(_ process: Int32) { state.withLock { $0.running.append(process) } }

  static func unregister(_ process: Int32) {
    state.withLock { $0.running.removeAll { $0 == process } }
  }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - words: The program, looked for on the path, and its arguments.
  ///   - environment: All its variables.
  package static func run(
    _ words: [String], in folder: String, environment: [String: String]
  ) -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    do {
      try process.run()
    } catch {
      return Result(
        status: 2, output: Data(),
        errors: RevisionMessage.notStarted(
          program: words[0], reason: error.localizedDescription
        ).line)
    }
    let number = process.processIdentifier
    register(number)
    defer { unregister(number) }
    // Both are read at the same time: a program whose pipe is full waits for ever.
    let errorText = Mutex(Data())
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) {
      let data = (try? errors.fileHandleForReading.readToEnd()) ?? Data()
      errorText.withLock { $0 = data }
    }
    let data = (try? output.fileHandleForReading.readToEnd()) ?? Data()
    group.wait()
    process.waitUntilExit()
    if process.terminationStatus != 0 || process.terminationReason != .exit {
      waitIfEnding()
    }
    return Result(
      status: process.terminationReason == .exit ? process.terminationStatus : 2, output: data,
      errors: errorText.withLock { String(decoding: $0.suffix(20_000), as: UTF8.self) })
  }
}
