import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// A benchmark's place on its way from the suite to GitHub.
@Suite struct DeclarationStories {
  static let file = "Suites/CountedSuite/CountedSuite.swift"

  /// Measures one benchmark of the counted suite.
  static func run(in scratch: TemporaryFolder) throws -> RunRecord {
    let outcome = try Executable.bench.run(
      "run", Executable.countedSuite.path, "--allow-debug", "--profile", "quick", "--quiet",
      "--filter", "buffer", "--time-budget", "1s", "--output", "run.json", folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    return try RecordFile.read(
      RunRecord.self, schema: RunRecord.schema, at: scratch.file("run.json"))
  }

  @Test func `what fails is annotated at the line that declares its benchmark`() throws {
    let scratch = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: scratch.file("Suites/CountedSuite"), withIntermediateDirectories: true)
    _ = try scratch.write(Self.file, "")
    try PolicyStories.git("init", "-q", in: scratch)
    try PolicyStories.git("add", "Suites", in: scratch)
    let source = try #require(try Self.run(in: scratch).benchmarks.first?.source)
    let root = MarkdownPage.root.appending(path: "Tests/CountedSuite/CountedSuite.swift")
    let lines = try String(contentsOf: root, encoding: .utf8).components(separatedBy: "\n")
    #expect(source.file == Self.file)
    #expect(lines[source.line - 1].contains("Benchmark(\"buffer\")"))

    let budgets = try scratch.write(
      "b.json5",
      "{ schema: \"speedgate.budgets/1\", budgets: [ { benchmark: \"buffer\", max: \"1 ns\" } ] }")
    let judged = try Executable.detect.run(
      "check", "run.json", "--budgets", budgets, "--output", "verdict.json", folder: scratch.path)
    #expect(judged.status == 1, "\(judged)")
    let shown = try Executable.report.run(
      "render", "verdict.json", "--check-run", "-", folder: scratch.path)
    #expect(shown.out.replacing("\\/", with: "/").contains("\"path\":\"\(Self.file)\""), "\(shown)")
    #expect(shown.out.contains("\"start_line\":\(source.line)"), "\(shown)")
  }

  @Test func `outside of a repository a benchmark has no place`() throws {
    #expect(try Self.run(in: try TemporaryFolder()).benchmarks.first?.source == nil)
  }
}
