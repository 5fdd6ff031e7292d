/// The keys of a budgets file, object by object, as the JSON Schema lists them, too.
enum PolicyKeys {
  static let file = [
    "$schema", "schema", "suite", "presets", "defaults", "baseline", "anchor", "budgets",
    "regressions",
    "service_levels", "speedups", "growth", "accept", "removed", "renamed",
  ]
  static let defaults = ["tolerance", "tolerances"]
  static let baseline = ["take", "runs", "days"]
  static let anchor = ["tolerance", "mode", "days", "rationale", "owner", "expires"]
  /// The keys that every rule may have in addition to its limits.
  static let terms = ["when", "rationale", "owner", "expires", "severity", "mode"]
  static let condition = ["os", "arch", "runner"]
  /// The keys of a budget, apart from those that are names of statistics.
  static let budget = ["benchmark", "metric", "tolerance", "at_least"] + terms
  static let usualStatistics = ["min", "mean", "median", "p95", "p99", "max"]
  /// A ladder for some benchmarks, within one for all.
  static let exception = [
    "fail", "minor", "major", "critical", "at_least", "mode", "rationale", "owner", "expires",
  ]
  static let ladder = exception + ["when", "benchmarks"]
  static let serviceLevels = ["allowed_breaches", "default", "levels"]
  static let usualLevel = ["breach", "warning", "statistic", "min_rows"] + terms
  static let level =
    ["benchmark", "tag", "metric", "statistic", "breach", "warning", "min_rows"] + terms
  static let speedup =
    ["faster", "slower", "metric", "at_least", "reduction", "expected", "same_result"] + terms
  static let growth =
    [
      "series", "metric", "per_step", "total", "memory_per_step", "memory_total", "cumulative",
      "complexity", "against", "within", "observed",
    ] + terms
  static let acceptance = ["benchmark", "metric", "up_to", "reason", "by", "expires", "when"]
  static let removal = ["benchmark", "metric", "reason", "by", "expires", "when"]
  static let rename = ["from", "to", "reason", "by", "expires"]
}
