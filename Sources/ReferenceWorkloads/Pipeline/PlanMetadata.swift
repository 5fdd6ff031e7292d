/// The properties of a paragraph of a plan: words, years, figures, whether it is a heading.
///
/// Words are separated by ASCII's white space, and digits are ASCII's, so a paragraph is read by its bytes.
struct PlanMetadata: Hashable, Sendable {
  var words = 0
  var years: [Int] = []
  var figures = 0
  var isHeading = false

  init(_ paragraph: Substring) {
    let text = paragraph.utf8
    isHeading = text.first == UInt8(ascii: "#")
    for word in text.split(whereSeparator: \.isASCIISpace) {
      words += 1
      var digits = 0
      var value = 0
      for byte in word where byte.isASCIIDigit {
        digits += 1
        // Only four digits make a year.
        if digits <= 4 { value = value * 10 + Int(byte - UInt8(ascii: "0")) }
      }
      guard digits > 0 else { continue }
      figures += 1
      if digits == 4, (1900...2100).contains(value) { years.append(value) }
    }
  }
}

extension UInt8 {
  /// Whether it is a space, a tab, or a line's end.
  var isASCIISpace: Bool { self == UInt8(ascii: " ") || (9...13).contains(self) }

  fileprivate var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
