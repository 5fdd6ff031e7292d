/// One JSON object that is put together member by member, without Foundation.
struct MonitorLine {
  /// The members so far, each with a comma behind it.
  private(set) var content: [UInt8] = []

  init() { content.reserveCapacity(128) }

  /// Returns the complete line, with further members at its end.
  ///
  /// - Parameter more: Members as ``content`` holds them.
  func finished(_ more: [UInt8]) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(content.count + more.count + 2)
    line.append(UInt8(ascii: "{"))
    line += content
    line += more
    if line.last == UInt8(ascii: ",") { line.removeLast() }
    line.append(UInt8(ascii: "}"))
    line.append(UInt8(ascii: "\n"))
    return line
  }

  /// Adds a text; nil adds nothing.
  mutating func member(_ key: StaticString, text: String?) {
    guard let text else { return }
    begin(key)
    content.append(UInt8(ascii: "\""))
    append(text)
    content.append(UInt8(ascii: "\""))
    content.append(UInt8(ascii: ","))
  }

  /// Adds a number or a JSON literal without quotes.
  mutating func member(_ key: StaticString, number: String) {
    begin(key)
    content += number.utf8
    content.append(UInt8(ascii: ","))
  }

  /// Adds a number of rows, at most what every reader keeps; nil adds nothing.
  mutating func member(_ key: StaticString, rows: Int?) {
    guard let rows else { return }
    member(key, number: "\(min(rows, 9_007_199_254_740_992))")
  }

  /// Adds a time in milliseconds with all its digits.
  mutating func member(_ key: StaticString, nanoseconds: UInt64) {
    begin(key)
    content += "\(nanoseconds / 1_000_000)".utf8
    var rest = nanoseconds % 1_000_000
    if rest > 0 {
      content.append(UInt8(ascii: "."))
      var unit: UInt64 = 100_000
      while rest > 0 {
        content.append(UInt8(ascii: "0") + UInt8(rest / unit))
        rest %= unit
        unit /= 10
      }
    }
    content.append(UInt8(ascii: ","))
  }

  private mutating func begin(_ key: StaticString) {
    content.append(UInt8(ascii: "\""))
    key.withUTF8Buffer { unsafe content.append(contentsOf: $0) }
    content.append(UInt8(ascii: "\""))
    content.append(UInt8(ascii: ":"))
  }

  /// The most bytes of a text: names that are longer are refused by who reads the lines.
  private static let longest = 900

  /// Appends a text so that a reader takes it: escaped, on one line, not empty, not too long.
  private mutating func append(_ text: String) {
    guard !text.isEmpty else { return content += "unnamed".utf8 }
    let start = content.count
    for scalar in text.unicodeScalars {
      guard content.count - start < Self.longest else { return }
      switch scalar.value {
      case 0x22, 0x5C:
        content.append(UInt8(ascii: "\\"))
        content.append(UInt8(scalar.value))
      case 0x20..<0x7F: content.append(UInt8(scalar.value))
      case 0..<0x20, 0x7F..<0xA0: content.append(UInt8(ascii: " "))
      default: content += UTF8.encode(scalar).map { Array($0) } ?? []
      }
    }
  }
}
