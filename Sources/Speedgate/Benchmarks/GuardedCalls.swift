import GateRecords

extension Benchmark {
  /// Calls that may fail, made through a circuit breaker.
  ///
  /// ```swift
  /// let model = run.breaker("model")
  /// run.measure { model.call(fallback: []) { try embed(blackBox(batch)) } }
  /// ```
  ///
  /// The clock is read only after a failure. A guard belongs to one task, as a run does.
  public final class GuardedCalls {
    /// The breaker's name.
    public let name: String
    /// The breaker, with its state and transitions.
    public private(set) var breaker: CircuitBreaker
    /// Calls that failed.
    public private(set) var failures = 0
    /// Calls that were not made because the breaker was open.
    public private(set) var shortCircuited = 0
    /// The error of the last failed call, as text.
    public private(set) var lastError: String?

    private let now: () -> Duration

    /// Creates a guard with a closed breaker.
    ///
    /// - Parameters:
    ///   - name: The breaker's name.
    ///   - settings: Its thresholds.
    ///   - now: The time that has passed since some moment; never steps back.
    public init(
      _ name: String, settings: CircuitBreaker.Settings = CircuitBreaker.Settings(),
      now: @escaping () -> Duration
    ) {
      self.name = name
      breaker = CircuitBreaker(settings)
      self.now = now
    }

    /// Makes a call, and returns a fallback when it fails or the breaker is open.
    ///
    /// - Parameters:
    ///   - fallback: The result for a failed call.
    ///   - body: The call.
    /// - Returns: The result of the call, or the fallback.
    @inlinable
    public func call<Result>(
      fallback: @autoclosure () -> Result, _ body: () throws -> Result
    ) -> Result {
      guard admits() else { return fallback() }
      do {
        let result = try body()
        succeed()
        return result
      } catch {
        fail(error)
        return fallback()
      }
    }

    /// Makes a call.
    ///
    /// - Parameter body: The call.
    /// - Returns: The result of the call.
    /// - Throws: The error of the call, or ``CircuitOpen`` when the breaker is open; a benchmark whose
    ///   body throws that error is recorded as skipped.
    @inlinable
    public func call<Result>(_ body: () throws -> Result) throws -> Result {
      guard admits() else { throw CircuitOpen(breaker: name) }
      do {
        let result = try body()
        succeed()
        return result
      } catch {
        fail(error)
        throw error
      }
    }

    /// Makes an asynchronous call, and returns a fallback when it fails or the breaker is open.
    ///
    /// - Parameters:
    ///   - fallback: The result for a failed call.
    ///   - isolation: The caller's actor, on which the call stays.
    ///   - body: The call.
    /// - Returns: The result of the call, or the fallback.
    @inlinable
    public func call<Result>(
      fallback: @autoclosure () -> Result, isolation: isolated (any Actor)? = #isolation,
      _ body: () async throws -> Result
    ) async -> Result {
      guard admits() else { return fallback() }
      do {
        let result = try await body()
        succeed()
        return result
      } catch {
        fail(error)
        return fallback()
      }
    }

    @usableFromInline
    func admits() -> Bool {
      guard breaker.state == .open else { return true }
      if breaker.permits(at: now()) { return true }
      shortCircuited += 1
      return false
    }

    @usableFromInline
    func succeed() {
      if !breaker.isUntroubled { breaker.succeeded(at: now()) }
    }

    @usableFromInline
    func fail(_ error: any Error) {
      failures += 1
      lastError = "\(error)"
      breaker.failed(at: now())
    }

    /// Calls that gave no result of their own.
    var faults: Int { failures + shortCircuited }

    /// The failed calls and the open breaker, in one sentence; nil when no call failed.
    var complaint: String? {
      guard faults > 0 else { return nil }
      return SuiteMessage.callsFailed(
        breaker: name, failed: failures, untried: shortCircuited, error: lastError
      ).line
    }
  }
}

extension Benchmark {
  /// Thrown instead of a call that an open circuit breaker does not let through.
  public struct CircuitOpen: Error, Hashable, Sendable, CustomStringConvertible {
    /// The breaker's name.
    public let breaker: String

    @usableFromInline
    init(breaker: String) {
      self.breaker = breaker
    }

    /// The error, in one sentence.
    public var description: String { SuiteMessage.breakerOpen(breaker).line }
  }
}
