/// How figures are written for people, everywhere the same: three significant digits and a unit.
package enum QuantityFormat {
  /// Writes a value of a metric: `1.21 ms`, `700 MB`, `83.0 %`, `1,024`.
  ///
  /// The unit is chosen after rounding, so that 999.9 µs becomes 1.00 ms and never 1000 µs.
  package static func string(_ value: Double, unit: MetricUnit) -> String {
    string(value, unit: unit, moreDigits: 0)
  }

  /// The same with this many digits more.
  static func string(_ value: Double, unit: MetricUnit, moreDigits more: Int) -> String {
    guard value.isFinite else { return "–" }
    switch unit {
    case .nanoseconds:
      return scaled(value, steps: [("ns", 1), ("µs", 1e3), ("ms", 1e6), ("s", 1e9)], more)
    case .bytes: return scaled(value, steps: bytes, more)
    case .bytesPerSecond: return scaled(value, steps: bytes, more) + "/s"
    case .itemsPerSecond:
      return scaled(value, steps: [("", 1), ("k", 1e3), ("M", 1e6), ("G", 1e9)], more, gap: false)
        + " items/s"
    case .ratio: return fixed(value * 100, decimals: 1 + more) + " %"
    case .count: return count(value, more)
    default: return significant(value, more) + " " + unit.rawValue
    }
  }

  /// Writes a difference with its sign: `+5 ms`, `−12`; of shares in points, `+2.5 pp`.
  package static func difference(_ value: Double, unit: MetricUnit) -> String {
    let size =
      unit == .ratio
      ? trimmed(fixed(abs(value) * 100, decimals: 2)) + " pp"
      : unit == .count ? trimmed(count(abs(value))) : brief(abs(value), unit: unit)
    return (value < 0 ? "−" : value > 0 ? "+" : "") + size
  }

  /// Writes a share as per cent: `10.4 %`, with a sign `+10.4 %` or `−14.5 %`.
  package static func percent(_ fraction: Double, signed: Bool = false) -> String {
    percent(fraction, signed: signed, moreDigits: 0)
  }

  /// The same with this many digits more.
  static func percent(_ fraction: Double, signed: Bool, moreDigits more: Int) -> String {
    guard fraction.isFinite else { return fraction > 0 ? "∞" : "–" }
    let size = abs(fraction) * 100
    let decimals = (size >= 0.0995 || size == 0 ? 1 : 2) + more
    let digits = fixed(size, decimals: decimals)
    let isZero = digits.allSatisfy { $0 == "0" || $0 == "." }
    let sign = isZero ? "" : fraction < 0 ? "−" : signed ? "+" : ""
    return sign + digits + " %"
  }

  /// Writes a share as briefly as it is exact, for limits that people wrote: `10 %`, `2.5 %`.
  package static func briefPercent(_ fraction: Double) -> String {
    trimmed(fixed(abs(fraction) * 100, decimals: 2)) + " %"
  }

  /// Writes a limit as briefly as three significant digits allow: `50 ms`, `2.2 ms`, `165 µs`.
  package static func brief(_ value: Double, unit: MetricUnit) -> String {
    brief(string(value, unit: unit))
  }

  /// A written figure without the zeros that it ends with.
  package static func brief(_ text: String) -> String {
    let parts = text.split(separator: " ", maxSplits: 1)
    guard parts.count == 2 else { return text }
    return trimmed(String(parts[0])) + " " + parts[1]
  }

  /// Writes a bare number as briefly as three decimals allow: `2.5`.
  package static func brief(_ value: Double) -> String { trimmed(fixed(value, decimals: 3)) }

  /// Writes a duration in the largest fitting units: `38 s`, `2 min 5 s`.
  package static func duration(milliseconds: Int64) -> String {
    guard milliseconds >= 1000 else { return "\(milliseconds) ms" }
    let seconds = (milliseconds + 500) / 1000
    guard seconds >= 60 else { return "\(seconds) s" }
    let rest = seconds % 60
    return rest == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(rest) s"
  }

  /// Writes a number with commas between thousands: `1,024`.
  package static func grouped(_ number: Int64) -> String {
    let digits = String(number.magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return (number < 0 ? "−" : "") + result
  }

  /// Writes a number with this many decimals, rounded half away from zero.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    let factor = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    let rounded = (abs(value) * factor).rounded(.toNearestOrAwayFromZero)
    guard rounded < 9e15 else { return "\(value)" }
    let digits = String(Int64(rounded))
    let sign = value < 0 && rounded != 0 ? "−" : ""
    guard decimals > 0 else { return sign + digits }
    let missing = decimals + 1 - digits.utf8.count
    let padded = missing > 0 ? String(repeating: "0", count: missing) + digits : digits
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  private static let bytes: [(String, Double)] = [
    ("B", 1), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12),
  ]

  private static func count(_ value: Double, _ more: Int = 0) -> String {
    // Beyond it a Double is whole and Int64 ends.
    guard abs(value) < 9e18 else { return significant(value) }
    if value == value.rounded() { return grouped(Int64(value)) }
    guard abs(value) >= 1000 else { return significant(value, more) }
    let parts = fixed(abs(value), decimals: more).split(separator: ".")
    guard let whole = parts.first.flatMap({ Int64($0) }) else { return significant(value, more) }
    let size = ([grouped(whole)] + parts.dropFirst().map(String.init)).joined(separator: ".")
    return (value < 0 ? "−" : "") + size
  }

  private static func scaled(
    _ value: Double, steps: [(name: String, size: Double)], _ more: Int, gap: Bool = true
  ) -> String {
    let chosen =
      steps.last { abs(value) / $0.size >= 0.9995 } ?? steps.first { _ in true } ?? ("", 1)
    let number = significant(value / chosen.1, more)
    return chosen.0.isEmpty ? number : number + (gap ? " " : "") + chosen.0
  }

  /// Three significant digits and this many more; more before the point where there are more.
  private static func significant(_ value: Double, _ more: Int = 0) -> String {
    let size = abs(value)
    if size == 0 { return fixed(value, decimals: 0) }
    if size >= 99.95 { return fixed(value, decimals: more) }
    if size >= 9.995 { return fixed(value, decimals: 1 + more) }
    if size >= 0.9995 { return fixed(value, decimals: 2 + more) }
    return fixed(value, decimals: 3 + more)
  }

  static func trimmed(_ number: String) -> String {
    var digits = number.utf8[...]
    guard digits.contains(UInt8(ascii: ".")) else { return number }
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    if digits.last == UInt8(ascii: ".") { digits.removeLast() }
    return String(number[..<digits.endIndex])
  }
}
