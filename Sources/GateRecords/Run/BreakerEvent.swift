/// The state of a circuit breaker, which decides what happens to calls.
public enum BreakerState: String, Hashable, Sendable, Codable {
  /// Calls are let through.
  case closed
  /// No call is let through.
  case open
  /// Calls are let through on trial.
  case halfOpen = "half_open"
}

/// One change of a circuit breaker's state during a measurement.
public struct BreakerEvent: Hashable, Sendable, Codable {
  /// The breaker's name.
  public var breaker: String

  /// The launch in which it happened, from 1; each launch begins with closed breakers.
  public var launch: Int

  /// The state before.
  public var from: BreakerState

  /// The state after.
  public var to: BreakerState

  /// When it happened, in milliseconds since the breaker was made.
  public var atMilliseconds: Double

  /// From the first trial to closed in milliseconds; present only when it closes.
  public var recoveryMilliseconds: Double?

  /// How long that should take at most, in milliseconds.
  public var recoveryTargetMilliseconds: Double

  private enum CodingKeys: String, CodingKey {
    case breaker, launch, from, to
    case atMilliseconds = "at_ms"
    case recoveryMilliseconds = "recovery_ms"
    case recoveryTargetMilliseconds = "recovery_target_ms"
  }

  /// Creates an event.
  public init(
    breaker: String, launch: Int, from: BreakerState, to: BreakerState, atMilliseconds: Double,
    recoveryMilliseconds: Double? = nil, recoveryTargetMilliseconds: Double
  ) {
    self.breaker = breaker
    self.launch = launch
    self.from = from
    self.to = to
    self.atMilliseconds = atMilliseconds
    self.recoveryMilliseconds = recoveryMilliseconds
    self.recoveryTargetMilliseconds = recoveryTargetMilliseconds
  }

  /// Whether recovering took longer than it should.
  public var missesTarget: Bool {
    recoveryMilliseconds.map { $0 > recoveryTargetMilliseconds } ?? false
  }
}

/// The circuit breakers' changes of state in one benchmark.
public struct BenchmarkBreakers: Hashable, Sendable, Codable {
  /// The benchmark.
  public var benchmark: BenchmarkIdentifier

  /// The changes in the order in which they happened.
  public var events: [BreakerEvent]

  /// Creates a list.
  public init(benchmark: BenchmarkIdentifier, events: [BreakerEvent]) {
    self.benchmark = benchmark
    self.events = events
  }
}
