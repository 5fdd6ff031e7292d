import Foundation
import TestSupport
import Testing

/// A project that comes from github-action-benchmark, with all its runs.
@Suite struct MovedHistoryStories {
  /// Thirty runs of the suite `Shapes`, a day apart, and one of another suite.
  private static func data(extra: String = "") -> String {
    let entries = (0..<30).map { day -> String in
      let value = 1_200 + (day * 7) % 25
      return #"{"commit":{"id":"\#(String(format: "%040d", day + 1))"},"date":"#
        + "\(1_767_225_600_000 + day * 86_400_000)"
        + #","tool":"cargo","benches":[{"name":"join","value":\#(value),"unit":"ns/iter"}]}"#
    }
    return "window.BENCHMARK_DATA = {\"lastUpdate\":1,\"repoUrl\":\"\",\"entries\":{\"Shapes\":["
      + entries.joined(separator: ",\n") + "]" + extra + "}}"
  }

  private static let options = ["import", "data.js", "--baseline", "moved"]

  private static func files(under folder: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix(".json") }.sorted()
  }

  @Test func `one command stores the newest twenty, and the spread between them judges`() throws {
    let scratch = try TemporaryFolder()
    try scratch.write("data.js", Self.data())
    let moved = try Executable.bench.run(
      Self.options + ["--records", "runs"], folder: scratch.path)
    #expect(moved.status == 0, "\(moved)")
    #expect(moved.out.contains("baseline: the newest 20 of 30 runs of Shapes"))
    #expect(Self.files(under: scratch.file("runs")).count == 30)
    let stored = Self.files(under: scratch.file("moved"))
    #expect(stored.count == 20)
    // Again: nothing is stored twice.
    _ = try Executable.bench.run(Self.options, folder: scratch.path)
    #expect(Self.files(under: scratch.file("moved")) == stored)
    for (nanoseconds, status) in [("1,212", 0 as Int32), ("1,600", 1)] {
      try scratch.write(
        "bench.txt", "running 1 test\ntest join ... bench: \(nanoseconds) ns/iter (+/- 5)\n")
      _ = try Executable.bench.run(
        ["import", "bench.txt", "--suite", "Shapes", "--output", "run.json"], folder: scratch.path)
      let judged = try Executable.detect.run(
        ["check", "run.json", "--baseline", "moved", "--read-only", "--all"], folder: scratch.path)
      #expect(judged.status == status, "\(judged)")
      #expect(judged.out.contains("20 stored runs"), "\(judged.out)")
    }
  }

  @Test func `a run that no gate passes is reported and not stored`() throws {
    let scratch = try TemporaryFolder()
    let bad =
      #"[{"date":1767225600000,"benches":[{"name":"a","value":"x","unit":"ns"}]},"#
      + #"{"date":1767312000000,"benches":[{"name":"a","value":5,"unit":"ns"}]}]"#
    try scratch.write("data.js", #"{"lastUpdate":1,"entries":{"A":\#(bad)}}"#)
    let moved = try Executable.bench.run(Self.options, folder: scratch.path)
    #expect(moved.status == 0, "\(moved)")
    #expect(moved.err.contains("warning: the run of 2026-01-01T00:00:00.000Z cannot be a baseline"))
    #expect(Self.files(under: scratch.file("moved")).count == 1)
  }

  @Test(arguments: [
    (["--output", "run.json"], "holds the suites 'Shapes', 'Other'; choose one with --suite"),
    (["--baseline", "moved", "--suite", "Third"], "choose one with --suite"),
    (["--baseline", "moved", "--output", "run.json"], "--output is for one run"),
  ])
  func `what is not clear is refused and nothing is written`(
    _ options: [String], _ words: String
  ) throws {
    let scratch = try TemporaryFolder()
    let other = #","Other":[{"date":1767225600000,"benches":[{"name":"a","value":5,"unit":"ns"}]}]"#
    try scratch.write("data.js", Self.data(extra: other))
    let outcome = try Executable.bench.run(["import", "data.js"] + options, folder: scratch.path)
    BadInputTests.expectRefusal(outcome, .bench, words)
    #expect(!FileManager.default.fileExists(atPath: scratch.file("moved")))
    #expect(!FileManager.default.fileExists(atPath: scratch.file("run.json")))
  }

  @Test func `a file that holds one run keeps no history`() throws {
    let scratch = try TemporaryFolder()
    try scratch.write("bench.txt", "test join ... bench: 5 ns/iter (+/- 5)\n")
    let outcome = try Executable.bench.run(
      ["import", "bench.txt", "--records", "runs"], folder: scratch.path)
    BadInputTests.expectRefusal(outcome, .bench, "'libtest' files hold one")
  }
}
