import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// Which function became slower: asked by a run of its own accord, and on request.
@Suite struct ExplainStories {
  /// A valgrind that runs the suite and says that `slow` executed ten times as much in the candidate.
  private static func drawnValgrind(_ scratch: TemporaryFolder) throws -> String {
    let path = try scratch.write(
      "tools/valgrind",
      """
      #!/bin/sh
      for word in "$@"; do
        case "$word" in
          --callgrind-out-file=*) output=${word#*=} ;;
          *) program=$word ;;
        esac
      done
      cost=100
      [ "$DRAWN_SIDE" = candidate ] && cost=1000
      printf 'positions: line\\nevents: Ir\\nob=%s\\nfn=slow\\n0 %s\\nfn=usual\\n0 500\\ntotals: %s\\n' \\
        "$program" "$cost" "$((cost + 500))" >"$output.1"
      exec "$program"

      """)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return scratch.file("tools") + ":/usr/bin:/bin"
  }

  private static func slower() throws -> DrawnGate {
    var gate = try DrawnGate()
    gate.both["DRAWN_BENCHMARKS"] = "2"
    gate.candidate = ["DRAWN_FACTORS": "wall_time=2"]
    return gate
  }

  @Test func `what regressed is explained from run to comment, and what did not is not`() throws {
    let gate = try Self.slower()
    let outcome = try gate.measure("--explain", "regressed", path: Self.drawnValgrind(gate.scratch))
    #expect(outcome.status == 0, "\(outcome.err)")
    let run = try RecordFile.read(
      RunRecord.self, schema: RunRecord.schema, at: gate.scratch.file("run.json"))
    #expect(
      run.profiles?.map(\.benchmark.rawValue) == ["b0"], "\(String(describing: run.profiles))")
    let text = try String(contentsOfFile: gate.scratch.file("run.json"), encoding: .utf8)
    #expect(try JSONSchema("run").problems(JSONValue(text)).isEmpty)
    let answer = try gate.check()
    let findings = try #require(answer.verdict?.findings)
    let cause = try #require(findings.lazy.compactMap(\.cause).first)
    #expect(cause.functions.map(\.name) == ["slow"] && cause.functions[0].share == 1)
    #expect(findings.allSatisfy { $0.cause == nil || $0.status == .regressed })
  }

  @Test func `never means never`() throws {
    let gate = try Self.slower()
    _ = try gate.measure(path: Self.drawnValgrind(gate.scratch))
    let run = try RecordFile.read(
      RunRecord.self, schema: RunRecord.schema, at: gate.scratch.file("run.json"))
    #expect(run.profiles == nil)
  }

  @Test func `without valgrind a suite is sampled, and its own function is named`() throws {
    let scratch = try TemporaryFolder()
    let outcome = try Executable.bench.run(
      [
        "profile", Executable.countedSuite.path, "nothing", "--method", "sample", "--json",
        "p.json",
        "--folded", "p.txt", "--svg", "p.svg", "--speedscope", "p.speedscope.json",
      ], folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    let text = try scratch.read("p.json")
    #expect(try JSONSchema("profile").problems(JSONValue(text)).isEmpty)
    let record = try RecordFile.read(
      ProfileRecord.self, schema: ProfileRecord.schema, at: scratch.file("p.json"))
    let own = record.profile.functions.filter { $0.foreign == nil }
    #expect(own.first?.name.contains("work(_:)") == true, "\(outcome.out)")
    #expect(record.profile.contradiction == nil)
    #expect(try scratch.read("p.txt").contains("work(_:)"))
    #expect(try scratch.read("p.svg").hasPrefix("<svg"))
  }

  @Test(arguments: [
    (["none"], "has no benchmark"), ([], "a suite's program and one of its benchmarks are needed"),
    (["nothing", "--method", "guess"], "callgrind, sample"),
    (["nothing", "--json", "-", "--svg", "-"], "two options write to standard output"),
  ]) func `what cannot be profiled ends with one line and status 2`(
    _ arguments: [String], _ words: String
  ) throws {
    let scratch = try TemporaryFolder()
    let outcome = try Executable.bench.run(
      ["profile", Executable.countedSuite.path] + arguments
        + (arguments.contains("--method") || arguments.isEmpty ? [] : ["--method", "sample"]),
      folder: scratch.path)
    #expect(outcome.status == 2 && outcome.err.contains(words), "\(outcome)")
    #expect(outcome.err.split(separator: "\n").count == 1)
  }
}
