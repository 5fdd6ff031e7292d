/// A figure and the limits that it is held against, written so that they never read alike.
///
/// "10.0 s; the budget is 10 s: over" helps nobody. So both get a digit more until the figure differs from every
/// limit that it is not equal to, and on the side on which it is.
package struct FigureAndLimits: Hashable, Sendable {
  /// The figure.
  package let value: String
  /// The limits in the order in which they were given, each as briefly as it is told from the figure.
  package let limits: [String]

  /// The most digits that are added: more than a Double holds.
  private static let most = 16

  /// A figure of a metric and its limits in the metric's base unit.
  package init(_ value: Double, _ limits: [Double], unit: MetricUnit) {
    self.init(value, limits) { number, more in
      QuantityFormat.string(number, unit: unit, moreDigits: more)
    } limit: { number, more in
      QuantityFormat.brief(QuantityFormat.string(number, unit: unit, moreDigits: more))
    }
  }

  /// Shares as per cent: 0.104 is `10.4 %`, with `isSigned` `+10.4 %`.
  package init(percent value: Double, _ limits: [Double], isSigned: Bool = false) {
    self.init(value, limits) { number, more in
      QuantityFormat.percent(number, signed: isSigned, moreDigits: more)
    } limit: { number, more in
      // A limit that people wrote has two decimals at most, and is told with them.
      QuantityFormat.trimmed(QuantityFormat.fixed(abs(number) * 100, decimals: max(2, more + 1)))
        + " %"
    }
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
    self.init(value, limits) { number, more in
      QuantityFormat.fixed(number, decimals: 2 + more)
    } limit: { number, more in
      QuantityFormat.trimmed(QuantityFormat.fixed(number, decimals: max(3, more + 2)))
    }
  }

  private init(
    _ value: Double, _ limits: [Double], write: (Double, Int) -> String,
    limit: (Double, Int) -> String
  ) {
    var more = 0
    while true {
      // Rounded to as many digits both keep their order, or read alike.
      let reads = Self.plain(write(value, more))
      let isTold = limits.allSatisfy { $0 == value || Self.plain(write($0, more)) != reads }
      if isTold || more == Self.most { break }
      more += 1
    }
    self.value = write(value, more)
    self.limits = limits.map { limit($0, more) }
  }

  /// A figure without the zeros that it ends with, whether a unit follows or not.
  private static func plain(_ text: String) -> String {
    text.contains(" ") ? QuantityFormat.brief(text) : QuantityFormat.trimmed(text)
  }
}
