import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// Whole commands on real files, as people use them.
@Suite struct Stories {
  /// Measures some benchmarks of the faulty suite and gives the record's path.
  static func run(
    of filter: String, in scratch: TemporaryFolder, _ arguments: String...
  ) throws -> String {
    let path = scratch.file("run.json")
    let outcome = try Executable.bench.run(
      [
        "run", Executable.faultySuite.path, "--allow-debug", "--profile", "quick", "--quiet",
        "--explain", "never",
      ]
        + ["--filter", filter] + ["--output", path] + arguments,
      folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    return path
  }

  static func record(_ path: String) throws -> RunRecord {
    try RecordFile.read(RunRecord.self, schema: RunRecord.schema, at: path)
  }

  static func verdict(_ path: String) throws -> Verdict {
    try RecordFile.read(Verdict.self, schema: Verdict.schema, at: path)
  }

  @Test func `whatever goes wrong in one benchmark, the others are measured`() throws {
    let scratch = try TemporaryFolder()
    let run = try Self.record(try Self.run(of: "*", in: scratch))
    #expect(run.status == .partial)
    let measured = run.benchmarks.filter { $0.status == .measured }.map(\.name.rawValue)
    #expect(Set(measured).isSuperset(of: ["well/first", "noisy/prints", "well/last"]))
    var kinds: [String: BenchmarkFailure.Kind] = [:]
    for benchmark in run.benchmarks { kinds[benchmark.name.rawValue] = benchmark.failure?.kind }
    #expect(kinds["faulty/crashes"] == .crashed)
    #expect(kinds["faulty/runs-out-of-memory"] == .crashed)
    #expect(kinds["faulty/is-killed"] == .crashed)
    #expect(kinds["faulty/throws"] == .threw)
    #expect(kinds["faulty/hangs"] == .timedOut)
    #expect(kinds["faulty/measures-nothing"] == .measuredNothing)
    let crash = try #require(
      run.benchmarks.first { $0.name.rawValue == "faulty/crashes" }?.failure)
    #expect(crash.outputTail?.contains("the index is out of range") == true)
    let killed = run.benchmarks.first { $0.name.rawValue == "faulty/is-killed" }?.failure
    #expect(killed?.message.contains("perhaps because memory ran out") == true)

    let outcome = try Executable.detect.run(
      "check", "run.json", "--output", "verdict.json", folder: scratch.path)
    #expect(outcome.status == 1)
    #expect(outcome.out.contains(" failed to run"))
    #expect(outcome.out.contains("faulty/crashes"))
  }

  @Test func `the first run becomes the baseline, the second is paired with its program`() throws {
    let scratch = try TemporaryFolder()
    let run = try Self.run(of: "well/*", in: scratch)
    let first = try Executable.detect.run(
      "check", run, "--baseline", "b", "--program", Executable.faultySuite.path, "--output",
      "first.json", folder: scratch.path)
    #expect(first.status == 0, "\(first)")
    #expect(first.out.contains("first run") && first.out.contains("baseline established"))
    #expect(try Self.verdict(scratch.file("first.json")).findings.allSatisfy { $0.status == .new })

    let again = try Self.record(try Self.run(of: "well/*", in: scratch, "--baseline", "b"))
    #expect(again.baseline != nil)
    #expect(again.benchmarks.allSatisfy { $0.series(of: .wallTime)?.baselineLaunches != nil })
    let second = try Executable.detect.run(
      "check", run, "--baseline", "b", "--output", "second.json", folder: scratch.path)
    #expect(!second.out.contains("baseline established"))
    let verdict = try Self.verdict(scratch.file("second.json"))
    #expect(verdict.baseline?.isPaired == true)
    let timed: Set<MetricName?> = [.wallTime, .meanTime, .peakMemory]
    #expect(
      verdict.findings.allSatisfy {
        $0.evidence.kind == (timed.contains($0.metric) ? .paired : .exact)
      })

