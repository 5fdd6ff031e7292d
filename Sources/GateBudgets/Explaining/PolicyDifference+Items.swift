import GateRecords
import GateStatistics

/// The rules other than limits and ladders, each by a name that is the same in both policies.
extension PolicyDifference {
  static func serviceLevels(_ policy: BudgetPolicy) -> [(String, Item)] {
    policy.serviceLevels.levels.map { level in
      let terms = level.terms
      return (
        "service level for \(level.metric) of \(level.scopeInWords)" + condition(terms.condition),
        Item(
          words: "\(level.statistic): \(level.inWords)"
            + (terms.mode == .warn ? ", fails nothing" : ""),
          room: terms.mode == .warn
            ? [.infinity, .infinity, .infinity]
            : [level.breach.value, level.warning, Double(level.minimumRows ?? 0)],
          roomWithout: .infinity,
          reason: terms.rationale, source: terms.source)
      )
    }
  }

  static func speedups(_ policy: BudgetPolicy) -> [(String, Item)] {
    policy.speedups.map { rule in
      let extras =
        (rule.asksForSameResult ? ", same result" : "")
        + (rule.terms.mode == .warn ? ", warns only" : "")
      return (
        "speed-up of \(rule.faster) against \(rule.slower)"
          + (rule.metric == .wallTime ? "" : " in \(rule.metric)")
          + condition(rule.terms.condition),
        Item(
          words: "at least \(QuantityFormat.brief(rule.atLeast))×\(extras)",
          room: rule.terms.mode == .warn
            ? [.infinity, .infinity] : [-rule.atLeast, rule.asksForSameResult ? 0 : 1],
          roomWithout: .infinity,
          reason: rule.terms.rationale, source: rule.terms.source)
      )
    }
  }

  static func growth(_ policy: BudgetPolicy) -> [(String, Item)] {
    policy.growth.flatMap { rule in
      rule.limits.map { limit in
        (
          BudgetMessage.growthOf(
            limit.kind, limit.metric, series: rule.series.pattern.text, against: limit.rival
          ).text + condition(rule.terms.condition),
          Item(
            words: limit.inWords + (rule.isObserved ? ", as observed" : "")
              + (rule.terms.mode == .warn ? ", warns only" : ""),
            room: [rule.terms.mode == .warn ? .infinity : limit.room], roomWithout: .infinity,
            reason: rule.terms.rationale, source: rule.terms.source)
        )
      }
    }
  }

  static func acceptances(
    _ policy: BudgetPolicy, _ run: RunRecord?
  ) -> [(String, Item)] {
    policy.acceptances.map { known in
      let room: [Double] =
        switch known.extent {
        case .share(let share): [share.fraction]
        case .figure(let quantity): known.directions(in: run).map { $0 * quantity.value }
        }
      return (
        "acceptance for \(known.metric?.rawValue ?? "every metric") of \(known.pattern.text)"
          + (known.extent.isShare ? "" : " up to a figure") + condition(known.condition),
        Item(
          words: "up to \(known.text)" + (known.expires.map { " until \($0.text)" } ?? ""),
          room: room + [known.expires?.secondsSinceEpoch ?? .infinity],
          roomWithout: -.infinity, reason: known.reason, source: known.source)
      )
    }
  }

  static func removals(_ policy: BudgetPolicy) -> [(String, Item)] {
    policy.removals.map { removal in
      (
        "removal of \(removal.subject)" + condition(removal.condition),
        Item(
          words: "accepted" + (removal.expires.map { " until \($0.text)" } ?? ""),
          room: [removal.expires?.secondsSinceEpoch ?? .infinity], roomWithout: -.infinity,
          reason: removal.reason, source: removal.source)
      )
    }
  }

  static func renames(_ policy: BudgetPolicy) -> [(String, Item)] {
    policy.renames.list.map { rename in
      (
        "rename of '\(rename.from)' to '\(rename.to)'",
        Item(
          words: "followed" + (rename.expires.map { " until \($0.text)" } ?? ""),
          room: [rename.expires?.secondsSinceEpoch ?? .infinity], roomWithout: -.infinity,
          reason: rename.reason, source: rename.source)
      )
    }
  }

  static func choices(_ policy: BudgetPolicy) -> [(String, Item)] {
    let baseline = policy.baseline
    let age = baseline.days.map { " within \($0) days" } ?? ""
    return [
      (
        "allowed breaches of service levels",
        Item(
          words: "\(policy.serviceLevels.allowedBreaches)",
          room: [Double(policy.serviceLevels.allowedBreaches)], roomWithout: 1, reason: nil,
          source: policy.breachesSource ?? "budgets")
      ),
      (
        "choice of the baseline",
        Item(
          words: "\(baseline.reference.rawValue) of \(baseline.runs)\(age)", room: nil,
          roomWithout: 0, reason: nil, source: policy.baselineSource ?? "budgets")
      ),
    ]
  }

  static func anchor(_ policy: BudgetPolicy) -> [(String, Item)] {
    let rule = policy.anchor
    let usual = policy.ladder(for: BenchmarkIdentifier("*"), metric: .wallTime)
    let size = rule.ladder(from: usual).fail?.fraction ?? .infinity
    // An anchor that moves sooner forgets more.
    let age = -Double(rule.days ?? 1_000_000)
    return [
      (
        "tolerance against the anchor",
        Item(
          words: rule.inWords,
          room: rule.mode == .warn ? [.infinity, .infinity] : [size, age], roomWithout: .infinity,
          reason: rule.rationale, source: policy.anchorSource ?? "budgets")
      )
    ]
  }
}

extension Acceptance {
  /// The directions in which a figure allows more: 1 for a higher figure, −1 for a lower one.
  ///
  /// Both, where the metric's direction is not known: then any change of the figure counts as one that allows
  /// more.
  fileprivate func directions(in run: RunRecord?) -> [Double] {
    // A figure for every metric is a time.
    guard let metric else { return [1] }
    return metric.directions(in: run, for: pattern).map { $0 == .higherIsBetter ? -1 : 1 }
  }
}

extension MetricName {
  /// The directions in which it may get better: that of the benchmarks which a pattern matches in a run, else that of
  /// a built-in metric, else both.
  func directions(in run: RunRecord?, for pattern: GlobPattern) -> [MetricDirection] {
    let measured = (run?.benchmarks ?? []).lazy.filter { pattern.matches($0.name.rawValue) }
      .compactMap { $0.measuredSeries(of: self)?.direction }
    let known = Set(measured)
    if known.count == 1 { return Array(known) }
    guard known.isEmpty, let direction = knownDirection else {
      return [.lowerIsBetter, .higherIsBetter]
    }
    return [direction]
  }
}

extension GrowthRule.Limit {
  /// The series that it is held against; nil for limits without one.
  fileprivate var rival: String? {
    if case .scenario(_, let against, _) = self { return against.pattern.text }
    return nil
  }

  /// How much it allows, among limits of its kind.
  fileprivate var room: Double {
    switch self {
    case .perStep(_, let share), .total(_, let share), .scenario(_, _, let share): share.fraction
    case .cumulative(_, let quantity, _): quantity.value
    case .complexity(_, let order):
      Double(ComplexityClass.allCases.firstIndex(of: order) ?? 0)
    }
  }
}
