package import GateFiles
import GateRecords

/// The claims that a history holds.
package enum ClaimLog {
  /// Reads them, in the order in which they were made, with what was passed over.
  ///
  /// - Throws: ``FileError``.
  package static func claims(
    in log: EventLog
  ) throws(FileError) -> (claims: [Claim], report: ReadReport) {
    var entries: [Claim.Entry] = []
    let filter = EventFilter(types: [.claimBefore, .claimAfter])
    let report = try log.forEachEvent(filter) { event in
      // A payload that is not a claim comes from another producer, and is passed over.
      guard let measured = try? event.payload(as: ClaimMeasured.self) else { return }
      let side = Claim.Measurement(
        at: event.timestamp, runID: event.origin.runID, measured: measured)
      entries.append(event.type == .claimBefore ? .before(side) : .after(side))
    }
    return (Claim.all(from: entries), report)
  }
}
