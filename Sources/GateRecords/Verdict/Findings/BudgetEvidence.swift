/// A budget's figures beside the observed one.
public struct BudgetEvidence: Hashable, Sendable, Codable {
  /// Whether the limit bounds from above or from below.
  public enum Bound: String, Hashable, Sendable, Codable {
    /// The value must not exceed the limit.
    case ceiling
    /// The value must not fall below the limit.
    case floor
  }

  /// Whether the limit bounds from above or from below.
  public var bound: Bound

  /// The budget as written, in the metric's base unit.
  public var budget: Double

  /// The tolerance as a share of the budget, 0.1 for 10 %; 0 when it is given in points.
  public var tolerance: Double

  /// The tolerance in points of a share, 0.02 for 2 points; absent when it is relative.
  public var tolerancePoints: Double?

  /// Budget × (1 + tolerance) for a ceiling, budget × (1 − tolerance) for a floor.
  public var limit: Double

  /// (limit − value) ÷ budget for a ceiling, (value − limit) ÷ budget for a floor; negative when
  /// the limit is broken.
  public var margin: Double

  /// The lower sampling bound of the value; absent when the samples bound nothing.
  public var low: Double?

  /// The upper sampling bound of the value; absent when the samples bound nothing.
  public var high: Double?

  /// The one-sided confidence of each bound, in (0, 1).
  public var confidence: Double?

  /// Why the budget is what it is, in its author's words.
  public var rationale: String?

  /// The file and line of the budget: `budgets/reference.json5:12`.
  public var source: String?

  private enum CodingKeys: String, CodingKey {
    case bound, budget, tolerance, limit, margin, low, high, confidence, rationale, source
    case tolerancePoints = "tolerance_points"
  }

  /// Creates a budget's figures.
  public init(
    bound: Bound, budget: Double, tolerance: Double, tolerancePoints: Double? = nil,
    limit: Double, margin: Double, low: Double?, high: Double?, confidence: Double?,
    rationale: String?, source: String?
  ) {
    self.bound = bound
    self.budget = budget
    self.tolerance = tolerance
    self.tolerancePoints = tolerancePoints
    self.limit = limit
    self.margin = margin
    self.low = low
    self.high = high
    self.confidence = confidence
    self.rationale = rationale
    self.source = source
  }
}

extension BudgetEvidence {
  /// The words before a budget, so that a ceiling never reads as a floor: `at least ` before every floor, and
  /// `at most ` before a ceiling on the smallest value, which `min: 1` is.
  package func boundInWords(of statistic: Statistic?) -> String {
    switch bound {
    case .floor: "at least "
    case .ceiling: statistic == .minimum ? "at most " : ""
    }
  }
}
