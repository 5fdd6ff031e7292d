import GateRecords

extension Benchmark {
  /// Decides when a call that keeps failing is no longer tried, and when it is tried again.
  ///
  /// A closed breaker lets every call through; `failureThreshold` failures in a row open it. An open breaker lets
  /// no call through for `openDuration`, and then becomes half open. A half-open breaker lets calls through on
  /// trial: `successThreshold` successes close it, one failure opens it again for the same time.
  ///
  /// A breaker has no clock: its caller passes the time, so that tests need not wait. Source of
  /// the pattern: Nygard, "Release It!" (2007), chapter 5.
  public struct CircuitBreaker: Hashable, Sendable {
    /// The thresholds of a breaker.
    ///
    /// A benchmark that uses a breaker with a threshold below 1 or a time below zero fails. In a breaker
    /// outside of benchmarks, such a threshold is reached at once, and such a time is over at once.
    public struct Settings: Hashable, Sendable {
      /// Failures in a row that open it; at least 1.
      public let failureThreshold: Int
      /// How long it stays open before a call is tried again.
      public let openDuration: Duration
      /// Successes on trial that close it; at least 1.
      public let successThreshold: Int
      /// How long recovering should take at most, from the first trial to closed.
      public let recoveryTarget: Duration

      /// Creates settings.
      ///
      /// - Parameters:
      ///   - failureThreshold: Failures in a row that open it.
      ///   - openDuration: How long it stays open.
      ///   - successThreshold: Successes on trial that close it.
      ///   - recoveryTarget: How long recovering should take at most.
      public init(
        failureThreshold: Int = 5, openDuration: Duration = .seconds(60), successThreshold: Int = 2,
        recoveryTarget: Duration = .seconds(2)
      ) {
        self.failureThreshold = failureThreshold
        self.openDuration = openDuration
        self.successThreshold = successThreshold
        self.recoveryTarget = recoveryTarget
      }

      /// The mistake in the values; nil when they are valid.
      func problem(of breaker: String) -> SuiteMessage? {
        let thresholds = [
          ("failureThreshold", failureThreshold), ("successThreshold", successThreshold),
        ]
        for (name, value) in thresholds where value < 1 {
          return .breakerThreshold(breaker: breaker, setting: name, value: value)
        }
        let durations = [("openDuration", openDuration), ("recoveryTarget", recoveryTarget)]
        for (name, value) in durations where value < .zero {
          return .breakerDuration(breaker: breaker, setting: name, value: value)
        }
        return nil
      }
    }

    /// The state of a breaker, which decides what happens to calls.
    public enum State: Hashable, Sendable {
      /// Calls are let through.
      case closed
      /// No call is let through.
      case open
      /// Calls are let through on trial.
      case halfOpen
    }

    /// One change of state.
    public struct Transition: Hashable, Sendable {
      /// The state before.
      public let from: State
      /// The state after.
      public let to: State
      /// When it happened, on the clock of the caller that gave the time.
      public let time: Duration
      /// From the first trial to closed; present only when it closes.
      public let recoveryTime: Duration?
    }

    /// The thresholds.
    public let settings: Settings
    /// The breaker's present state.
    public private(set) var state = State.closed
    /// Every change of state in order; the first thousand, so that a breaker cannot fill the memory.
    public private(set) var transitions: [Transition] = []

    private var failuresInARow = 0
    private var successesOnTrial = 0
    private var openedAt = Duration.zero
    private var trialBegan = Duration.zero

    private static let keptTransitions = 1_000

    /// Creates a closed breaker.
    public init(_ settings: Settings = Settings()) {
      self.settings = settings
    }

    /// Whether a call may be made now; an open breaker whose time has passed becomes half open.
    public mutating func permits(at now: Duration) -> Bool {
      guard state == .open else { return true }
      guard now - openedAt >= settings.openDuration else { return false }
      successesOnTrial = 0
      trialBegan = now
      change(to: .halfOpen, at: now)
      return true
    }

    /// Records a call that succeeded.
    public mutating func succeeded(at now: Duration) {
      failuresInARow = 0
      guard state == .halfOpen else { return }
      successesOnTrial += 1
      guard successesOnTrial >= settings.successThreshold else { return }
      change(to: .closed, at: now, recoveryTime: now - trialBegan)
    }

    /// Records a call that failed.
    public mutating func failed(at now: Duration) {
      failuresInARow += 1
      let opens =
        state == .halfOpen || (state == .closed && failuresInARow >= settings.failureThreshold)
      guard opens else { return }
      failuresInARow = 0
      openedAt = now
      change(to: .open, at: now)
    }

    private mutating func change(to next: State, at now: Duration, recoveryTime: Duration? = nil) {
      if transitions.count < Self.keptTransitions {
        transitions.append(
          Transition(from: state, to: next, time: now, recoveryTime: recoveryTime))
      }
      state = next
    }

    /// Whether a success would change nothing: nothing to count and nothing to close.
    var isUntroubled: Bool { state == .closed && failuresInARow == 0 }
  }
}
