/// The full name of a benchmark, with its groups and parameters.
///
/// Groups are separated by `/`, parameters are at the end in braces: `sort/random{n=1000}`.
/// The raw value is the key by which a run, a baseline and a budget find each other.
public struct BenchmarkIdentifier: RawRepresentable, Hashable, Sendable, Comparable {
  /// The whole name, as written in files and reports.
  public let rawValue: String

  /// Creates an identifier from its whole name.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Creates an identifier from its whole name.
  public init(_ name: String) {
    rawValue = name
  }

  /// The name without its parameters.
  public var baseName: String {
    guard rawValue.hasSuffix("}"), let brace = rawValue.lastIndex(of: "{") else { return rawValue }
    return String(rawValue[..<brace])
  }

  /// The parameters in the order they are written; empty when there are none.
  public var parameters: [BenchmarkParameter] {
    guard rawValue.hasSuffix("}"), let brace = rawValue.lastIndex(of: "{") else { return [] }
    let inside: Substring = rawValue[rawValue.index(after: brace)...].dropLast()
    return inside.split(separator: ",").compactMap { (part: Substring) -> BenchmarkParameter? in
      guard let equals = part.firstIndex(of: "=") else { return nil }
      return BenchmarkParameter(
        name: String(part[..<equals]), value: String(part[part.index(after: equals)...]))
    }
  }

  /// Orders identifiers by their names' Unicode scalars, the same on every platform.
  public static func < (left: Self, right: Self) -> Bool {
    left.rawValue.unicodeScalars.lexicographicallyPrecedes(right.rawValue.unicodeScalars)
  }
}

extension BenchmarkIdentifier: Codable {}

extension BenchmarkIdentifier: CustomStringConvertible {
  /// The whole name.
  public var description: String { rawValue }
}

/// One parameter of a benchmark: `n=1000`.
public struct BenchmarkParameter: Hashable, Sendable {
  /// The part before the equals sign.
  public let name: String

  /// The part after the equals sign.
  public let value: String

  /// Creates a parameter.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
