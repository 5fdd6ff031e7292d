/// Whether a broken rule fails the gate.
public enum RuleMode: String, Hashable, Sendable, Codable, CaseIterable {
  /// A broken rule fails the gate.
  case enforce
  /// A broken rule warns.
  case warn
}
