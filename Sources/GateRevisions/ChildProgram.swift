package import Foundation
import Synchronization

/// Runs other programs to their end, and ends them when this one is ended.
package enum ChildProgram {
  /// What a program came to.
  package struct Result: Hashable, Sendable {
    /// The exit status; 2 also where a signal ended it or it did not start.
    package let status: Int32
    /// What it printed on standard output.
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
  /// Whoever waits for it hears nothing any more: what an interruption ended has not failed.
  package static func endAll() {
    let running = state.withLock { state in
      state.isEnding = true
      return state.running
    }
    for process in running { kill(process, SIGTERM) }
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
        status: 2, output: Data(), errors: "it does not start: \(error.localizedDescription)")
    }
    let number = process.processIdentifier
    state.withLock { $0.running.append(number) }
    defer { state.withLock { $0.running.removeAll { $0 == number } } }
    // Both are read at the same time: a program whose one pipe is full waits for ever.
    let told = Mutex(Data())
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) {
      let data = (try? errors.fileHandleForReading.readToEnd()) ?? Data()
      told.withLock { $0 = data }
    }
    let data = (try? output.fileHandleForReading.readToEnd()) ?? Data()
    group.wait()
    process.waitUntilExit()
    if process.terminationStatus != 0 || process.terminationReason != .exit {
      // A terminal interrupts both, and the other program may be the first to end.
      Thread.sleep(forTimeInterval: 0.1)
      while state.withLock({ $0.isEnding }) { Thread.sleep(forTimeInterval: 1) }
    }
    return Result(
      status: process.terminationReason == .exit ? process.terminationStatus : 2, output: data,
      errors: told.withLock { String(decoding: $0.suffix(20_000), as: UTF8.self) })
  }
}
