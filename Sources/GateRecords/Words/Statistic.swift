/// A summary of a metric's samples that a budget can limit.
public enum Statistic: Hashable, Sendable {
  /// The smallest sample.
  case minimum

  /// The arithmetic mean.
  case mean

  /// The nearest-rank percentile; 50 is the median, 99.9 is written p999.
  case percentile(Double)

  /// The largest sample.
  case maximum

  /// The median.
  public static let median = Statistic.percentile(50)
}

extension Statistic: RawRepresentable {
  /// Parses `min`, `mean`, `median`, `max`, `p95`, `p99`, `p999`, `p99.9`.
  ///
  /// Three or more digits without a point after `p` put the point after the second: p999 is 99.9,
  /// but `p100` is the maximum's synonym and not accepted.
  public init?(rawValue: String) {
    switch rawValue {
    case "min": self = .minimum
    case "mean": self = .mean
    case "median": self = .median
    case "max": self = .maximum
    default:
      guard rawValue.hasPrefix("p") else { return nil }
      let digits = rawValue.dropFirst()
      let isNumber = digits.allSatisfy { ("0"..."9").contains($0) || $0 == "." }
      guard isNumber, digits.first != ".", let number = Double(digits) else { return nil }
      guard digits.count <= 2 || digits.contains(".") else {
        let text = "\(digits.prefix(2)).\(digits.dropFirst(2))"
        guard digits.first == "9", let scaled = Double(text) else { return nil }
        self = .percentile(scaled)
        return
      }
      guard number > 0, number < 100 else { return nil }
      self = .percentile(number)
    }
  }

  /// The name used in budgets and reports.
  public var rawValue: String {
    switch self {
    case .minimum: "min"
    case .mean: "mean"
    case .maximum: "max"
    case .percentile(50): "median"
    case .percentile(let percent):
      percent == percent.rounded()
        ? "p\(Int(percent))" : "p" + "\(percent)".filter { $0 != "." }
    }
  }
}

extension Statistic: Codable {}

extension Statistic: CustomStringConvertible {
  /// The name used in budgets and reports.
  public var description: String { rawValue }
}
