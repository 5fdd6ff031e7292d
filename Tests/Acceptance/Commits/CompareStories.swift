import Foundation
import GateFiles
import GateRecords
import GateRevisions
import TestSupport
import Testing

/// Comparing commits of real repositories, whose suites have known speeds.
@Suite struct CompareStories {
  private func compare(
    _ history: DrawnHistory, _ words: String..., in place: String? = nil
  ) throws -> Executable.Outcome {
    try Executable.bench.run(
      ["compare"] + words + ["--profile", "quick", "--seed", "1"] + history.buildOptions,
      folder: place ?? history.folder)
  }

  @Test func `two commits end with a report and the gate's status`() throws {
    let history = try DrawnHistory([.speed(1), .speed(1.2), .speed(1.2001)])
    let slower = try compare(history, "c0", "c1")
    #expect(slower.status == 1, "\(slower.err)")
    #expect(slower.out.contains("gate failed: 1 regressed"), "\(slower.out)")
    #expect(slower.out.contains("Drawn: typical time beside c0 ("))
    #expect(slower.out.contains("Change 1"))
    let same = try compare(history, "c1", "c2")
    #expect(same.status == 0, "\(same.out)\(same.err)")
    try history.expectUntouched()
  }

  @Test func `more commits are one table, best to worst, and one that does not build is a row`()
    throws
  {
    let history = try DrawnHistory([.speed(1), .speed(1.3), .speed(0.8), .broken])
    let folder = history.scratch.file("out")
    let outcome = try compare(history, "c0", "c1", "c2", "c3", "--output", folder)
    #expect(outcome.status == 2, "\(outcome.err)")
    let comparison = try RecordFile.read(
      RevisionComparison.self, schema: RevisionComparison.schema,
      at: folder + "/Drawn/comparison.json")
    #expect(comparison.rows.map(\.revision.name) == ["c2", "c1", "c3"])
    #expect(comparison.rows[0].benchmarks.map(\.status) == [.improved])
    #expect(comparison.rows[1].benchmarks.map(\.status) == [.regressed])
    #expect(comparison.rows[2].failure?.contains("error: it is broken") == true)
    let run = try RecordFile.read(
      RunRecord.self, schema: RunRecord.schema, at: folder + "/Drawn/1/run.json")
    let hash = try history.git("rev-parse", "c1").trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(run.suite.commit == hash && run.baseline?.commit != hash)
    let line = try #require(run.settings.repeatCommand?.line)
    #expect(!line.contains("--output"))
    let repeated = try Executable.shell(line, folder: history.folder)
    #expect(repeated.status == 2 && repeated.out.contains("Drawn: typical time beside c0 ("))
    for name in ["verdict.json", "report.md", "report.html", "report.json"] {
      #expect(FileManager.default.fileExists(atPath: "\(folder)/Drawn/1/\(name)"))
    }
    let kept = try history.builds("list")
    #expect(kept.status == 0 && kept.out.contains("3 builds, "), "\(kept)")
    // Nothing is built twice.
    let again = try compare(history, "c0", "c1")
    #expect(!again.err.contains("building"), "\(again.err)")
  }

  @Test func `the work tree is compared with where the branch left main`() throws {
    let history = try DrawnHistory([.speed(1), .speed(1.00001)])
    try history.git("checkout", "--quiet", "-b", "topic")
    try history.write("speed", "\(600_000 * 1.3)\n")
    let outcome = try compare(history)
    #expect(outcome.status == 1, "\(outcome.err)")
    #expect(outcome.err.contains("has changes that are not committed"))
    #expect(outcome.out.contains("with changes)"), "\(outcome.out)")
    // A branch of its own, on which nothing is checked out.
    try history.git("checkout", "--quiet", "--force", "--detach", "c0")
    #expect(try compare(history, "c1").status == 0)
  }

