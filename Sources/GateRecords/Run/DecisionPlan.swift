/// The planned decisions of a measurement: the error rates, and a test for each gated figure.
///
/// The driver stops by it and the judge decides by it. Where the judge's own rules are stricter, what
/// the evidence leaves open was measured for a question that is easier to settle.
public struct DecisionPlan: Hashable, Sendable, Codable {
  /// The error rates of all decisions together.
  public var promises: DecisionPolicy

  /// One test for each gated metric of a benchmark that the baseline has too, in the suite's order.
  public var tests: [PlannedTest]

  /// Creates a plan.
  public init(promises: DecisionPolicy, tests: [PlannedTest]) {
    self.promises = promises
    self.tests = tests
  }
}

/// The test of one metric of one benchmark.
public struct PlannedTest: Hashable, Sendable, Codable {
  /// The question of a test.
  public enum Question: String, Hashable, Sendable, Codable {
    /// Whether the two sides of launch pairs differ by more than the tolerance.
    case paired
    /// The same, for figures that equal work repeats exactly: any difference beyond the tolerance counts
    /// where launches agree, and where they do not they are compared as noise.
    case counted
  }

  /// The benchmark.
  public var benchmark: BenchmarkIdentifier

  /// The metric.
  public var metric: MetricName

  /// The question.
  public var question: Question

  /// The worsening that does not matter, as a share of the baseline, 0.05 for 5 %; absent when it is
  /// given in points.
  public var tolerance: Double?

  /// The worsening that does not matter, in points of a share, 0.02 for 2 points; absent when it is
  /// relative.
  public var tolerancePoints: Double?

  /// A worsening smaller than this, in the metric's unit, passes; absent without such a floor.
  public var floor: Double?

  /// Which way the metric gets better.
  public var direction: MetricDirection

  /// Whether a regression fails the gate or warns.
  public var mode: RuleMode

  private enum CodingKeys: String, CodingKey {
    case benchmark, metric, question, tolerance, direction, mode
    case tolerancePoints = "tolerance_points"
    case floor = "at_least"
  }

  /// Creates a test.
  public init(
    benchmark: BenchmarkIdentifier, metric: MetricName, question: Question, tolerance: Double?,
    tolerancePoints: Double?, floor: Double?, direction: MetricDirection, mode: RuleMode
  ) {
    self.benchmark = benchmark
    self.metric = metric
    self.question = question
    self.tolerance = tolerance
    self.tolerancePoints = tolerancePoints
    self.floor = floor
    self.direction = direction
    self.mode = mode
  }

  /// The worsening that does not matter as a share of a baseline's figure; infinite where points have no
  /// share, as of zero.
  package func tolerance(from baseline: Double) -> Double {
    if let points = tolerancePoints { return baseline == 0 ? .infinity : points / abs(baseline) }
    return tolerance ?? 0
  }

  /// Whether a figure that passes this test may still fail the other one.
  package func isLaxer(than other: PlannedTest) -> Bool {
    if (tolerancePoints == nil) != (other.tolerancePoints == nil) { return true }
    let own = tolerancePoints ?? tolerance ?? 0
    let others = other.tolerancePoints ?? other.tolerance ?? 0
    return own > others + 1e-12
  }
}
