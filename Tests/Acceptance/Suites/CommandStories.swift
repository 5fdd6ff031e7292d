import Foundation
import GateRecords
import TestSupport
import Testing

/// Commands measured and judged, as people use them.
@Suite struct CommandStories {
  @Test func `a slower command beside a quicker one fails the gate`() throws {
    let scratch = try TemporaryFolder()
    let outcome = try Executable.bench.run(
      "command", "--name", "nap", "--profile", "quick", "--against-command", "sleep 0.005",
      "--output", "run.json", "--", "sleep", "0.05", folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    let run = try Stories.record(scratch.file("run.json"))
    #expect(run.suite.name == "nap" && run.suite.command == "sleep 0.05")
    #expect(run.baseline == SuiteRecord(name: "nap", command: "sleep 0.005"))
    #expect(run.benchmarks[0].sampling == .perProcess)
    let starts = try #require(run.benchmarks[0].series(of: .spawnTime))
    #expect(starts.launches.count == run.benchmarks[0].series(of: .wallTime)?.launches.count)
    #expect(outcome.out.contains("each time includes the start of a process, which took"))
    let check = try Executable.detect.run(
      "check", "run.json", "--output", "verdict.json", folder: scratch.path)
    #expect(check.status == 1)
    let headline = check.out.prefix { $0 != "\n" }
    #expect(headline.hasSuffix("“sleep 0.05” against “sleep 0.005”"), "\(headline)")
    let finding = try Stories.verdict(scratch.file("verdict.json")).findings.first {
      $0.metric == .wallTime
    }
    #expect(finding?.status == .regressed && finding?.evidence.kind == .paired)
    for (file, schema) in [("run.json", "run"), ("verdict.json", "verdict")] {
      let problems = try JSONSchema(schema).problems(JSONValue(scratch.read(file)))
      #expect(problems.isEmpty, "\(file): \(problems)")
    }
  }

  @Test func `a shell's commands are named as they were written, and beside stored runs, too`()
    throws
  {
    let scratch = try TemporaryFolder()
    func measure(_ options: [String]) throws -> RunRecord {
      let outcome = try Executable.bench.run(
        ["command", "--shell", "--name", "nap", "--profile", "quick", "--time-budget", "2s"]
          + options + ["--output", "run.json", "--", "sleep 0.01;", "echo 'a b'"],
        folder: scratch.path)
      #expect(outcome.status == 0, "\(outcome.err)")
      return try Stories.record(scratch.file("run.json"))
    }
    let alone = try measure([])
    #expect(alone.baseline == nil && alone.suite.command == "sleep 0.01; echo 'a b'")
    let first = try Executable.detect.run(
      "baseline", "update", "run.json", "--baseline", "stored", folder: scratch.path)
    #expect(first.status == 0, "\(first.err)")
    let paired = try measure(["--against-command", "sleep 0.01 # old"])
    #expect(paired.baseline?.command == "sleep 0.01 # old")
    let check = try Executable.detect.run(
      "check", "run.json", "--baseline", "stored", folder: scratch.path)
    let headline = check.out.prefix { $0 != "\n" }
    #expect(
      headline.hasSuffix("“sleep 0.01; echo 'a b'” against “sleep 0.01 # old”"), "\(headline)")
  }

  @Test func `preparing, input, parameters and clean-up reach the command`() throws {
    let scratch = try TemporaryFolder()
    _ = try scratch.write("in-1.txt", "one\n")
    _ = try scratch.write("in-2.txt", "two\n")
    let outcome = try Executable.bench.run(
      "command", "--shell", "--profile", "quick", "--runs", "2", "--parameter", "n=1,2",
      "--prepare", "echo x{n} >> prepared", "--clean-up", "echo gone{n} >> cleaned",
      "--stdin", "in-{n}.txt", "--output", "run.json", "--name", "read", "--",
      "read line; echo $line >> seen", folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    let names = try Stories.record(scratch.file("run.json")).benchmarks.map(\.name.rawValue)
    #expect(names == ["read{n=1}", "read{n=2}"])
    let prepared = try scratch.read("prepared").split(separator: "\n")
    let seen = try scratch.read("seen").split(separator: "\n")
    #expect(prepared.count == seen.count && Set(seen) == ["one", "two"])
    #expect(try scratch.read("cleaned") == "gone1\ngone2\n")
  }

  @Test func `pairs, values, warm-ups and an expected status go together`() throws {
    let scratch = try TemporaryFolder()
    let outcome = try Executable.bench.run(
      "command", "--shell", "--profile", "quick", "--time-budget", "2s", "--runs", "2",
      "--warm-up", "3", "--expect-status", "3", "--parameter", "n=1,2", "--name", "exit",
      "--against-command", "echo old{n} >> diary; exit 3", "--output", "run.json", "--",
      "echo new{n} >> diary; exit 3", folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    let diary = try scratch.read("diary").split(separator: "\n").map(String.init)
    for benchmark in try Stories.record(scratch.file("run.json")).benchmarks {
      let series = try #require(benchmark.series(of: .wallTime))
      #expect(series.baselineLaunches?.map(\.count) == series.launches.map(\.count))
      let value = benchmark.name.rawValue == "exit{n=1}" ? "1" : "2"
      for side in ["new", "old"] {
        #expect(diary.count { $0 == side + value } == series.samples.count + 3, "\(side + value)")
      }
    }
  }

  @Test func `mistakes are reported in one line`() throws {
    for (arguments, words) in [
      ([], "no command is named"), (["--", "no-such-program"], "no-such-program: no such program"),
      (["--parameter", "n", "--", "true"], "write n=1,2,3"),
      (["--parameter", "n=1,1", "--", "true"], "values that differ"),
      (["--expect-status", "256", "--", "true"], "from 0 to 255"),
      (["--against-command", "'a", "--", "true"], "close its quotes"),
      (["--warm-up", "0", "--", "true"], "from 1 to 10000"),
      (["--time-limit", "x", "--", "true"], "write a time"),
    ] {
      BadInputTests.expectRefusal(
        try Executable.bench.run(["command"] + arguments), .bench, words)
    }
    let failing = try Executable.bench.run(
      "command", "--quiet", "--shell", "--", "echo why; exit 4")
    BadInputTests.expectRefusal(
      failing, .bench, "ended with exit status 4, but 0 was expected; it printed: why")
  }
}
