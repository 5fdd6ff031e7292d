package import GateRecords

/// Makes the plan of a measurement, or of a judgement, from a policy and what there is to compare.
///
/// Driver and judge both ask it, so two policies that are equal make equal plans.
package struct DecisionPlanner: Sendable {
  /// A metric of a benchmark that both sides may have.
  package struct Figure: Hashable, Sendable {
    /// The benchmark.
    package let benchmark: BenchmarkIdentifier
    /// The metric.
    package let metric: MetricName
    /// Which way it gets better.
    package let direction: MetricDirection
    /// Whether equal work repeats it exactly.
    package let isCounted: Bool

    /// Creates a figure.
    package init(
      benchmark: BenchmarkIdentifier, metric: MetricName, direction: MetricDirection,
      isCounted: Bool
    ) {
      self.benchmark = benchmark
      self.metric = metric
      self.direction = direction
      self.isCounted = isCounted
    }
  }

  /// The rules.
  package let policy: BudgetPolicy
  /// The error rates of all decisions together.
  package let promises: DecisionPolicy

  /// Prepares plans.
  ///
  /// - Parameters:
  ///   - policy: The rules as they hold on this machine.
  ///   - alpha: The suite's false-alarm rate.
  ///   - partners: The benchmarks that both sides have, those of all shards. Each counts with every metric
  ///     that the policy gates, measured or not, so the count is known before anything is measured and
  ///     is the same for all callers.
  ///   - others: Comparisons that share the rate and are not of these.
  ///   - least: The count is never smaller than this.
  package init(
    policy: BudgetPolicy, alpha: Double, missRate: Double = 0.05,
    partners: some Sequence<BenchmarkIdentifier>, others: Int = 0, least: Int = 1
  ) {
    self.policy = policy
    let count = Set(partners).reduce(others) { $0 + policy.gatedMetrics(of: $1).count }
    promises = DecisionPolicy(
      suiteFalseAlarmRate: alpha, missRate: missRate, comparisonCount: max(count, least, 1))
  }

  /// The test of a figure; nil when no rule compares it.
  package func test(of figure: Figure) -> PlannedTest? {
    let ladder = policy.ladder(for: figure.benchmark, metric: figure.metric)
    guard let threshold = ladder.decisive else { return nil }
    return PlannedTest(
      benchmark: figure.benchmark, metric: figure.metric,
      question: figure.isCounted ? .counted : .paired,
      tolerance: threshold.kind == .relative ? threshold.fraction : nil,
      tolerancePoints: threshold.kind == .points ? threshold.fraction : nil,
      floor: ladder.atLeast, direction: figure.direction,
      mode: ladder.fail == nil || ladder.mode == .warn ? .warn : .enforce)
  }

  /// Whether the mean of a metric's quantity is gated as a metric of its own, the mean time.
  ///
  /// A rate is the reciprocal of the time.
  package func hasMeanRow(_ metric: MetricName, of benchmark: BenchmarkIdentifier) -> Bool {
    [.wallTime, .throughput].contains(metric)
      && policy.ladder(for: benchmark, metric: .meanTime).judges
  }

  /// The plan for these figures.
  package func plan(for figures: some Sequence<Figure>) -> DecisionPlan {
    DecisionPlan(promises: promises, tests: figures.compactMap(test))
  }
}
