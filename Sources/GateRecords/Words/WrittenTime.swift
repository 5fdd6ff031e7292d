/// A time as people write it in options and files: `500ms`, `60s`, `5m`, `1h`.
package enum WrittenTime {
  /// The units, each with the seconds that it lasts.
  private static let units = [
    ("ms", 0.001), ("s", 1.0), ("m", 60.0), ("min", 60.0), ("h", 3600.0),
  ]

  /// Returns the seconds that a text states; nil when it is not a time above zero.
  package static func seconds(_ text: String) -> Double? {
    for (suffix, size) in units where text.hasSuffix(suffix) {
      let digits = text.dropLast(suffix.count).drop { $0 == " " }
      if digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
        let number = Double(digits), number > 0, (number * size).isFinite
      {
        return number * size
      }
    }
    return nil
  }
}
