/// A figure and the limits that it is held against, written so that they never read alike.
///
/// "10.0 s; the budget is 10 s: over" helps no one. So both get a digit more until the figure differs from every
/// limit that it is not equal to, and on the side on which it is.
package struct FigureAndLimits: Hashable, Sendable {
  /// The figure.
  package let value: String
  /// The limits in the order in which they were given, each as briefly as the figure allows.
  package let limits: [String]

  /// The most digits that are added: more than a Double holds.
  private static let most = 16

  /// A figure of a metric and its limits in the metric's base unit.
  package init(_ value: Double, _ limits: [Double], unit: MetricUnit) {
    self.init(value, limits) { left, right in
      // Three significant digits distinguish values that differ by more than 1 %; smaller figures have three decimals.
      unit != .ratio && min(abs(left), abs(right)) >= 1
        && abs(left - right) > 0.011 * max(abs(left), abs(right))
    } write: { number, more in
      QuantityFormat.string(number, unit: unit, moreDigits: more)
    } limit: { number, more in
      QuantityFormat.brief(QuantityFormat.string(number, unit: unit, moreDigits: more))
    }
  }

  /// Shares as per cent: 0.104 is `10.4 %`, with `isSigned` `+10.4 %`.
  package init(percent value: Double, _ limits: [Double], isSigned: Bool = false) {
    self.init(value, limits, differs: Self.differsAsPercent) { number, more in
      QuantityFormat.percent(number, signed: isSigned, moreDigits: more)
    } limit: { number, more in
      // A limit that people wrote has two decimals at most, and is shown with them.
      QuantityFormat.trimmed(QuantityFormat.fixed(abs(number) * 100, decimals: max(2, more + 1)))
        + " %"
    }
  }

  /// The share alone, as shown beside these limits.
  static func signedPercent(_ value: Double, beside limits: [Double]) -> String {
    func write(_ number: Double, _ more: Int) -> String {
      QuantityFormat.percent(number, signed: true, moreDigits: more)
    }
    return write(value, digits(value, limits, differs: differsAsPercent, write: write))
  }

  /// One decimal distinguishes values that differ by more than a tenth of a point.
  private static func differsAsPercent(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) > 0.0011
  }

  /// Differences of shares in points: 0.02 is `+2.0 pp`, and as a limit `2 pp`.
  package init(points value: Double, _ limits: [Double]) {
    func inPoints(_ percent: String) -> String {
      percent.hasSuffix(" %") ? percent.dropLast() + "pp" : percent
    }
    let shares = FigureAndLimits(percent: value, limits, isSigned: true)
    self.value = inPoints(shares.value)
    self.limits = shares.limits.map(inPoints)
  }

  /// Bare numbers, such as how many times faster: `2.5` with two decimals.
  package init(number value: Double, _ limits: [Double]) {
    self.init(value, limits) { left, right in
      abs(left - right) > 0.011
    } write: { number, more in
      QuantityFormat.fixed(number, decimals: 2 + more)
    } limit: { number, more in
      QuantityFormat.trimmed(QuantityFormat.fixed(number, decimals: max(3, more + 2)))
    }
  }

  private init(
    _ value: Double, _ limits: [Double], differs: (Double, Double) -> Bool,
    write: (Double, Int) -> String, limit: (Double, Int) -> String
  ) {
    let more = Self.digits(value, limits, differs: differs, write: write)
    self.value = write(value, more)
    self.limits = limits.map { limit($0, more) }
  }

  /// How many digits more a figure needs so that it reads unlike every limit that it is not equal to.
  ///
  /// - Parameter differs: Whether two figures surely read unlike without any digit more. Most do, and reports of
  ///   thousands of rows need not write them to see it.
  private static func digits(
    _ value: Double, _ limits: [Double], differs: (Double, Double) -> Bool,
    write: (Double, Int) -> String
  ) -> Int {
    let close = limits.filter { $0 != value && !differs(value, $0) }
    guard !close.isEmpty else { return 0 }
    return (0..<most).first { more in
      // Rounded to as many digits both keep their order, or read alike.
      let reads = plain(write(value, more))
      return close.allSatisfy { plain(write($0, more)) != reads }
    } ?? most
  }

  /// A figure without the zeros that it ends with, whether a unit follows or not.
  private static func plain(_ text: String) -> String {
    text.contains(" ") ? QuantityFormat.brief(text) : QuantityFormat.trimmed(text)
  }
}
