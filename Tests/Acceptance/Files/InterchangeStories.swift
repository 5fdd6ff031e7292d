import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// Other harnesses' results through the whole gate.
@Suite struct InterchangeStories {
  /// Google Benchmark's JSON with one benchmark that takes so long.
  private static func results(_ nanoseconds: Double) -> String {
    """
    {"context": {"executable": "./kernels", "num_cpus": 2},
     "benchmarks": [{"name": "sort/256", "run_name": "sort/256", "run_type": "iteration",
       "iterations": 1000, "real_time": \(nanoseconds), "cpu_time": \(nanoseconds),
       "time_unit": "ns"}]}
    """
  }

  @Test func `imported runs make a baseline and are judged against it`() throws {
    let scratch = try TemporaryFolder()
    func imported(_ name: String, _ nanoseconds: Double) throws -> String {
      let file = try scratch.write("kernels.json", Self.results(nanoseconds))
      let output = scratch.file(name)
      let outcome = try Executable.bench.run(
        "import", "--from", "google-benchmark", file, "--output", output, folder: scratch.path)
      #expect(outcome.status == 0, "\(outcome.err)")
      #expect(outcome.out.contains("sort/256"))
      return output
    }
    for step in 0..<4 {
      let run = try imported("run-\(step).json", 700 + Double(step))
      let stored = try Executable.detect.run(
        "baseline", "update", run, "--baseline", "b", folder: scratch.path)
      #expect(stored.status == 0, "\(stored.err)")
    }
    let slower = try Executable.detect.run(
      "check", imported("slower.json", 1400), "--baseline", "b", "--output", "verdict.json",
      folder: scratch.path)
    #expect(slower.status == 1)
    let verdict = try Stories.verdict(scratch.file("verdict.json"))
    let finding = try #require(verdict.findings.first { $0.metric == .wallTime })
    #expect(finding.status == .regressed && finding.evidence.kind == .cached)
    let equal = try Executable.detect.run(
      "check", imported("equal.json", 702), "--baseline", "b", "--output", "verdict.json",
      folder: scratch.path)
    #expect(equal.status == 0, "\(equal.out)")
  }

  @Test func `standard input to standard output, and on into an export`() throws {
    let record = try Executable.bench.run(
      "import", "--from", "google-benchmark", "-", "--output", "-", input: Self.results(700))
    #expect(record.status == 0)
    let text = try Executable.bench.run("export", "--to", "go", "-", input: record.out)
    #expect(text.out.contains("BenchmarkSort/256 1000 700.0 ns/op 700.0 cpu-ns/op\n"))
    let rows = try Executable.bench.run("export", "--to", "generic", "-", input: record.out)
    #expect(rows.out.contains("\"name\":\"sort/256\""))
  }

  @Test func `mistakes are refused and write nothing`() throws {
    let scratch = try TemporaryFolder()
    let file = try scratch.write("kernels.json", Self.results(-1))
    let kept = try scratch.write("run.json", "kept")
    let strange = try scratch.write("strange.txt", "nothing that anybody measured")
    let outcome = try Executable.bench.run(
      "import", "--from", "google-benchmark", file, "--output", kept)
    BadInputTests.expectRefusal(outcome, .bench, "kernels.json:3:37: this figure is below zero")
    #expect(try scratch.read("run.json") == "kept")
    for (arguments, words) in [
      (
        ["import", strange, "--output", "-"], "its format is not recognised (tried google-benchmark"
      ),
      (["import", "--from", "googel", file, "--output", "-"], "it is one of google-benchmark"),
      (["import", "--from", "go", "--output", "-"], "no file is named"),
      (["import", "--from", "go", file], "--output is missing"),
      (["import", "--from", "go", "absent", "--output", "-"], "absent: no such file"),
      (["import", "--from", "criterion", scratch.path, "--output", "-"], "name target/criterion"),
      (["export", kept], "--to is missing"), (["export", "--to", "go", kept], "run.json:1:1"),
    ] {
      BadInputTests.expectRefusal(try Executable.bench.run(arguments), .bench, words)
    }
  }

  @Test func `the format is recognised by the file, and a receipt says what became of its rows`()
    throws
  {
    let scratch = try TemporaryFolder()
    let file = try scratch.write(
      "log.txt",
      "2026-01-02T03:04:05.1234567Z BenchmarkA-8 \t 100\t 5 ns/op\n"
        + "2026-01-02T03:04:06.1234567Z BenchmarkB-8 \t--- FAIL: BenchmarkB-8\n"
        + "2026-01-02T03:04:06.1234567Z BenchmarkC-8 \tlog\n")
    let outcome = try Executable.bench.run("import", file, "--output", scratch.file("run.json"))
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(
      outcome.out.contains(
        "imported from go: 3 rows seen, 2 imported; 1 benchmark with 1 figure, 1 failed\n"))
    #expect(outcome.out.contains("log.txt:3)\n"))
    #expect(try scratch.read("run.json").contains("1 row not imported, because no figures follow"))
    let quiet = try Executable.bench.run(
      "import", file, "--quiet", "--output", scratch.file("run.json"))
    #expect(quiet.status == 0 && quiet.out.isEmpty && quiet.err.isEmpty)
    let piped = try Executable.bench.run("import", file, "--output", "-")
    #expect(piped.out.hasPrefix("{") && piped.err.hasPrefix("imported from go: 3 rows seen"))
  }

  @Test
  func `suites whose names have no letter in common with a folder's keep their baselines apart`()
    throws
  {
    let scratch = try TemporaryFolder()
    func check(_ suite: String, _ value: Int) throws -> String {
      let file = try scratch.write("x.json", #"[{"name":"x","unit":"ns","value":\#(value)}]"#)
      let record = scratch.file("r.json")
      #expect(
        try Executable.bench.run("import", file, "--suite", suite, "--output", record).status == 0)
      return try Executable.detect.run(
        "check", record, "--baseline", "bl", "--output", "v.json", folder: scratch.path
      ).out
    }
    #expect(try check("日本", 100).contains("first run"))
    #expect(try check("中国", 900).contains("first run"))
    #expect(try !check("日本", 100).contains("first run"))
    let listed = try Executable.detect.run(
      "baseline", "list", "--baseline", "bl", folder: scratch.path)
    #expect(listed.out.contains("日本  ") && listed.out.contains("中国  "))
  }
}
