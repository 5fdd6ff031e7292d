package import GateRecords

/// How much slower than the anchor a suite may become, and when the anchor moves by itself.
///
/// The anchor is an older program than the baseline: it shows what changes come to that each stayed
/// within its tolerance.
package struct AnchorRule: Hashable, Sendable {
  /// How much slower a benchmark may become; nil is twice its own tolerance.
  package var tolerance: Tolerance?
  /// Whether a creep fails the gate or warns.
  package var mode: RuleMode
  /// The age in days beyond which the next baseline becomes the anchor; nil keeps it.
  package var days: Int?
  /// Why it is what it is.
  package var rationale: String?
  /// The owner of the rule.
  package var owner: String?
  /// The last day before it is to be looked at again.
  package var expires: ExpiryDate?

  /// The rule when no file has one.
  package static let builtIn = AnchorRule()

  /// The share of the suite's false-alarm rate that comparisons with the anchor have where they may
  /// fail the gate; the comparisons with the baseline have the rest.
  package static let share = 0.2

  /// Creates a rule.
  package init(
    tolerance: Tolerance? = nil, mode: RuleMode = .warn, days: Int? = nil,
    rationale: String? = nil
  ) {
    self.tolerance = tolerance
    self.mode = mode
    self.days = days
    self.rationale = rationale
  }

  /// The ladder for a comparison with the anchor, from the one for the baseline.
  ///
  /// The tolerance is never smaller than the baseline's, or one step could be called a creep; and no
  /// label begins below it.
  func ladder(from own: RegressionLadder) -> RegressionLadder {
    guard let decisive = own.decisive else { return RegressionLadder() }
    let asked = tolerance ?? Tolerance(basisPoints: 2 * decisive.basisPoints, kind: decisive.kind)
    let fail = asked.basisPoints < decisive.basisPoints ? decisive : asked
    func label(_ threshold: Tolerance?) -> Tolerance? {
      threshold.map { $0.basisPoints < fail.basisPoints ? fail : $0 }
    }
    return RegressionLadder(
      fail: fail, minor: label(own.minor), major: label(own.major), critical: label(own.critical),
      atLeast: own.atLeast, floorDimension: own.floorDimension,
      mode: own.fail != nil && own.mode == .enforce ? mode : .warn)
  }

  /// Whether an anchor is so old that the next baseline takes its place.
  package func isOver(_ anchor: Timestamp, at moment: Timestamp) -> Bool {
    guard let days else { return false }
    return moment.millisecondsSinceEpoch - anchor.millisecondsSinceEpoch
      > Int64(days) * 86_400_000
  }

  /// The share of the suite's false-alarm rate that is left for comparisons with the baseline.
  package func shareForBaseline(isMeasured: Bool) -> Double {
    isMeasured && mode == .enforce ? 1 - Self.share : 1
  }

  /// The false-alarm rate of all comparisons with the anchor.
  ///
  /// A rule that only warns cannot fail a build, so it has a false-alarm rate of its own and takes nothing from the
  /// suite's.
  package func falseAlarmRate(of suite: Double) -> Double {
    mode == .enforce ? suite * Self.share : suite
  }

  /// `warns beyond twice the tolerance`, `fails beyond 10 %; moves after 90 days`.
  package var inWords: String {
    let verb = mode == .enforce ? "fails" : "warns"
    let size = tolerance.map { "\($0)" } ?? "twice the tolerance"
    return "\(verb) beyond \(size)" + (days.map { "; moves after \($0) days" } ?? "")
  }
}

extension BudgetPolicy {
  /// The rules for comparisons with the anchor: wall time alone, with the anchor's tolerance.
  package var besideAnchor: BudgetPolicy {
    func rule(
      _ metric: MetricName, _ ladder: RegressionLadder, like other: LadderRule? = nil
    ) -> LadderRule {
      LadderRule(
        metric: metric, pattern: other?.pattern ?? GlobPattern("*"),
        condition: other?.condition ?? .always, ladder: ladder, rationale: other?.rationale,
        source: other?.source ?? "built in")
    }
    let own = ladders.filter { $0.metric == .wallTime }
    var rules = own.map { rule(.wallTime, anchor.ladder(from: $0.ladder), like: $0) }
    if !own.contains(where: { $0.pattern == GlobPattern("*") && $0.condition == .always }) {
      rules.append(rule(.wallTime, anchor.ladder(from: usualLadder(for: .wallTime))))
    }
    rules += RegressionLadder.gatedByDefault.filter { $0 != .wallTime }
      .map { rule($0, RegressionLadder()) }
    return withLaddersAlone(rules)
  }
}
