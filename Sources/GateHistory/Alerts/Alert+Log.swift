package import GateFiles
import GateRecords

extension Alert {
  /// The alerts of a period, the gravest first and among equals the newest.
  ///
  /// An alert's state follows from the whole log up to the filter's end, so that it does not depend on the start of
  /// the period. An alert belongs to the period when a selected run found or resolved it, or when someone answered it
  /// in that time.
  ///
  /// - Throws: ``FileError``.
  /// - Complexity: O(bytes of the log) in time; memory for what went wrong, not for what went well.
  package static func all(
    in log: EventLog, _ filter: EventFilter
  ) throws(FileError) -> ReadResult<[Alert]> {
    var signals: [AlertSignal] = []
    // A run that is appended twice says everything twice.
    var seen: Set<RunIdentifier> = []
    var wide = filter
    wide.types = [
      .finding, .serviceLevel, .breakerTransition, .gateJudged, .alertAcknowledged, .alertResolved,
      .runFinished,
    ]
    wide.since = nil
    wide.run = nil
    wide.commit = nil
    wide.producer = nil
    var starts: [RunIdentifier: Timestamp] = [:]
    let (report, _) = try EventReader(log, wide).forEachEvent { line, event, scanner in
      let type = scanner.type(event.type)
      if type == .runFinished {
        // Its moment is when the run began.
        if let run = scanner.origins[Int(event.origin)].runID {
          let start = Timestamp(millisecondsSinceEpoch: event.milliseconds)
          starts[run] = min(starts[run] ?? start, start)
        }
        return true
      }
      // Most service levels are kept; decoding each would take longer than everything else.
      if type == .serviceLevel, let payload = event.payload,
        let status = JSONScan.text(of: "status", line, payload),
        JSONScan.equals(line, status.range, "WITHIN_SLA")
      {
        return true
      }
      let recorded = RecordedEvent(line, event, scanner)
      guard let id = recorded.id else { return true }
      guard let found = AlertSignal.all(in: recorded) else { return false }
      if seen.insert(id).inserted { signals += found }
      return true
    }
    var ledger = AlertLedger(filter)
    for signal in AlertSignal.inOrder(signals, starts: starts) { ledger.take(signal) }
    let alerts = ledger.wanted.sorted {
      ($0.severity, $0.raisedAt, $0.id.rawValue) > ($1.severity, $1.raisedAt, $1.id.rawValue)
    }
    return ReadResult(value: alerts, report: report)
  }
}
