package import GateFiles
package import GateRecords

/// What one circuit breaker did over a period.
package struct BreakerCount: Hashable, Sendable {
  /// The breaker's name.
  package let circuit: String
  /// How often its state changed.
  package internal(set) var transitions = 0
  /// How often it opened.
  package internal(set) var openings = 0
  /// The state it is in: closed, open or half_open.
  package internal(set) var state = "closed"
  /// When its state changed last.
  package internal(set) var changedAt: Timestamp
  /// Seconds of the last recovery; nil when it never recovered.
  package internal(set) var lastRecoverySeconds: Double?

  /// Gives counts.
  package init(
    circuit: String, transitions: Int = 0, openings: Int = 0, state: String = "closed",
    changedAt: Timestamp, lastRecoverySeconds: Double? = nil
  ) {
    self.circuit = circuit
    self.transitions = transitions
    self.openings = openings
    self.state = state
    self.changedAt = changedAt
    self.lastRecoverySeconds = lastRecoverySeconds
  }

  /// Counts the transitions that a filter wants, by the breaker's name.
  ///
  /// - Throws: ``FileError``.
  package static func all(
    in log: EventLog, _ filter: EventFilter
  ) throws(FileError) -> [BreakerCount] {
    var filter = filter
    filter.types = [.breakerTransition]
    var events: [RecordedEvent] = []
    var seen: Set<RunIdentifier?> = []
    try log.forEachEvent(filter) { event in
      if seen.insert(event.id).inserted || event.id == nil { events.append(event) }
    }
    let sorted = events.enumerated().sorted {
      ($0.element.timestamp, $0.offset) < ($1.element.timestamp, $1.offset)
    }
    var found: [String: BreakerCount] = [:]
    for (_, event) in sorted {
      guard let transition = try? event.payload(as: BreakerTransition.self) else { continue }
      found[
        transition.circuit,
        default: BreakerCount(circuit: transition.circuit, changedAt: event.timestamp)
      ].take(transition, at: event.timestamp)
    }
    return found.values.sorted { $0.circuit < $1.circuit }
  }

  private mutating func take(_ transition: BreakerTransition, at time: Timestamp) {
    transitions += 1
    if transition.to == "open" { openings += 1 }
    state = transition.to
    changedAt = time
    if let seconds = transition.recoverySeconds { lastRecoverySeconds = seconds }
  }
}
