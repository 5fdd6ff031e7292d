import GateRecords

/// The place of something in the order in which alerts are worked out: by the start of its run, then by the time at
/// which it was recorded.
///
/// A run that is judged late thus comes before the runs that began after it, whatever the order of their verdicts.
struct AlertMoment: Hashable, Comparable {
  /// When the run began; the event's own time where no run is known.
  let runStart: Timestamp
  /// When the event happened, such as the check of the run.
  let recordedAt: Timestamp

  static func < (left: Self, right: Self) -> Bool {
    (left.runStart, left.recordedAt) < (right.runStart, right.recordedAt)
  }
}

extension AlertSignal {
  /// Sorts signals by their runs.
  ///
  /// An answer comes after all runs of the same suite, branch and kind of machine that were recorded before it, and
  /// before those that were recorded later, since whoever answered knew the former only.
  ///
  /// - Parameters:
  ///   - signals: In the order of the log.
  ///   - starts: When each run began, as far as it is known.
  static func inOrder(
    _ signals: [AlertSignal], starts: [RunIdentifier: Timestamp]
  ) -> [AlertSignal] {
    var scopes: [RunIdentifier: AlertKey.Scope] = [:]
    for signal in signals {
      if case .raised(let raised) = signal.kind { scopes[raised.id] = signal.scope }
    }
    var newest: [AlertKey.Scope: Timestamp] = [:]
    var ordered: [AlertSignal] = []
    let recorded = signals.enumerated().sorted {
      ($0.element.timestamp, $0.offset) < ($1.element.timestamp, $1.offset)
    }
    for (_, signal) in recorded {
      var signal = signal
      if case .answered(let answer, _) = signal.kind {
        let last = scopes[answer.alertID].flatMap { newest[$0] }
        signal.moment = AlertMoment(
          runStart: last ?? signal.timestamp, recordedAt: signal.timestamp)
      } else {
        let start = signal.origin.runID.flatMap { starts[$0] } ?? signal.timestamp
        newest[signal.scope] = max(newest[signal.scope] ?? start, start)
        signal.moment = AlertMoment(runStart: start, recordedAt: signal.timestamp)
      }
      ordered.append(signal)
    }
    return ordered.enumerated().sorted {
      ($0.element.moment, $0.offset) < ($1.element.moment, $1.offset)
    }.map(\.element)
  }
}
