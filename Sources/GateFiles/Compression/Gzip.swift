package import Foundation
import GateRecords

/// Bytes in gzip's format, which every system can open with a program of its own.
///
/// Foundation has no compression on Linux, and the package has no dependencies, so both directions are written here.
/// Source: Deutsch, RFC 1952, "GZIP file format specification version 4.3" (1996).
package enum Gzip {
  /// The first bytes of the format: two magic bytes and the number of the method.
  private static let start: [UInt8] = [0x1f, 0x8b, 8]
  private static let trailerLength = 8

  /// Whether bytes begin as this format does.
  package static func isCompressed(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.starts(with: start)
  }

  /// Returns the uncompressed data.
  ///
  /// - Throws: ``FileError`` for what is cut off, damaged or too large.
  package static func expand(_ data: Data, path: String) throws(FileError) -> Data {
    Data(try expand([UInt8](data), path: path))
  }

  /// The bytes in this format; equal bytes give equal results.
  ///
  /// - Complexity: O(bytes) in time and in memory.
  package static func compress(_ bytes: [UInt8]) -> [UInt8] {
    // No flags, no time, no hint about the effort, and no word about the system.
    var result = start + [0, 0, 0, 0, 0, 0, 0xff]
    result += DeflateWriter.compress(bytes)
    return result + word(CRC32.of(bytes)) + word(UInt32(truncatingIfNeeded: bytes.count))
  }

  /// Returns the uncompressed data.
  ///
  /// - Parameters:
  ///   - path: The file that the bytes came from, for the message.
  ///   - limit: The most bytes that may come out.
  /// - Throws: ``FileError`` for what is cut off, changed on the way, or larger than the limit.
  package static func expand(
    _ bytes: [UInt8], path: String, limit: Int64 = TextFile.defaultLimit
  ) throws(FileError) -> [UInt8] {
    func broken(_ message: FileMessage) -> FileError {
      .malformed(
        path: path, place: nil,
        reason: message.line)
    }
    guard bytes.starts(with: start) else { throw broken(.noGzipHeader) }
    guard let body = self.body(of: bytes), body + trailerLength <= bytes.count else {
      throw broken(.gzipCutOff)
    }
    let end = bytes.count - trailerLength
    let size = Int64(number(bytes, at: end + 4))
    // A byte gives 1,032 at most, so what claims more has lost its end.
    guard size <= 1_100 * Int64(bytes.count) else { throw broken(.gzipCutOffOrDamaged) }
    guard size <= limit else { throw .tooLarge(path: path, bytes: size, limit: limit) }
    guard let result = InflateReader.expand(bytes, body..<end, count: Int(size)) else {
      throw broken(.gzipDamaged)
    }
    guard CRC32.of(result) == number(bytes, at: end) else { throw broken(.gzipDamaged) }
    return result
  }

  /// Where the compressed part begins; nil when the header is cut off.
  private static func body(of bytes: [UInt8]) -> Int? {
    guard bytes.count > 10 else { return nil }
    let flags = bytes[3]
    var at = 10
    if flags & 4 != 0 {
      guard at + 2 <= bytes.count else { return nil }
      at += 2 + Int(bytes[at]) + Int(bytes[at + 1]) << 8
    }
    // The original's name and a comment, each ended by a zero.
    for flag: UInt8 in [8, 16] where flags & flag != 0 {
      while at < bytes.count, bytes[at] != 0 { at += 1 }
      at += 1
    }
    if flags & 2 != 0 { at += 2 }
    return at <= bytes.count ? at : nil
  }

  /// Four bytes, the lowest first.
  private static func word(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
  }

  private static func number(_ bytes: [UInt8], at place: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) }
  }
}

/// The check value of gzip files.
///
/// Source: RFC 1952, section 8; the polynomial is that of ISO 3309.
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? 0xedb8_8320 ^ (rest >> 1) : rest >> 1
    }
  }

  static func of(_ bytes: [UInt8]) -> UInt32 {
    let table = table
    var rest: UInt32 = 0xffff_ffff
    for byte in bytes { rest = table[Int((rest ^ UInt32(byte)) & 0xff)] ^ (rest >> 8) }
    return ~rest
  }
}
