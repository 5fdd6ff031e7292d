import GateRecords
import Testing

@testable import GateDetection

/// Runs of commands beside what is stored of them.
@Suite struct CommandRunTests {
  /// A command's run: as this version records it, or as older ones did, without the cost of starting.
  private static func run(
    _ id: String, _ sampling: SamplingMode, _ time: Double, memory: Double? = nil
  ) -> RunRecord {
    var benchmark = Records.benchmark("tool", [[time], [time * 1.001], [time * 0.999]])
    benchmark.sampling = sampling
    if let memory {
      benchmark.metrics +=
        Records.benchmark(
          "tool", [[memory], [memory]], metric: .peakMemory, unit: .bytes
        ).metrics
    }
    return Records.run(id, [benchmark])
  }

  private static func finding(
    _ run: RunRecord, same: [RunRecord], metric: MetricName = .wallTime
  ) -> Finding? {
    CheckTests.verdict(run, same: same).findings.first { $0.metric == metric }
  }

  @Test(arguments: [
    (SamplingMode.perProcess, SamplingMode.perIteration, "this run's times include the start"),
    (.perIteration, .perProcess, "the stored run's times include the start"),
    (.perProcess, .batched, "this run's times include the start"),
  ])
  func `times with the start of the process are not compared with times that may lack it`(
    _ own: SamplingMode, _ stored: SamplingMode, _ words: String
  ) throws {
    // Equal figures: were they compared, they would pass.
    let run = Self.run("NEW", own, 5e6)
    let verdict = CheckTests.verdict(run, same: [Self.run("OLD", stored, 5e6)])
    let finding = try #require(verdict.findings.first { $0.metric == .wallTime })
    #expect(finding.status == .changed && finding.message.contains(words))
    #expect(finding.notes.contains { $0.contains("baseline update") })
    #expect(verdict.outcome == .fail && verdict.accounting.changed == 1)
  }

  @Test(arguments: [SamplingMode.batched, .perIteration, .perProcess])
  func `times of one kind are compared`(_ sampling: SamplingMode) throws {
    let stored = (0..<3).map { Self.run("OLD\($0)", sampling, 5e6) }
    let finding = try #require(Self.finding(Self.run("NEW", sampling, 5e6), same: stored))
    #expect(finding.status == .passed && finding.evidence.baselineRuns == 3)
  }

  @Test func `only stored runs of the kind that was measured last count`() throws {
    let stored = [
      Self.run("C", .perProcess, 5e6), Self.run("B", .perProcess, 5e6),
      Self.run("A", .perIteration, 1e6),
    ]
    let finding = try #require(Self.finding(Self.run("NEW", .perProcess, 5e6), same: stored))
    #expect(finding.evidence.baselineRuns == 2)
  }

  @Test func `what holds no time is compared whatever a sample is`() throws {
    let finding = try #require(
      Self.finding(
        Self.run("NEW", .perProcess, 5e6, memory: 9e7),
        same: [Self.run("OLD", .perIteration, 5e6, memory: 9e7)], metric: .peakMemory))
    #expect(finding.evidence.kind == .cached)
  }

  // MARK: What it was compared with

  private static func pairedCommands() -> RunRecord {
    var run = Records.run([Records.paired("tool", ratio: 1)], isPaired: true)
    run.suite = SuiteRecord(name: "tool", commit: "0123456789", branch: "change", command: "new -x")
    run.baseline = SuiteRecord(name: "tool", command: "old -x")
    return run
  }

  @Test(arguments: [0, 3]) func `a command's partner is the other command, whatever is stored`(
    _ count: Int
  ) throws {
    let stored = (0..<count).map {
      Self.run("OLD\($0)", .perProcess, 5e6)
    }
    let baseline = try #require(
      CheckTests.verdict(Self.pairedCommands(), same: stored).baseline)
    #expect(baseline.suite == SuiteRecord(name: "tool", command: "old -x"))
    #expect(baseline.isPaired && baseline.isSameEnvironment && baseline.runCount == count)
  }

  @Test func `a program's partner is the stored run of the same program, else the newest`() throws {
    var run = Records.run([Records.paired("b", ratio: 1)], isPaired: true)
    var stored = ["C", "B", "A"].map { Self.run($0, .batched, 5e6) }
    stored[1].suite.programHash = "old"
    stored[1].suite.branch = "main"
    #expect(CheckTests.verdict(run, same: stored).baseline?.suite.branch == "main")
    run.baseline?.programHash = "unknown"
    let newest = try #require(CheckTests.verdict(run, same: stored).baseline)
    #expect(newest.runID.rawValue == "C" && newest.isPaired)
  }
}
