import GateRecords
import Testing

/// What users pay for and the typical time does not show, and noise of a shape of its own.
@Suite struct MeanStories {
  @Test(arguments: ["0.3:11", "0.1:20", "0.2:9"])
  func `what became slower in some samples only fails by the mean`(_ spikes: String) throws {
    // Some twenty samples a launch.
    let answer = try DrawnGate(
      both: ["DRAWN_VALUES": "wall_time=60000"], candidate: ["DRAWN_SPIKES": spikes]
    ).answer()
    #expect(answer.status == 1, "\(answer.outcome)")
    #expect(answer.word("wall_time") == "passed" && answer.word("mean_time") == "regressed")
    let mean = try #require(answer.finding("mean_time"))
    #expect(mean.notes.contains { $0.contains("happens seldom became slower") })
  }

  @Test func `spikes that both sides have fail no suite`() throws {
    let answer = try DrawnGate(both: ["DRAWN_SPIKES": "0.1:11"]).answer()
    #expect(answer.status == 0, "\(answer.outcome)")
    #expect(answer.word("wall_time") == "passed")
    #expect(answer.word("mean_time") != "regressed")
  }

  @Test func `samples whose processor was taken are in no mean`() throws {
    // Half of a side's samples were disturbed: enough is left of both.
    let answer = try DrawnGate(candidate: ["DRAWN_SWITCHES": "0.2"]).answer()
    #expect(answer.word("mean_time") == "passed", "\(answer.outcome)")
  }

  @Test(arguments: 1...4) func `a baseline slow in a third of its launches hides no slow-down`(
    _ seed: Int
  ) throws {
    let gate = try DrawnGate(
      both: ["DRAWN_NOISE": "wall_time=0.01", "DRAWN_SECOND_SPEED": "0.35:1.5"],
      candidate: ["DRAWN_SECOND_SPEED": "0:1", "DRAWN_FACTORS": "wall_time=1.08"])
    #expect(try gate.measure(seed: seed).status == 0)
    let answer = try gate.check()
    let time = try #require(answer.finding("wall_time"))
    #expect(time.status != .passed && time.status != .improved, "\(time)")
    try Self.expectConsistent(time)
  }

  @Test(arguments: 1...4) func `launches that are three times as slow now and then do not pass`(
    _ seed: Int
  ) throws {
    let gate = try DrawnGate(
      both: ["DRAWN_NOISE": "wall_time=0.01"], candidate: ["DRAWN_SECOND_SPEED": "0.3:3"])
    #expect(try gate.measure(seed: seed).status == 0)
    let answer = try gate.check()
    #expect(answer.verdict?.outcome == .warn, "\(answer.outcome)")
    #expect(answer.word("mean_time") == "unproven")
    let notes = try #require(answer.finding("mean_time")).notes
    #expect(notes.contains { $0.contains("of this change's are 3.0 times slower than the rest") })
    for metric in ["wall_time", "mean_time"] {
      try Self.expectConsistent(try #require(answer.finding(metric)))
    }
  }

  @Test(arguments: [0.9, 1, 1.04, 1.2]) func `the two times of a row have the ratio beside them`(
    _ factor: Double
  ) throws {
    let answer = try DrawnGate(
      both: [
        "DRAWN_NOISE": "wall_time=0.05,peak_memory=0.02", "DRAWN_SECOND_SPEED": "0.2:1.3",
        "DRAWN_BENCHMARKS": "5",
      ], candidate: ["DRAWN_FACTORS": "wall_time=\(factor)"]
    ).answer()
    let findings = try #require(answer.verdict).findings.filter { $0.evidence.kind == .paired }
    #expect(findings.count == 15)
    for finding in findings { try Self.expectConsistent(finding) }
  }

  @Test(arguments: [1, 3, 4])
  func `a metric that is ten times larger in some launches does not pass`(
    _ seed: Int
  ) throws {
    let gate = try DrawnGate(
      both: ["DRAWN_VALUES": "m=100", "DRAWN_NOISE": "wall_time=0.003,m=0.003"],
      candidate: ["DRAWN_JUMPS": "m=0.3:10"],
      budgets: "regressions: { m: { fail: \"5%\" } }")
    #expect(try gate.measure(seed: seed).status == 0)
    let answer = try gate.check()
    #expect(answer.status == 0 && answer.verdict?.outcome == .warn, "\(answer.outcome)")
    let finding = try #require(answer.finding("m"))
    #expect(finding.judgement.doubt == .launchesDiffer, "\(finding)")
    #expect(answer.outcome.out.contains("launches of the candidate are 10"))
    // Launches that begin like the others may pass; these seeds show an odd one soon, and measuring goes on.
    #expect(finding.evidence.launches > 40, "\(finding)")
  }

  @Test(arguments: ["m", "page_faults", "allocations"])
  func `a metric that some launches do not give does not pass`(_ metric: String) throws {
    let answer = try DrawnGate(
      both: ["DRAWN_VALUES": "m=100,page_faults=100,allocations=100"],
      candidate: ["DRAWN_GIVEN": "\(metric)=0.3"],
      budgets: "regressions: { \(metric): { fail: \"5%\" } }"
    ).answer()
    let finding = try #require(answer.finding(metric))
    #expect(finding.status == .unproven, "\(finding)")
    #expect(finding.notes.contains { $0.contains("launches of the candidate and in ") })
  }

  @Test func `a worsening below the floor passes, says why, and does not stop the mean`() throws {
    let answer = try DrawnGate(
      both: ["DRAWN_VALUES": "wall_time=60000"],
      candidate: ["DRAWN_FACTORS": "wall_time=1.07", "DRAWN_SPIKES": "0.1:11"],
      budgets: "regressions: { wall_time: { fail: \"5%\", at_least: \"10 us\" } }"
    ).answer()
    let time = try #require(answer.finding("wall_time"))
    #expect(time.status == .passed && time.message.contains("changes below 10 µs are ignored"))
    #expect(answer.word("mean_time") == "regressed", "\(answer.outcome)")
  }

  /// Estimate, interval, times and outcome say one thing.
  static func expectConsistent(_ finding: Finding) throws {
    let change = try #require(finding.change)
    let value = try #require(finding.value)
    let before = try #require(finding.baselineValue)
    #expect(abs(value / before / change.ratio - 1) < 1e-9, "\(finding)")
    #expect((change.low ?? 0) <= change.ratio && change.ratio <= change.high ?? .infinity)
    #expect(change.smallestDetectable.map { $0 >= 0 } ?? true)
    guard finding.status == .passed else { return }
    #expect(change.ratio <= 1 + change.tolerance + 1e-9, "\(finding)")
    #expect(change.high.map { $0 <= 1 + change.tolerance + 1e-9 } ?? false, "\(finding)")
  }
}
