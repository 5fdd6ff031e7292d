import CSpeedgate
import Foundation
import GateFiles

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// A file without a name that takes what a process prints, so that nothing is left behind whatever
/// happens.
enum OutputFile {
  /// Opens one, above the descriptors that a worker is given; −1 when the system refuses.
  static func open() -> Int32 {
    unsafe speedgate_unnamed_file(FileManager.default.temporaryDirectory.path)
  }

  /// The last lines in it behind a place; nil when there are none.
  static func tail(of output: Int32, from place: off_t = 0) -> String? {
    let size = lseek(output, 0, SEEK_END)
    guard size > place else { return nil }
    let start = max(place, size - 8_000)
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 8_000) { target, count in
      count = max(0, unsafe pread(output, target.baseAddress, target.count, start))
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    // A crash's message comes before a stack of addresses that help no one.
    let meaningful = lines.filter { !isStackFrame($0) && $0 != "Current stack trace:" }
    return meaningful.suffix(12).joined(separator: "\n")
  }

  /// The SHA-256 of everything in it, in lower-case hexadecimal.
  ///
  /// - Throws: ``WorkerFault`` when it cannot be read.
  static func digest(of output: Int32) throws(WorkerFault) -> String {
    var hash = SHA256()
    var place: off_t = 0
    while true {
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 20) { target, count in
        count = max(0, unsafe pread(output, target.baseAddress, target.count, place))
      }
      if bytes.isEmpty { break }
      hash.update(bytes)
      place += off_t(bytes.count)
    }
    guard place == lseek(output, 0, SEEK_END) else {
      throw WorkerFault(kind: .ended, message: "printed something that cannot be read again")
    }
    return hash.hexDigest()
  }

  /// Whether a line is one frame of the runtime's stack trace: a number, a module, an address.
  private static func isStackFrame(_ line: Substring) -> Bool {
    let words = line.split(separator: " ")
    return words.count >= 3 && Int(words[0]) != nil && words[2].hasPrefix("0x")
  }
}
