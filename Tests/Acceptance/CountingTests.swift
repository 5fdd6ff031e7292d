import Foundation
import GateFiles
import GateRecords
import Testing

/// Each count answers to what it counts, and to nothing else; and one more allocation is found.
@Suite struct CountingTests {
  /// A record of the counted suite, alone or beside itself.
  private static func record(in scratch: Scratch, _ arguments: String...) throws -> RunRecord {
    let outcome = try Executable.bench.run(
      ["run", Executable.countedSuite.path, "--allow-debug", "--profile", "quick", "--quiet"]
        + ["--time-budget", "5s", "--output", scratch.file("run.json")] + arguments,
      folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    return try RecordFile.read(
      RunRecord.self, schema: RunRecord.schema, at: scratch.file("run.json"))
  }

  @Test func `counts are exact where the work is known`() throws {
    let run = try Self.record(in: try Scratch())
    func values(_ benchmark: String, _ metric: MetricName) throws -> Set<Double> {
      let record = try #require(run.benchmarks.first { $0.name.rawValue == benchmark })
      return try #require(record.series(of: metric), "\(benchmark) \(metric)").samples.reduce(
        into: []) { $0.insert($1) }
    }
    // Where the system's allocator is out of reach, the record says so instead.
    try #require(try !values("nothing", .allocations).isEmpty)
    #expect(try values("nothing", .allocations) == [0])
    #expect(try values("nothing", .allocatedBytes) == [0])
    #expect(try values("nothing", .pageFaults).allSatisfy { $0 < 1 })
    #expect(try values("objects{n=100}", .allocations) == [100])
    #expect(try values("objects{n=101}", .allocations) == [101])
    // One integer behind a header of two words.
    #expect(try values("objects{n=100}", .allocatedBytes) == [2_400])
    #expect(try values("buffer", .allocations) == [1])
    #expect(try values("buffer", .allocatedBytes) == [12_345])
    #expect(try values("pages", .pageFaults).allSatisfy { (1_000..<1_030).contains($0) })
    #expect(try values("pages", .allocations) == [1])
    // A thousand objects on other threads, and what the tasks themselves need.
    #expect(try values("tasks", .allocations).allSatisfy { (1_000..<1_050).contains($0) })
    for metric in [MetricName.instructions, .cycles] {
      let series = try #require(run.benchmarks.first?.series(of: metric))
      #expect(series.samples.isEmpty == (series.unavailable?.isEmpty == false))
    }
  }

  @Test func `one more allocation fails the gate, exactly`() throws {
    let scratch = try Scratch()
    let run = try Self.record(
      in: scratch, "--filter", "*{n=100}", "--against", Executable.countedSuite.path,
      "--candidate-env", "COUNTED_SUITE_ALLOCATES_MORE=1")
    let series = try #require(run.benchmarks.first?.series(of: .allocations))
    #expect(series.launches == [[Double]](repeating: [101], count: 8))
    #expect(series.baselineLaunches == [[Double]](repeating: [100], count: 8))
    let outcome = try Executable.detect.run(
      "check", "run.json", "--output", "verdict.json", folder: scratch.path)
    #expect(outcome.status == 1)
    let verdict = try RecordFile.read(
      Verdict.self, schema: Verdict.schema, at: scratch.file("verdict.json"))
    let finding = try #require(verdict.findings.first { $0.metric == .allocations })
    #expect(finding.status == .regressed)
    #expect(finding.evidence.kind == .exact)
    #expect(outcome.out.contains("+1.0 %"))
  }

  @Test func `counts that vary are compared as noise`() throws {
    let scratch = try Scratch()
    let run = try Self.record(
      in: scratch, "--filter", "varies", "--against", Executable.countedSuite.path)
    let series = try #require(run.benchmarks.first?.series(of: .allocations))
    #expect(series.launches.count > 2)
    _ = try Executable.detect.run(
      "check", "run.json", "--output", "verdict.json", folder: scratch.path)
    let verdict = try RecordFile.read(
      Verdict.self, schema: Verdict.schema, at: scratch.file("verdict.json"))
    let finding = try #require(verdict.findings.first { $0.metric == .allocations })
    #expect(finding.status == .passed)
    #expect(finding.notes.contains { $0.contains("launches do not agree") })
  }
}
