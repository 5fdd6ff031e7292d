import GateCommandLine
import GateMeasurement

/// The options of measuring that several commands have.
enum MeasuringOptions {
  static let profile = OptionDefinition.value(
    "profile", "NAME", "How much to measure: quick, standard or thorough (default: standard)."
  ).among(MeasurementProfile.self)

  static let timeBudget = OptionDefinition.value(
    "time-budget", "TIME", "Stop after this time, such as 60s or 5m (default: \(defaults)).")

  static let seed = OptionDefinition.value(
    "seed", "NUMBER", "Repeat the random choices of an earlier run (default: random).")

  /// The profiles' own times.
  static let defaults = MeasurementProfile.allCases
    .map { "\(Int($0.timeBudget))s for \($0.rawValue)" }.joined(separator: ", ")
}
