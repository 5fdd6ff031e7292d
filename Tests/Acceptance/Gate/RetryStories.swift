import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// Trying again with the same two programs: what is proven stays, and what is not gets nearer to a proof.
@Suite struct RetryStories {
  /// A candidate that is slower by a factor, at a noise of 10 % between launches.
  static func gate(_ factor: Double, noise: Double = 0.1) throws -> DrawnGate {
    let gate = try DrawnGate(
      both: ["DRAWN_NOISE": "wall_time=\(noise)"],
      candidate: ["DRAWN_FACTORS": "wall_time=\(factor)"],
      budgets: "regressions: { wall_time: { fail: \"5%\" } }")
    try FileManager.default.createDirectory(
      atPath: gate.scratch.file("b"), withIntermediateDirectories: true)
    return gate
  }

  /// One more run of the same two programs, and what the check says.
  static func retry(
    _ gate: DrawnGate, _ number: Int, _ arguments: [String] = []
  ) throws -> (run: RunRecord, answer: DrawnGate.Answer) {
    let output = "run-\(number).json"
    let measured = try Executable.bench.run(
      try gate.arguments(output: output, seed: number) + ["--baseline", "b", "--profile", "quick"]
        + arguments, folder: gate.scratch.path, environment: try gate.environment(output, number))
    #expect(measured.status == 0, "\(measured.err)")
    let run = try Stories.record(gate.scratch.file(output))
    return (run, try gate.check(run: output))
  }

  static func series(_ run: RunRecord) throws -> MetricSeries {
    try #require(run.benchmarks.first?.series(of: .wallTime))
  }

  static func evidenceFiles(_ gate: DrawnGate, _ run: RunRecord) throws -> [String] {
    let folder = "b/\(run.environment.key)/DrawnSuite/evidence"
    return try Folder.names(in: gate.scratch.file(folder)).map { "\(folder)/\($0)" }
  }

  @Test(arguments: [1.06, 1.2])
  func `trying again never turns a proven slow-down green, and brings an unproven one nearer`(
    _ factor: Double
  ) throws {
    let gate = try Self.gate(factor)
    var isProven = false
    var pairs = 0
    for number in 1...6 {
      let (run, answer) = try Self.retry(gate, number)
      let finding = try #require(answer.finding("wall_time"))
      let series = try Self.series(run)
      #expect(series.earlierPairs ?? 0 == pairs && run.evidence?.runs ?? 0 == number - 1)
      #expect(series.launches.count > pairs)
      pairs = min(series.launches.count, 160)
      if isProven {
        #expect(finding.status == .regressed && answer.status == 1, "\(number): \(answer.outcome)")
      }
      isProven = isProven || finding.status == .regressed
      #expect(
        finding.status != .passed || (finding.change?.ratio ?? 2) <= 1.05, "\(answer.outcome.out)")
      if number > 1 {
        #expect(finding.evidence.earlierLaunches == series.earlierPairs)
        #expect(
          answer.outcome.out.contains("launch pairs, \(series.earlierPairs ?? 0) of earlier runs")
            || finding.status == .passed, "\(answer.outcome.out)")
      }
    }
    #expect(isProven || factor < 1.1, "six runs prove 20 %")
  }

  @Test func `another candidate, and another variable of it, starts afresh`() throws {
    var gate = try Self.gate(1)
    let (first, _) = try Self.retry(gate, 1)
    gate.candidate["DRAWN_FACTORS"] = "wall_time=1.001"
    let (second, _) = try Self.retry(gate, 2)
    #expect(second.evidence == nil)
    let (third, _) = try Self.retry(gate, 3)
    #expect(third.evidence?.runs == 1)
    // The same text behind another comment is another program.
    let path = URL(fileURLWithPath: gate.suite)
    try Data("#!/bin/sh\n# newer\nexec '\(Executable.drawnSuite.path)'\n".utf8).write(to: path)
    let (fourth, _) = try Self.retry(gate, 4)
    #expect(fourth.evidence == nil && fourth.suite.programHash != first.suite.programHash)
    #expect(try Self.evidenceFiles(gate, first).count == 3)
  }

  @Test func `without evidence a run neither takes nor keeps any`() throws {
    let gate = try Self.gate(1)
    let (first, _) = try Self.retry(gate, 1)
    let file = try #require(try Self.evidenceFiles(gate, first).first)
    let kept = try gate.scratch.read(file)
    let (second, _) = try Self.retry(gate, 2, ["--no-evidence"])
    #expect(second.evidence == nil)
    #expect(try Self.series(second).earlierPairs == nil)
    #expect(try gate.scratch.read(file) == kept)
    #expect(try Self.retry(gate, 3).run.evidence?.runs == 1)
  }

  @Test(arguments: AnchorStories.damages.indices)
  func `evidence that cannot be read stops the run, and the line names the file`(
    _ index: Int
  ) throws {
    let gate = try Self.gate(1)
    let (first, _) = try Self.retry(gate, 1)
    let file = try #require(try Self.evidenceFiles(gate, first).first)
    try AnchorStories.damages[index].apply(gate.scratch, file)
    func run(_ more: String...) throws -> Executable.Outcome {
      try Executable.bench.run(
        try gate.arguments(output: "next.json", seed: 2)
          + ["--baseline", "b", "--profile", "quick"] + more, folder: gate.scratch.path,
        environment: try gate.environment("next.json", 2))
    }
    BadInputTests.expectRefusal(try run(), .bench, file)
    #expect(!FileManager.default.fileExists(atPath: gate.scratch.file("next.json")))
    #expect(try run("--no-evidence").status == 0)
    let listed = try Executable.detect.run(
      "baseline", "list", "--baseline", "b", folder: gate.scratch.path)
    #expect(listed.status == 0 && listed.out.contains("launches of 1 pair of programs"))
  }

  @Test func `a folder that was not named is not written to`() throws {
    let gate = try Self.gate(1)
    for folder in ["b", "baselines"] {
      try FileManager.default.createDirectory(
        atPath: gate.scratch.file(folder), withIntermediateDirectories: true)
    }
    #expect(try gate.measure("--profile", "quick").status == 0)
    #expect(try Folder.names(in: gate.scratch.file("b")).isEmpty)
    #expect(try Folder.names(in: gate.scratch.file("baselines")).isEmpty)
    #expect(try gate.measure("--profile", "quick", "--baseline", "nowhere").status == 0)
    #expect(!FileManager.default.fileExists(atPath: gate.scratch.file("nowhere")))
  }

  @Test func `a stored program's launches are kept, and the evidence is no baseline`() throws {
    let gate = try Self.gate(1, noise: 0.003)
    func run(_ number: Int, _ more: [String] = []) throws -> RunRecord {
      let output = "run-\(number).json"
      let measured = try Executable.bench.run(
        try gate.arguments(isPaired: false, output: output, seed: number)
          + ["--baseline", "b", "--profile", "quick"] + more, folder: gate.scratch.path,
        environment: try gate.environment(output, number))
      #expect(measured.status == 0, "\(measured.err)")
      return try Stories.record(gate.scratch.file(output))
    }
    #expect(try run(1).baseline == nil)
    let established = try Executable.detect.run(
      "check", "run-1.json", "--baseline", "b", "--program", gate.suite,
      folder: gate.scratch.path)
    #expect(established.status == 0, "\(established)")
    #expect(try run(2).evidence == nil)
    #expect(try run(3).evidence?.runs == 1)
  }
}
