import GateBudgets
import GateRecords
import GateStatistics

extension Comparison {
  /// By numbers stored from earlier runs.
  ///
  /// - Parameters:
  ///   - runs: The stored runs' figures, the newest run first.
  ///   - suite: The evidence of all benchmarks about them.
  func cached(against runs: [StoredFigures], in suite: CachedSuite) -> Finding {
    let newest = runs.first?.median ?? 0
    if let points = planned.tolerancePoints, newest == 0, value >= 0, value <= points {
      return withinPoints(runs, suite.reference)
    }
    guard let figures = suite.figures(of: series, benchmark, stored: runs),
      let comparison = CachedComparison(
        candidate: figures.new, baselineRuns: figures.stored, reference: suite.reference,
        suite: figures.suite,
        configuration: FigureTest.configuration(
          planned, promises, baseline: newest, isNoisy: isNoisy),
        higherIsBetter: isMirrored)
    else {
      return undecided(Self.withoutRatio(value, newest), baselineValue: newest)
    }
    var evidence = evidence(
      .cached, launches: series.launches.count, baselineRuns: figures.stored.count)
    evidence.machineShift = figures.machineShift
    var outcome = Outcome(
      decision: comparison.decision, ratio: comparison.estimate, low: comparison.low,
      high: comparison.high, confidence: comparison.confidence,
      value: figures.new, baselineValue: comparison.baseline,
      isProvenWorse: comparison.isProvenWorse,
      evidence: evidence)
    outcome.madeOf = suite.reference.words(runs: figures.stored.count)
    outcome.notes = comparison.caveats.map { words(for: $0, runs: figures.stored.count) }
    if let benchmarks = figures.tooFew { outcome.notes.append(Self.tooFew(benchmarks)) }
    return finding(storedLaunches(runs, figures.suite, suite.reference).doubted(outcome))
  }

  /// A share that rose from nothing by no more points than are tolerated.
  private func withinPoints(
    _ runs: [StoredFigures], _ reference: CachedComparison.Reference
  ) -> Finding {
    let outcome = Outcome(
      decision: .passed, ratio: value == 0 ? 1 : .infinity, value: value, baselineValue: 0,
      isProvenWorse: false,
      evidence: evidence(.cached, launches: series.launches.count, baselineRuns: runs.count))
    return finding(storedLaunches(runs, .unknown, reference).doubted(outcome))
  }

  /// The launches of this run and of the stored runs that it is compared with, those as this machine would
  /// have given them.
  private func storedLaunches(
    _ runs: [StoredFigures], _ suite: CachedComparison.Suite,
    _ reference: CachedComparison.Reference
  ) -> StoredLaunches {
    let baseline = runs.enumerated().prefix(reference == .newest ? 1 : runs.count)
      .flatMap { place, figures in
        let shift = suite.stored.indices.contains(place) ? suite.new - suite.stored[place] : 0
        let factor = Elementary.exponential(shift)
        return figures.levels(datum).map { $0 * factor }
      }
    return StoredLaunches(
      comparison: self,
      levels: LaunchLevels(
        candidate: series.launches.compactMap { datum.level($0) }, baseline: baseline,
        direction: series.direction))
  }

  // MARK: Words

  private func words(for caveat: CachedComparison.Caveat, runs: Int) -> String {
    switch caveat {
    case .assumedSpread(let spread):
      DetectionMessage.assumedSpread(QuantityFormat.briefPercent(spread), runs: runs).line
    case .sharedBySuite(let shift):
      DetectionMessage.wholeSuiteSlower(QuantityFormat.percent(shift)).line
    case .besideSuiteOnly: DetectionMessage.besideSuiteOnly.line
    }
  }

  private static func withoutRatio(_ new: Double, _ stored: Double) -> String {
    (new < 0 || stored < 0 ? DetectionMessage.negativeValues : .noRatio).line
  }

  private static func tooFew(_ benchmarks: Int) -> String {
    DetectionMessage.machineSpeedUnknown(
      needed: MachineShift.leastBenchmarks, benchmarks: benchmarks
    ).line
  }
}

extension CachedComparison.Reference {
  /// Returns the origin of the baseline's value from stored runs; nil if it is the value of one of them.
  fileprivate func words(runs: Int) -> String? {
    guard runs > 1 else { return nil }
    switch self {
    case .newest: return nil
    case .mean: return "the mean of \(runs) runs"
    case .median: return "the median of \(runs) runs"
    }
  }

  /// The number of stored runs that the baseline's figure is computed from.
  ///
  /// - Parameter runs: How many stored runs there are.
  func count(of runs: Int) -> Int { self == .newest ? min(1, runs) : runs }
}
