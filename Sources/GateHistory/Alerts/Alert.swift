package import GateRecords

/// Something that went wrong and asks for an answer, from the run that found it first to the last word on it.
///
/// One subject is one alert for as long as the log is kept: what is found again after it was resolved is the same
/// alert, opened again. ``AlertLedger`` says what follows what.
package struct Alert: Hashable, Sendable {
  /// The state of an alert.
  package enum State: String, Hashable, Sendable, CaseIterable {
    /// It has no answer.
    case open
    /// It was acknowledged or resolved, and then found again: graver than it was acknowledged, or after all.
    case reopened
    /// It was acknowledged at its current severity.
    case acknowledged
    /// Somebody has closed it, or the gate no longer finds it.
    case resolved
  }

  /// The last change of an alert.
  package enum Change: String, Hashable, Sendable, CaseIterable {
    /// A run found it for the first time.
    case opened
    /// A run found it graver than any before since it was opened or acknowledged.
    case escalated
    /// A run found it after it had been resolved.
    case reopened
    /// Somebody acknowledged it.
    case acknowledged
    /// Somebody closed it, or a run no longer found it.
    case resolved
  }

  /// The identifier of the event that raised it first.
  package let id: RunIdentifier
  /// The type of event that raised it.
  package let type: EventType
  /// When it was raised first.
  package let raisedAt: Timestamp
  /// The run that raised it first, and its source.
  package let origin: EventOrigin
  /// The benchmark, the series or the circuit breaker.
  package let component: String
  /// The metric, where there is one.
  package let metric: MetricName?
  /// How grave it was when it was found last.
  package internal(set) var severity: Severity
  /// The latest finding, in one sentence.
  package internal(set) var message: String
  /// Its state.
  package internal(set) var state: State = .open
  /// How many runs have found it.
  package internal(set) var occurrences = 1
  /// When it was found last.
  package internal(set) var lastSeenAt: Timestamp
  /// The last change.
  package internal(set) var change: Change = .opened
  /// When that happened.
  package internal(set) var changedAt: Timestamp
  /// The run that changed it; nil if a person did.
  package internal(set) var changedBy: RunIdentifier?
  /// The name of the person who answered it last.
  package internal(set) var answeredBy: String?
  /// The note of the person who answered it.
  package internal(set) var note: String?
  /// Whether the newest judged run of its suite, branch and kind of machine opened it, found it graver or opened it
  /// again, and there is no answer since.
  package internal(set) var isOfNewestRun = false

  /// The identifiers of all events that raised it.
  var ids: [RunIdentifier]
  /// The gravest since it was opened, or what was acknowledged: what is graver opens it again.
  var peak: Severity
  /// The run that found it last.
  var lastRun: RunIdentifier?
  /// When a run last found it, or could not settle whether it is still so.
  var heldAt: AlertMoment
  /// Whether something of it is within what a query asks for.
  var isWanted: Bool

  /// Whether it asks for an answer.
  package var isOpen: Bool { state == .open || state == .reopened }

  /// Whether it was opened, escalated or reopened since a moment, and has no answer.
  package func isNew(since time: Timestamp) -> Bool { isOpen && changedAt >= time }

  /// Whether a text is the end of its identifier, or of that of any event that raised it.
  package func isNamed(_ text: String) -> Bool {
    !text.isEmpty && ids.contains { $0.rawValue.hasSuffix(text) }
  }
}
