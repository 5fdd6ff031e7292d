/// Numbers as harnesses write them for people: `1,234.50`, `12.3 µs`.
enum WrittenNumber {
  /// The number; nil for what is none, is not finite, or is in another script.
  ///
  /// Commas and underscores group digits; a point begins the fraction.
  static func parse(_ text: some StringProtocol) -> Double? {
    var digits = ""
    for character in text where character != "," && character != "_" {
      guard character.isASCII, !character.isWhitespace else { return nil }
      digits.append(character)
    }
    guard let first = digits.first, first.isNumber || "+-.".contains(first),
      let number = Double(digits), number.isFinite
    else { return nil }
    return number
  }

  /// A number and the unit behind it, with or without a space between them; nil unless both are there.
  static func withUnit(_ text: some StringProtocol) -> (number: Double, unit: String)? {
    let text = Substring(text).trimmingSpaces
    let digits = text.prefix { $0.isASCII && ($0.isNumber || "+-.,_".contains($0)) }
    let unit = text.dropFirst(digits.count).trimmingSpaces
    guard let number = parse(digits), !unit.isEmpty else { return nil }
    return (number, unit)
  }
}
