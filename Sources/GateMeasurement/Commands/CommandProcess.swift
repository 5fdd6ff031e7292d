import CSpeedgate
import Foundation
import GateFiles
import GateRecords
import Synchronization

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The time of one run of a command.
package struct CommandRun: Hashable, Sendable {
  /// Elapsed nanoseconds from before its start to its end.
  package var wallTime: Double
  /// Processor nanoseconds, its own and those of the children it waited for.
  package var processorTime: UInt64
  /// The highest resident memory in bytes; nil where it does not rise above the driver's own.
  package var peakMemory: Int64?
  /// Context switches forced on it.
  package var involuntarySwitches: Int64

  /// Creates an account.
  package init(
    wallTime: Double, processorTime: UInt64, peakMemory: Int64?, involuntarySwitches: Int64
  ) {
    self.wallTime = wallTime
    self.processorTime = processorTime
    self.peakMemory = peakMemory
    self.involuntarySwitches = involuntarySwitches
  }
}

/// One run of a program, asked for.
package struct CommandCall: Hashable, Sendable {
  /// The program and its arguments.
  package var words: [String]
  /// The variables it gets, as `NAME=VALUE`.
  package var environment: [String] = []
  /// The folder that it runs in; the driver's own when nil.
  package var directory: String?
  /// The file that its standard input is; nothing when nil.
  package var input: String?
  /// Whether its output goes to a file.
  package var keepsOutput = true
  /// The SHA-256 that its standard output must have, in lower-case hexadecimal; only kept output is looked at.
  package var expectedOutput: String?
  /// The exit statuses that count as success; any does when empty.
  package var expectedStatuses: Set<Int32> = [0]
  /// Seconds after which it is killed.
  package var timeLimit: Double
  /// The processor it is bound to.
  package var processor: Int?
}

/// Runs programs and takes account of them.
package enum CommandProcess {
  /// Runs a program to its end.
  ///
  /// - Throws: ``WorkerFault`` when it cannot be started, ends otherwise than expected or lasts too long.
  package static func run(_ call: CommandCall) throws(WorkerFault) -> CommandRun {
    let input = unsafe open(call.input ?? "/dev/null", O_RDONLY | O_CLOEXEC)
    guard input >= 0 else {
      throw WorkerFault(
        .notStarted, .inputUnreadable(path: call.input ?? "", reason: reason(errno)))
    }
    defer { close(input) }
    let output =
      call.keepsOutput ? OutputFile.open() : unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)
    guard output >= 0 else {
      throw WorkerFault(.notStarted, .outputWithoutPlace)
    }
    defer { close(output) }
    // Output that is compared with a digest must not be mixed with standard error.
    let checksOutput = call.keepsOutput && call.expectedOutput != nil
    let errors = checksOutput ? OutputFile.open() : output
    guard errors >= 0 else {
      throw WorkerFault(.notStarted, .outputWithoutPlace)
    }
    defer { if checksOutput { close(errors) } }
    let end = try timed(call, input: input, output: output, errors: errors)
    let tail =
      call.keepsOutput
      ? (checksOutput ? OutputFile.tail(of: errors) : nil) ?? OutputFile.tail(of: output) : nil
    if end.exited == 0 {
      throw WorkerFault(
        kind: .ended, message: WorkerProcess.words(exited: false, status: end.status),
        outputTail: tail)
    }
    guard call.expectedStatuses.isEmpty || call.expectedStatuses.contains(end.status) else {
      let expected = call.expectedStatuses.sorted().map(String.init).joined(separator: " or ")
      throw WorkerFault(
        .ended, .exitedOtherwise(status: end.status, expected: expected), outputTail: tail)
    }
    if checksOutput, let expected = call.expectedOutput {
      let found = try OutputFile.digest(of: output)
      guard found == expected else {
        throw WorkerFault(
          .ended, .outputOtherwise(digest: found, expected: expected), outputTail: tail)
      }
    }
    // The system counts what was in memory when the process was split off from the driver.
    let own = speedgate_peak_memory()
    return CommandRun(
      wallTime: Double(end.wall_time), processorTime: end.processor_time,
      peakMemory: end.peak_memory > own ? end.peak_memory : nil,
      involuntarySwitches: end.involuntary_switches)
  }

  private static func timed(
    _ call: CommandCall, input: Int32, output: Int32, errors: Int32
  ) throws(WorkerFault) -> speedgate_command_end {
    let arguments = unsafe call.words.map { unsafe strdup($0) } + [nil]
    let environment = unsafe call.environment.map { unsafe strdup($0) } + [nil]
    defer {
      unsafe arguments.forEach { unsafe free($0) }
      unsafe environment.forEach { unsafe free($0) }
    }
    let original = Processors.allowed()
    if let processor = call.processor { Processors.bind(to: [processor]) }
    defer { if call.processor != nil { Processors.bind(to: original) } }
    var process: pid_t = 0
    var started: UInt64 = 0
    let error = LiveWorkers.start(isCommand: true, &process) { process in
      unsafe speedgate_command_start(
        call.words[0], arguments, environment, call.directory, input, output, errors, &process,
        &started)
    }
    guard error == 0 else {
      // A folder that is not there gives the same error as a program that is not there.
      if let directory = call.directory, PathKind(of: directory) != .folder {
        throw WorkerFault(.notStarted, .folderMissing(directory))
      }
      throw WorkerFault(.notStarted, .wordRefused(call.words[0], reason: reason(error)))
    }
    let watchdog = Watchdog(process, seconds: call.timeLimit)
    var end = speedgate_command_end()
    let failure = unsafe speedgate_command_wait(process, started, &end)
    let wasKilled = watchdog.stop()
    LiveWorkers.remove(process)
    guard failure == 0 else {
      throw WorkerFault(.ended, .lost(reason: reason(failure)))
    }
    guard !wasKilled else {
      throw WorkerFault(.silent, .tooLong(seconds: call.timeLimit))
    }
    return end
  }

  private static func reason(_ error: Int32) -> String {
    unsafe String(cString: strerror(error)).lowercased()
  }
}

/// Kills a process and its children when time is up.
private struct Watchdog {
  private enum State {
    case waiting
    case killed
    case stopped
  }

  private final class Shared: Sendable {
    let state = Mutex(State.waiting)
  }

  private let shared = Shared()
  private let timer: DispatchWorkItem

  init(_ process: pid_t, seconds: Double) {
    timer = DispatchWorkItem { [shared] in
      shared.state.withLock { state in
        guard case .waiting = state else { return }
        state = .killed
        kill(-process, SIGKILL)
      }
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: timer)
  }

  /// Stops watching the process; true when it was killed before.
  func stop() -> Bool {
    timer.cancel()
    return shared.state.withLock { state in
      if case .killed = state { return true }
      state = .stopped
      return false
    }
  }
}
