/// The type of an event in the history.
///
/// The set is open: logs may hold events of other producers, which queries show and leave alone.
package struct EventType: RawRepresentable, Hashable, Sendable, Codable {
  /// The name in snake case, as written in the log.
  package let rawValue: String

  /// Names a type of event.
  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// A run has ended, see ``RunFinished``.
  package static let runFinished = EventType(rawValue: "run_finished")

  /// A benchmark was measured, or failed, see ``BenchmarkResult``.
  package static let benchmarkResult = EventType(rawValue: "benchmark_result")

  /// A benchmark's named steps, see ``StepTimings``.
  package static let stepTimings = EventType(rawValue: "step_timings")

  /// How long a component read, worked and wrote, see ``PhasePerformance``.
  package static let phasePerformance = EventType(rawValue: "phase_performance")

  /// How a stage ran its jobs beside each other, see ``ParallelStagePerformance``.
  package static let parallelStagePerformance = EventType(rawValue: "parallel_stage_performance")

  /// The gate has judged a run, see ``GateJudged``.
  package static let gateJudged = EventType(rawValue: "gate_judged")

  /// A finding that is news; its payload is a ``Finding``.
  package static let finding = EventType(rawValue: "finding")

  /// A proven regression, see ``RegressionDetected``.
  package static let regression = EventType(rawValue: "regression")

  /// A component held or broke its service level, see ``ServiceLevelJudged``.
  package static let serviceLevel = EventType(rawValue: "service_level_status")

  /// A circuit breaker changed its state, see ``BreakerTransition``.
  package static let breakerTransition = EventType(rawValue: "breaker_transition")

  /// A claim of a speed-up was measured, see ``SpeedupMeasured``.
  package static let speedupMeasured = EventType(rawValue: "speedup_measured")

  /// The figures before an improvement, see ``ClaimMeasured``.
  package static let claimBefore = EventType(rawValue: "claim_before")

  /// The figures after an improvement, see ``ClaimMeasured``.
  package static let claimAfter = EventType(rawValue: "claim_after")

  /// A run became the baseline, see ``BaselineUpdated``.
  package static let baselineUpdated = EventType(rawValue: "baseline_updated")

  /// Somebody has seen an alert, see ``AlertAnswered``.
  package static let alertAcknowledged = EventType(rawValue: "alert_acknowledged")

  /// Somebody has closed an alert, see ``AlertAnswered``.
  package static let alertResolved = EventType(rawValue: "alert_resolved")
}

extension EventType {
  /// The types that commands of this version write.
  package static let known: [EventType] = [
    .runFinished, .benchmarkResult, .stepTimings, .phasePerformance, .parallelStagePerformance,
    .gateJudged, .finding, .regression, .serviceLevel, .breakerTransition, .speedupMeasured,
    .claimBefore, .claimAfter, .baselineUpdated, .alertAcknowledged, .alertResolved,
  ]
}
