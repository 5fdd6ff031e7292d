import GateBudgets
import GateRecords

/// What reports say of launches that lie apart from the others of their side.
struct LaunchShapeWords {
  /// What to do about a doubt.
  static let advice =
    "see what those launches do; --profile thorough measures longer and tells how often it happens"

  /// The same where only stored numbers are there to compare with.
  static let storedAdvice =
    "see what those launches do; beside the baseline's program measuring goes on and tells how often it "
    + "happens"

  private let unit: MetricUnit
  private let isWorseSmaller: Bool

  init(_ unit: MetricUnit, _ direction: MetricDirection) {
    self.unit = unit
    isWorseSmaller = direction == .higherIsBetter
  }

  private var comparative: String {
    isWorseSmaller ? "smaller" : unit == .nanoseconds ? "slower" : "larger"
  }

  /// One note where the sides' launches scatter in different shapes, none where they do not.
  func notes(on shapes: LaunchShapes?) -> [String] {
    guard let shapes, shapes.differ else { return [] }
    let isNew = shapes.isCandidateWorse
    let (more, fewer) =
      isNew ? (shapes.candidate, shapes.baseline) : (shapes.baseline, shapes.candidate)
    let whose = isNew ? "this change's" : "the baseline's"
    let others = isNew ? "the baseline's" : "this change's"
    return [
      "launches differ: \(percent(more)) of \(whose) are \(times(more, decimals: 1)) times "
        + "\(comparative) than the rest, \(percent(fewer)) of \(others)"
    ]
  }

  /// Why a figure that typically keeps its tolerance does not pass:
  /// `3 of 10 of the candidate's launches are 10 times larger than its others, …`.
  func doubt(_ doubt: LaunchDoubt) -> String {
    let mean: String
    switch doubt.mean {
    case .ratio(let ratio):
      mean = "the mean over launches is \(QuantityFormat.percent(ratio - 1, signed: true))"
    case .geometricRatio(let ratio):
      mean =
        "the geometric mean over launches is \(QuantityFormat.percent(ratio - 1, signed: true))"
    case .difference(let difference):
      mean =
        "the mean over launches changed by \(QuantityFormat.difference(difference, unit: unit))"
    }
    guard let shapes = doubt.shapes, shapes.candidate.worse > 0 else { return mean }
    let new = shapes.candidate
    return "\(new.worse) of \(new.all) of the candidate's launches "
      + "\(new.worse == 1 ? "is" : "are") \(times(new, decimals: 2)) times \(comparative) than its "
      + "others, \(shapes.baseline.worse) of \(shapes.baseline.all) of the baseline's; \(mean)"
  }

  private func times(_ side: LaunchShapes.Side, decimals: Int) -> String {
    decimals == 1
      ? QuantityFormat.fixed(side.times, decimals: 1)
      : QuantityFormat.brief((side.times * 10).rounded() / 10)
  }

  private func percent(_ side: LaunchShapes.Side) -> String {
    QuantityFormat.briefPercent((Double(side.worse) / Double(side.all) * 100).rounded() / 100)
  }
}
