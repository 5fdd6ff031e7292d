import GateBudgets
import GateRecords
import GateStatistics

extension MeasuredBenchmark {
  /// Launch pairs within which a likely improvement is given the chance to be proven.
  static let provingPairs = 24

  /// Whether the run has enough of it.
  func isSettled(_ limits: MeasurementLimits) -> Bool {
    guard failure == nil else { return true }
    let samples = sampleCount + (earlier?.series(of: .wallTime)?.samples.count ?? 0)
    let hasSamples =
      samples >= samplesNeeded && percentiles.isMet(within: limits.mostPairs)
      || candidate.count >= limits.mostPairs
    guard baselineListed != nil else {
      return candidate.count >= limits.soloLaunches && hasSamples
    }
    if let exactPairs { return baselineFailure != nil || candidate.count >= exactPairs }
    if baselineFailure != nil || candidate.count >= limits.mostPairs { return true }
    // This run adds to earlier ones, whether they decided or not.
    guard !candidate.isEmpty else { return false }
    if pairCount >= limits.keptPairs { return true }
    guard hasSamples, pairCount >= leastPairs else { return false }
    if tests.isEmpty { return candidate.count >= limits.soloLaunches }
    return openTests.isEmpty
  }

  /// The tests that need more pairs.
  ///
  /// Once the typical time fails, its mean and its tail decide nothing more. A worsening below the floor
  /// does not fail, so they do.
  private var openTests: [FigureTest] {
    let tests = elsewhere.isEmpty ? tests : tests.mapValues(joint)
    let typical = tests[.wallTime]
    let hasFailed = typical.map { $0.decision == .regressed && !$0.isBelowFloor } ?? false
    return tests.filter { metric, figure in
      !Self.isSettled(figure) && !(hasFailed && [.meanTime, .tailTime].contains(metric))
    }.map(\.value)
  }

  /// Whether a test needs no more pairs; an improvement that is near is worth a few more.
  private static func isSettled(_ figure: FigureTest) -> Bool {
    switch figure.decision {
    case .undecided: return figure.isIncomparable
    case .regressed, .improved: return true
    case .passed:
      let looksImproved =
        figure.planned.metric == .wallTime
        && figure.test.estimate < 1 / (1 + figure.test.configuration.tolerance)
      return !looksImproved || figure.test.count >= provingPairs
    }
  }

  /// Whether it has too few pairs for any regression to be proven in them.
  func isBelowAlarm(_ limits: MeasurementLimits) -> Bool {
    baselineListed != nil && failure == nil && baselineFailure == nil
      && pairCount < limits.alarmPairs
  }

  /// How near it is to being settled, from 0 to 1.
  func progress(_ limits: MeasurementLimits) -> Double {
    guard !isSettled(limits) else { return 1 }
    if let exactPairs { return min(0.99, Double(candidate.count) / Double(max(1, exactPairs))) }
    guard !tests.isEmpty else {
      return min(0.99, Double(candidate.count) / Double(limits.soloLaunches))
    }
    return min(0.99, openTests.map(\.progress).min() ?? 0.99)
  }
}
