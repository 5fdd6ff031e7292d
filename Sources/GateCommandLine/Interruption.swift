import Dispatch
import Foundation

/// Cleans up before an interrupt, a polite request to end or a closed terminal takes the process away.
package struct Interruption {
  private let sources: [any DispatchSourceSignal]

  /// Watches for SIGINT, SIGTERM and, unless `nohup` has it ignored, SIGHUP.
  package init(_ cleanUp: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number in
      let former = unsafe unsafeBitCast(signal(number, SIG_IGN), to: Int.self)
      let ignored = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
      if number == SIGHUP, former == ignored { return nil }
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
