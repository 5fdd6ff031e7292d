package import GateRecords

/// The transitions of one circuit breaker of one benchmark over a period, and its state after the newest run.
package struct BreakerCount: Hashable, Sendable {
  /// A recovery, from the first probe to closed.
  package struct Recovery: Hashable, Sendable {
    /// How long it took, in seconds.
    package let seconds: Double
    /// When the run began in which it happened.
    package let at: Timestamp

    /// Creates a recovery.
    package init(seconds: Double, at: Timestamp) {
      self.seconds = seconds
      self.at = at
    }
  }

  /// The suite; empty where it is not known.
  package let suite: String
  /// The benchmark in which it guards calls; nil where it guards calls elsewhere.
  package let benchmark: BenchmarkIdentifier?
  /// The breaker's name.
  package let circuit: String
  /// How often its state changed.
  package internal(set) var transitions = 0
  /// How often it opened.
  package internal(set) var openings = 0
  /// The state after the newest run: closed, open or half_open.
  ///
  /// Every run begins with closed breakers, so a run that records no change leaves it closed.
  package internal(set) var state = "closed"
  /// Since when it is in that state: when the run began that left it so.
  package internal(set) var changedAt: Timestamp
  /// When the newest run began that used it.
  package internal(set) var seenAt: Timestamp
  /// The last recovery; nil when it never recovered.
  package internal(set) var lastRecovery: Recovery?
  /// Whether the newest run got no figure of the benchmark at all and left the breaker open: every call failed
  /// or was not made.
  package internal(set) var isOutage = false

  /// Creates counts.
  package init(
    suite: String = "", benchmark: BenchmarkIdentifier? = nil, circuit: String,
    transitions: Int = 0, openings: Int = 0, state: String = "closed", changedAt: Timestamp,
    seenAt: Timestamp? = nil, lastRecovery: Recovery? = nil, isOutage: Bool = false
  ) {
    self.suite = suite
    self.benchmark = benchmark
    self.circuit = circuit
    self.transitions = transitions
    self.openings = openings
    self.state = state
    self.changedAt = changedAt
    self.seenAt = seenAt ?? changedAt
    self.lastRecovery = lastRecovery
    self.isOutage = isOutage
  }

  /// Seconds of the recovery in the newest run; nil when it did not recover in that one.
  ///
  /// An older recovery says nothing about the newest run.
  package var newestRecoverySeconds: Double? {
    lastRecovery.flatMap { $0.at == seenAt ? $0.seconds : nil }
  }
}
