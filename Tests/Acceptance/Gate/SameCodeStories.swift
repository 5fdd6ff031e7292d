import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// A gate over benchmarks that run the same code on both sides, from the record on.
@Suite struct SameCodeStories {
  static let code = CodeComparison(
    functions: CodeChanges(
      baseline: 800, candidate: 800, [ChangedName("Segmenter.append(_:)", .edited)]),
    data: CodeChanges([]))

  private static func problems(_ gate: DrawnGate, _ file: String, _ schema: String) throws
    -> [String]
  {
    try JSONSchema(schema).problems(JSONValue(gate.scratch.read(file)))
  }

  /// A paired run of two benchmarks, of which the second runs the same code.
  private static func gate(isLaunched: Bool) throws -> DrawnGate {
    let gate = try DrawnGate(
      both: ["DRAWN_BENCHMARKS": "2"], candidate: ["DRAWN_FACTORS": "wall_time=1.5"])
    let measured = try gate.measure()
    #expect(measured.status == 0, "\(measured.err)")
    var run = try Stories.record(gate.scratch.file("run.json"))
    // One and the same program compares no code.
    #expect(run.code == nil)
    run.code = code
    run.settings.command = ["speedgate-bench", "run"]
    run.plan?.tests.removeAll { $0.benchmark.rawValue == "b1" }
    run.benchmarks[0].codeDoubts = ["Segmenter.append(_:) differs"]
    run.benchmarks[0].changedFunctions = ["Segmenter.append(_:)"]
    run.benchmarks[1].sameCode = true
    for place in run.benchmarks[1].metrics.indices {
      run.benchmarks[1].metrics[place].baselineLaunches = nil
      run.benchmarks[1].metrics[place].pairsTogether = nil
    }
    if !isLaunched {
      run.benchmarks[1].metrics = []
      run.benchmarks[1].status = .skipped
      run.benchmarks[1].failure = BenchmarkFailure(kind: .sameCode, message: "not launched")
    }
    try RecordFile.write(run, to: gate.scratch.file("run.json"))
    return gate
  }

  @Test(arguments: [true, false])
  func `what runs the same code passes as such, and a regression names the function that changed`(
    _ isLaunched: Bool
  ) throws {
    let gate = try Self.gate(isLaunched: isLaunched)
    let answer = try gate.check()
    #expect(answer.status == 1, "\(answer.outcome)")
    let slower = try #require(answer.finding("wall_time"))
    #expect(slower.status == .regressed && slower.changedFunctions == ["Segmenter.append(_:)"])
    #expect(
      answer.outcome.out.contains("it runs the function that changed: 'Segmenter.append(_:)'"))
    #expect(answer.outcome.out.contains("1 with the same code"), "\(answer.outcome.out)")
    #expect(answer.word(isLaunched ? "wall_time" : nil, of: "b1") == "same_code")
    let verdict = try #require(answer.verdict)
    #expect(verdict.findings.allSatisfy { $0.benchmark.rawValue == "b0" || $0.status == .sameCode })
    try RecordFile.write(verdict, to: gate.scratch.file("v.json"))
    #expect(try Self.problems(gate, "v.json", "verdict").isEmpty)
    #expect(try Self.problems(gate, "run.json", "run").isEmpty)
    let rendered = try Executable.report.run(
      "render", "v.json", "--json", "s.json", "--html", "r.html", folder: gate.scratch.path)
    #expect(rendered.status == 0, "\(rendered)")
    #expect(try Self.problems(gate, "s.json", "summary").isEmpty)
    #expect(try gate.scratch.read("r.html").contains("1 changed function"))
  }

  @Test func `a baseline does not lose the figures of what was not launched`() throws {
    let gate = try Self.gate(isLaunched: false)
    func update(_ more: String...) throws -> Executable.Outcome {
      try Executable.detect.run(
        ["baseline", "update", "run.json", "--baseline", "b"] + more, folder: gate.scratch.path)
    }
    let refused = try update()
    BadInputTests.expectRefusal(refused, .detect, "'b1' was not launched")
    #expect(!FileManager.default.fileExists(atPath: gate.scratch.file("b")))
    #expect(try update("--force").status == 0)
    let launched = try Self.gate(isLaunched: true)
    let kept = try Executable.detect.run(
      "baseline", "update", "run.json", "--baseline", "b", folder: launched.scratch.path)
    #expect(kept.status == 0, "\(kept)")
  }

  @Test func `a claim of an improvement is answered by the code`() throws {
    let gate = try Self.gate(isLaunched: true)
    var before = try Stories.record(gate.scratch.file("run.json"))
    var after = before
    before.suite.programHash = "old"
    before.baseline = nil
    before.code = nil
    before.plan = nil
    before.benchmarks.remove(at: 0)
    before.benchmarks[0].sameCode = nil
    for place in before.benchmarks[0].metrics.indices {
      before.benchmarks[0].metrics[place].launches =
        before.benchmarks[0].metrics[place].launches.map { $0.map { $0 * 3 } }
    }
    after.baseline?.programHash = "old"
    try RecordFile.write(before, to: gate.scratch.file("before.json"))
    try RecordFile.write(after, to: gate.scratch.file("after.json"))
    func claim(_ arguments: String...) throws -> Executable.Outcome {
      try Executable.detect.run(["claim"] + arguments, folder: gate.scratch.path)
    }
    let first = try claim("before", "c", "before.json", "--benchmark", "b1", "--estimate", "60%")
    #expect(first.status == 0, "\(first)")
    #expect(try claim("after", "c", "after.json").status == 0)
    let shown = try claim("show", "c")
    #expect(
      shown.out.hasPrefix("c: not met, the code that it runs is the same before and after\n"),
      "\(shown.out)")
    let unlaunched = try Self.gate(isLaunched: false)
    BadInputTests.expectRefusal(
      try Executable.detect.run(
        "claim", "after", "c", unlaunched.scratch.file("run.json"), folder: gate.scratch.path),
      .detect, "'b1' runs the same code as the baseline and was not launched")
  }

  @Test
  func `two programs without link kits are measured, and the record says why no code was compared`()
    throws
  {
    let gate = try DrawnGate()
    let other = try gate.scratch.write(
      "programs/Other", "#!/bin/sh\n# another\nexec '\(Executable.drawnSuite.path)'\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: other)
    let outcome = try gate.measure("--same-code", "skip", "--against", other, isPaired: false)
    #expect(outcome.status == 0, "\(outcome)")
    let run = try Stories.record(gate.scratch.file("run.json"))
    let reason = try #require(run.code?.reason)
    #expect(!reason.isEmpty && run.code?.functions == nil)
    #expect(run.benchmarks.allSatisfy { $0.sameCode == nil && $0.codeDoubts == nil })
    #expect(run.benchmarks[0].series(of: .wallTime)?.baselineLaunches != nil)
    let wrong = try gate.measure("--same-code", "never", isPaired: false)
    #expect(wrong.status == 2 && wrong.err.contains("measure, skip"), "\(wrong)")
  }
}
