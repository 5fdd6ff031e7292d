/// The result for every benchmark and metric of either side: each is counted once.
public struct Accounting: Hashable, Sendable, Codable {
  /// Compared with the baseline.
  public var compared: Int

  /// Compared, worse, and accepted by the budgets.
  public var accepted: Int

  /// In the baseline and not there now, or changed, as the budgets say.
  public var removed: Int

  /// There now and not in the baseline.
  public var new: Int

  /// In the baseline and not there now.
  public var vanished: Int

  /// Of another unit, direction or kind of sample than in the baseline.
  public var changed: Int

  /// Of a metric that no rule compares.
  public var withoutRule: Int

  /// The baseline has it, but its program gave nothing to compare with.
  public var blind: Int

  /// Proven to execute the same code, so that there was nothing to compare; absent without any.
  public var sameCode: Int?

  /// Limits and promises of the budgets that were judged.
  public var limits: Int

  private enum CodingKeys: String, CodingKey {
    case compared, accepted, removed, new, vanished, changed, blind, limits
    case withoutRule = "without_rule"
    case sameCode = "same_code"
  }

  /// Creates an account.
  public init(
    compared: Int = 0, accepted: Int = 0, removed: Int = 0, new: Int = 0, vanished: Int = 0,
    changed: Int = 0,
    withoutRule: Int = 0, blind: Int = 0, limits: Int = 0, sameCode: Int? = nil
  ) {
    self.compared = compared
    self.accepted = accepted
    self.removed = removed
    self.new = new
    self.vanished = vanished
    self.changed = changed
    self.withoutRule = withoutRule
    self.blind = blind
    self.limits = limits
    self.sameCode = sameCode
  }

  /// Whether anything was judged at all; a gate that judged nothing does not pass.
  package var isEmpty: Bool { compared + accepted + limits + (sameCode ?? 0) == 0 }
}
