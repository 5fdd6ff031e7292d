package import GateBudgets
package import GateRecords

/// The share of a run's time that is spent beside the anchor.
package enum AnchorShare {
  /// The most that is spent of the time budget; the rest is the baseline's.
  ///
  /// The anchor's tolerance is wider and its findings are in no hurry, so a fifth goes far.
  package static let time = 0.2
}

extension SuiteMeasurement.Options {
  /// The options for measuring beside the baseline where an anchor is measured afterwards.
  package func leavingTime(forAnchor rule: AnchorRule) -> Self {
    var options = self
    options.timeBudget = timeBudget * (1 - AnchorShare.time)
    options.alpha = alpha * rule.shareForBaseline(isMeasured: true)
    return options
  }

  /// The options for measuring beside the anchor.
  ///
  /// Only times are asked about, and only as long as there is time.
  ///
  /// - Parameter names: The benchmarks that gave figures beside the baseline.
  package func besideAnchor(_ rule: AnchorRule, only names: Set<String>) -> Self {
    var options = self
    options.timeBudget = timeBudget * AnchorShare.time
    options.isTimeBudgetFirm = true
    options.alpha = rule.falseAlarmRate(of: alpha)
    // Other draws than those of the measurement before.
    options.seed = seed ^ 0x616E_6368_6F72
    options.selection.only = names
    options.countsWork = false
    options.requiresBaseline = false
    options.leastPairs = 0
    options.earlier = nil
    return options
  }
}

extension AnchorMeasurement {
  /// The record of what was measured beside an anchor; nil when its program gave nothing to compare with.
  ///
  /// - Parameters:
  ///   - result: The measurement.
  ///   - anchor: The run that made the program the anchor.
  ///   - milliseconds: How long that took.
  package init?(
    _ result: SuiteMeasurement.Result, anchor: RunRecord, milliseconds: Int64
  ) {
    guard let planner = result.planner else { return nil }
    let paired = result.benchmarks.compactMap(\.timesBesideAnchor)
    guard !paired.isEmpty else { return nil }
    let figures = paired.map {
      DecisionPlanner.Figure(
        benchmark: $0.name, metric: .wallTime, direction: .lowerIsBetter, isCounted: false)
    }
    self.init(
      suite: anchor.suite, runID: anchor.runID, startedAt: anchor.startedAt,
      durationMilliseconds: milliseconds, plan: planner.plan(for: figures), benchmarks: paired)
  }
}

extension BenchmarkRecord {
  /// The benchmark with the wall times of its launch pairs alone; nil without any.
  fileprivate var timesBesideAnchor: BenchmarkRecord? {
    guard status == .measured, let times = series(of: .wallTime), times.baselineLaunches != nil
    else { return nil }
    return BenchmarkRecord(
      name: name, tags: tags, status: status, baselineFailure: baselineFailure,
      sampling: sampling, iterationsPerSample: iterationsPerSample, metrics: [times],
      notes: notes, disturbedSamples: disturbedSamples)
  }
}
