package import GateRecords

/// A limit as people write it: a number and a unit, kept exactly.
///
/// `0.15 ms` is 150,000 ns to the last digit, so that a value on the limit is judged alike on every
/// machine.
package struct Quantity: Hashable, Sendable {
  /// The kind of quantity that it measures.
  package enum Dimension: Hashable, Sendable {
    case time
    case memory
    case share
    case plain
    case itemRate
    case memoryRate
    /// A unit that the suite made up.
    case custom(String)

    /// The kind in words.
    package var words: String {
      switch self {
      case .time: "a time"
      case .memory: "a number of bytes"
      case .share: "a share"
      case .plain: "a number without a unit"
      case .itemRate: "a rate of items"
      case .memoryRate: "a rate of bytes"
      case .custom(let symbol): "a number of '\(symbol)'"
      }
    }
  }

  /// The kind of quantity that it measures.
  package let dimension: Dimension

  /// The value in base units, times a million.
  let millionths: Int128

  /// Orders quantities of one dimension.
  static func < (left: Quantity, right: Quantity) -> Bool { left.millionths < right.millionths }

  /// The value in base units.
  package var value: Double { Double(millionths) / 1e6 }

  /// A share of the value, exact before the last rounding.
  package func part(_ share: Tolerance) -> Double {
    Double(millionths * Int128(share.basisPoints)) / 1e10
  }

  /// The value with the tolerance added or taken off, exact before the last rounding.
  package func scaled(by tolerance: Tolerance, upwards: Bool) -> Double {
    let signed = Int128(upwards ? tolerance.basisPoints : -tolerance.basisPoints)
    switch tolerance.kind {
    case .relative: return Double(millionths * (10_000 + signed)) / 1e10
    case .points: return Double(millionths + signed * 100) / 1e6
    }
  }

  /// Parses a number and a unit; the message says what is wrong.
  ///
  /// - Parameter allowsCustomUnits: Whether an unknown word is accepted as a unit, for
  ///   metrics of which only the suite knows the unit.
  /// - Parameter isFigure: Whether it is what was measured, which may be nothing, and no limit, which something
  ///   must be able to keep.
  package static func parse(
    _ text: String, allowsCustomUnits: Bool = false, isFigure: Bool = false
  ) -> Result<Quantity, QuantityMistake> {
    let trimmed = text.split(separator: " ").joined(separator: " ")
    let digits = trimmed.prefix {
      $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "_")
    }
    let symbol = String(trimmed.dropFirst(digits.count).drop { $0 == " " })
    guard !digits.isEmpty else { return .failure(.init(.badQuantity(text))) }
    let known = units.first { $0.symbols.contains(symbol) }
    let custom = allowsCustomUnits ? Unit(symbol, dimension: .custom(symbol), size: 1) : nil
    guard let unit = known ?? custom else {
      return .failure(
        .init(.unknownUnit(text, known: symbols(like: symbol))))
    }
    guard let millionths = exact(String(digits), times: unit.size) else {
      return .failure(.init(.notExact(text)))
    }
    // No allocations at all is a limit that code can keep; no time at all is not.
    let mayBeNothing = isFigure || unit.dimension == .plain || known == nil
    if isFigure, millionths < 0 { return .failure(.init(.belowZero(text))) }
    guard millionths > 0 || (millionths == 0 && mayBeNothing) else {
      return .failure(.init(.zeroLimit(text)))
    }
    return .success(Quantity(dimension: unit.dimension, millionths: millionths))
  }

  private struct Unit {
    let symbols: [String]
    let dimension: Dimension
    /// The unit's size in base units, as a fraction.
    let size: (numerator: Int128, denominator: Int128)

    init(_ symbols: String..., dimension: Dimension, size: Int128, over: Int128 = 1) {
      self.symbols = symbols
      self.dimension = dimension
      self.size = (size, over)
    }
  }

  private static let units = [
    Unit("ns", dimension: .time, size: 1),
    Unit("µs", "μs", "us", dimension: .time, size: 1_000),
    Unit("ms", dimension: .time, size: 1_000_000),
    Unit("s", dimension: .time, size: 1_000_000_000),
    Unit("min", dimension: .time, size: 60_000_000_000),
    Unit("h", dimension: .time, size: 3_600_000_000_000),
    Unit("B", "bytes", dimension: .memory, size: 1),
    Unit("kB", "KB", dimension: .memory, size: 1_000),
    Unit("MB", dimension: .memory, size: 1_000_000),
    Unit("GB", dimension: .memory, size: 1_000_000_000),
    Unit("TB", dimension: .memory, size: 1_000_000_000_000),
    Unit("KiB", dimension: .memory, size: 1 << 10),
    Unit("MiB", dimension: .memory, size: 1 << 20),
    Unit("GiB", dimension: .memory, size: 1 << 30),
    Unit("TiB", dimension: .memory, size: 1 << 40),
    Unit("%", dimension: .share, size: 1, over: 100),
    Unit("", "count", dimension: .plain, size: 1),
    Unit("items/s", dimension: .itemRate, size: 1),
    Unit("B/s", dimension: .memoryRate, size: 1),
    Unit("kB/s", dimension: .memoryRate, size: 1_000),
    Unit("MB/s", dimension: .memoryRate, size: 1_000_000),
    Unit("GB/s", dimension: .memoryRate, size: 1_000_000_000),
  ]

  private static func symbols(like symbol: String) -> String {
    let known = units.compactMap(\.symbols.first).filter { !$0.isEmpty }
    let near = known.filter { $0.lowercased() == symbol.lowercased() }
    return (near.isEmpty ? known : near).joined(separator: ", ")
  }

  /// Digits with a point, times a fraction, in millionths; nil when anything would be rounded off.
  private static func exact(
    _ digits: String, times size: (numerator: Int128, denominator: Int128)
  ) -> Int128? {
    let isNegative = digits.hasPrefix("-")
    let parts = digits.drop { $0 == "-" }.split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let whole = parts[0].filter { $0 != "_" }
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    guard whole.count + fraction.count <= 18, !(whole.isEmpty && fraction.isEmpty),
      (whole + fraction).allSatisfy({ $0.isNumber }), let number = Int128(whole + fraction)
    else { return nil }
    let scale = (0..<fraction.count).reduce(Int128(1)) { product, _ in product * 10 }
    let numerator = number * size.numerator * 1_000_000
    let denominator = size.denominator * scale
    guard numerator % denominator == 0 else { return nil }
    return (isNegative ? -1 : 1) * numerator / denominator
  }
}

