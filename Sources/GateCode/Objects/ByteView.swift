/// A piece of a file, read with every bound checked.
package struct ByteView: Sendable {
  /// The bytes of the whole file.
  package let bytes: [UInt8]
  /// Where the piece begins.
  package let start: Int
  /// How long it is.
  package let count: Int
  /// The name of the file in errors.
  package let file: String

  /// A whole file.
  package init(_ bytes: [UInt8], file: String) {
    self.init(bytes, start: 0, count: bytes.count, file: file)
  }

  private init(_ bytes: [UInt8], start: Int, count: Int, file: String) {
    self.bytes = bytes
    self.start = start
    self.count = count
    self.file = file
  }

  /// A piece of this one.
  ///
  /// - Throws: ``CodeError`` when it is not all there.
  func piece(_ offset: Int, _ length: Int, _ what: String, file: String? = nil) throws(CodeError)
    -> ByteView
  {
    try require(offset, length, what)
    return ByteView(bytes, start: start + offset, count: length, file: file ?? self.file)
  }

  /// Refuses a range that is not all there.
  func require(_ offset: Int, _ length: Int, _ what: String) throws(CodeError) {
    guard offset >= 0, length >= 0, offset <= count, length <= count - offset else {
      throw CodeError(
        file: file, offset: max(0, min(offset, count)), reason: .truncated(what))
    }
  }

  /// A byte; the caller has checked the range.
  subscript(_ offset: Int) -> UInt8 { bytes[start + offset] }

  /// A little-endian number of one to eight bytes.
  func number(_ offset: Int, _ width: Int, _ what: String) throws(CodeError) -> UInt64 {
    try require(offset, width, what)
    return checked(offset, width)
  }

  /// A little-endian number in a range that the caller has checked.
  func checked(_ offset: Int, _ width: Int) -> UInt64 {
    var value: UInt64 = 0
    var place = start + offset + width
    for _ in 0..<width {
      place -= 1
      value = value << 8 | UInt64(bytes[place])
    }
    return value
  }

  /// A little-endian number that is a length or a place, so it fits.
  func place(_ offset: Int, _ width: Int, _ what: String) throws(CodeError) -> Int {
    let value = try number(offset, width, what)
    guard let place = Int(exactly: value), place < 1 << 48 else {
      throw malformed(offset, "\(what) is \(value), larger than any file")
    }
    return place
  }

  /// The bytes before the next zero byte.
  func text(_ offset: Int, _ what: String) throws(CodeError) -> Range<Int> {
    try require(offset, 1, what)
    var end = start + offset
    let limit = start + count
    while end < limit, bytes[end] != 0 { end += 1 }
    guard end < limit else {
      throw CodeError(file: file, offset: offset, reason: .truncated(what))
    }
    return start + offset..<end
  }

  /// An error at a place of this piece.
  func malformed(_ offset: Int, _ reason: String) -> CodeError {
    CodeError(file: file, offset: offset, reason: .malformed(reason))
  }

  /// An error about something that is not read here.
  func unsupported(_ offset: Int, _ what: String) -> CodeError {
    CodeError(file: file, offset: offset, reason: .unsupported(what))
  }
}
