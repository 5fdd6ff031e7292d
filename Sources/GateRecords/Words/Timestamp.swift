/// A moment in Coordinated Universal Time with millisecond precision, written as RFC 3339.
public struct Timestamp: Hashable, Sendable, Comparable {
  /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public let millisecondsSinceEpoch: Int64

  /// Creates a moment from the milliseconds since 1970-01-01T00:00:00Z.
  public init(millisecondsSinceEpoch: Int64) {
    self.millisecondsSinceEpoch = millisecondsSinceEpoch
  }

  /// Orders earlier moments first.
  public static func < (left: Self, right: Self) -> Bool {
    left.millisecondsSinceEpoch < right.millisecondsSinceEpoch
  }
}

extension Timestamp: RawRepresentable, Codable, CustomStringConvertible {
  /// The RFC 3339 form with milliseconds: `2026-11-21T05:18:07.000Z`.
  ///
  /// The calendar arithmetic counts days from 1 March of year 0, so that the leap day is the last
  /// of its year. Source: Richards, "Mapping Time" (Oxford, 1998), chapter 25.
  public var rawValue: String {
    let day = floorDivide(millisecondsSinceEpoch, 86_400_000)
    let inDay = millisecondsSinceEpoch - day * 86_400_000
    let (year, month, date) = Self.civil(fromDay: day)
    func padded(_ number: Int64, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(date, 2) + "T"
      + padded(inDay / 3_600_000, 2) + ":" + padded(inDay / 60_000 % 60, 2) + ":"
      + padded(inDay / 1000 % 60, 2) + "." + padded(inDay % 1000, 3) + "Z"
  }

  /// The RFC 3339 form.
  public var description: String { rawValue }

  /// Parses RFC 3339 in UTC, with or without a fraction of a second; nil for anything else.
  public init?(rawValue: String) {
    let text = Array(rawValue.utf8)
    func number(_ range: Range<Int>) -> Int64? {
      var value: Int64 = 0
      for byte in text[range] {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int64(byte - 48)
      }
      return value
    }
    guard text.count >= 20, text.last == UInt8(ascii: "Z"), text[4] == UInt8(ascii: "-"),
      text[7] == UInt8(ascii: "-"), text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"),
      text[16] == UInt8(ascii: ":"), let year = number(0..<4), let month = number(5..<7),
      let date = number(8..<10), let hour = number(11..<13), let minute = number(14..<16),
      let second = number(17..<19), (1...12).contains(month), (1...31).contains(date), hour < 24,
      minute < 60, second <= 60
    else { return nil }
    var milliseconds: Int64 = 0
    if text.count > 20 {
      guard text[19] == UInt8(ascii: "."), text.count > 21 else { return nil }
      let digits = (Array(text[20..<(text.count - 1)]) + [48, 48]).prefix(3)
      guard digits.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
      milliseconds = digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }
    let day = Self.day(year: year, month: month, date: date)
    guard Self.civil(fromDay: day) == (year, month, date) else { return nil }
    let seconds = day * 86_400 + hour * 3600 + minute * 60 + second
    self.init(millisecondsSinceEpoch: seconds * 1000 + milliseconds)
  }

  private static func day(year: Int64, month: Int64, date: Int64) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    return 365 * shifted + floorDivide(shifted, 4) - floorDivide(shifted, 100)
      + floorDivide(shifted, 400) + (153 * monthFromMarch + 2) / 5 + date - 1 - 719_468
  }

  private static func civil(fromDay day: Int64) -> (Int64, Int64, Int64) {
    let fromMarch = day + 719_468
    let era = floorDivide(fromMarch, 146_097)
    let dayOfEra = fromMarch - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let date = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date)
  }
}

private func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
  let quotient = dividend / divisor
  return dividend % divisor < 0 ? quotient - 1 : quotient
}
