import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// A program against itself.
@Suite struct AACheckTests {
  @Test func `a check shows the spread and the smallest change of each benchmark`() throws {
    let scratch = try TemporaryFolder()
    let outcome = try Executable.bench.run(
      [
        "aa-check", Executable.faultySuite.path, "--allow-debug", "--filter", "well/*", "--pairs",
        "24", "--output", "noise.json",
      ], folder: scratch.path)
    // A false alarm is possible, at most once in a hundred checks; it has its own status.
    #expect(outcome.status == 0 || outcome.out.contains("false alarm"), "\(outcome)")
    #expect(outcome.out.contains("smallest change"))
    #expect(outcome.out.contains("of 2 comparisons; the median spread of a launch pair is"))
    let run = try RecordFile.read(
      RunRecord.self, schema: RunRecord.schema, at: scratch.file("noise.json"))
    _ = try Executable.detect.run(
      "check", "noise.json", "--aa-check", "noise.json", "--output", "verdict.json",
      folder: scratch.path)
    let verdict = try RecordFile.read(
      Verdict.self, schema: Verdict.schema, at: scratch.file("verdict.json"))
    #expect(verdict.aaCheck?.runID == run.runID)
    #expect(verdict.aaCheck?.comparisons == 2)
    #expect(run.baseline?.programHash == run.suite.programHash)
    for benchmark in run.benchmarks {
      let series = try #require(benchmark.series(of: .wallTime))
      #expect(series.launches.count >= 24)
      #expect(series.baselineLaunches?.count == series.launches.count)
    }
  }

  @Test(arguments: [true, false]) func `a record of anything else is no A/A check`(
    _ isPaired: Bool
  ) throws {
    let gate = try DrawnGate(
      both: [:], candidate: isPaired ? ["DRAWN_FACTORS": "wall_time=2"] : [:])
    try gate.measure(isPaired: isPaired)
    let outcome = try Executable.detect.run(
      "check", "run.json", "--aa-check", "run.json", folder: gate.scratch.path)
    BadInputTests.expectRefusal(
      outcome, .detect, "run.json: does not compare a program with itself")
  }

  @Test func `so few pairs that nothing could be shown are refused`() throws {
    let outcome = try Executable.bench.run("aa-check", Executable.faultySuite.path, "--pairs", "2")
    #expect(outcome.status == 2)
    #expect(outcome.err.contains("--pairs"))
  }
}
