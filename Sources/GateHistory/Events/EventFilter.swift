package import GateRecords

/// Which events a query includes, by what surrounds their payload.
package struct EventFilter: Sendable {
  /// The types; nil for all.
  package var types: Set<EventType>?
  /// The first moment wanted.
  package var since: Timestamp?
  /// The last moment wanted.
  package var until: Timestamp?
  /// The run; a prefix of its identifier is enough.
  package var run: String?
  /// The suite.
  package var suite: GlobPattern?
  /// The branch; an event without one counts as the empty name.
  package var branch: GlobPattern?
  /// The environment's key.
  package var environment: GlobPattern?
  /// The commit; a prefix is enough.
  package var commit: String?
  /// The program that wrote the event; a prefix is enough.
  package var producer: String?

  /// Includes everything.
  package init(
    types: Set<EventType>? = nil, since: Timestamp? = nil, until: Timestamp? = nil,
    run: String? = nil, suite: GlobPattern? = nil, branch: GlobPattern? = nil,
    environment: GlobPattern? = nil, commit: String? = nil, producer: String? = nil
  ) {
    self.types = types
    self.since = since
    self.until = until
    self.run = run
    self.suite = suite
    self.branch = branch
    self.environment = environment
    self.commit = commit
    self.producer = producer
  }

  /// Whether a file of this month can hold anything wanted.
  func includes(month: String) -> Bool {
    let isAfter = since.map { String($0.rawValue.prefix(7)) <= month } ?? true
    let isBefore = until.map { String($0.rawValue.prefix(7)) >= month } ?? true
    return isAfter && isBefore
  }

  func includes(_ origin: EventOrigin) -> Bool {
    includes(origin.runID?.rawValue, startingWith: run)
      && includes(origin.commit, startingWith: commit)
      && includes(origin.producer, startingWith: producer)
      && (suite?.matches(origin.suite ?? "") ?? true)
      && (branch?.matches(origin.branch ?? "") ?? true)
      && (environment?.matches(origin.environment ?? "") ?? true)
  }

  private func includes(_ name: String?, startingWith prefix: String?) -> Bool {
    prefix.map { name?.hasPrefix($0) ?? false } ?? true
  }
}
