import Testing

@testable import Speedgate

@Suite struct CircuitBreakerTests {
  typealias State = Benchmark.CircuitBreaker.State

  @Test func `the thresholds are 5 failures, 60 s, 2 successes and 2.0 s`() {
    let settings = Benchmark.CircuitBreaker.Settings()
    #expect(settings.failureThreshold == 5)
    #expect(settings.openDuration == .seconds(60))
    #expect(settings.successThreshold == 2)
    #expect(settings.recoveryTarget == .seconds(2))
  }

  /// A call at a time that fails, succeeds or must not be made, and the state after it.
  struct Call: Sendable {
    enum Outcome: Sendable { case fails, succeeds, isNotMade }
    let time: Double
    let outcome: Outcome
    let state: State
  }

  static func play(_ calls: [Call], on breaker: inout Benchmark.CircuitBreaker) {
    for call in calls {
      let now = Duration.seconds(call.time)
      #expect(breaker.permits(at: now) == (call.outcome != .isNotMade), "at \(call.time) s")
      switch call.outcome {
      case .fails: breaker.failed(at: now)
      case .succeeds: breaker.succeeded(at: now)
      case .isNotMade: break
      }
      #expect(breaker.state == call.state, "at \(call.time) s")
    }
  }

  @Test func `it opens twice in five transitions and recovers in 1.5 s`() throws {
    var breaker = Benchmark.CircuitBreaker()
    Self.play(
      [
        Call(time: 0, outcome: .fails, state: .closed),
        Call(time: 1, outcome: .fails, state: .closed),
        Call(time: 2, outcome: .fails, state: .closed),
        Call(time: 3, outcome: .fails, state: .closed),
        Call(time: 4, outcome: .fails, state: .open),
        Call(time: 5, outcome: .isNotMade, state: .open),
        Call(time: 63, outcome: .isNotMade, state: .open),
        Call(time: 64, outcome: .fails, state: .open),
        Call(time: 123.9, outcome: .isNotMade, state: .open),
        Call(time: 124, outcome: .succeeds, state: .halfOpen),
        Call(time: 125.5, outcome: .succeeds, state: .closed),
      ], on: &breaker)
    #expect(breaker.transitions.count == 5)
    #expect(breaker.transitions.count { $0.to == .open } == 2)
    #expect(breaker.transitions.map(\.from) == [.closed, .open, .halfOpen, .open, .halfOpen])
    let recovery = try #require(breaker.transitions.last?.recoveryTime)
    #expect(recovery == .seconds(1.5) && recovery <= breaker.settings.recoveryTarget)
    #expect(breaker.transitions.dropLast().allSatisfy { $0.recoveryTime == nil })
  }

  @Test func `a success between them makes eight failures harmless`() {
    var breaker = Benchmark.CircuitBreaker()
    let four = (0..<4).map { Call(time: Double($0), outcome: .fails, state: .closed) }
    Self.play(four + [Call(time: 4, outcome: .succeeds, state: .closed)] + four, on: &breaker)
    #expect(breaker.transitions.isEmpty)
  }

  @Test func `every threshold can be set, and none below what makes sense`() {
    var breaker = Benchmark.CircuitBreaker(
      .init(failureThreshold: 1, openDuration: .seconds(3), successThreshold: 1))
    Self.play(
      [
        Call(time: 0, outcome: .fails, state: .open),
        Call(time: 2.9, outcome: .isNotMade, state: .open),
        Call(time: 3, outcome: .succeeds, state: .closed),
      ], on: &breaker)
  }

  @Test func `a breaker that flaps for ever remembers a thousand transitions`() {
    var breaker = Benchmark.CircuitBreaker(.init(failureThreshold: 1, openDuration: .zero))
    for second in 0..<2_000 where breaker.permits(at: .seconds(second)) {
      breaker.failed(at: .seconds(second))
    }
    #expect(breaker.transitions.count == 1_000)
    #expect(breaker.state == .open)
  }
}

@Suite struct GuardedCallsTests {
  struct Refusal: Error {}

  /// A clock that moves on request.
  final class Clock {
    var time = Duration.zero
  }

  @Test func `while it is open the fallback answers and the body is not run`() {
    let clock = Clock()
    let model = Benchmark.GuardedCalls("model") { clock.time }
    var runs = 0
    func call(failing: Bool) -> String {
      model.call(fallback: "fallback") {
        runs += 1
        if failing { throw Refusal() }
        return "result"
      }
    }
    #expect(call(failing: false) == "result")
    for _ in 0..<5 { #expect(call(failing: true) == "fallback") }
    #expect(model.breaker.state == .open && runs == 6)
    clock.time = .seconds(59.9)
    #expect(call(failing: false) == "fallback" && runs == 6)
    #expect(model.failures == 5 && model.shortCircuited == 1)
    clock.time = .seconds(60)
    #expect(call(failing: false) == "result")
    clock.time = .seconds(60.5)
    #expect(call(failing: false) == "result")
    #expect(model.breaker.state == .closed)
    #expect(model.breaker.transitions.last?.recoveryTime == .seconds(0.5))
  }

  @Test func `without a fallback the call's error leaves, and then the breaker's`() {
    let model = Benchmark.GuardedCalls("model", settings: .init(failureThreshold: 1)) { .zero }
    #expect(throws: Refusal.self) { try model.call { throw Refusal() } }
    #expect(throws: Benchmark.CircuitOpen(breaker: "model")) { try model.call { 1 } }
    #expect(model.complaint?.contains("1 call failed, 1 more were not tried") == true)
  }

  @Test func `an asynchronous call goes through the same breaker`() async {
    let model = Benchmark.GuardedCalls("model", settings: .init(failureThreshold: 1)) { .zero }
    let first = await model.call(fallback: 0) { () async throws -> Int in throw Refusal() }
    let second = await model.call(fallback: 0) { () async throws -> Int in 1 }
    #expect(first == 0 && second == 0 && model.shortCircuited == 1)
  }
}
