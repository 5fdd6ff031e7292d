import Foundation
import GateBudgets
import GateFiles
import GateRecords
import TestSupport
import Testing

/// The budgets from every side: explained, suggested, promised, and guarded against themselves.
@Suite struct PolicyStories {
  static func git(_ arguments: String..., in scratch: TemporaryFolder) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
      + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(arguments)")
  }

  static func write(_ body: String, in scratch: TemporaryFolder) throws {
    try FileManager.default.createDirectory(
      atPath: scratch.file("budgets"), withIntermediateDirectories: true)
    _ = try scratch.write(
      "budgets/b.json5", "{ schema: \"speedgate.budgets/1\",\n\(body) }")
  }

  @Test func `a change that relaxes its own budget is judged by the base's, and reported`() throws {
    let scratch = try TemporaryFolder()
    let run = try Stories.run(of: "well/*", in: scratch)
    try Self.git("init", "-q", in: scratch)
    try Self.write("budgets: [ { benchmark: \"well/last\", min: \"1 ns\" } ]", in: scratch)
    try Self.git("add", "budgets", in: scratch)
    try Self.git("commit", "-q", "-m", "base", in: scratch)
    try Self.git("tag", "base", in: scratch)
    try Self.write("budgets: [ { benchmark: \"well/last\", min: \"1 h\" } ]", in: scratch)

    let lax = try Executable.detect.run("check", run, folder: scratch.path)
    #expect(lax.status == 0, "\(lax)")
    let judged = try Executable.detect.run(
      "check", run, "--policy-from", "base", "--output", "v.json", folder: scratch.path)
    #expect(judged.status == 1)
    let verdict = try Stories.verdict(scratch.file("v.json"))
    let change = try #require(verdict.policyChanges?.first)
    #expect(
      change.kind == .relaxed && change.before == "at most 1 ns" && change.after == "at most 1 h")
    #expect(verdict.findings.first?.budget?.source == "base:budgets/b.json5:2")
    #expect(judged.out.contains("relaxed by this change: min of wall_time of well/last"))

    // A folder does as well as a commit, and a commit without budgets has the built-in ones.
    let folder = try Executable.detect.run(
      "check", run, "--policy-from", "budgets", folder: scratch.path)
    #expect(folder.status == 0 && !folder.out.contains("by this change"))
    BadInputTests.expectRefusal(
      try Executable.detect.run("check", run, "--policy-from", "absent", folder: scratch.path),
      .detect, "no folder and no commit 'absent'")
    BadInputTests.expectRefusal(
      try Executable.detect.run("check", run, "--policy-from=--output=x", folder: scratch.path),
      .detect, "no folder and no commit")
  }

  @Test func `an annotation names the budgets file from the repository's root`() throws {
    let scratch = try TemporaryFolder()
    let suite = scratch.file("suites/orders")
    try FileManager.default.createDirectory(
      atPath: suite + "/budgets", withIntermediateDirectories: true)
    _ = try scratch.write(
      "suites/orders/budgets/b.json5",
      "{ schema: \"speedgate.budgets/1\",\nbudgets: [ { benchmark: \"parse/order\", min: \"1 ns\" } ] }"
    )
    try RecordFile.write(HistoryRecords.run(day: 0), to: scratch.file("run.json"))
    func annotations(of verdict: String, in folder: String) throws -> String {
      let outcome = try Executable.report.run("render", verdict, "--annotations", folder: folder)
      #expect(outcome.status == 0 && outcome.err.isEmpty, "\(outcome)")
      return outcome.out
    }
    func judge(_ name: String, in folder: String, budgets: String) throws -> String {
      let path = scratch.file(name)
      let outcome = try Executable.detect.run(
        "check", scratch.file("run.json"), "--budgets", budgets, "--output", path, folder: folder)
      #expect(outcome.status == 1, "\(outcome)")
      return path
    }
    let inside = try judge("inside.json", in: suite, budgets: "budgets")
    // Where git knows of no repository the folder is all there is.
    #expect(try annotations(of: inside, in: suite).contains(" file=budgets/b.json5,line=2,"))
    try Self.git("init", "-q", in: scratch)
    let place = " file=suites/orders/budgets/b.json5,line=2,"
    #expect(try annotations(of: inside, in: suite).contains(place))
    // Judged in the root, it was named from there, wherever it is rendered.
    let root = try judge("root.json", in: scratch.path, budgets: "suites/orders/budgets")
    #expect(try annotations(of: root, in: scratch.path).contains(place))
    #expect(try annotations(of: root, in: suite).contains(place))
    // A neighbour's budgets are inside the repository, too.
    let neighbour = scratch.file("suites/reports")
    try FileManager.default.createDirectory(atPath: neighbour, withIntermediateDirectories: true)
    let beside = try judge("beside.json", in: neighbour, budgets: "../orders/budgets")
    #expect(try annotations(of: beside, in: neighbour).contains(place))
  }

  @Test func `limits are suggested, written once, kept by the run, and explained`() throws {
    let scratch = try TemporaryFolder()
    let run = try Stories.run(of: "well/*", in: scratch)
    let shown = try Executable.detect.run("budgets", "suggest", run, folder: scratch.path)
    #expect(shown.status == 0 && shown.out.contains("benchmark: \"well/first\""))
    #expect(!FileManager.default.fileExists(atPath: scratch.file("budgets")))
    let written = try Executable.detect.run(
      "budgets", "suggest", run, "--write", "--headroom", "90%", folder: scratch.path)
    #expect(written.status == 0 && written.out.contains("FaultySuite.json5"), "\(written)")
    let again = try Executable.detect.run(
      "budgets", "suggest", run, "--write", folder: scratch.path)
    #expect(again.out.contains("nothing to suggest"))
    let check = try Executable.detect.run(
      "check", run, "--all", "--output", "v.json", folder: scratch.path)
    #expect(check.status == 0, "\(check)")
    let findings = try Stories.verdict(scratch.file("v.json")).findings
    #expect(findings.allSatisfy { $0.status != .overBudget })
    // A verdict names its rules as people here would, and shows nothing of the machine.
    let sources = findings.compactMap { $0.budget?.source }
    #expect(sources.count > 1)
    #expect(sources.allSatisfy { $0.hasPrefix("budgets/FaultySuite.json5:") }, "\(sources)")

    let explained = try Executable.detect.run(
      "budgets", "explain", "well/first", "--run", run, folder: scratch.path)
    #expect(explained.out.contains("because it names the benchmark itself"), "\(explained)")
    BadInputTests.expectRefusal(
      try Executable.detect.run(
        "budgets", "explain", "well/frst", "--run", run, folder: scratch.path), .detect,
      "did you mean well/first?")
    BadInputTests.expectRefusal(
      try Executable.detect.run("budgets", "explain", folder: scratch.path), .detect,
      "no benchmark is named")
    BadInputTests.expectRefusal(
      try Executable.detect.run("budgets", "suggest", folder: scratch.path), .detect,
      "no run is named")
  }

  @Test func `validation names what no benchmark matches, and fails when asked to`() throws {
    let scratch = try TemporaryFolder()
    let run = try Stories.run(of: "well/*", in: scratch)
    try Self.write("budgets: [ { benchmark: \"wel/first\", min: \"1 h\" } ]", in: scratch)
    let warned = try Executable.detect.run(
      "budgets", "validate", "budgets", "--run", run, folder: scratch.path)
    #expect(warned.status == 0 && warned.err.contains("'wel/first', which no benchmark matches"))
    let strict = try Executable.detect.run(
      "budgets", "validate", "budgets", "--run", run, "--strict", folder: scratch.path)
    #expect(strict.status == 1)
  }

  // Every node has its budgets, and no budget is for a node that is not there.
  @Test func `the project's budgets and its benchmarks fit each other`() throws {
    let listed = try Executable.bench.run("list", Executable.referenceSuite.path)
    let names = listed.out.split(separator: "\n").map { BenchmarkIdentifier(String($0)) }
    let policy = try BudgetPolicy(at: MarkdownPage.root.appending(path: "budgets").path)
    let nodes = names.filter { $0.rawValue.hasPrefix("pipeline/") }
    #expect(nodes.count == 14)
    for node in nodes {
      #expect(policy.rules(for: node).contains { $0.statistic == .percentile(95) }, "\(node)")
    }
    #expect(policy.unmatched(in: names).isEmpty)
  }

  @Test func `promises are judged and shown in every report`() throws {
    let scratch = try TemporaryFolder()
    let run = try Stories.run(of: "well/*", in: scratch)
    try Self.write(
      """
      service_levels: { allowed_breaches: 0, levels: [ { benchmark: "well/first", breach: "1 ns" } ] },
      speedups: [ { faster: "well/first", slower: "well/last", at_least: 1000000 } ]
      """, in: scratch)
    let check = try Executable.detect.run(
      "check", run, "--all", "--output", "v.json", folder: scratch.path)
    #expect(check.status == 1)
    // Both are said of one benchmark, which is counted once and has two rows.
    #expect(check.out.hasPrefix("✗ gate failed: 1 over a service level · 1 new"), "\(check.out)")
    #expect(check.out.contains("asks for 1000000×"), "\(check.out)")
    _ = try Executable.report.run(
      "render", "v.json", "--markdown", "r.md", "--html", "r.html", "--json", "r.json",
      folder: scratch.path)
    for report in ["r.md", "r.html", "r.json"] {
      let text = try scratch.read(report)
      #expect(text.contains("well/first") && text.contains("BREACH"), "\(report)")
    }
  }
}
