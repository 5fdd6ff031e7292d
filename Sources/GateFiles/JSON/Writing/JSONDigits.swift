/// The shortest digits that read back as the same number.
package enum JSONDigits {
  /// Appends a finite number.
  package static func append(_ number: Double, to bytes: inout [UInt8]) {
    if number >= 1, number < 0x1p53, number == number.rounded() {
      return append(UInt64(number), to: &bytes)
    }
    if number >= 0.001, number < 1e11 {
      // A number that is that many thousandths has at most fourteen digits then. No two decimals of up to fifteen digits
      // are the same `Double`, so that no shorter one is this number.
      let thousandths = (number * 1000).rounded()
      if thousandths / 1000 == number {
        return append(thousandths: UInt64(thousandths), to: &bytes)
      }
    }
    append(number.description, to: &bytes)
  }

  /// Appends an array of finite numbers.
  ///
  /// - Returns: The first number that is not finite, in place of what follows it; nil where all are.
  static func append(_ numbers: [Double], to bytes: inout [UInt8]) -> Double? {
    bytes.append(UInt8(ascii: "["))
    for (index, number) in numbers.enumerated() {
      guard number.isFinite else { return number }
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(number, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
    return nil
  }

  /// Appends a whole number.
  static func append(_ whole: UInt64, to bytes: inout [UInt8]) {
    let start = bytes.count
    var rest = whole
    repeat {
      let (tens, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") + UInt8(digit))
      rest = tens
    } while rest > 0
    reverse(&bytes, from: start)
  }

  /// Appends what a number's description says; a whole number goes without its point.
  static func append(_ description: String, to bytes: inout [UInt8]) {
    let digits = description.utf8
    bytes.append(contentsOf: description.hasSuffix(".0") ? digits.dropLast(2) : digits[...])
  }

  private static func append(thousandths: UInt64, to bytes: inout [UInt8]) {
    var rest = thousandths
    var decimals = 3
    while rest % 10 == 0 {
      rest /= 10
      decimals -= 1
    }
    // From the last digit on; a number below one has a zero before its point.
    let start = bytes.count
    var left = decimals
    repeat {
      let (tens, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") + UInt8(digit))
      rest = tens
      left -= 1
      if left == 0 { bytes.append(UInt8(ascii: ".")) }
    } while rest > 0 || left >= 0
    reverse(&bytes, from: start)
  }

  private static func reverse(_ bytes: inout [UInt8], from start: Int) {
    var (low, high) = (start, bytes.count - 1)
    while low < high {
      bytes.swapAt(low, high)
      low += 1
      high -= 1
    }
  }
}
