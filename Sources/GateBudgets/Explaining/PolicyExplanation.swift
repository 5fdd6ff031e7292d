package import GateRecords

/// Which rules count for a benchmark, and why those and not others.
package struct PolicyExplanation: Hashable, Sendable {
  /// One question with its answer.
  package struct Entry: Hashable, Sendable {
    /// The subject of the judgement: `p95 of wall_time`.
    package var subject: String
    /// The rule's content: `within 50 ms + 10 %`.
    package var answer: String
    /// The file and line of the rule; nil when it is in no file.
    package var source: String?
    /// The rule's origin in words: `at budgets/a.json5:3`, `by the preset regression-gate`.
    package var origin: String
    /// Why this rule applies.
    package var reason: String
    /// The rule's other keys: rationale, owner, mode, expiry.
    package var remarks: [String] = []
    /// The rules that do not apply, each with its reason.
    package var passedOver: [String] = []

    fileprivate init(
      subject: String, answer: String, source: String?, origin: String? = nil, reason: String,
      remarks: [String] = [], passedOver: [String] = []
    ) {
      self.subject = subject
      self.answer = answer
      self.source = source
      self.origin = origin ?? "at \(source ?? "")"
      self.reason = reason
      self.remarks = remarks
      self.passedOver = passedOver
    }
  }

  /// The questions, budgets first.
  package let entries: [Entry]

  /// Explains a policy for a benchmark.
  ///
  /// Ladders are explained for the metrics that are gated by default, and those that files or presets
  /// name.
  package init(of policy: BudgetPolicy, for benchmark: BenchmarkRecord) {
    let usual: [MetricName] = [.wallTime, .meanTime, .peakMemory, .allocations]
    let named = Set(policy.ladders.map(\.metric) + policy.presets.flatMap(\.metrics))
    entries =
      Self.budgets(policy, benchmark)
      + (usual + named.subtracting(usual).sorted()).compactMap {
        Self.ladder(policy, benchmark.name, $0)
      }
      + [Self.creep(policy, benchmark.name)].compactMap { $0 }
      + Self.promises(policy, benchmark)
  }

  private static func budgets(
    _ policy: BudgetPolicy, _ benchmark: BenchmarkRecord
  ) -> [Entry] {
    let all = policy.allRules(for: benchmark.name)
    return policy.rules(for: benchmark.name).map { winner in
      let direction = benchmark.measuredSeries(of: winner.metric)?.direction
      return Entry(
        subject: winner.subject, answer: winner.limitInWords(direction), source: winner.source,
        reason: reason(winner.pattern, winner.terms.condition),
        remarks: remarks(winner.terms)
          + (winner.launchesInWords(for: benchmark).map { [$0] } ?? []),
        passedOver: all.filter { $0.isRival(of: winner) && $0 != winner }.map {
          "\($0.limitInWords(direction)) at \($0.source): '\($0.pattern.text)'"
            + (condition($0.terms.condition)) + " is less specific"
        })
    }
  }

  private static func ladder(
    _ policy: BudgetPolicy, _ benchmark: BenchmarkIdentifier, _ metric: MetricName
  ) -> Entry? {
    let ladder = policy.ladder(for: benchmark, metric: metric)
    let rules = policy.ladderRules(for: benchmark, metric: metric)
    guard ladder.judges || !rules.isEmpty else { return nil }
    var entry = Entry(
      subject: "regression of \(metric)", answer: ladder.inWords(for: metric), source: nil,
      origin: "built in", reason: "no file has a ladder for \(metric)")
    let presets = policy.presets.filter { $0.ladder(for: metric) != nil }
    if metric == .meanTime, rules.isEmpty {
      entry.origin = "from wall_time's"
      entry.reason = "no file has a ladder for mean_time, so it is that of wall_time, wider"
      return entry
    }
    if let rule = rules.first {
      entry.source = rule.source
      entry.origin = "at \(rule.source)"
      entry.reason = reason(rule.pattern, rule.condition)
      entry.remarks = remarks(rule.rationale, rule.owner, rule.expires)
      entry.passedOver = rules.dropFirst().map {
        "\($0.ladder.inWords(for: metric)) at \($0.source): '\($0.pattern.text)'"
          + condition($0.condition)
          + " is less specific"
      }
    } else if !presets.isEmpty {
      entry.origin =
        "by the preset\(presets.count == 1 ? "" : "s") "
        + presets.map(\.rawValue).joined(separator: ", ")
      entry.reason = "no file has a ladder for \(metric) of its own"
    }
    return entry
  }

  private static func creep(
    _ policy: BudgetPolicy, _ benchmark: BenchmarkIdentifier
  ) -> Entry? {
    let ladder = policy.besideAnchor.ladder(for: benchmark, metric: .wallTime)
    guard let tolerance = ladder.fail else { return nil }
    let rule = policy.anchor
    return Entry(
      subject: "creep of wall_time since the anchor",
      answer: (ladder.mode == .warn ? "warns" : "fails") + " beyond \(tolerance)",
      source: policy.anchorSource, origin: policy.anchorSource == nil ? "built in" : nil,
      reason: rule.tolerance.map { tolerance == $0 } ?? false
        ? "it is for every benchmark" : "it follows the tolerance of a regression",
      remarks: remarks(rule.rationale, rule.owner, rule.expires))
  }

  /// The other keys of a ladder or the anchor: rationale, owner, mode, expiry.
  private static func remarks(
    _ rationale: String?, _ owner: String?, _ expires: ExpiryDate?
  ) -> [String] {
    [
      rationale.map { "rationale: \($0)" }, owner.map { "owner: \($0)" },
      expires.map { "to be looked at again by \($0.text)" },
    ].compactMap { $0 }
  }

  private static func promises(
    _ policy: BudgetPolicy, _ benchmark: BenchmarkRecord
  ) -> [Entry] {
    let name = benchmark.name
    let levels = policy.serviceLevels(for: benchmark).map { level in
      Entry(
        subject: "service level, \(level.statistic) of \(level.metric)",
        answer: level.inWords, source: level.terms.source,
        reason: "it is for \(level.scopeInWords)", remarks: remarks(level.terms))
    }
    let speedups = policy.speedups.filter { $0.faster == name || $0.slower == name }.map { rule in
      Entry(
        subject: "speed-up of \(rule.faster) against \(rule.slower)",
        answer: rule.demand,
        source: rule.terms.source, reason: "it names the benchmark itself",
        remarks: remarks(rule.terms))
    }
    let growth = policy.growth.filter { $0.series.pattern.matches(name.rawValue) }.flatMap { rule in
      rule.limits.map { limit in
        Entry(
          subject: "growth of \(limit.metric) over \(rule.series.parameter)",
          answer: limit.inWords, source: rule.terms.source,
          reason: reason(rule.series.pattern, rule.terms.condition),
          remarks: (rule.isObserved ? ["judged as it was observed"] : []) + remarks(rule.terms))
      }
    }
    let accepted = policy.acceptances.filter { $0.pattern.matches(name.rawValue) }.map { known in
      Entry(
        subject: "accepted worsening of \(known.metric?.rawValue ?? "every metric")",
        answer: "up to \(known.text)", source: known.source,
        reason: reason(known.pattern, known.condition),
        remarks: ["reason: \(known.reason)", "by: \(known.by)"]
          + (known.expires.map { ["until \($0.text)"] } ?? []))
    }
    return levels + speedups + growth + accepted + names(policy, name)
  }

  /// Returns the entries about the benchmark's name and its removed metrics.
  private static func names(_ policy: BudgetPolicy, _ name: BenchmarkIdentifier) -> [Entry] {
    func remarks(_ reason: String, _ by: String, _ expires: ExpiryDate?) -> [String] {
      ["reason: \(reason)", "by: \(by)"] + (expires.map { ["until \($0.text)"] } ?? [])
    }
    let removed = policy.removals.filter { $0.benchmark == name }.map { removal in
      Entry(
        subject: "removal of \(removal.metric?.rawValue ?? "the benchmark")",
        answer: "passes when it is missing", source: removal.source,
        reason: reason(GlobPattern(name.rawValue), removal.condition),
        remarks: remarks(removal.reason, removal.by, removal.expires))
    }
    let renamed = policy.renames.list.filter { $0.from == name || $0.to == name }.map { rename in
      Entry(
        subject: rename.to == name ? "name before" : "name since",
        answer: "'\(rename.to == name ? rename.from : rename.to)'", source: rename.source,
        reason: "it names the benchmark itself",
        remarks: remarks(rename.reason, rename.by, rename.expires))
    }
    return removed + renamed
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
