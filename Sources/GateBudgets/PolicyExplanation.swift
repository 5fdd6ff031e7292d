package import GateRecords

/// Which rules count for a benchmark, and why those and not others.
package struct PolicyExplanation: Hashable, Sendable {
  /// One question with its answer.
  package struct Entry: Hashable, Sendable {
    /// What is judged: `p95 of wall_time`.
    package var subject: String
    /// What the rule says: `within 50 ms + 10 %`.
    package var answer: String
    /// Where it stands.
    package var source: String
    /// Why it counts.
    package var reason: String
    /// What the rule says besides: rationale, owner, mode, expiry.
    package var remarks: [String] = []
    /// The rules that do not count, each with its reason.
    package var passedOver: [String] = []
  }

  /// The questions, budgets first.
  package let entries: [Entry]

  /// Explains a policy.
  ///
  /// - Parameter metrics: The metrics whose ladders are explained.
  package init(
    of policy: BudgetPolicy, for benchmark: BenchmarkIdentifier,
    metrics: [MetricName] = [.wallTime, .peakMemory, .allocations]
  ) {
    entries =
      Self.budgets(policy, benchmark)
      + metrics.compactMap { Self.ladder(policy, benchmark, $0) }
  }

  private static func budgets(
    _ policy: BudgetPolicy, _ benchmark: BenchmarkIdentifier
  ) -> [Entry] {
    let all = policy.allRules(for: benchmark)
    return policy.rules(for: benchmark).map { winner in
      Entry(
        subject: winner.subject, answer: winner.limitInWords, source: winner.source,
        reason: reason(winner.pattern, winner.terms.condition), remarks: remarks(winner.terms),
        passedOver: all.filter { $0.isRival(of: winner) && $0 != winner }.map {
          "\($0.limitInWords) at \($0.source): '\($0.pattern.text)'"
            + (condition($0.terms.condition)) + " is less specific"
        })
    }
  }

  private static func ladder(
    _ policy: BudgetPolicy, _ benchmark: BenchmarkIdentifier, _ metric: MetricName
  ) -> Entry? {
    let ladder = policy.ladder(for: benchmark, metric: metric)
    guard ladder.judges else { return nil }
    var entry = Entry(
      subject: "regression of \(metric)", answer: "\(ladder)", source: "built in",
      reason: "no file has a ladder for \(metric)")
    let rules = policy.ladderRules(for: benchmark, metric: metric)
    let presets = policy.presets.filter { $0.ladder(for: metric) != nil }
    if let rule = rules.first {
      entry.source = rule.source
      entry.reason = reason(rule.pattern, rule.condition)
      entry.passedOver = rules.dropFirst().map {
        "\($0.ladder) at \($0.source): '\($0.pattern.text)'" + condition($0.condition)
          + " is less specific"
      }
    } else if !presets.isEmpty {
      entry.source = "presets " + presets.map(\.rawValue).joined(separator: ", ")
      entry.reason = "no file has a ladder for \(metric) besides"
    }
    return entry
  }

  static func reason(_ pattern: GlobPattern, _ condition: RuleCondition) -> String {
    (pattern.isLiteral
      ? "it names the benchmark itself"
      : pattern.text == "*" ? "it is for every benchmark" : "'\(pattern.text)' matches")
      + Self.condition(condition)
  }

  private static func condition(_ condition: RuleCondition) -> String {
    condition.count == 0 ? "" : " when \(condition)"
  }

  static func remarks(_ terms: RuleTerms) -> [String] {
    [
      terms.rationale.map { "rationale: \($0)" }, terms.owner.map { "owner: \($0)" },
      terms.severity.map { "severity: \($0.rawValue)" },
      terms.mode == .warn ? "mode: warns only" : nil,
      terms.expires.map { "to be looked at again by \($0.text)" },
    ].compactMap { $0 }
  }
}
