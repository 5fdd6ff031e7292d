/// How a metric grows over a series of benchmarks that differ in one parameter.
public struct GrowthEvidence: Hashable, Sendable, Codable {
  /// The kind of limit.
  public enum Limit: String, Hashable, Sendable, Codable, CaseIterable {
    /// The growth from one step to the next; `limit` is a share.
    case perStep = "per_step"
    /// The growth from the first step to the last; `limit` is a share.
    case total
    /// The sum over all steps; `limit` is in the metric's base unit.
    case cumulative
    /// The order of growth; `limit` is absent, `allowed` names it.
    case complexity
    /// The growth over another series at the same parameter; `limit` is a share.
    case scenario
    /// The growth of the exponent since the baseline, cost ≈ c·nᵇ; `limit` is a difference of exponents.
    case exponent
  }

  /// One step of the series.
  public struct Point: Hashable, Sendable, Codable {
    /// The benchmark.
    public var benchmark: BenchmarkIdentifier
    /// The parameter's value.
    public var parameter: Double
    /// The median of the metric.
    public var value: Double
    /// The relative change on the step before; absent for the first.
    public var change: Double?
    /// The sum up to this step, itself included.
    public var cumulative: Double

    /// Creates a step.
    public init(
      benchmark: BenchmarkIdentifier, parameter: Double, value: Double, change: Double?,
      cumulative: Double
    ) {
      self.benchmark = benchmark
      self.parameter = parameter
      self.value = value
      self.change = change
      self.cumulative = cumulative
    }
  }

  /// The kind of limit.
  public var kind: Limit

  /// The pattern of the series.
  public var series: String

  /// The parameter in which its benchmarks differ.
  public var parameter: String

  /// The pattern of the series that it is held against; only for `scenario`, and absent in records of earlier
  /// versions.
  public var against: String?

  /// The observed growth, sum or order; for shares 0.2 is 20 % more.
  public var observed: Double?

  /// The lower bound of `observed`; absent when the launches bound nothing.
  public var low: Double?

  /// The upper bound of `observed`; absent when the launches bound nothing.
  public var high: Double?

  /// The one-sided confidence of each bound, in (0, 1).
  public var confidence: Double?

  /// The limit, for all kinds but complexity.
  public var limit: Double?

  /// The order that is allowed, `O(n log n)`; of an exponent the baseline's, `n^1.02`.
  public var allowed: String?

  /// The order that fits best, `O(n²)`; of an exponent the run's, `n^1.98`.
  public var fitted: String?

  /// The root mean square of the best fit's relative errors.
  public var fitError: Double?

  /// The steps in the parameter's order.
  public var points: [Point]

  /// Why the rule is what it is.
  public var rationale: String?

  /// The file and line where it is written; `built in` for a rule that needs no file.
  public var source: String

  private enum CodingKeys: String, CodingKey {
    case kind, series, parameter, against, observed, low, high, confidence, limit, allowed, fitted
    case fitError = "fit_error"
    case points, rationale, source
  }

  /// Creates a series' figures.
  public init(
    kind: Limit, series: String, parameter: String, against: String? = nil, observed: Double? = nil,
    low: Double? = nil,
    high: Double? = nil, confidence: Double? = nil, limit: Double? = nil, allowed: String? = nil,
    fitted: String? = nil, fitError: Double? = nil, points: [Point], rationale: String?,
    source: String
  ) {
    self.kind = kind
    self.series = series
    self.parameter = parameter
    self.against = against
    self.observed = observed
    self.low = low
    self.high = high
    self.confidence = confidence
    self.limit = limit
    self.allowed = allowed
    self.fitted = fitted
    self.fitError = fitError
    self.points = points
    self.rationale = rationale
    self.source = source
  }
}