    let shown = try Executable.detect.run(
      "baseline", "show", "FaultySuite", "--program", "--baseline", "b", folder: scratch.path)
    #expect(shown.status == 0 && shown.out.contains("/programs/"))
    let listed = try Executable.detect.run(
      "baseline", "list", "--baseline", "b", folder: scratch.path)
    #expect(listed.out.contains("  1 run, newest") && listed.out.contains("program kept"))
  }

  // Status 0 when every budget is kept, 1 when one is not.
  @Test func `a budget below reality fails and is named`() throws {
    let scratch = try TemporaryFolder()
    let run = try Self.run(of: "well/*", in: scratch)
    let budgets = try scratch.write(
      "b.json5",
      """
      { schema: "speedgate.budgets/1",
        budgets: [ { benchmark: "well/last", min: "1 ns", rationale: "nothing is that fast" } ] }
      """)
    let outcome = try Executable.detect.run(
      "check", run, "--budgets", budgets, "--output", "v.json", folder: scratch.path)
    #expect(outcome.status == 1)
    let finding = try #require(try Self.verdict(scratch.file("v.json")).findings.first)
    #expect(finding.benchmark.rawValue == "well/last" && finding.status == .overBudget)
    #expect(finding.budget?.rationale == "nothing is that fast")
    let kept = try scratch.write(
      "kept.json5",
      "{ schema: \"speedgate.budgets/1\", budgets: [ { benchmark: \"well/last\", min: \"1 h\" } ] }"
    )
    #expect(
      try Executable.detect.run("check", run, "--budgets", kept, folder: scratch.path).status == 0)
    // The failing verdict makes no baseline, and `update` refuses it.
    let update = try Executable.detect.run(
      "baseline", "update", run, "--verdict", "v.json", "--baseline", "b", folder: scratch.path)
    #expect(update.status == 2 && update.err.contains("the gate failed"))
  }

  @Test func `reports are written together, and one may go to standard output`() throws {
    let scratch = try TemporaryFolder()
    let run = try Self.run(of: "well/*", in: scratch)
    let piped = try Executable.detect.run(
      ["check", "-", "--output", "-"], input: try String(contentsOfFile: run, encoding: .utf8),
      folder: scratch.path)
    #expect(piped.status == 0)
    _ = try scratch.write("v.json", piped.out)
    let outcome = try Executable.report.run(
      "render", "v.json", "--markdown", "-", "--html", "r.html", "--json", "r.json",
      folder: scratch.path)
    #expect(outcome.status == 0)
    #expect(outcome.out.hasPrefix("<!-- speedgate:"))
    #expect(try scratch.read("r.html").hasPrefix("<!doctype html>"))
    #expect(try scratch.read("r.json").contains("speedgate.summary/1"))
    let both = try Executable.report.run(
      "render", "v.json", "--markdown", "-", "--html", "-", folder: scratch.path)
    #expect(both.status == 2)
  }

  @Test func `a setting for the candidate alone is compared with none`() throws {
    let scratch = try TemporaryFolder()
    let path = scratch.file("run.json")
    let suite = Executable.referenceSuite.path
    let outcome = try Executable.bench.run(
      [
        "run", suite, "--against", suite, "--allow-debug", "--profile", "quick", "--quiet",
        "--filter", "pipeline/teoria_cambio", "--output", path, "--candidate-env",
        "SPEEDGATE_REFERENCE_SLOWDOWN=pipeline/teoria_cambio=400%",
      ], folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    let series = try #require(try Self.record(path).benchmarks.first?.series(of: .wallTime))
    // Five times the work against once: no noise turns this round.
    for (candidate, baseline) in zip(series.launches, series.baselineLaunches ?? []) {
      #expect((candidate.min() ?? 0) > (baseline.min() ?? .infinity))
    }
  }

  @Test func `listing names every benchmark, and only those asked for`() throws {
    let all = try Executable.bench.run("list", Executable.faultySuite.path)
    #expect(all.out.split(separator: "\n").count == 10)
    let some = try Executable.bench.run(
      "list", Executable.faultySuite.path, "--filter", "well/*")
    #expect(some.out == "well/first\nwell/last\n")
  }

  @Test func `a suite run by hand prints a table`() throws {
    let outcome = try Executable.faultySuite.run("--quick", "--filter", "well/*")
    #expect(outcome.status == 0)
    #expect(outcome.out.contains("median") && outcome.out.contains("well/last"))
    #expect(outcome.err.contains("without optimisation"))
    #expect(try Executable.faultySuite.run("--bogus").status == 2)
    #expect(try Executable.faultySuite.run("--filter", "faulty/throws").status == 1)
    #expect(try Executable.faultySuite.run("--list").out.split(separator: "\n").count == 10)
  }
}
