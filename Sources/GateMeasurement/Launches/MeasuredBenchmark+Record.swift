import GateProtocol
import GateRecords

extension MeasuredBenchmark {
  /// The record of everything it gave.
  func record() -> BenchmarkRecord {
    let status: BenchmarkStatus =
      switch failure?.kind {
      case nil: .measured
      case .skipped, .sameCode: .skipped
      case .crashed, .threw, .timedOut, .measuredNothing, .protocolError: .failed
      }
    var record = BenchmarkRecord(
      name: identifier, tags: listed.tags, status: status, failure: failure,
      baselineFailure: baselineFailure, baselineMeasures: baselineMeasures ? true : nil,
      sampling: listed.samplesSingleIterations ? .perIteration : .batched,
      iterationsPerSample: iterations ?? 1, metrics: status == .measured ? series() : [],
      steps: status == .measured ? steps.records : [],
      resultDigest: resultDigest,
      notes: notes + baselineNotes() + contamination() + faults() + doubts() + steps.notes,
      disturbedSamples: status == .measured ? allDisturbedSamples : nil,
      sameResultAs: listed.sameResultAs.map { BenchmarkIdentifier($0) },
      breakerEvents: breakerEvents.isEmpty ? nil : breakerEvents)
    record.sameCode = hasSameCode ? true : nil
    record.source = listed.source
    return record
  }

  private func series() -> [MetricSeries] {
    let own = LaunchFigure.series(
      candidate: candidate.map { figures(of: $0, listed) },
      baseline: baselineListed.flatMap { listed in
        hasPairs ? baseline.map { figures(of: $0, listed) } : nil
      }, together: Self.pairsTogether)
    let timed = withEarlier(own).map(StepFigures.completed)
    let silent =
      listed.records(.peakMemory) && !timed.contains { $0.metric == .peakMemory }
      ? [
        MetricSeries(
          metric: .peakMemory, unit: .bytes, direction: .lowerIsBetter, launches: [],
          unavailable: MeasurementMessage.peakUnreported.line)
      ] : []
    let counted = CountedSeries(counts).series.compactMap(chosen)
    return timed.filter(\.metric.isBuiltIn) + silent + counted
      + timed.filter { !$0.metric.isBuiltIn }
  }

  /// A counted series without the figures that a side does not choose to record; nil when none is left.
  private func chosen(_ series: MetricSeries) -> MetricSeries? {
    var chosen = series
    if baselineListed?.records(series.metric) != true {
      chosen.baselineLaunches = nil
    } else if chosen.baselineLaunches == nil {
      chosen.baselineUnavailable = uncounted
    }
    guard !listed.records(series.metric) else { return chosen }
    guard let partners = chosen.baselineLaunches else { return nil }
    chosen.launches = partners.map { _ in [] }
    chosen.unavailable = nil
    return chosen
  }

  /// Returns notes about launches that the baseline's program did not finish.
  private func baselineNotes() -> [String] {
    timingNotes() + countingNotes()
  }

  private func countingNotes() -> [String] {
    guard uncounted == nil, let last = lastCountingFailure else { return [] }
    return [
      MeasurementMessage.countingFailed(times: countingFaults, reason: last.message).line
    ]
  }

  private func timingNotes() -> [String] {
    guard baselineFaults > 0, let last = lastBaselineFailure else { return [] }
    let launches = hasPairs ? baseline.count + baselineFaults : baselineFaults
    return [
      MeasurementMessage.baselineFailed(
        times: baselineFaults, of: launches, reason: last.message, leftOut: hasPairs
      ).line
    ]
  }

  private var steps: StepSummary { StepSummary(launches: candidate) }

  private func faults() -> [String] {
    let leftOut = candidate.reduce(0) { $0 + $1.faultySamples }
    let late = breakerEvents.filter(\.missesTarget)
    var notes: [String] = []
    if leftOut > 0 {
      notes.append(
        MeasurementMessage.faultySamples(leftOut: leftOut, of: leftOut + sampleCount).line)
    }
    if let worst = late.max(by: { $0.recoveryMilliseconds ?? 0 < $1.recoveryMilliseconds ?? 0 }) {
      let figures = FigureAndLimits(
        (worst.recoveryMilliseconds ?? 0) * 1e6, [worst.recoveryTargetMilliseconds * 1e6],
        unit: .nanoseconds)
      notes.append(
        MeasurementMessage.recoveryLate(
          breaker: worst.breaker, took: figures.value, target: figures.limits[0]
        ).line)
    }
    return notes
  }
}
