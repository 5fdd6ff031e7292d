/// How a value compares with its service level.
public enum ServiceLevelStatus: String, Hashable, Sendable, Codable, CaseIterable {
  /// At most the warning threshold.
  case within = "WITHIN_SLA"
  /// Above the warning threshold, at most the breach threshold.
  case warning = "SLA_WARNING"
  /// Above the breach threshold.
  case breach = "SLA_BREACH"
}

/// How much of its service level a value uses; descriptive, it gates nothing.
public enum PerformanceCategory: String, Hashable, Sendable, Codable, CaseIterable {
  /// At most half of the threshold.
  case excellent = "EXCELLENT"
  /// At most four fifths of the threshold.
  case good = "GOOD"
  /// At most the threshold.
  case poor = "POOR"
  /// Above the threshold.
  case critical = "CRITICAL"

  /// The shares of the threshold at which categories end.
  package static let limits = [1, 0.8, 0.5]
}

/// A service level's figures beside the observed one.
public struct ServiceLevelEvidence: Hashable, Sendable, Codable {
  /// How the value compares with the thresholds.
  public var status: ServiceLevelStatus

  /// How much of the threshold it uses, in a word.
  public var category: PerformanceCategory

  /// Above this it is a warning, in the metric's base unit.
  public var warning: Double

  /// Above this it is a breach, in the metric's base unit.
  public var breach: Double

  /// The scope of the level in its budgets: a pattern of names, `tag NAME` or `every other benchmark`; absent in
  /// records of earlier versions.
  public var scope: String?

  /// The component's type: the tag that the level is for, else the benchmark's first tag; absent without one.
  public var componentType: String?

  /// Why the level is what it is.
  public var rationale: String?

  /// The file and line where it is written.
  public var source: String

  private enum CodingKeys: String, CodingKey {
    case status, category, warning, breach, scope, rationale, source
    case componentType = "component_type"
  }

  /// Creates a service level's figures.
  public init(
    status: ServiceLevelStatus, category: PerformanceCategory, warning: Double, breach: Double,
    scope: String? = nil, componentType: String? = nil, rationale: String?, source: String
  ) {
    self.status = status
    self.category = category
    self.warning = warning
    self.breach = breach
    self.scope = scope
    self.componentType = componentType
    self.rationale = rationale
    self.source = source
  }
}

/// All service levels of a run together.
public struct ServiceLevelCompliance: Hashable, Sendable, Codable {
  /// Benchmarks that were held against a service level.
  public var components: Int

  /// How many were within.
  public var within: Int

  /// How many were in the warning zone.
  public var warnings: Int

  /// How many were in breach.
  public var breaches: Int

  /// How many breaches are allowed.
  public var allowedBreaches: Int

  /// How many are POOR or CRITICAL.
  public var issues: Int

  /// The sum of their times, in nanoseconds, over the levels of time.
  public var totalTime: Double

  /// Whether there are no more breaches than allowed.
  public var isCompliant: Bool { breaches <= allowedBreaches }

  /// The share within, in per cent with two decimals; warnings are not within.
  public var compliancePercent: Double {
    guard within < components else { return 100 }
    // One breach in a hundred thousand is not rounded away.
    return min(99.99, (Double(within) / Double(components) * 10_000).rounded() / 100)
  }

  private enum CodingKeys: String, CodingKey {
    case components, within, warnings, breaches, issues
    case allowedBreaches = "allowed_breaches"
    case totalTime = "total_time"
    case isCompliant = "compliant"
    case compliancePercent = "compliance_pct"
  }

  /// Creates a summary.
  public init(
    components: Int, within: Int, warnings: Int, breaches: Int, allowedBreaches: Int,
    issues: Int, totalTime: Double
  ) {
    self.components = components
    self.within = within
    self.warnings = warnings
    self.breaches = breaches
    self.allowedBreaches = allowedBreaches
    self.issues = issues
    self.totalTime = totalTime
  }

  /// Reads the counts; what follows from them is not read.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    components = try container.decode(Int.self, forKey: .components)
    within = try container.decode(Int.self, forKey: .within)
    warnings = try container.decode(Int.self, forKey: .warnings)
    breaches = try container.decode(Int.self, forKey: .breaches)
    allowedBreaches = try container.decode(Int.self, forKey: .allowedBreaches)
    issues = try container.decode(Int.self, forKey: .issues)
    totalTime = try container.decode(Double.self, forKey: .totalTime)
  }

  /// Writes the counts and what follows from them, so that readers need not compute.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(components, forKey: .components)
    try container.encode(within, forKey: .within)
    try container.encode(warnings, forKey: .warnings)
    try container.encode(breaches, forKey: .breaches)
    try container.encode(allowedBreaches, forKey: .allowedBreaches)
    try container.encode(issues, forKey: .issues)
    try container.encode(totalTime, forKey: .totalTime)
    try container.encode(isCompliant, forKey: .isCompliant)
    try container.encode(compliancePercent, forKey: .compliancePercent)
  }
}
