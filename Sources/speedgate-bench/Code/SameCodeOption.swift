import GateBudgets
import GateCommandLine
import GateMeasurement

/// How benchmarks are treated that execute the same code on both sides.
struct SameCodeOption {
  /// The option.
  static let option = OptionDefinition.value(
    "same-code", "MODE",
    "For benchmarks that run the same code on both sides: measure them alone, skip them, or ignore that (default: measure)."
  ).among(Mode.self)

  private enum Mode: String, CaseIterable {
    case measure, skip, ignore
  }

  private let mode: Mode
  private let hasOwnEnvironment: Bool

  /// - Parameter hasOwnEnvironment: Whether the candidate has variables of its own.
  /// - Throws: `UsageError` for another mode.
  init(_ arguments: ParsedArguments, hasOwnEnvironment: Bool) throws(UsageError) {
    mode = try arguments.choice("same-code", as: Mode.self) ?? .measure
    self.hasOwnEnvironment = hasOwnEnvironment
  }

  /// The benchmarks that are not compared, and whether they are launched.
  ///
  /// With variables of the candidate's own, the same code may do something else.
  ///
  /// - Parameters:
  ///   - names: Those that execute the same code.
  ///   - besideAnchor: The rules for the comparison with an anchor; nil where nothing is measured beside one.
  func choice(_ names: Set<String>, besideAnchor: BudgetPolicy?) -> SameCodeChoice {
    guard mode != .ignore, !hasOwnEnvironment else { return .none }
    return SameCodeChoice(
      names: names, isLaunched: mode == .measure, besideAnchor: besideAnchor)
  }
}
