import GateBudgets
import GateRecords
import GateStatistics

extension Comparison {
  /// By numbers stored from earlier runs.
  ///
  /// - Parameters:
  ///   - runs: The stored runs' launches, the newest run first.
  ///   - suite: What all benchmarks say about them.
  func cached(against runs: [[[Double]]], in suite: CachedSuite) -> Finding {
    let newest = runs.first.flatMap(CachedSuite.figure) ?? 0
    if let points = planned.tolerancePoints, newest == 0, value >= 0, value <= points {
      return withinPoints(runs.count)
    }
    guard let figures = suite.figures(of: series, benchmark, stored: runs),
      let comparison = CachedComparison(
        candidate: figures.new, baselineRuns: figures.stored, reference: suite.reference,
        suite: figures.suite,
        configuration: FigureTest.configuration(
          planned, promises, baseline: newest, isNoisy: isNoisy),
        higherIsBetter: isMirrored)
    else {
      return undecided("its figures cannot be compared by ratio", baselineValue: newest)
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
    outcome.notes = comparison.caveats.map { words(for: $0, runs: figures.stored.count) }
    if let benchmarks = figures.tooFew { outcome.notes.append(Self.tooFew(benchmarks)) }
    return finding(outcome)
  }

  /// A share that rose from nothing by no more points than are tolerated.
  private func withinPoints(_ runs: Int) -> Finding {
    finding(
      Outcome(
        decision: .passed, ratio: value == 0 ? 1 : .infinity, value: value, baselineValue: 0,
        isProvenWorse: false,
        evidence: evidence(.cached, launches: series.launches.count, baselineRuns: runs)))
  }

  // MARK: Words

  private func words(for caveat: CachedComparison.Caveat, runs: Int) -> String {
    switch caveat {
    case .assumedSpread(let spread):
      "weak evidence: with \(runs) stored run\(runs == 1 ? "" : "s") a spread of "
        + "\(QuantityFormat.briefPercent(spread)) between runs is assumed; "
        + "a stored baseline program gives strong evidence"
    case .sharedBySuite(let shift):
      "the whole suite ran \(QuantityFormat.percent(shift)) slower, and stored numbers cannot "
        + "tell a slower machine from a change that slows every benchmark; measure beside the "
        + "baseline's program"
    case .besideSuiteOnly:
      "slower than the rest of the suite, but not proven slower than the stored runs; measure beside "
        + "the baseline's program"
    }
  }

  private static func tooFew(_ benchmarks: Int) -> String {
    "the machine's speed is not taken out: that needs \(MachineShift.leastBenchmarks) benchmarks with "
      + "stored times, and this run has \(benchmarks)"
  }
}