  @Test func `what a killed call or an earlier build left behind does no harm`() throws {
    let history = try DrawnHistory([.speed(1), .speed(1.00001)])
    #expect(try history.make("c0").status == 0)
    let root = history.top + "/.git/speedgate"
    // A file of which no commit knows, and the records of a process that is gone.
    let source = URL(fileURLWithPath: root).appending(components: "work", "source", "repository")
    #expect(
      FileManager.default.createFile(
        atPath: source.appending(component: "broken").path, contents: Data()))
    let records = root + "/compare-999999999"
    try FileManager.default.createDirectory(atPath: records, withIntermediateDirectories: true)
    let made = try history.make("c1")
    #expect(made.status == 0, "\(made.err)")
    #expect(!FileManager.default.fileExists(atPath: records))
  }

  @Test func `what cannot be compared is refused in one line`() throws {
    let history = try DrawnHistory([.speed(1), .broken])
    BadInputTests.expectRefusal(try compare(history, "c9", "c0"), .bench, "'c9' is not a commit")
    BadInputTests.expectRefusal(
      try compare(history, "c1", "c0", "--quiet"), .bench, "the baseline, does not build")
    BadInputTests.expectRefusal(try compare(history, "."), .bench, "cannot be compared with itself")
    let scratch = history.scratch
    BadInputTests.expectRefusal(
      try compare(history, in: scratch.path), .bench, "is in no git repository")
    let clone = scratch.file("shallow")
    try history.git("clone", "--quiet", "--depth", "1", "file://" + history.top, clone)
    BadInputTests.expectRefusal(
      try compare(history, "c0", in: clone), .bench, "the clone is shallow")
    try FileManager.default.createDirectory(
      atPath: scratch.file("empty"), withIntermediateDirectories: true)
    BadInputTests.expectRefusal(
      try Executable.bench.run(
        ["compare"], folder: history.folder, environment: ["PATH": scratch.file("empty")]), .bench,
      "git is not on the path")
  }

  @Test func `a submodule that is not here is reported, and one that is here is there`() throws {
    let part = try DrawnHistory([.speed(1)])
    let history = try DrawnHistory([.speed(1)])
    try history.git(
      "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", part.top, "part")
    try history.git("commit", "--quiet", "-m", "Add a part")
    try history.git("tag", "with")
    let made = try history.make("with")
    #expect(made.status == 0, "\(made.err)")
    #expect(
      FileManager.default.fileExists(
        atPath: history.top + "/.git/speedgate/work/source/repository/part/speed"))
    let clone = history.scratch.file("clone")
    try history.git("clone", "--quiet", history.top, clone)
    let refused = try Executable.bench.run(
      ["builds", "make", "with", "--quiet"] + history.suiteOptions, folder: clone)
    BadInputTests.expectRefusal(refused, .bench, "the submodule part does not have ")
  }

  @Test func `submodules of submodules are there, also where git names a repository`() throws {
    let inner = try DrawnHistory([.speed(1)])
    let part = try DrawnHistory([.speed(1)])
    let history = try DrawnHistory([.speed(1)])
    for (outer, added, name) in [(part, inner.top, "inner"), (history, part.top, "part")] {
      try outer.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", added, name)
      try outer.git("commit", "--quiet", "-m", "Add a part")
    }
    try history.git(
      "-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init",
      "--recursive")
    // As git sets it for its hooks.
    let made = try Executable.bench.run(
      ["builds", "make", "HEAD"] + history.suiteOptions, folder: history.folder,
      environment: ["GIT_DIR": history.top + "/.git"])
    #expect(made.status == 0, "\(made.err)")
    #expect(
      FileManager.default.fileExists(
        atPath: history.top + "/.git/speedgate/work/source/repository/part/inner/speed"))
  }

  @Test func `the store is pruned to its limit, and what no build needs goes`() throws {
    let history = try DrawnHistory([.speed(1), .speed(1.1)])
    for commit in ["c0", "c1"] { #expect(try history.make(commit).status == 0) }
    let programs = history.top + "/.git/speedgate/programs"
    #expect(try Folder.names(in: programs).count == 2)
    try FileManager.default.createDirectory(
      atPath: programs + "/left-by-an-interruption", withIntermediateDirectories: true)
    let pruned = try history.builds("prune")
    #expect(pruned.status == 0, "\(pruned.err)")
    #expect(try Folder.names(in: programs).count == 2)
    #expect(try history.builds("prune", "--store-limit", "0").status == 0)
    #expect(try Folder.names(in: programs).isEmpty)
    #expect(try history.builds("prune", "--all").status == 0)
    #expect(!FileManager.default.fileExists(atPath: history.top + "/.git/speedgate"))
  }

  @Test func `a torn record of a build is an error, and a changed program is built again`() throws {
    let history = try DrawnHistory([.speed(1)])
    let made = try history.make("c0")
    let program = made.out.trimmingCharacters(in: .whitespacesAndNewlines)
    try "#!/bin/sh\nexit 1\n".write(toFile: program, atomically: false, encoding: .utf8)
    let again = try history.make("c0")
    #expect(again.err.contains("building Drawn of"), "\(again.err)")
    #expect(try String(contentsOfFile: program, encoding: .utf8).contains("DRAWN_VALUES"))
    let builds = history.top + "/.git/speedgate/builds"
    let record = builds + "/" + (try #require(try Folder.names(in: builds).first))
    try "{".write(toFile: record, atomically: false, encoding: .utf8)
    let torn = try history.make("c0")
    #expect(torn.status == 2 && torn.err.contains(record), "\(torn.err)")
  }

  @Test func `what another command uses is not pruned`() throws {
    let history = try DrawnHistory([.speed(1)])
    #expect(try history.make("c0").status == 0)
    let root = history.top + "/.git/speedgate"
    let use = try StoreUse(of: root)
    let refused = try history.builds("prune", "--all")
    BadInputTests.expectRefusal(refused, .bench, "another command uses it")
    #expect(try Folder.names(in: root + "/programs").count == 1)
    #expect(try use.alone { true } == true)
  }
}
