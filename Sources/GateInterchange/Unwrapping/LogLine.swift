import Foundation

/// Removes what a terminal or a CI service puts around a line of text: colours, and the time of the line.
///
/// The stamps are those of GitHub Actions and Azure (`2026-01-01T00:00:00.0000000Z text`, after `gh run view --log` with the
/// job's and the step's name before it), GitLab (the same, then `00O `) and Jenkins (`[2026-01-01T00:00:00.000Z] text`,
/// `00:00:01 text`).
enum LogLine {
  /// A line without its carriage return, colours and stamp.
  static func unwrapping(_ line: [UInt8]) -> [UInt8] {
    var line = line
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    if line.first == ImportText.mark[0], line.starts(with: ImportText.mark) {
      line.removeFirst(ImportText.mark.count)
    }
    if holdsEscape(line) { line = withoutEscapes(line) }
    let stamp = stampLength(line)
    return stamp == 0 ? line : Array(line[stamp...])
  }

  /// A whole text, whose lines are unwrapped where it has colours or begins with a stamp.
  static func unwrapping(text: [UInt8]) -> [UInt8] {
    let first = text.drop { $0 <= 0x20 }.prefix { $0 != newline }
    guard holdsEscape(text) || stampLength(Array(first)) > 0 else { return text }
    let lines = text.split(separator: newline, omittingEmptySubsequences: false)
    return Array(lines.map { unwrapping(Array($0)) }.joined(separator: [newline]))
  }

  private static let newline = UInt8(ascii: "\n")
  private static let escape: UInt8 = 0x1B

  /// Looks at the whole line at the speed of memory: lines may be long.
  private static func holdsEscape(_ line: [UInt8]) -> Bool {
    unsafe line.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return false }
      return unsafe memchr(base, Int32(escape), bytes.count) != nil
    }
  }

  /// Control sequences as ECMA-48 has them: `ESC [ … letter`, and strings from `ESC ]`, `ESC _` or `ESC P` to their end.
  private static func withoutEscapes(_ line: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(line.count)
    var index = 0
    while index < line.count {
      guard line[index] == escape else {
        plain.append(line[index])
        index += 1
        continue
      }
      index += 1
      guard index < line.count else { break }
      switch line[index] {
      case UInt8(ascii: "["):
        index += 1
        while index < line.count, (0x20...0x3F).contains(line[index]) { index += 1 }
        if index < line.count, (0x40...0x7E).contains(line[index]) { index += 1 }
      case UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "P"):
        while index < line.count, line[index] != 0x07, line[index] != escape { index += 1 }
        if index < line.count { index += line[index] == 0x07 ? 1 : 2 }
      default: index += 1
      }
    }
    return plain
  }

  /// How many bytes a stamp takes at the beginning of a line; 0 without one.
  private static func stampLength(_ line: [UInt8]) -> Int {
    guard let first = line.first else { return 0 }
    if isDigit(first) || first == UInt8(ascii: "[") { return stamp(line, from: 0) ?? 0 }
    // Rows of Go have tabs too, and there are many of them.
    guard !line.starts(with: "Benchmark".utf8) else { return 0 }
    // The job and the step, then a tab each, are short.
    let tab = UInt8(ascii: "\t")
    let head = line.prefix(400)
    guard let one = head.firstIndex(of: tab), one > 0,
      let two = head[(one + 1)...].firstIndex(of: tab), two + 1 < line.count,
      isDigit(line[two + 1]), let end = stamp(line, from: two + 1), isDated(line, from: two + 1)
    else { return 0 }
    return end
  }

  private static func isDated(_ line: [UInt8], from start: Int) -> Bool {
    match("dddd-dd-dd", line, start) != nil
  }

  /// Where what follows a stamp begins; nil where there is no stamp.
  private static func stamp(_ line: [UInt8], from start: Int) -> Int? {
    var index = start
    let isBracketed = line[index] == UInt8(ascii: "[")
    if isBracketed { index += 1 }
    let day = match("dddd-dd-ddT", line, index) ?? match("dddd-dd-dd ", line, index)
    guard let clock = match("dd:dd:dd", line, day ?? index) else { return nil }
    index = clock
    if index < line.count, line[index] == UInt8(ascii: ".") || line[index] == UInt8(ascii: ",") {
      index += 1
      while index < line.count, isDigit(line[index]) { index += 1 }
    }
    if index < line.count, line[index] == UInt8(ascii: "Z") {
      index += 1
    } else if let zone = match("+dd:dd", line, index) ?? match("+dddd", line, index) {
      index = zone
    }
    if isBracketed {
      guard index < line.count, line[index] == UInt8(ascii: "]") else { return nil }
      index += 1
    }
    guard index < line.count else { return index }
    guard line[index] == UInt8(ascii: " ") else { return nil }
    index += 1
    // GitLab: the number of the stream, whether it is output or errors, and whether the line goes on.
    if day != nil, let stream = match("dd", line, index), stream + 1 < line.count,
      line[stream] == UInt8(ascii: "O") || line[stream] == UInt8(ascii: "E"),
      line[stream + 1] == UInt8(ascii: " ") || line[stream + 1] == UInt8(ascii: "+")
    {
      index = stream + 2
    }
    return index
  }

  /// The index after a pattern of digits (`d`), a sign (`+`) and literal characters.
  private static func match(_ pattern: String, _ line: [UInt8], _ start: Int) -> Int? {
    guard start + pattern.utf8.count <= line.count else { return nil }
    var index = start
    for expected in pattern.utf8 {
      let byte = line[index]
      let fits =
        switch expected {
        case UInt8(ascii: "d"): isDigit(byte)
        case UInt8(ascii: "+"): byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        default: byte == expected
        }
      guard fits else { return nil }
      index += 1
    }
    return index
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
