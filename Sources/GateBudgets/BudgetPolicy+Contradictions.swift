package import GateFiles
package import GateRecords

/// Finds rules of one policy that contradict each other.
extension BudgetPolicy {
  /// The contradiction between a limit and another one; nil if there is none.
  ///
  /// Both are for the same pattern, so that whatever the one judges the other judges, too.
  ///
  /// - Parameter direction: The direction in which a run says that the metric gets better; only built-in ones are known
  ///   without.
  static func contradiction(
    _ rule: BudgetRule, _ twin: BudgetRule, direction: MetricDirection? = nil
  ) -> FileError? {
    guard rule.metric == twin.metric, rule.terms.condition == twin.terms.condition else {
      return nil
    }
    if rule.isRival(of: twin) {
      return error(
        rule.source,
        .limitTwice(rule.subject, of: rule.pattern.text, source: twin.source))
    }
    // For a metric of which more is better every limit is a floor; of a suite's own metric no file says which way is better.
    let isCeiling = (rule.metric.knownDirection ?? direction) == .lowerIsBetter
    if rule.isFloor != twin.isFloor {
      guard isCeiling else { return nil }
      let (floor, ceiling) = rule.isFloor ? (rule, twin) : (twin, rule)
      guard floor.budget.dimension == ceiling.budget.dimension, ceiling.budget < floor.budget
      else { return nil }
      return error(
        rule.source,
        .floorAboveCeiling(
          floor: "\(floor.text)\(place(floor, unlike: rule))",
          ceiling: "\(ceiling.statistic) \(ceiling.text)\(place(ceiling, unlike: rule))"))
    }
    // No sample has a smaller percentile above a larger one, so limits the other way round say less
    // than they seem to: the one of the smaller percentile is never the one that is broken.
    let isRising = rule.statistic.isBelow(twin.statistic)
    let isFalling = twin.statistic.isBelow(rule.statistic)
    guard isRising || isFalling, !rule.isFloor, isCeiling else { return nil }
    let (lower, upper) = isRising ? (rule, twin) : (twin, rule)
    let limits = [lower, upper].map { $0.budget.scaled(by: $0.tolerance, upwards: true) }
    guard lower.budget.dimension == upper.budget.dimension, limits[0] > limits[1] else {
      return nil
    }
    return error(
      rule.source,
      .lowerAllowsMore(
        lower: "\(lower.statistic) (\(lower.limitInWords())\(place(lower, unlike: rule)))",
        upper: "\(upper.statistic) (\(upper.limitInWords())\(place(upper, unlike: rule)))"))
  }

  /// Refuses limits of a suite's own metrics that contradict each other, which only a run's directions show.
  ///
  /// - Throws: `FileError` for the first contradiction.
  package func requireConsistency(in run: RunRecord) throws(FileError) {
    for (place, rule) in rules.enumerated() where rule.metric.knownDirection == nil {
      let series = run.benchmarks.lazy.filter { rule.pattern.matches($0.name.rawValue) }
        .compactMap { $0.measuredSeries(of: rule.metric) }
      guard let direction = series.first?.direction else { continue }
      for twin in ruleIndex.same(as: rule.pattern) where twin < place {
        if let error = Self.contradiction(rule, rules[twin], direction: direction) { throw error }
      }
    }
  }

  /// The contradiction between a speed-up and others; nil if there is none.
  static func contradiction(_ speedup: SpeedupRule, among others: [SpeedupRule]) -> FileError? {
    func rule(_ faster: BenchmarkIdentifier, _ slower: BenchmarkIdentifier) -> SpeedupRule? {
      others.first {
        $0.faster == faster && $0.slower == slower && $0.metric == speedup.metric
          && $0.terms.condition == speedup.terms.condition
      }
    }
    if let twin = rule(speedup.faster, speedup.slower) {
      return error(speedup.terms.source, .speedupTwice(source: twin.terms.source))
    }
    // 3 times and a third do not always make 1 to the last bit.
    guard let reverse = rule(speedup.slower, speedup.faster),
      reverse.atLeast * speedup.atLeast > 1 + 1e-9
    else { return nil }
    return error(
      speedup.terms.source,
      .speedupOpposite(source: reverse.terms.source))
  }

  /// The contradiction between a growth rule and others; nil if there is none.
  static func contradiction(_ rule: GrowthRule, among others: [GrowthRule]) -> FileError? {
    if let double = rule.limits.indices.first(where: { place in
      rule.limits[..<place].contains { $0.isRival(of: rule.limits[place]) }
    }) {
      let limit = rule.limits[double]
      return error(
        rule.terms.source,
        .growthTwice(limit.kind, limit.metric, series: nil, source: nil))
    }
    for other in others
    where other.series == rule.series && other.terms.condition == rule.terms.condition {
      for limit in rule.limits where other.limits.contains(where: limit.isRival) {
        return error(
          rule.terms.source,
          .growthTwice(
            limit.kind, limit.metric, series: rule.series.pattern.text,
            source: other.terms.source))
      }
    }
    return nil
  }

  /// The contradiction between an acceptance and another one; nil if there is none.
  ///
  /// A share and a value do not contradict each other, because they accept different findings.
  static func contradiction(_ acceptance: Acceptance, among others: [Acceptance]) -> FileError? {
    let twin = others.first {
      $0.pattern == acceptance.pattern && $0.metric == acceptance.metric
        && $0.condition == acceptance.condition
        && $0.extent.isShare == acceptance.extent.isShare
    }
    return twin.map {
      error(
        acceptance.source,
        .acceptanceTwice(acceptance.metric, of: acceptance.pattern.text, source: $0.source))
    }
  }

  static func error(_ source: String, _ message: BudgetMessage) -> FileError {
    .malformed(path: source, place: nil, reason: message.line)
  }

  /// Where a rule is, in words; empty for the rule that the message names already.
  private static func place(_ rule: BudgetRule, unlike named: BudgetRule) -> String {
    rule.source == named.source ? "" : " at \(rule.source)"
  }
}

extension Statistic {
  /// Whether no samples have this summary above the other one.
  func isBelow(_ other: Statistic) -> Bool {
    switch (self, other) {
    case (.minimum, .minimum), (.maximum, .maximum): false
    case (.minimum, _), (_, .maximum): true
    case (.percentile(let percent), .percentile(let more)): percent < more
    default: false
    }
  }
}

extension GrowthRule.Limit {
  /// Whether two limits of one series answer the same question.
  func isRival(of other: GrowthRule.Limit) -> Bool {
    guard kind == other.kind, metric == other.metric else { return false }
    if case .scenario(_, let against, _) = self, case .scenario(_, let another, _) = other {
      return against == another
    }
    return true
  }
}

extension Acceptance.Extent {
  /// Whether it is a share of what was, not a figure.
  var isShare: Bool {
    if case .share = self { return true }
    return false
  }
}
