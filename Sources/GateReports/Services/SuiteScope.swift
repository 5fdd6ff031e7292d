import GateRecords

/// The suites whose series an alert watches.
package enum SuiteScope: Hashable, Sendable {
  /// Every one.
  case every
  /// This one.
  case one(String)
  /// Every one but these.
  case others([String])

  /// The matcher in a selector; nil when every suite is meant.
  var matcher: String? {
    switch self {
    case .every: nil
    case .one(let suite): "suite=\"\(MetricFamily.escaped(suite))\""
    case .others(let suites): "suite!~\"\(suites.map(Self.expression).joined(separator: "|"))\""
    }
  }

  /// A suite's name that is meant, for an example.
  var example: String {
    switch self {
    case .every: "example"
    case .one(let suite): suite
    case .others(let suites): suites.contains("example") ? suites.joined() + "example" : "example"
    }
  }

  /// A name as a regular expression; a star in it is not a wildcard.
  private static func expression(_ name: String) -> String {
    name.split(separator: "*", omittingEmptySubsequences: false)
      .map { BudgetAlert.expression(GlobPattern(String($0))) }
      .joined(separator: MetricFamily.escaped("\\*"))
  }
}
