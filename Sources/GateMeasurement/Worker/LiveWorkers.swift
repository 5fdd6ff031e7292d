import CSpeedgate
import Foundation
import Synchronization

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The workers that run at this moment, so that an interrupted driver leaves none behind.
package enum LiveWorkers {
  private struct State {
    /// When each was started, in the kernel's ticks since the machine's start.
    var started: [pid_t: UInt64] = [:]
    var isEnding = false
  }

  private static let state = Mutex(State())

  /// Starts one; no other code sees a child that is not known yet.
  ///
  /// - Parameters:
  ///   - isCommand: Whether it is a command, which may leave a server for its next run.
  ///   - spawn: Starts it, and returns 0 or the system's error number.
  static func start(
    isCommand: Bool, _ process: inout pid_t, _ spawn: (inout pid_t) -> Int32
  ) -> Int32 {
    waitIfEnding()
    return state.withLock { state in
      let moment = LeftProcesses.beginLaunch(isCommand: isCommand)
      let error = spawn(&process)
      if error == 0 { state.started[process] = moment }
      return error
    }
  }

  /// Forgets a command that has ended.
  static func remove(_ process: pid_t) {
    state.withLock { _ = $0.started.removeValue(forKey: process) }
    waitIfEnding()
  }

  /// Forgets a worker that has ended, and ends what outlives it.
  static func endLeft(of process: pid_t) {
    state.withLock { state in
      guard let moment = state.started.removeValue(forKey: process), !state.isEnding else {
        return
      }
      LeftProcesses.end(startedSince: moment, group: process, sparing: Set(state.started.keys))
    }
    waitIfEnding()
  }

  /// Kills them all, with what they have started.
  package static func killAll() {
    state.withLock { state in
      state.isEnding = true
      for process in state.started.keys { kill(-process, SIGKILL) }
      guard let first = state.started.values.min() else { return }
      // What is in another session becomes a child of this process when its worker has ended.
      for process in state.started.keys {
        var left = 100
        while left > 0, !speedgate_has_ended(process) {
          left -= 1
          usleep(1_000)
        }
      }
      LeftProcesses.end(
        startedSince: first, group: nil, sparing: Set(state.started.keys))
    }
    LeftProcesses.endAll()
  }

  /// Does not return while this program is being ended: a worker that an interruption killed has not failed.
  private static func waitIfEnding() {
    while state.withLock({ $0.isEnding }) { Thread.sleep(forTimeInterval: 1) }
  }
}
