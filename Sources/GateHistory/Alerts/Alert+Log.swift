package import GateFiles
import GateRecords

extension Alert {
  /// The alerts of a period, the gravest first and among equals the newest.
  ///
  /// What became of an alert is worked out from the whole log up to the filter's end, so that it does not depend on
  /// the period that is asked for. An alert belongs to the period when a wanted run found or resolved it, or when
  /// it was answered then.
  ///
  /// - Throws: ``FileError``.
  /// - Complexity: O(bytes of the log) in time; memory for what went wrong, not for what went well.
  package static func all(
    in log: EventLog, _ filter: EventFilter
  ) throws(FileError) -> [Alert] {
    var signals: [AlertSignal] = []
    // A run that is appended twice says everything twice.
    var seen: Set<RunIdentifier> = []
    var wide = filter
    wide.types = [
      .finding, .serviceLevel, .breakerTransition, .gateJudged, .alertAcknowledged, .alertResolved,
    ]
    wide.since = nil
    wide.run = nil
    wide.commit = nil
    wide.producer = nil
    _ = try EventReader(log, wide).forEachEvent { line, event, scanner in
      // Most service levels are kept; decoding each would take longer than everything else.
      if scanner.type(event.type) == .serviceLevel, let payload = event.payload,
        let status = JSONScan.text(of: "status", line, payload),
        JSONScan.equals(line, status.range, "WITHIN_SLA")
      {
        return true
      }
      let recorded = RecordedEvent(line, event, scanner)
      if let id = recorded.id, seen.insert(id).inserted { signals += AlertSignal.all(in: recorded) }
      return true
    }
    var ledger = AlertLedger(filter)
    let sorted = signals.enumerated().sorted {
      ($0.element.timestamp, $0.offset) < ($1.element.timestamp, $1.offset)
    }
    for (_, signal) in sorted { ledger.take(signal) }
    return ledger.wanted.sorted {
      ($0.severity, $0.raisedAt, $0.id.rawValue) > ($1.severity, $1.raisedAt, $1.id.rawValue)
    }
  }
}
