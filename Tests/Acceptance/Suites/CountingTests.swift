import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// Each count answers to what it counts, and to nothing else; and one more allocation is found.
@Suite struct CountingTests {
  /// A record of the counted suite, alone or beside itself.
  ///
  /// - Parameter budget: How long measuring may take. A pair needs enough for all of its launches where other tests
  ///   run at the same time; it ends as soon as it is decided.
  private static func record(
    in scratch: TemporaryFolder, budget: String = "5s", _ arguments: String...
  ) throws -> RunRecord {
    let outcome = try Executable.bench.run(
      [
        "run", Executable.countedSuite.path, "--allow-debug", "--profile", "quick", "--quiet",
        "--explain", "never",
      ]
        + ["--time-budget", budget, "--output", scratch.file("run.json")] + arguments,
      folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    return try RecordFile.read(
      RunRecord.self, schema: RunRecord.schema, at: scratch.file("run.json"))
  }

  /// Every sample of a metric of a benchmark; empty where it is not to be had, with a reason.
  private static func values(
    _ run: RunRecord, _ benchmark: String, _ metric: MetricName
  ) throws -> [Double] {
    let record = try #require(run.benchmarks.first { $0.name.rawValue == benchmark })
    let series = try #require(record.series(of: metric), "\(benchmark) \(metric)")
    #expect(series.samples.isEmpty == (series.unavailable?.isEmpty == false), "\(metric)")
    return series.samples
  }

  @Test func `counts are exact where the work is known`() throws {
    let run = try Self.record(in: try TemporaryFolder())
    func values(_ benchmark: String, _ metric: MetricName) throws -> Set<Double> {
      Set(try Self.values(run, benchmark, metric))
    }
    // Where the system's allocator is out of reach, the record says so instead.
    try #require(try !values("nothing", .allocations).isEmpty)
    #expect(try values("objects{n=100}", .allocations) == [100])
    #expect(try values("objects{n=101}", .allocations) == [101])
    // One integer behind a header of two words.
    #expect(try values("objects{n=100}", .allocatedBytes) == [2_400])
    #expect(try values("buffer", .allocations) == [1])
    #expect(try values("buffer", .allocatedBytes) == [12_345])
    #expect(try values("pages", .pageFaults).allSatisfy { (1_000..<1_030).contains($0) })
    // A thousand objects on other threads, and what the tasks themselves need.
    #expect(try values("tasks", .allocations).allSatisfy { (1_000..<1_050).contains($0) })
    // A sleep gives the processor away; whoever else needs it adds to that.
    let switches = try values("switches{n=3}", .contextSwitches)
    #expect(switches.allSatisfy { $0 >= 3 }, "\(switches)")
    // The runtime starts and ends a few of its own whenever it likes.
    let idle = try Self.values(run, "threads{n=0}", .threads)
    for (few, many) in zip(idle, try Self.values(run, "threads{n=20}", .threads)) {
      #expect(few >= 1 && (15...25).contains(many - few))
    }
    // Elsewhere than on Linux the record says that it is not to be had.
    let written = try values("writes{n=7}", .ioCalls)
    #expect(written == [7] || written.isEmpty)
    #expect(try values("writes{n=7}", .systemCalls).allSatisfy { $0 >= 7 })

    // And nothing else: neither where nothing is done, nor where another thing is.
    for one in ["nothing", "switches{n=3}", "writes{n=7}", "sleeps", "burns"] {
      #expect(try values(one, .allocations) == [0], "\(one)")
      #expect(try values(one, .allocatedBytes) == [0], "\(one)")
    }
    for one in ["nothing", "objects{n=100}", "buffer", "pages", "sleeps", "burns"] {
      let calls = try values(one, .ioCalls)
      #expect(calls.allSatisfy { $0 == 0 }, "\(one): \(calls)")
    }
    #expect(try values("pages", .allocations) == [1])
    for one in ["nothing", "objects{n=100}", "writes{n=7}", "sleeps"] {
      #expect(try values(one, .pageFaults).allSatisfy { $0 < 1 }, "\(one)")
    }
    #expect(try values("nothing", .contextSwitches).allSatisfy { $0 < 1 })
    for metric in [MetricName.instructions, .cycles] { _ = try values("nothing", metric) }
  }

  @Test func `times, memory, rates and a suite's own figures follow what they measure`() throws {
    let run = try Self.record(
      in: try TemporaryFolder(), "--filter", "memory*", "--filter", "sleeps", "--filter", "burns",
      "--filter", "records")
    // Two milliseconds asleep elapse, and cost a processor next to nothing.
    let asleep = try Self.values(run, "sleeps", .wallTime)
    #expect(asleep.allSatisfy { $0 >= 2_000_000 })
    let idle = try Self.values(run, "sleeps", .cpuTime)
    #expect(idle.sorted()[idle.count / 2] < 1_000_000)
    // Two milliseconds of processor time are two milliseconds, and elapse, too.
    #expect(try Self.values(run, "burns", .cpuTime).allSatisfy { $0 >= 1_999_000 })
    let burnt = try Self.values(run, "burns", .wallTime)
    let rates = try Self.values(run, "burns", .throughput)
    #expect(rates.count == burnt.count)
    for (rate, time) in zip(rates, burnt) { #expect(abs(rate * time / 1e12 - 1) < 1e-9) }
    #expect(
      run.benchmarks.first { $0.name.rawValue == "sleeps" }?.series(of: .throughput) == nil)
    // The high-water mark is a benchmark's own, whatever ran before it in the process.
    let large = try Self.values(run, "memory{mb=128}", .peakMemory)
    let small = try Self.values(run, "memory{mb=32}", .peakMemory)
    #expect(large.allSatisfy { $0 >= 128 * 1_048_576 })
    #expect(small.allSatisfy { (32 * 1_048_576..<128 * 1_048_576).contains($0) })
    let rate = try #require(
      run.benchmarks.first { $0.name.rawValue == "records" }?
        .series(of: MetricName(rawValue: "match_rate")))
    #expect(Set(rate.samples) == [0.25])
    #expect(rate.unit == .ratio && rate.direction == .higherIsBetter)
    #expect(
      run.benchmarks.filter { $0.series(of: rate.metric) != nil }.map(\.name.rawValue)
        == ["records"])
  }

  @Test func `one more allocation fails the gate, exactly`() throws {
    let scratch = try TemporaryFolder()
    let run = try Self.record(
      in: scratch, budget: "60s", "--filter", "*{n=100}", "--against", Executable.countedSuite.path,
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
    let scratch = try TemporaryFolder()
    let run = try Self.record(
      in: scratch, budget: "60s", "--filter", "varies", "--against", Executable.countedSuite.path)
    let series = try #require(run.benchmarks.first?.series(of: .allocations))
    #expect(series.launches.count > 2)
    _ = try Executable.detect.run(
      "check", "run.json", "--output", "verdict.json", folder: scratch.path)
    let verdict = try RecordFile.read(
      Verdict.self, schema: Verdict.schema, at: scratch.file("verdict.json"))
    let finding = try #require(verdict.findings.first { $0.metric == .allocations })
    #expect(finding.status == .passed)
    #expect(finding.notes.contains { $0.contains("values differ between launches") })
  }
}
