import Foundation
import GateRecords
import TestSupport
import Testing

/// The line that reports show to repeat a measurement, given to a shell exactly as written there.
@Suite struct RepeatStories {
  /// The line of a report about a record.
  private static func line(of record: String, in scratch: TemporaryFolder) throws -> String? {
    let check = try Executable.detect.run(
      "check", record, "--read-only", "--output", "verdict.json", folder: scratch.path)
    #expect(check.status < 2, "\(check.err)")
    let report = try Executable.report.run(
      "render", "verdict.json", "--json", "-", folder: scratch.path)
    let object = try JSONSerialization.jsonObject(with: Data(report.out.utf8)) as? [String: Any]
    let line = object?["repeat"] as? String
    if let line {
      let comment = try Executable.report.run(
        "render", "verdict.json", "--markdown", "-", folder: scratch.path)
      #expect(comment.out.contains("```sh\n\(line)\n```"))
    }
    for (file, schema) in [(record, "run"), ("verdict.json", "verdict")] {
      let problems = try JSONSchema(schema).problems(JSONValue(scratch.read(file)))
      #expect(problems.isEmpty, "\(file): \(problems)")
    }
    return line
  }

  @Test func `a run is repeated, and what it wrote stays`() throws {
    let scratch = try TemporaryFolder()
    let record = try Stories.run(
      of: "well/f*", in: scratch, "--seed", "7", "--candidate-env", "N=it's $HOME; false")
    let line = try #require(try Self.line(of: "run.json", in: scratch))
    let before = try scratch.read("run.json")
    let again = try Executable.shell(line, folder: scratch.path)
    #expect(again.status == 0, "\(line)\n\(again.err)")
    #expect(again.out.contains("well/first") && !again.out.contains("well/last"))
    #expect(try scratch.read("run.json") == before)
    let kept = try Executable.shell(line + " --output again.json", folder: scratch.path)
    #expect(kept.status == 0, "\(line)\n\(kept.err)")
    let settings = try Stories.record(scratch.file("again.json")).settings
    #expect(settings.repetition == (try Stories.record(record)).settings.repetition)
    #expect(settings.seed == 7)
  }

  @Test func `a command is repeated with its own words`() throws {
    let scratch = try TemporaryFolder()
    let outcome = try Executable.bench.run(
      "command", "--name", "-n", "--runs", "2", "--profile", "quick", "--time-budget", "1s",
      "--output", "run.json", "--", "/bin/sh", "-c",
      #"printf '%s|' "$0" "$@" >> seen; echo >> seen"#,
      "--seed", "a b", "it's", "$HOME", "--", "'\u{301};exit 3;'", "", folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    let seen = try scratch.read("seen").split(separator: "\n")
    #expect(Set(seen) == ["--seed|a b|it's|$HOME|--|'\u{301};exit 3;'||"])
    let line = try #require(try Self.line(of: "run.json", in: scratch))
    let again = try Executable.shell(line, folder: scratch.path)
    #expect(again.status == 0, "\(line)\n\(again.err)")
    let more = try scratch.read("seen").split(separator: "\n")
    #expect(more.count > seen.count && Set(more) == Set(seen))
  }

  @Test func `shards and their merge are repeated`() throws {
    let scratch = try TemporaryFolder()
    for shard in ["1", "2"] {
      _ = try Stories.run(of: "well/*", in: scratch, "--shard", "\(shard)/2")
      try FileManager.default.moveItem(
        atPath: scratch.file("run.json"), toPath: scratch.file("shard \(shard).json"))
      let line = try #require(try Self.line(of: "shard \(shard).json", in: scratch))
      let again = try Executable.shell(line, folder: scratch.path)
      #expect(again.status == 0, "\(line)\n\(again.err)")
      let names = try Stories.record(scratch.file("shard \(shard).json")).benchmarks.map(\.name)
      #expect(names.count == 1 && names.allSatisfy { again.out.contains($0.rawValue) })
      #expect(["well/first", "well/last"].filter { again.out.contains($0) }.count == 1)
    }
    let merged = try Executable.bench.run(
      "merge", "--output", "all.json", "shard 1.json", "shard 2.json", folder: scratch.path)
    #expect(merged.status == 0, "\(merged.err)")
    let line = try #require(try Self.line(of: "all.json", in: scratch))
    #expect(!line.contains("--seed"))
    try FileManager.default.removeItem(atPath: scratch.file("all.json"))
    let again = try Executable.shell(line, folder: scratch.path)
    #expect(again.status == 0, "\(line)\n\(again.err)")
    #expect(try Stories.record(scratch.file("all.json")).benchmarks.count == 2)
  }

  @Test func `an import is repeated, unless it read standard input`() throws {
    let scratch = try TemporaryFolder()
    let results = #"[{"name": "sort", "unit": "ns", "value": 700}]"#
    _ = try scratch.write("it's.json", results)
    let outcome = try Executable.bench.run(
      "import", "--from", "generic", "--output", "run.json", "--suite", "$s", "it's.json",
      folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    let line = try #require(try Self.line(of: "run.json", in: scratch))
    try FileManager.default.removeItem(atPath: scratch.file("run.json"))
    let again = try Executable.shell(line, folder: scratch.path)
    #expect(again.status == 0, "\(line)\n\(again.err)")
    #expect(try Stories.record(scratch.file("run.json")).suite.name == "$s")
    let piped = try Executable.bench.run(
      "import", "--from", "generic", "--output", "run.json", "-", input: results,
      folder: scratch.path)
    #expect(piped.status == 0, "\(piped.err)")
    #expect(try Self.line(of: "run.json", in: scratch) == nil)
    let report = try Executable.report.run("render", "verdict.json", "--all", folder: scratch.path)
    #expect(report.out.contains("No command repeats the measurement: it read standard input."))
  }
}
