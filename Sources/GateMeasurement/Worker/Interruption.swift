import CSpeedgate
import Foundation
import Synchronization

/// Cleans up before a signal takes the process away: an interrupt, a request to end, a closed terminal, and the
/// others that a person or a service ends programs with.
package struct Interruption: Sendable {
  private final class State: Sendable {
    let isOver = Mutex(false)
  }

  /// The signals that are watched for.
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2]

  private let state = State()

  /// Watches for them until the process ends.
  ///
  /// A closed terminal that `nohup` has this process ignore stays ignored. The others do not: shells start whatever
  /// runs in the background with some of them ignored.
  package init(_ cleanUp: @escaping @Sendable () -> Void) {
    let watched = Self.signals.filter { $0 != SIGHUP || !speedgate_ignores_signal($0) }
    guard unsafe speedgate_watch_signals(watched, Int32(watched.count)) == 0 else { return }
    Thread.detachNewThread { [state] in
      let number = speedgate_next_signal()
      // What has ended by itself is not interrupted any more.
      state.isOver.withLock { isOver in
        if !isOver { cleanUp() }
      }
      // By the signal itself, so that whoever waits for this process sees what ended it; a shell shows 128 and
      // the signal's number.
      speedgate_end_by_signal(number)
    }
  }

  /// Waits until a clean-up that has begun is over, and begins no other.
  package func stop() { state.isOver.withLock { $0 = true } }
}
