import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// What is stored decides what a run is compared with; what cannot be read is never taken for nothing.
@Suite struct BaselineStories {
  /// A folder with a stored run in `b`, and a later run in `next.json`.
  struct Fixture {
    let scratch: TemporaryFolder
    let suite: String

    init(_ scratch: TemporaryFolder) throws {
      self.scratch = scratch
      let first = HistoryRecords.run(day: 0)
      suite = "b/\(first.environment.key)/orders"
      try RecordFile.write(first, to: scratch.file("first.json"))
      try RecordFile.write(HistoryRecords.run(day: 1), to: scratch.file("next.json"))
      let outcome = try detect("check", "first.json", "--baseline", "b", "--quiet")
      #expect(outcome.status == 0 && outcome.err.isEmpty, "\(outcome)")
    }

    var record: String { suite + "/records/RUN-main-0.json" }

    func detect(_ arguments: String...) throws -> Executable.Outcome {
      try Executable.detect.run(arguments, folder: scratch.path)
    }
  }

  static let damages: [(name: String, apply: @Sendable (TemporaryFolder, String) throws -> Void)] =
    [
      ("truncated", { try $0.write($1, String($0.read($1).prefix(1000))) }),
      ("empty", { try $0.write($1, "") }),
      ("newer", { try $0.write($1, "{\"schema\": \"speedgate.run/2\"}") }),
      ("other", { try $0.write($1, "{\"schema\": \"speedgate.verdict/1\"}") }),
      ("broken link", { try replace($0.file($1), by: "nowhere") }),
      ("endless link", { try replace($0.file($1), by: $0.file($1)) }),
      ("folder", { try replace($0.file($1), by: nil) }),
    ]

  static func replace(_ path: String, by target: String?) throws {
    try FileManager.default.removeItem(atPath: path)
    if let target {
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    } else {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
  }

  @Test(arguments: damages.indices)
  func `a stored record that cannot be read stops the check, and nothing is established`(
    _ index: Int
  ) throws {
    let scratch = try TemporaryFolder()
    let fixture = try Fixture(scratch)
    try Self.damages[index].apply(scratch, fixture.record)
    let outcome = try fixture.detect(
      "check", "next.json", "--baseline", "b", "--output", "verdict.json")
    BadInputTests.expectRefusal(outcome, .detect, fixture.record)
    #expect(outcome.err.contains("restore or remove it"))
    #expect(outcome.err.contains("'speedgate-detect baseline list --baseline b'"))
    #expect(!FileManager.default.fileExists(atPath: scratch.file("verdict.json")))
    #expect(
      try Folder.names(in: scratch.file(fixture.suite + "/records")) == ["RUN-main-0.json"])
    let listed = try fixture.detect("baseline", "list", "--baseline", "b")
    #expect(listed.status == 0 && listed.out.contains(fixture.record), "\(listed)")
    let shown = try fixture.detect("baseline", "show", "orders", "--baseline", "b")
    BadInputTests.expectRefusal(shown, .detect, fixture.record)
    // The remedy is what the message says.
    try FileManager.default.removeItem(atPath: scratch.file(fixture.record))
    let again = try fixture.detect("check", "next.json", "--baseline", "b")
    #expect(again.status == 0 && again.out.contains("baseline established"), "\(again)")
  }

  @Test(arguments: ["", "/records", "/programs", "/.."], ["file", "broken link", "endless link"])
  func `a folder of the baseline that cannot be read stops the check`(
    _ level: String, _ damage: String
  ) throws {
    let scratch = try TemporaryFolder()
    let fixture = try Fixture(scratch)
    let path = URL(fileURLWithPath: scratch.file(fixture.suite + level)).standardized.path
    if level == "/programs" { try scratch.write(fixture.suite + level + "/x", "x") }
    switch damage {
    case "file":
      try FileManager.default.removeItem(atPath: path)
      try Data("x".utf8).write(to: URL(fileURLWithPath: path))
    case "broken link": try Self.replace(path, by: "nowhere")
    default: try Self.replace(path, by: path)
    }
    for more in [[], ["--read-only"]] {
      let outcome = try Executable.detect.run(
        ["check", "next.json", "--baseline", "b"] + more, folder: scratch.path)
      BadInputTests.expectRefusal(outcome, .detect, "cannot be read: ")
    }
  }

