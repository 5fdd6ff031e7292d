/// A difference between the budgets that judged and the budgets of the change under test.
public struct PolicyChange: Hashable, Sendable, Codable {
  /// The kind of change of a rule.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// It allows more than before, or it was removed.
    case relaxed
    /// It allows less than before, or it is new.
    case tightened
    /// It is different, and neither can be said.
    case changed
  }

  /// The kind of change.
  public var kind: Kind

  /// The rule, in words: `p95 of wall_time of pipeline/*`.
  public var rule: String

  /// The rule before; absent when it is new.
  public var before: String?

  /// The rule now; absent when it was removed.
  public var after: String?

  /// The reason written beside it since; absent when none is, or the old one is still there.
  public var reason: String?

  /// The file and line where it is, or was, written.
  public var source: String

  /// Whether it allows more without a reason.
  public var isUnexplained: Bool { kind == .relaxed && reason == nil }

  /// Creates a difference.
  public init(
    kind: Kind, rule: String, before: String?, after: String?, reason: String? = nil,
    source: String
  ) {
    self.kind = kind
    self.rule = rule
    self.before = before
    self.after = after
    self.reason = reason
    self.source = source
  }
}