/// The mistake in a quantity, in words.
package struct QuantityMistake: Error, Hashable, Sendable {
  /// The words.
  package let reason: String

  init(_ message: BudgetMessage) {
    reason = message.line
  }
}

extension Quantity.Dimension {
  /// Whether a metric of this unit can be held against such a quantity.
  package func fits(_ unit: MetricUnit) -> Bool {
    switch unit {
    case .nanoseconds: self == .time
    case .bytes: self == .memory
    case .ratio: self == .share || self == .plain
    case .itemsPerSecond: self == .itemRate
    case .bytesPerSecond: self == .memoryRate
    default: self == .plain || self == .custom(unit.rawValue)
    }
  }

  /// The base unit of what it measures.
  var baseUnit: MetricUnit {
    switch self {
    case .time: .nanoseconds
    case .memory: .bytes
    case .share: .ratio
    case .plain: .count
    case .itemRate: .itemsPerSecond
    case .memoryRate: .bytesPerSecond
    case .custom(let symbol): MetricUnit(rawValue: symbol)
    }
  }

  /// The unit of a metric whose unit is known before anything was measured.
  package static func unit(of metric: MetricName) -> MetricUnit? {
    switch metric {
    case .wallTime, .meanTime, .tailTime, .cpuTime: .nanoseconds
    case .allocatedBytes, .peakMemory: .bytes
    case .allocations, .instructions, .cycles, .pageFaults, .contextSwitches, .threads,
      .systemCalls, .ioCalls, .rowsRead, .rowsWritten:
      .count
    default: metric.stepName == nil ? nil : .nanoseconds
    }
  }
}
