import Dispatch
import Foundation

/// Cleans up before an interrupt or a polite request to end takes the process away.
package struct Interruption {
  private let sources: [any DispatchSourceSignal]

  /// Watches for SIGINT and SIGTERM.
  package init(_ cleanUp: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        cleanUp()
        // The shell's convention for a process that a signal ended.
        exit(128 + number)
      }
      source.resume()
      return source
    }
  }

  /// Stops watching.
  package func stop() {
    for source in sources { source.cancel() }
  }
}
