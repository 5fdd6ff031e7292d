import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// Choosing benchmarks, sharing them out, and what the console says.
@Suite struct SelectionStories {
  private static func arguments(_ more: String...) -> [String] {
    ["run", Executable.faultySuite.path, "--allow-debug", "--profile", "quick"] + more
  }

  @Test func `two shards measure what one job would, and merge into one run`() throws {
    let scratch = try TemporaryFolder()
    for shard in ["1", "2"] {
      let outcome = try Executable.bench.run(
        Self.arguments(
          "--filter", "well/*", "--shard", "\(shard)/2", "--output", "shard-\(shard).json"),
        folder: scratch.path)
      #expect(outcome.status == 0, "\(outcome.err)")
    }
    let early = try Executable.bench.run(
      "merge", "shard-1.json", "--output", "run.json", folder: scratch.path)
    BadInputTests.expectRefusal(early, .bench, "shard 2/2 is missing")
    let outcome = try Executable.bench.run(
      "merge", "shard-1.json", "shard-2.json", "--output", "run.json", folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    let list = try Executable.bench.run(
      "list", Executable.faultySuite.path, "--filter", "well/*")
    let run = try Stories.record(scratch.file("run.json"))
    #expect(
      run.benchmarks.map(\.name.rawValue).sorted()
        == list.out.split(separator: "\n").map(String.init).sorted())
    #expect(try Stories.record(scratch.file("shard-1.json")).settings.shard?.benchmarkCount == 2)
    let twice = try Executable.bench.run(
      "merge", "shard-1.json", "shard-1.json", "--output", "twice.json", folder: scratch.path)
    BadInputTests.expectRefusal(twice, .bench, "shard 2/2 is missing")
  }

  @Test func `a regular expression selects, and a wrong one is refused`() throws {
    let suite = Executable.faultySuite.path
    let list = try Executable.bench.run("list", suite, "--filter-regex", "^well/(first|last)$")
    #expect(list.out == "well/first\nwell/last\n")
    BadInputTests.expectRefusal(
      try Executable.bench.run("list", suite, "--filter-regex", "("), .bench, "--filter-regex")
    BadInputTests.expectRefusal(
      try Executable.bench.run("list", suite, "--shard", "3/2"), .bench, "write 1/4")
    BadInputTests.expectRefusal(
      try Executable.bench.run("list", suite, "--tag", "no-such-tag"), .bench, "tag:no-such-tag")
  }

  @Test func `events are JSON, one a line, and nothing else is printed`() throws {
    let scratch = try TemporaryFolder()
    let outcome = try Executable.bench.run(
      Self.arguments("--filter", "well/*", "--json-lines", "--output", "run.json"),
      folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    var events: [String] = []
    for line in outcome.out.split(separator: "\n") {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      events.append(try #require(object?["event"] as? String))
    }
    #expect(events.filter { $0 == "settled" }.count == 2)
    #expect(events.suffix(3) == ["benchmark", "benchmark", "finished"])
    #expect(outcome.err.isEmpty)
    BadInputTests.expectRefusal(
      try Executable.bench.run(Self.arguments("--json-lines", "--output", "-")), .bench,
      "both write to standard output")
  }

  @Test func `the table fits the columns there are`() throws {
    for (columns, histogram) in [("60", false), ("100", true)] {
      let outcome = try Executable.bench.run(
        Self.arguments("--filter", "well/*") + (histogram ? ["--histogram"] : []),
        environment: ["COLUMNS": columns])
      #expect(outcome.out.contains("well/first"))
      let table = outcome.out.components(separatedBy: "\n\n")[0].split(separator: "\n")
        .filter { !$0.hasPrefix("warning:") }
      #expect(table.allSatisfy { $0.count <= Int(columns) ?? 0 })
      #expect(table.contains { $0.contains("█") } == histogram)
    }
  }
}
