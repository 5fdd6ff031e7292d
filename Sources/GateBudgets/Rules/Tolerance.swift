/// A slack, in hundredths of a per cent or in hundredths of a point.
package struct Tolerance: Hashable, Sendable {
  /// The unit of the tolerance.
  package enum Kind: Hashable, Sendable {
    /// Per cent of what it is a slack of.
    case relative
    /// Points of a share: from 71 % to 69 % is 2 points.
    case points
  }

  /// Hundredths of a per cent or of a point: 1,000 is 10 % or 10 points.
  package let basisPoints: Int
  /// The unit of which they are hundredths.
  package let kind: Kind

  /// The slack as a share: 0.1 is 10 % or 10 points.
  package var fraction: Double { Double(basisPoints) / 10_000 }

  /// No slack.
  package static let none = Tolerance(basisPoints: 0)

  /// Creates a slack.
  package init(basisPoints: Int, kind: Kind = .relative) {
    self.basisPoints = basisPoints
    self.kind = kind
  }

  /// A tolerance in per cent.
  package static func percent(_ percent: Int) -> Tolerance {
    Tolerance(basisPoints: percent * 100)
  }

  /// The slack as a share of a value: 2 points of 0.8 are 2.5 %.
  package func share(of value: Double) -> Double {
    switch kind {
    case .relative: fraction
    case .points: value == 0 ? .infinity : fraction / abs(value)
    }
  }

  /// Parses `10%`, `2.5%` or `2 pp`; the message says what is wrong.
  package static func parse(_ text: String) -> Result<Tolerance, QuantityMistake> {
    let wrong = QuantityMistake(.badPercentage(text))
    let digits = text.split(separator: " ").joined()
    guard let symbol = ["%", "pp"].first(where: { digits.hasSuffix($0) }) else {
      return .failure(wrong)
    }
    let parts = digits.dropLast(symbol.count).split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let decimals = parts.count > 1 ? String(parts[1]) : ""
    guard decimals.count <= 2, let whole = parts.first, !whole.isEmpty, whole.count <= 9,
      (whole + decimals).allSatisfy({ $0.isASCII && $0.isNumber }),
      let number = Int(whole + decimals + String(repeating: "0", count: 2 - decimals.count))
    else {
      return .failure(digits.hasPrefix("-") ? .init(.belowZero(text)) : wrong)
    }
    return .success(Tolerance(basisPoints: number, kind: symbol == "%" ? .relative : .points))
  }
}

extension Tolerance: CustomStringConvertible {
  /// `10 %` or `2 pp`.
  package var description: String {
    let whole = basisPoints / 100
    let rest = basisPoints % 100
    let decimals =
      rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    return "\(whole)\(decimals) " + (kind == .relative ? "%" : "pp")
  }
}