  @Test func `a program that is not what was stored stops the check and the run`() throws {
    let scratch = try TemporaryFolder()
    let run = try Stories.run(of: "well/first", in: scratch)
    let suite = Executable.faultySuite.path
    let first = try Executable.detect.run(
      "check", run, "--baseline", "b", "--program", suite, folder: scratch.path)
    #expect(first.status == 0)
    let shown = try Executable.detect.run(
      "baseline", "show", "FaultySuite", "--program", "--baseline", "b", folder: scratch.path)
    let program = shown.out.trimmingCharacters(in: .whitespacesAndNewlines)
    let harm = "#!/bin/sh\ntouch \(scratch.file("harm"))\n"
    for content in [harm, ""] {
      try Data(content.utf8).write(to: URL(fileURLWithPath: scratch.path + "/" + program))
      for (tool, arguments) in [
        (Executable.detect, ["check", run, "--baseline", "b"]),
        (
          .bench,
          ["run", suite, "--allow-debug", "--filter", "well/first", "--baseline", "b"]
            + ["--output", "again.json"]
        ),
      ] {
        let outcome = try tool.run(arguments, folder: scratch.path)
        BadInputTests.expectRefusal(outcome, tool, "\(program): is not the program that was stored")
      }
    }
    #expect(!scratch.names.contains("harm") && !scratch.names.contains("again.json"))
    // Storing it again fixes it.
    let update = try Executable.detect.run(
      "baseline", "update", run, "--baseline", "b", "--program", suite, folder: scratch.path)
    #expect(update.status == 0)
    let again = try Stories.record(
      try Stories.run(of: "well/first", in: scratch, "--baseline", "b"))
    #expect(again.baseline != nil)
  }

  @Test func `a run is not measured beside less than is stored`() throws {
    let scratch = try TemporaryFolder()
    let run = try Stories.run(of: "well/first", in: scratch)
    let suite = Executable.faultySuite.path
    _ = try Executable.detect.run("check", run, "--baseline", "b", folder: scratch.path)
    let key = try Stories.record(run).environment.key
    let torn = try scratch.write("b/\(key)/FaultySuite/records/torn.json", "{ torn")
    func bench(_ more: String...) throws -> Executable.Outcome {
      try Executable.bench.run(
        ["run", suite, "--allow-debug", "--filter", "well/first", "--profile", "quick"] + more,
        folder: scratch.path)
    }
    for more in [[], ["--shard", "1/1"]] {
      let outcome = try Executable.bench.run(
        ["run", suite, "--allow-debug", "--filter", "well/first", "--baseline", "b"] + more,
        folder: scratch.path)
      BadInputTests.expectRefusal(outcome, .bench, "records/torn.json:1:3: ")
      #expect(outcome.err.contains("name another baseline"))
    }
    #expect(try bench("--baseline", "elsewhere").status == 0)
    #expect(try bench("--against", suite, "--baseline", "b").status == 0)
    // What another kind of machine stored is not compared with here, so it only deserves a warning.
    try FileManager.default.createDirectory(
      atPath: scratch.file("c/other-machine"), withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: scratch.file("b/\(key)/FaultySuite"),
      toPath: scratch.file("c/other-machine/FaultySuite"))
    let elsewhere = try bench("--baseline", "c")
    #expect(elsewhere.status == 0 && elsewhere.out.contains("another kind of machine"))
    #expect(elsewhere.out.contains("torn.json:1:3"))
    _ = torn
  }

  @Test func `another machine's record that cannot be read matters only without one of this`()
    throws
  {
    let scratch = try TemporaryFolder()
    let fixture = try Fixture(scratch)
    try scratch.write("b/other-machine/orders/records/torn.json", "{ torn")
    let compared = try fixture.detect("check", "next.json", "--baseline", "b")
    #expect(compared.status == 0 && compared.out.contains("torn.json:1:3"), "\(compared)")
    try FileManager.default.removeItem(atPath: scratch.file(fixture.suite))
    BadInputTests.expectRefusal(
      try fixture.detect("check", "next.json", "--baseline", "b"), .detect, "torn.json:1:3")
  }

