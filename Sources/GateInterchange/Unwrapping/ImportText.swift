import GateFiles
import GateRecords

/// The encodings that text arrives in: UTF-8 with or without a byte order mark, and UTF-16, which PowerShell's `>` writes.
enum ImportText {
  /// Whether these bytes begin a text in UTF-16.
  static func isWide(_ bytes: [UInt8]) -> Bool { order(of: bytes) != nil }

  /// The text as UTF-8 without a byte order mark.
  ///
  /// - Throws: `FileError` for UTF-16 that ends within a character, and for UTF-32.
  static func utf8(_ bytes: [UInt8], path: String) throws(FileError) -> [UInt8] {
    guard let order = order(of: bytes) else { return withoutMark(bytes) }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw .malformed(path: path, place: nil, reason: InterchangeMessage.utf32.line)
    }
    guard bytes.count.isMultiple(of: 2) else {
      throw .malformed(
        path: path, place: nil,
        reason: InterchangeMessage.brokenUTF16.line)
    }
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for index in stride(from: 0, to: bytes.count, by: 2) {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(order == .littleEndian ? second << 8 | first : first << 8 | second)
    }
    return withoutMark(Array(String(decoding: units, as: UTF16.self).utf8))
  }

  private static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
    bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
  }

  /// The byte order mark in UTF-8.
  static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private enum Order {
    case littleEndian
    case bigEndian
  }

  /// The order of UTF-16's bytes; nil for UTF-8.
  ///
  /// Without a mark, text begins with characters of ASCII.
  private static func order(of bytes: [UInt8]) -> Order? {
    guard bytes.count >= 2 else { return nil }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE): return .littleEndian
    case (0xFE, 0xFF): return .bigEndian
    default: break
    }
    guard bytes.count >= 4 else { return nil }
    if bytes[0] != 0, bytes[1] == 0, bytes[2] != 0, bytes[3] == 0 { return .littleEndian }
    if bytes[0] == 0, bytes[1] != 0, bytes[2] == 0, bytes[3] != 0 { return .bigEndian }
    return nil
  }
}
