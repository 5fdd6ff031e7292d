/// The kind of rule a finding comes from.
public enum FindingRule: String, Hashable, Sendable, Codable {
  /// The benchmark must exist and run.
  case presence
  /// The candidate must not be worse than the baseline.
  case regression
  /// A statistic must keep an absolute limit.
  case budget
  /// A benchmark must keep what was promised for it.
  case serviceLevel = "service_level"
  /// One benchmark must be faster than another of the same run.
  case speedup
  /// A series must not grow faster than allowed.
  case growth
  /// A benchmark must compute the same as another of the same run.
  case equivalence
  /// The candidate must not be much worse than the anchor, an older program.
  case creep
  /// The candidate must not be worse on some of the machines that measured.
  case machines
}
