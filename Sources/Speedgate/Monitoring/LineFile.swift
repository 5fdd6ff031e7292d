import Synchronization

/// A file to which whole lines are appended, each with one system call.
///
/// The system appends each write as a whole, whichever thread or process it comes from, so no lock is needed.
final class LineFile: Sendable {
  private let descriptor: Int32
  private let losses = Atomic<Int>(0)
  /// Whether the file ends within a line, which happens when the disk is full.
  private let isTorn: Atomic<Bool>

  init(_ path: String) throws(CallMonitor.OpeningError) {
    let (descriptor, error) = Platform.openForAppending(path)
    guard descriptor >= 0 else {
      throw CallMonitor.OpeningError(path: path, reason: Platform.reason(Int64(error)))
    }
    guard Platform.isRegularFile(descriptor) else {
      Platform.close(descriptor)
      throw CallMonitor.OpeningError(path: path, reason: "it is no regular file")
    }
    self.descriptor = descriptor
    isTorn = Atomic(Platform.lastByte(descriptor).map { $0 != UInt8(ascii: "\n") } ?? false)
  }

  deinit { Platform.close(descriptor) }

  /// Lines that could not be written.
  var lost: Int { losses.load(ordering: .relaxed) }

  /// Counts a line as lost.
  func lose() { losses.add(1, ordering: .relaxed) }

  /// Writes whole lines to the end.
  func append(_ lines: [UInt8]) {
    let wasTorn = isTorn.exchange(false, ordering: .relaxed)
    let bytes = wasTorn ? [UInt8(ascii: "\n")] + lines : lines
    let written = Platform.writeOnce(descriptor, bytes)
    guard written != bytes.count else { return }
    if written > 0 || wasTorn { isTorn.store(true, ordering: .relaxed) }
    lose()
  }
}
