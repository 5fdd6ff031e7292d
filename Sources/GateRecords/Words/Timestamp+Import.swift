extension Timestamp {
  /// The moments that a file may hold; what lies outside is a mistake, and no reason to crash.
  private static let believed: ClosedRange<Int64> = 0...4_102_444_800_000

  /// Parses the forms of dates that other harnesses write; a time without a zone is read as UTC.
  ///
  /// They are a date, year first, with `-` or `/`; `T`, a space or a hyphen; hours, minutes, perhaps seconds with a fraction
  /// of any length; and a zone as `Z`, `UTC`, `GMT` or an offset. ISO 8601's basic form (`20260101T120000Z`) is read, too.
  package init?(imported text: String) {
    guard let moment = ImportedMoment(text) else { return nil }
    self = moment.time
  }

  /// The moments that a file may hold, see ``ImportedMoment``.
  fileprivate static func believed(_ milliseconds: Int64) -> Timestamp? {
    believed.contains(milliseconds) ? Timestamp(millisecondsSinceEpoch: milliseconds) : nil
  }
}

/// A moment as another program wrote it, and whether the text says in which time zone.
package struct ImportedMoment: Hashable, Sendable {
  /// The moment.
  package let time: Timestamp
  /// Whether the text names a zone; otherwise the time is read as UTC.
  package let hasZone: Bool

  /// Parses the forms of ``Timestamp/init(imported:)``; nil for anything else.
  package init?(_ text: String) {
    var parser = DateParser(text)
    guard let moment = parser.moment(), let time = Timestamp.believed(moment) else { return nil }
    self.time = time
    hasZone = parser.hasZone
  }
}

/// Reads one date from its beginning to its end.
private struct DateParser {
  private let text: [UInt8]
  private var index = 0
  /// Whether a zone follows the time.
  private(set) var hasZone = true

  init(_ text: String) { self.text = Array(text.utf8) }

  /// Milliseconds since 1970; nil when the text is anything but a date.
  mutating func moment() -> Int64? {
    guard let year = digits(4) else { return nil }
    let isBasic = !take("-") && !take("/")
    guard let month = digits(2), isBasic || take("-") || take("/"), let day = digits(2),
      take("T") || take("t") || take(" ") || take("-"), let hour = digits(2),
      isBasic || take(":"), let minute = digits(2)
    else { return nil }
    var second: Int64 = 0
    var milliseconds: Int64 = 0
    if isBasic ? next.map(Self.isDigit) ?? false : take(":") {
      guard let seconds = digits(2) else { return nil }
      second = seconds
      if take(".") || take(",") {
        guard let fraction = fraction() else { return nil }
        milliseconds = fraction
      }
    }
    while take(" ") {}
    guard let offset = offset(), index == text.count else { return nil }
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let plain =
      "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T"
      + "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))Z"
    guard let local = Timestamp(rawValue: plain) else { return nil }
    return local.millisecondsSinceEpoch + milliseconds - offset * 60_000
  }

  /// The zone's distance from UTC in minutes; nothing is UTC.
  private mutating func offset() -> Int64? {
    guard let next else {
      hasZone = false
      return 0
    }
    if take("Z") || take("z") { return 0 }
    if next == UInt8(ascii: "U") { return take("U") && take("T") && take("C") ? 0 : nil }
    if next == UInt8(ascii: "G") { return take("G") && take("M") && take("T") ? 0 : nil }
    let sign: Int64 = take("-") ? -1 : 1
    guard sign == -1 || take("+"), let hours = digits(2), hours < 24 else { return nil }
    _ = take(":")
    guard index < text.count else { return sign * hours * 60 }
    guard let minutes = digits(2), minutes < 60 else { return nil }
    return sign * (hours * 60 + minutes)
  }

  /// The first three digits of a fraction of any length.
  private mutating func fraction() -> Int64? {
    var value: Int64 = 0
    var count = 0
    while let byte = next, Self.isDigit(byte) {
      if count < 3 { value = value * 10 + Int64(byte - 48) }
      count += 1
      index += 1
    }
    guard count > 0 else { return nil }
    for _ in count..<max(3, count) { value *= 10 }
    return value
  }

  private var next: UInt8? { index < text.count ? text[index] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func digits(_ count: Int) -> Int64? {
    guard index + count <= text.count else { return nil }
    var value: Int64 = 0
    for byte in text[index..<(index + count)] {
      guard Self.isDigit(byte) else { return nil }
      value = value * 10 + Int64(byte - 48)
    }
    index += count
    return value
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
