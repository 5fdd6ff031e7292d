import GateRecords
import Testing

/// The slowest calls of each launch, where budgets ask for them.
@Suite struct TailStories {
  /// One iteration in twenty takes three times as long, on the sides that have the spikes.
  static let spikes = ["DRAWN_SPIKES": "0.05:3"]

  static func gate(
    both: [String: String] = [:], candidate: [String: String] = [:],
    budgets: String? = "regressions: { tail_time: { fail: \"20%\" } }"
  ) throws -> DrawnGate {
    let calls = [
      "DRAWN_PER_ITERATION": "1", "DRAWN_SAMPLE_NOISE": "0.02", "DRAWN_VALUES": "wall_time=60000",
    ]
    return try DrawnGate(
      both: calls.merging(both) { $1 }, candidate: candidate, budgets: budgets)
  }

  /// Measures and judges with a seed of its own.
  static func answer(_ gate: DrawnGate, seed: Int) throws -> DrawnGate.Answer {
    let measured = try gate.measure(seed: seed)
    #expect(measured.status == 0, "\(measured.err)")
    return try gate.check()
  }

  @Test(arguments: 1...4) func `a tail alone that became slower fails`(_ seed: Int) throws {
    let answer = try Self.answer(Self.gate(candidate: Self.spikes), seed: seed)
    #expect(answer.status == 1, "\(answer.outcome)")
    let tail = try #require(answer.finding("tail_time"))
    #expect(tail.status == .regressed && (tail.change?.ratio ?? 0) > 2.5, "\(tail)")
    try MeanStories.expectConsistent(tail)
    // Three times as long in one call of twenty: the mean grows by a tenth, the typical time not at all.
    #expect(answer.word("wall_time") == "passed" && answer.word("mean_time") == "passed")
  }

  @Test(arguments: 1...4) func `a tail that both sides have fails no suite`(_ seed: Int) throws {
    let answer = try Self.answer(Self.gate(both: Self.spikes), seed: seed)
    #expect(answer.status == 0, "\(answer.outcome)")
    #expect(answer.word("tail_time") == "passed")
  }

  @Test func `no one is warned of a tail that no budget asks for, or that samples do not show`()
    throws
  {
    let unasked = try Self.answer(Self.gate(candidate: Self.spikes, budgets: nil), seed: 1)
    #expect(unasked.status == 0 && unasked.finding("tail_time") == nil, "\(unasked.outcome)")
    // A sample of several iterations holds no call by itself.
    let batched = try Self.answer(
      Self.gate(both: ["DRAWN_PER_ITERATION": "0"], candidate: Self.spikes), seed: 1)
    #expect(batched.finding("tail_time")?.status != .regressed, "\(batched.outcome)")
  }
}
