/// Finds how many iterations make a sample long enough, warming up on the way.
///
/// A pure state machine: it gets what each batch took and says what to run next, so that tests
/// drive it with made-up times.
struct Calibration {
  enum Step: Hashable {
    case run(iterations: Int)
    case finished(iterations: Int, nanosecondsPerIteration: Double)
  }

  /// The length a sample must reach, in nanoseconds.
  let goal: Double
  /// Whether samples are single iterations, whatever they last.
  let singleIterations: Bool

  private var iterations = 1
  private var stable: [Double] = []
  private var elapsed = 0.0

  /// Starts a calibration.
  ///
  /// - Parameters:
  ///   - target: The nanoseconds that a sample should last at least.
  ///   - resolution: The clock's step; a sample lasts a thousand of them at least.
  ///   - singleIterations: Whether samples are single iterations.
  init(target: UInt64, resolution: UInt64, singleIterations: Bool) {
    goal = Double(max(target, resolution * 1000, 1))
    self.singleIterations = singleIterations
  }

  /// Returns the next step to run.
  ///
  /// Batches grow until they reach the goal, then repeat until three agree within 5 %, or until ten
  /// of them, or three and twenty goals' time, have passed: a benchmark that never settles is measured
  /// too.
  mutating func next(after timing: BatchTiming?) -> Step {
    guard let timing else { return .run(iterations: 1) }
    elapsed += timing.wallTime
    guard timing.wallTime >= goal * 0.8 || iterations >= Self.mostIterations else {
      iterations = grown(from: timing)
      return .run(iterations: iterations)
    }
    stable.append(timing.perIteration)
    let isExhausted = stable.count >= 3 && elapsed > goal * 20
    guard isLong(timing) || hasSettled || stable.count >= 10 || isExhausted else {
      return .run(iterations: iterations)
    }
    let recent = stable.suffix(3).sorted()
    let typical = recent[(recent.count - 1) / 2]
    let needed = typical > 0 ? (goal / typical).rounded(.up) : Double(Self.mostIterations)
    let count = singleIterations ? 1 : Int(min(max(1, needed), Double(Self.mostIterations)))
    return .finished(iterations: count, nanosecondsPerIteration: typical)
  }

  static let mostIterations = 1 << 36

  /// The least nanoseconds of an iteration in any batch that was long enough; nil before the first.
  ///
  /// Other processes on the machine can only add time, so the least distinguishes a body from an empty loop.
  var least: Double? { stable.min() }

  /// Whether single iterations are far beyond the goal, so that they are their own warm-up.
  ///
  /// The first alone is not enough: it may have filled a table that all others use. Where it took a
  /// thousand goals a second one would take too long.
  private func isLong(_ timing: BatchTiming) -> Bool {
    guard iterations == 1, timing.wallTime > goal * 10 else { return false }
    return stable.count >= 2 || timing.wallTime > goal * 1000
  }

  private var hasSettled: Bool {
    guard stable.count >= 3, let least = stable.suffix(3).min(), let most = stable.suffix(3).max()
    else { return false }
    return most <= least * 1.05
  }

  private func grown(from timing: BatchTiming) -> Int {
    guard timing.wallTime > goal / 10 else { return min(iterations * 10, Self.mostIterations) }
    let needed = (Double(iterations) * goal / timing.wallTime * 1.05).rounded(.up)
    return min(max(Int(needed), iterations + 1), Self.mostIterations)
  }
}
