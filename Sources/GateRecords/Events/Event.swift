/// One thing that happened, as the history keeps it: a line of the event log.
///
/// The keys around the payload are the same for every type, so that a warehouse can filter events
/// without knowing their payloads. `docs/formats/event-log.md` describes them.
package struct Event<Payload: Codable & Hashable & Sendable>: Hashable, Sendable {
  /// The type of the event.
  package var type: EventType

  /// The subject of the event, for its identifier: two events of one run with the same type and subject are one.
  package var subject: String

  /// When it happened.
  package var timestamp: Timestamp

  /// Where it happened.
  package var origin: EventOrigin

  /// The further content of the type.
  package var payload: Payload

  /// Creates an event.
  package init(
    _ type: EventType, subject: String, at timestamp: Timestamp, origin: EventOrigin,
    payload: Payload
  ) {
    self.type = type
    self.subject = subject
    self.timestamp = timestamp
    self.origin = origin
    self.payload = payload
  }
}

/// The format of a line of the event log.
package enum EventFormat {
  /// The schema this version writes.
  package static let schema = SchemaVersion(name: "speedgate.event", version: 1)
}

/// The run, the source and the machine that an event belongs to.
package struct EventOrigin: Hashable, Sendable {
  /// The run, when the event belongs to one.
  package var runID: RunIdentifier?

  /// The suite's name.
  package var suite: String?

  /// The commit that was measured.
  package var commit: String?

  /// The branch that was measured.
  package var branch: String?

  /// The environment's key, see ``EnvironmentRecord/key``.
  package var environment: String?

  /// The source of the event: the program that wrote it, with its version, or the component that measured itself.
  package var producer: String

  /// Creates an origin.
  package init(
    runID: RunIdentifier? = nil, suite: String? = nil, commit: String? = nil,
    branch: String? = nil, environment: String? = nil, producer: String
  ) {
    self.runID = runID
    self.suite = suite
    self.commit = commit
    self.branch = branch
    self.environment = environment
    self.producer = producer
  }

  /// The origin of everything that comes from one run.
  package init(
    runID: RunIdentifier, suite: SuiteRecord, environment: EnvironmentRecord, producer: String
  ) {
    self.init(
      runID: runID, suite: suite.name, commit: suite.commit, branch: suite.branch,
      environment: environment.key, producer: producer)
  }

  /// The same origin with a component as the producer, for what a component says of itself.
  ///
  /// - Parameter name: The benchmark, the job or the stage: `form_obs_intake_01`, `pipeline.ingest`.
  package func component(_ name: String) -> EventOrigin {
    var origin = self
    origin.producer = name
    return origin
  }
}
