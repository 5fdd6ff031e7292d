import GateBudgets
import GateRecords

/// The words for launches that differ from the others of their side.
struct LaunchShapeWords {
  /// The advice for a doubt.
  static let advice = DetectionMessage.seeLaunches(isStored: false).line

  /// The same where only stored numbers are there to compare with.
  static let storedAdvice = DetectionMessage.seeLaunches(isStored: true).line

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
    return [
      DetectionMessage.launchesApart(
        share: percent(more), isCandidate: isNew, times: times(more, decimals: 1),
        worse: comparative, others: percent(fewer)
      ).line
    ]
  }

  /// Why a figure that typically keeps its tolerance does not pass:
  /// `3 of 10 launches of the candidate are 10 times larger than its others, …`.
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
    return "\(new.worse) of \(new.all) launches of the candidate "
      + "\(new.worse == 1 ? "is" : "are") \(times(new, decimals: 2)) times \(comparative) than its "
      + "others, \(shapes.baseline.worse) of \(shapes.baseline.all) of the baseline; \(mean)"
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
