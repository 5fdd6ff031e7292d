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

/// Ends processes that outlive the worker or the command that started them.
///
/// A process that makes a session of its own is not in its worker's group, and is not killed with it. On Linux
/// such processes become children of this one when their parent ends, so that none can hide. What this process
/// started otherwise, as git and the linker, is left alone: it is in this process's session and has not the
/// variable that every launch has.
package enum LeftProcesses {
  private struct State {
    var isEnabled = false
    var isAdopting = false
    /// When the first command was started, in the kernel's ticks since the machine's start.
    var firstCommand: UInt64?
    var names: [String] = []
    var count = 0
  }

  private static let state = Mutex(State())
  /// Rounds of looking for the children of what was just ended.
  private static let mostRounds = 100

  /// Makes launches adopt what outlives them.
  ///
  /// Without this call nothing is ended.
  package static func enable() { state.withLock { $0.isEnabled = true } }

  /// How many were ended so far, and the programs' names, each once; nil for none.
  package static var found: (count: Int, names: [String])? {
    state.withLock { $0.count == 0 ? nil : ($0.count, $0.names) }
  }

  /// Must be called before a launch.
  ///
  /// - Parameter isCommand: Whether what outlives it may live until the end, as a server that a command starts
  ///   for all its runs.
  /// - Returns: The moment, in the kernel's ticks since the machine's start.
  static func beginLaunch(isCommand: Bool) -> UInt64 {
    let ticks = KernelProcess.now
    state.withLock { state in
      guard state.isEnabled else { return }
      if !state.isAdopting { state.isAdopting = speedgate_adopt_orphans() }
      if isCommand, state.firstCommand == nil { state.firstCommand = ticks }
    }
    return ticks
  }

  /// Ends what commands have left.
  package static func endAll() {
    guard let ticks = state.withLock({ $0.firstCommand }) else { return }
    end(startedSince: ticks, group: nil, sparing: [])
  }

  /// Ends what was started since a moment and is not known.
  ///
  /// Where nothing is left it is one system call.
  ///
  /// - Parameters:
  ///   - group: The process group of a worker that has ended.
  ///   - known: The workers that are running.
  static func end(startedSince ticks: UInt64, group: pid_t?, sparing known: Set<pid_t>) {
    guard state.withLock({ $0.isAdopting }), speedgate_has_children() else { return }
    for _ in 0..<mostRounds {
      let left = KernelProcess.children(of: getpid(), except: known).filter {
        $0.group == group || $0.isLeft(startedSince: ticks)
      }
      guard !left.isEmpty else { return }
      let living = left.filter { !$0.hasEnded }
      for each in living {
        if each.group == each.process { kill(-each.process, SIGKILL) }
        kill(each.process, SIGKILL)
      }
      note(living.filter { $0.group != group })
      for each in left { reap(each.process) }
    }
  }

  private static func note(_ processes: [KernelProcess]) {
    state.withLock { state in
      state.count += processes.count
      for each in processes where !state.names.contains(each.name) && state.names.count < 5 {
        state.names.append(each.name)
      }
    }
  }

  /// Takes the end of a child that was killed; one that the kernel holds is not waited for.
  private static func reap(_ process: pid_t) {
    var fate = speedgate_child_end()
    for _ in 0..<200 {
      guard unsafe speedgate_wait(process, false, &fate) == 0 else { return }
      usleep(1_000)
    }
  }
}
