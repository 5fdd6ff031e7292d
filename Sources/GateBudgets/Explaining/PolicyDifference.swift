package import GateRecords
import GateStatistics

/// How one policy differs from another, rule by rule, and whether it allows more.
///
/// A rule that is new is held against what counted before for the same benchmarks: a narrow rule
/// beside a broad one may relax as much as a change of the broad one.
package enum PolicyDifference {
  /// The differences, in the order of the rules.
  ///
  /// - Parameter run: The run that is judged: it knows which way each of its metrics gets better.
  package static func changes(
    from base: BudgetPolicy, to change: BudgetPolicy, in run: RunRecord? = nil
  ) -> [PolicyChange] {
    budgets(base, change, run) + ladders(base, change)
      + named(serviceLevels(base), serviceLevels(change))
      + named(speedups(base), speedups(change)) + named(growth(base), growth(change))
      + named(acceptances(base, run), acceptances(change, run))
      + named(removals(base), removals(change)) + named(renames(base), renames(change))
      + named(choices(base), choices(change)) + named(anchor(base), anchor(change))
  }

  // MARK: Limits

  private struct LimitKey: Hashable {
    let pattern: GlobPattern
    let metric: MetricName
    let statistic: Statistic
    let isFloor: Bool
    let condition: RuleCondition

    init(_ rule: BudgetRule) {
      pattern = rule.pattern
      metric = rule.metric
      statistic = rule.statistic
      isFloor = rule.isFloor
      condition = rule.terms.condition
    }
  }

  private static func budgets(
    _ base: BudgetPolicy, _ change: BudgetPolicy, _ run: RunRecord?
  ) -> [PolicyChange] {
    let old = Dictionary(base.rules.map { (LimitKey($0), $0) }) { first, _ in first }
    let new = Dictionary(change.rules.map { (LimitKey($0), $0) }) { first, _ in first }
    let gone = base.rules.filter { new[LimitKey($0)] == nil }.compactMap {
      difference($0, effective(for: $0, in: change), named: $0, run)
    }
    let here = change.rules.compactMap {
      difference(old[LimitKey($0)] ?? effective(for: $0, in: base), $0, named: $0, run)
    }
    return gone + here
  }

  /// The rule that counts for the same question where a rule itself is absent.
  private static func effective(for rule: BudgetRule, in policy: BudgetPolicy) -> BudgetRule? {
    policy.allRules(for: BenchmarkIdentifier(rule.pattern.text)).first {
      $0.isRival(of: rule)
        && ($0.terms.condition.count == 0 || $0.terms.condition == rule.terms.condition)
    }
  }

  private static func difference(
    _ before: BudgetRule?, _ after: BudgetRule?, named rule: BudgetRule, _ run: RunRecord?
  ) -> PolicyChange? {
    let directions = rule.metric.directions(in: run, for: rule.pattern)
    let direction = directions.count == 1 ? directions.first : nil
    func words(_ rule: BudgetRule?) -> String? {
      rule.map { $0.limitInWords(direction) + ($0.terms.mode == .warn ? ", warns only" : "") }
    }
    // A floor allows more when it lies lower. Where no one knows which of the two it is, it is held to be both.
    func room(_ rule: BudgetRule?) -> [Double] {
      directions.map { direction in
        guard let rule, rule.terms.mode == .enforce else { return .infinity }
        let isFloor = rule.isFloor(direction) ?? false
        let limit = rule.budget.scaled(by: rule.tolerance, upwards: !isFloor)
        return isFloor ? -limit : limit
      }
    }
    guard words(before) != words(after) || room(before) != room(after) else { return nil }
    return change(
      "\(rule.subject) of \(rule.pattern.text)" + condition(rule.terms.condition),
      Wording(words(before), room(before), before?.terms.rationale),
      Wording(words(after), room(after), after?.terms.rationale),
      source: (after ?? before ?? rule).source)
  }

  // MARK: Ladders

  private struct LadderKey: Hashable {
    let metric: MetricName
    let pattern: GlobPattern
    let condition: RuleCondition
  }

  private static func ladders(_ base: BudgetPolicy, _ change: BudgetPolicy) -> [PolicyChange] {
    var keys = (base.ladders + change.ladders).map {
      LadderKey(metric: $0.metric, pattern: $0.pattern, condition: $0.condition)
    }
    keys += (base.presets + change.presets).flatMap(\.metrics).map {
      LadderKey(metric: $0, pattern: GlobPattern("*"), condition: .always)
    }
    var seen: Set<LadderKey> = []
    return keys.filter { seen.insert($0).inserted }.compactMap { key in
      let ladders = [base, change].map { ladder(key, in: $0) }
      guard ladders[0].ladder != ladders[1].ladder else { return nil }
      return Self.change(
        "regression of \(key.metric) of \(key.pattern.text)" + condition(key.condition),
        Wording(
          ladders[0].ladder.inWords(for: key.metric), room(ladders[0].ladder),
          ladders[0].rationale),
        Wording(
          ladders[1].ladder.inWords(for: key.metric), room(ladders[1].ladder),
          ladders[1].rationale),
        source: ladders[1].source)
    }
  }

  private static func ladder(
    _ key: LadderKey, in policy: BudgetPolicy
  ) -> (ladder: RegressionLadder, rationale: String?, source: String) {
    let name = BenchmarkIdentifier(key.pattern.text)
    let rule = policy.ladderRules(for: name, metric: key.metric).first {
      $0.condition == key.condition || $0.condition.count == 0
    }
    if let rule { return (rule.ladder, rule.rationale, rule.source) }
    return (policy.usualLadder(for: key.metric), nil, "presets and what is built in")
  }

  private static func room(_ ladder: RegressionLadder) -> [Double] {
    guard ladder.mode == .enforce, let fail = ladder.fail else { return [.infinity, .infinity] }
    return [fail.fraction, ladder.atLeast ?? 0]
  }

  // MARK: Everything else

  /// A rule by its name: what it says and how much it allows, where that is a number.
  struct Item {
    let words: String
    /// Every way in which it may be lax, more is laxer; nil where two cannot be compared.
    let room: [Double]?
    /// How much is allowed where the rule is absent.
    let roomWithout: Double
    let reason: String?
    let source: String
  }

  private static func named(
    _ before: [(String, Item)], _ after: [(String, Item)]
  ) -> [PolicyChange] {
    let old = Dictionary(before) { first, _ in first }
    let new = Dictionary(after) { first, _ in first }
    let names = before.map(\.0).filter { new[$0] == nil } + after.map(\.0)
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }.compactMap { name in
      guard let item = new[name] ?? old[name], old[name]?.words != new[name]?.words else {
        return nil
      }
      func room(_ other: Item?) -> [Double]? {
        other.map(\.room) ?? item.room?.map { _ in item.roomWithout }
      }
      return change(
        name, Wording(old[name]?.words, room(old[name]), old[name]?.reason),
        Wording(new[name]?.words, room(new[name]), new[name]?.reason), source: item.source)
    }
  }

  // MARK: Words

  static func condition(_ condition: RuleCondition) -> String {
    condition.count == 0 ? "" : " when \(condition)"
  }

  /// One side of a difference.
  private struct Wording {
    let words: String?
    let room: [Double]?
    let reason: String?

    init(_ words: String?, _ room: [Double]?, _ reason: String?) {
      self.words = words
      self.room = room
      self.reason = reason
    }
  }

  private static func change(
    _ rule: String, _ before: Wording, _ after: Wording, source: String
  ) -> PolicyChange {
    let kind: PolicyChange.Kind
    if let old = before.room, let new = after.room, old != new {
      // A rule that is laxer in one respect counts as laxer, even if it is stricter in another.
      kind = zip(old, new).contains { $0 < $1 } ? .relaxed : .tightened
    } else {
      kind = .changed
    }
    return PolicyChange(
      kind: kind, rule: rule, before: before.words, after: after.words,
      // A reason that stood there before was for something else.
      reason: after.reason == before.reason ? nil : after.reason, source: source)
  }
}