  @Test func `of eight checks at once exactly one establishes the baseline`() throws {
    let scratch = try TemporaryFolder()
    for day in 0..<8 {
      try RecordFile.write(HistoryRecords.run(day: day), to: scratch.file("\(day).json"))
    }
    let processes = try (0..<8).map { day in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Executable.detect.path)
      process.arguments = ["check", "\(day).json", "--baseline", "b", "--history", "h"]
      process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
      let out = scratch.file("out\(day)")
      _ = FileManager.default.createFile(atPath: out, contents: nil)
      process.standardOutput = FileHandle(forWritingAtPath: out)
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }
    for process in processes { process.waitUntilExit() }
    #expect(processes.allSatisfy { $0.terminationStatus == 0 })
    let texts = try (0..<8).map { try scratch.read("out\($0)") }
    #expect(texts.count { $0.contains("baseline established from main at ") } == 1)
    // The others came too late, or found it in time to compare with it.
    let late = texts.count { $0.contains("no baseline established: another check stored run RUN-") }
    let compared = texts.count { !$0.contains("first run, nothing to compare with") }
    #expect(late + compared == 7, "\(texts)")
    let directory = BaselineDirectory(root: scratch.file("b"))
    #expect(try directory.entries().flatMap(\.records).count == 1)
    let month = try Folder.names(in: scratch.file("h")).first { $0.hasSuffix(".ndjson") }
    let lines = try scratch.read("h/" + (month ?? ""))
    #expect(lines.split(separator: "\n").count == 1)
  }

  @Test func `a first baseline names branch and commit, and warns where it is a poor one`() throws {
    let scratch = try TemporaryFolder()
    // In a service, which decides by itself which runs it stores.
    func check(_ folder: String, _ change: (inout RunRecord) -> Void) throws -> Executable.Outcome {
      var run = HistoryRecords.run(day: 0)
      change(&run)
      try RecordFile.write(run, to: scratch.file("run.json"))
      return try Executable.detect.run(
        "check", "run.json", "--baseline", folder, folder: scratch.path,
        environment: ["CI": "true", "CI_DEFAULT_BRANCH": "trunk"])
    }
    let commit = HistoryRecords.commit(day: 0).prefix(7)
    let topic = try check("a") { $0.suite.branch = "topic" }
    #expect(topic.out.contains("baseline established from topic at \(commit): this run, without"))
    #expect(
      topic.err.contains("warning: this baseline comes from the branch 'topic', not from trunk"))
    let main = try check("b") { $0.suite.branch = "trunk" }
    #expect(main.out.contains("from trunk at \(commit):") && main.err.isEmpty)
    let dirty = try check("c") {
      $0.suite.branch = "trunk"
      $0.suite.hasUncommittedChanges = true
    }
    #expect(dirty.err.hasPrefix("warning: the work tree had uncommitted changes"))
    let part = try check("e") {
      $0.suite.branch = "trunk"
      $0.settings.filter = "kept/*"
      $0.leftOut = [BenchmarkIdentifier("left/out")]
    }
    #expect(part.err.contains("warning: this baseline holds "))
    #expect(
      part.err.contains(
        "store a whole run with 'swift package gate --update-baseline' or 'speedgate-detect baseline update'"
      ))
    let unknown = try check("d") {
      $0.suite.branch = nil
      $0.suite.commit = nil
    }
    #expect(unknown.out.contains("\nbaseline established: this run") && unknown.err.isEmpty)
  }

  @Test(arguments: [
    ("main", [], true), ("topic", [], false), ("topic", ["--main-branch", "topic"], true),
    ("main", ["--main-branch", "trunk"], false), ("topic", ["--read-only"], false),
  ])
  func `outside of a service only a run of the main branch becomes the first baseline`(
    _ branch: String, _ options: [String], _ isKept: Bool
  ) throws {
    let scratch = try TemporaryFolder()
    var run = HistoryRecords.run(day: 0)
    run.suite.branch = branch
    try RecordFile.write(run, to: scratch.file("run.json"))
    let none = ["CI", "GITHUB_ACTIONS", "GITLAB_CI", "CI_DEFAULT_BRANCH"].map { ($0, "") }
    func check(_ more: [String] = []) throws -> Executable.Outcome {
      try Executable.detect.run(
        ["check", "run.json", "--baseline", "b"] + options + more, folder: scratch.path,
        environment: Dictionary(uniqueKeysWithValues: none))
    }
    let outcome = try check()
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.out.contains("baseline established from \(branch)") == isKept, "\(outcome.out)")
    #expect(try BaselineDirectory(root: scratch.file("b")).entries().isEmpty == !isKept)
    guard !isKept, !options.contains("--read-only") else { return }
    #expect(outcome.out.contains("no baseline established: this run is of the branch '\(branch)'"))
    #expect(outcome.out.contains("--update-baseline"))
    #expect(try !check(["--quiet"]).out.contains("no baseline"))
    // The remedy is what the message says.
    let update = try Executable.detect.run(
      "baseline", "update", "run.json", "--baseline", "b", folder: scratch.path)
    #expect(update.status == 0, "\(update)")
  }

  @Test func `a detached HEAD is stored only where it belongs to the main branch`() throws {
    let scratch = try TemporaryFolder()
    try PolicyStories.git("init", "-q", "-b", "main", in: scratch)
    try PolicyStories.git("commit", "-q", "--allow-empty", "-m", "a", in: scratch)
    try PolicyStories.git("checkout", "-q", "--detach", in: scratch)
    let git = GitCommand(directory: scratch.path)
    var run = HistoryRecords.run(day: 0)
    run.suite.branch = nil
    func check(_ folder: String) throws -> Executable.Outcome {
      run.suite.commit = git.answer("rev-parse", "HEAD")
      try RecordFile.write(run, to: scratch.file("run.json"))
      return try Executable.detect.run(
        "check", "run.json", "--baseline", folder, folder: scratch.path)
    }
    // The main branch's own commit, as a service checks it out.
    #expect(try check("a").out.contains("baseline established from"))
    try PolicyStories.git("commit", "-q", "--allow-empty", "-m", "b", in: scratch)
    let detached = try check("b")
    #expect(detached.out.contains("this run is of a detached HEAD at "), "\(detached)")
    #expect(try BaselineDirectory(root: scratch.file("b")).entries().isEmpty)
    // A service's run is kept, and so is one of another commit than the one checked out.
    #expect(
      try Executable.detect.run(
        "check", "run.json", "--baseline", "c", folder: scratch.path, environment: ["CI": "true"]
      ).out.contains("baseline established from"))
    try PolicyStories.git("commit", "-q", "--allow-empty", "-m", "c", in: scratch)
    #expect(
      try Executable.detect.run("check", "run.json", "--baseline", "d", folder: scratch.path)
        .out.contains("baseline established from"))
    // Without the main branch git cannot say.
    try PolicyStories.git("branch", "-q", "-D", "main", in: scratch)
    #expect(try check("e").out.contains("baseline established from"))
  }

  @Test func `without a folder of baselines a check says that nothing was kept`() throws {
    let scratch = try TemporaryFolder()
    try RecordFile.write(HistoryRecords.run(day: 0), to: scratch.file("run.json"))
    func check(_ more: String...) throws -> String {
      let outcome = try Executable.detect.run(["check", "run.json"] + more, folder: scratch.path)
      #expect(outcome.status == 0, "\(outcome)")
      return outcome.out
    }
    let words =
      "\nnothing was kept: there is no folder of baselines; create one with 'mkdir baselines'"
    #expect(try check().contains(words))
    #expect(try !check("--read-only").contains(words))
    #expect(try check("--quiet").isEmpty)
    #expect(!scratch.names.contains("baselines"))
    try FileManager.default.createDirectory(
      atPath: scratch.file("baselines"), withIntermediateDirectories: true)
    #expect(try check().contains("baseline established"))
    // A folder that is named is made.
    #expect(try check("--baseline", "new/folder").contains("baseline established"))
  }

  @Test func `a run that no gate passes makes no baseline unless that is forced`() throws {
    let scratch = try TemporaryFolder()
    let changes: [(String, (inout RunRecord) -> Void)] = [
      ("it holds no benchmark", { $0.benchmarks = [] }),
      ("wall_time has the value −1.00 ns", { $0.benchmarks[0].metrics[0].launches[0][0] = -1 }),
      ("more than once", { $0.benchmarks.append($0.benchmarks[0]) }),
      ("before it began", { $0.completedAt = Timestamp(millisecondsSinceEpoch: 0) }),
      (
        "it broke",
        {
          $0.benchmarks[0].status = .failed
          $0.benchmarks[0].failure = BenchmarkFailure(kind: .threw, message: "it broke")
        }
      ),
    ]
    for (words, change) in changes {
      var run = HistoryRecords.run(day: 0)
      change(&run)
      try RecordFile.write(run, to: scratch.file("run.json"))
      let arguments = ["baseline", "update", "run.json", "--baseline", "b"]
      BadInputTests.expectRefusal(
        try Executable.detect.run(arguments, folder: scratch.path), .detect, words)
      #expect(!scratch.names.contains("b"))
      let checked = try Executable.detect.run(
        "check", "run.json", "--baseline", "b", folder: scratch.path)
      #expect(
        checked.status == 1 || checked.status == 2 && checked.err.contains(words), "\(checked)")
      #expect(!scratch.names.contains("b"))
    }
    let forced = try Executable.detect.run(
      "baseline", "update", "run.json", "--baseline", "b", "--force", folder: scratch.path)
    #expect(forced.status == 0 && forced.err.isEmpty)
  }

  @Test func `a baseline that no one judged deserves a warning`() throws {
    let scratch = try TemporaryFolder()
    let fixture = try Fixture(scratch)
    _ = try fixture.detect("check", "next.json", "--baseline", "b", "--output", "v.json")
    let unjudged = try fixture.detect("baseline", "update", "next.json", "--baseline", "b")
    #expect(
      unjudged.status == 0
        && unjudged.err.hasPrefix("warning: it is not known whether the gate passes"))
    let confirmed = try fixture.detect(
      "baseline", "update", "next.json", "--baseline", "b", "--unjudged")
    #expect(confirmed.status == 0 && confirmed.err.isEmpty)
    let quiet = try fixture.detect("baseline", "update", "next.json", "--baseline", "b", "--quiet")
    #expect(quiet.status == 0 && quiet.err.isEmpty && quiet.out.isEmpty)
    let judged = try fixture.detect(
      "baseline", "update", "next.json", "--baseline", "b", "--verdict", "v.json")
    #expect(judged.status == 0 && judged.err.isEmpty)
    try scratch.write(fixture.suite + "/records/torn.json", "{ torn")
    let beside = try fixture.detect(
      "baseline", "update", "next.json", "--baseline", "b", "--verdict", "v.json")
    #expect(beside.status == 0 && beside.err.contains("torn.json:1:3"))
    #expect(beside.err.contains("until it is restored or removed, no run is judged"))
  }

  @Test(arguments: ["baselines", "budgets", "history"], ["file", "broken link", "endless link"])
  func `what has a usual folder's name and cannot be read stops every command that would use it`(
    _ name: String, _ damage: String
  ) throws {
    let scratch = try TemporaryFolder()
    try RecordFile.write(HistoryRecords.run(day: 0), to: scratch.file("run.json"))
    switch damage {
    case "file": try scratch.write(name, "no folder")
    case "broken link":
      try FileManager.default.createSymbolicLink(
        atPath: scratch.file(name), withDestinationPath: "nowhere")
    default:
      try FileManager.default.createSymbolicLink(
        atPath: scratch.file(name), withDestinationPath: name)
    }
    let check = try Executable.detect.run(
      "check", "run.json", "--output", "v.json", folder: scratch.path)
    BadInputTests.expectRefusal(check, .detect, "/\(name): cannot be read: ")
    #expect(!scratch.names.contains("v.json"))
    switch name {
    case "budgets":
      let bench = try Executable.bench.run(
        "run", Executable.faultySuite.path, "--allow-debug", "--filter", "well/first",
        folder: scratch.path)
      BadInputTests.expectRefusal(bench, .bench, "/budgets: cannot be read: ")
      if damage != "file" {
        let named = try Executable.detect.run(
          "check", "run.json", "--budgets", name, folder: scratch.path)
        BadInputTests.expectRefusal(named, .detect, "budgets: cannot be read: ")
        let elsewhere = try Executable.detect.run(
          "check", "run.json", "--budgets", try scratch.write("b.json5", "{}"), "--policy-from",
          name,
          folder: scratch.path)
        #expect(elsewhere.status == 2)
      }
    case "history":
      let update = try Executable.detect.run(
        "baseline", "update", "run.json", "--baseline", "b", folder: scratch.path)
      BadInputTests.expectRefusal(update, .detect, "/history: cannot be read: ")
      #expect(!scratch.names.contains("b"))
    default: break
    }
  }
}
