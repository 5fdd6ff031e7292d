import GateRecords

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// Reads a file line by line in a fixed amount of memory.
package struct LineReader {
  /// The longest line that is read, in bytes; a longer one is passed over.
  static let longestLine = 16 << 20

  private static let blockSize = 1 << 20

  private let path: String
  private let origin: FileOrigin

  /// Names a file.
  ///
  /// - Parameter origin: How its path came to be read; pipes are read only where the user named them.
  package init(_ path: String, from origin: FileOrigin = .folder) {
    self.path = path
    self.origin = origin
  }

  /// Calls a closure with every line without its end, and its number from 1.
  ///
  /// The last line is given too when it has no end; `isWhole` is then false.
  ///
  /// - Throws: ``FileError``, or what the closure throws.
  /// - Complexity: O(bytes) in time, a mebibyte or the longest line in memory.
  package func forEachLine(
    _ body: (_ line: Span<UInt8>, _ number: Int, _ isWhole: Bool) throws(FileError) -> Void
  ) throws(FileError) {
    let file = try InputFile(path, from: origin)
    var buffer = [UInt8](repeating: 0, count: Self.blockSize)
    var filled = 0
    var number = 0
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(file.descriptor, $0.baseAddress.map { unsafe $0 + filled }, $0.count - filled)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      guard count > 0 else { break }
      filled += count
      var start = 0
      while let end = Self.newline(in: buffer, from: start, to: filled) {
        number += 1
        try body(buffer.span.extracting(start..<end), number, true)
        start = end + 1
      }
      // The rest of the block is the beginning of the next line.
      if start > 0 { buffer.replaceSubrange(0..<(filled - start), with: buffer[start..<filled]) }
      filled -= start
      if filled == buffer.count {
        guard buffer.count < Self.longestLine else {
          throw .malformed(
            path: path, place: TextPlace(line: number + 1, column: 1),
            reason: FileMessage.lineTooLong(megabytes: Self.longestLine >> 20).line)
        }
        buffer += [UInt8](repeating: 0, count: buffer.count)
      }
    }
    if filled > 0 { try body(buffer.span.extracting(0..<filled), number + 1, false) }
  }

  private static func newline(in buffer: [UInt8], from start: Int, to end: Int) -> Int? {
    unsafe buffer.withUnsafeBytes { bytes -> Int? in
      guard let base = bytes.baseAddress,
        let found = unsafe memchr(base + start, 10, end - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  private func failure() -> FileError {
    .unreadable(path: path, reason: SystemRefusal().reason)
  }
}
