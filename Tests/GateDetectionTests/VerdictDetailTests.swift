import GateBudgets
import GateRecords
import Testing

@testable import GateDetection

/// Details of a verdict that a later reader relies on.
@Suite struct VerdictDetailTests {
  private func stored(_ values: [Double]) -> [RunRecord] {
    values.enumerated().map { place, value in
      var run = Records.run("OLD\(place)", [Records.benchmark("b", [[value], [value]])])
      run.startedAt = Timestamp(
        millisecondsSinceEpoch: run.startedAt.millisecondsSinceEpoch - Int64(place + 1) * 3_600_000)
      return run
    }
  }

  private let ladder = """
    baseline: { take: "mean", runs: 5 },
    regressions: { wall_time: { fail: "25%", minor: "15%", major: "30%", critical: "50%" } }
    """

  @Test func `a regression names every stored run that its baseline's figure is the mean of`()
    throws
  {
    let verdict = CheckTests.verdict(
      Records.run([Records.benchmark("b", [[200], [200]])]),
      same: stored([100, 101, 99, 100, 100, 7]), policy: try CheckTests.policy(ladder))
    let finding = try #require(verdict.findings.first { $0.rule == .regression })
    let five = ["OLD0", "OLD1", "OLD2", "OLD3", "OLD4"]
    #expect(finding.status == .regressed)
    #expect(finding.evidence.baselineRunIDs?.map(\.rawValue) == five)
    #expect(verdict.baseline?.runIDs?.map(\.rawValue) == five)
    #expect(
      finding.message.hasPrefix(
        "wall_time went from 100 ns, the mean of 5 runs, to 200 ns (+100.0 %)"),
      "\(finding.message)")
    // Only what proves a regression repeats them.
    let passed = CheckTests.verdict(
      Records.run([Records.benchmark("b", [[100], [100]])]), same: stored([100, 101, 99]),
      policy: try CheckTests.policy(ladder))
    #expect(passed.findings.allSatisfy { $0.evidence.baselineRunIDs == nil })
  }

  @Test(arguments: [
    (1.2, Severity.minor, 0.15), (1.28, .minor, 0.15), (1.4, .major, 0.3), (1.6, .critical, 0.5),
  ])
  func `the threshold of a regression is that of its label, and the tolerance that of failing`(
    _ ratio: Double, _ severity: Severity, _ threshold: Double
  ) throws {
    let verdict = CheckTests.verdict(
      Records.run([Records.paired("b", ratio: ratio)], isPaired: true),
      policy: try CheckTests.policy(ladder))
    let finding = try #require(verdict.findings.first { $0.rule == .regression })
    #expect(finding.status == .regressed && finding.severity == severity, "\(finding)")
    #expect(finding.change?.severityThreshold == threshold)
    #expect(finding.change?.tolerance == 0.25)
  }

  @Test func `a change without a label has no threshold`() throws {
    let verdict = CheckTests.verdict(
      Records.run([Records.paired("b", ratio: 1.01)], isPaired: true),
      policy: try CheckTests.policy(ladder))
    #expect(verdict.findings.allSatisfy { $0.change?.severityThreshold == nil })
  }

  @Test func `steps that are proven to take too long break a sum, whatever the others take`() throws
  {
    func finding(_ limit: String, _ others: [Double]) throws -> Finding {
      var series = GrowthTests.series([10e9, 20e9] + others)
      for place in others.indices { series[2 + place].metrics[0].launches = [[others[place]]] }
      return try #require(
        try GrowthTests.findings("series: \"sim/year{year=*}\", cumulative: \"\(limit)\"", series)
          .first)
    }
    // One launch bounds nothing, but the two steps before it take 30 s already.
    let broken = try finding("29 s", [1e9])
    #expect(broken.status == .overBudget && broken.failsTheGate)
    #expect(broken.growth?.low == 30e9 && broken.growth?.high == nil)
    #expect(try finding("31 s", [5e9]).status == .unproven)
    #expect(try finding("30 s", [5e9]).status == .unproven)
    // What may be negative may take something back.
    #expect(try finding("29 s", [-5e9]).status == .unproven)
  }

  @Test func `errors of failed benchmarks are findings and no warnings`() {
    var run = Records.run([
      Records.failed("b", .threw, "no such table"), Records.benchmark("c", [[1]]),
    ])
    run.errors = ["the disk is full"] + RunRecord.errors(of: run.benchmarks)
    #expect(run.errors.last == "b: no such table")
    #expect(run.allErrors == run.errors)
    let verdict = CheckTests.verdict(run)
    #expect(verdict.warnings.contains("the disk is full"))
    #expect(!verdict.warnings.contains { $0.contains("no such table") })
  }
}
