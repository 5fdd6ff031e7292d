import Foundation
import GateFiles
import GateRecords
import GateRevisions
import TestSupport
import Testing

@testable import speedgate_bench

/// Searching real repositories for the commit with which a suite of known speed changed.
@Suite struct BisectStories {
  private typealias Change = DrawnHistory.Change

  private func record(_ history: DrawnHistory) throws -> BisectionRecord {
    try RecordFile.read(
      BisectionRecord.self, schema: BisectionRecord.schema, at: history.scratch.file("found.json"))
  }

  private func bisect(
    _ history: DrawnHistory, _ range: String, _ more: String...
  ) throws -> Executable.Outcome {
    try Executable.bench.run(
      ["bisect", range, "b0", "--output", history.scratch.file("found.json")] + more
        + history.buildOptions, folder: history.folder)
  }

  @Test(arguments: zip([1.04, 0.96], ["", "libraries/inner"]))
  func `the commit is named, with its size, and nothing is left behind`(
    factor: Double, package: String
  ) throws {
    let changes = (0..<12).map { Change.speed($0 < 7 ? 1 + Double($0) * 1e-5 : factor) }
    let history = try DrawnHistory(changes, package: package)
    let outcome = try bisect(
      history, "c0..c11", "--markdown", history.scratch.file("found.md"))
    #expect(outcome.status == 0, "\(outcome.err)")
    let found = try record(history)
    #expect(
      found.outcome == .found && found.steps.map { $0.commits.map(\.title) } == [["Change 7"]])
    let step = try #require(found.steps.first)
    #expect(abs(step.ratio - factor) < 0.01)
    #expect((step.low ?? 0) < factor && factor < (step.high ?? .infinity))
    #expect(found.commitCount == 11 && found.buildCount <= 7)
    #expect(outcome.out.contains("Change 7, A. Writer <a@example.org>"))
    #expect(try history.scratch.read("found.md").contains("Change 7, A. Writer"))
    // The line that repeats the search does, as it is shown.
    let line = try #require(outcome.out.split(separator: "  again: ").last)
    let again = try Executable.shell(String(line), folder: history.folder)
    #expect(again.status == 0 && again.out.contains("Change 7"), "\(line)\n\(again)")
    try history.expectUntouched()
    let left = try Folder.names(in: history.top + "/.git/speedgate/bisect")
    #expect(left.isEmpty, "\(left)")
  }

  @Test func `ends that do not differ name nothing`() throws {
    let history = try DrawnHistory((0..<6).map { .speed(1 + Double($0) * 1e-5) })
    let outcome = try bisect(history, "c0..", "--tolerance", "3%")
    #expect(outcome.status == 1, "\(outcome.err)")
    #expect(outcome.out.hasPrefix("b0 did not change between c0"))
    #expect(try record(history).outcome == .unchanged)
  }

  @Test(arguments: [(0, 10), (10, 0)])
  func `a count that was 0 or becomes 0 changed with the right commit`(
    before: Int, after: Int
  ) throws {
    let history = try DrawnHistory([.speed(1)])
    for (number, count) in [before, before, after, after, after].enumerated() {
      try history.write("speed", "\(600_000 + number),allocations=\(count)\n")
      try history.git("commit", "--quiet", "-am", "Count \(number)")
      try history.git("tag", "n\(number)")
    }
    let outcome = try bisect(history, "n0..n4", "--metric", "allocations")
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(try record(history).steps.map { $0.commits.map(\.title) } == [["Count 2"]])
    #expect(outcome.out.contains(before == 0 ? "  from 0 " : "  −100.0 % "), "\(outcome.out)")
  }

  @Test func `nothing that looks better is taken for unchanged`() throws {
    let line = (0..<4).map {
      Commit(hash: "\($0)", tree: "\($0)", author: "", date: "", title: "")
    }
    // Of these the test for the worse says early that nothing became worse.
    let noise = [-0.06, 0.05, -0.03, 0.02, -0.02, 0.06, -0.04, 0.03, 0, -0.01]
    var bisection = Bisection(
      line: line, tolerance: 0.01, error: 0.01, batch: 10, mostPairs: 160, seed: 1,
      state: BisectionState(), build: { .built(path: $0.hash, hash: $0.hash) },
      measure: { candidate, baseline, _, _ in
        func level(_ hash: String) -> Double { hash < "2" ? 0 : -0.03 }
        return .success(noise.map { level(candidate.hash) - level(baseline.hash) + $0 })
      }, save: { _ in }, say: { _ in })
    let ending = try bisection.run()
    #expect(ending == .steps)
  }

  @Test func `an end that did not build is built again by the next call`() throws {
    let history = try DrawnHistory([.speed(1), .speed(1.00001), .speed(1.05)])
    let tool = history.scratch.file("tool")
    let words = [
      "bisect", "c0..c2", "b0", "--quiet", "--suite", "Drawn", "--layouts", "fixed",
      "--build-command",
      "[ -e '\(tool)' ] || exit 1; " + history.buildCommand,
    ]
    let first = try Executable.bench.run(words, folder: history.folder)
    BadInputTests.expectRefusal(first, .bench, "does not build")
    _ = try history.scratch.write("tool", "")
    let second = try Executable.bench.run(words, folder: history.folder)
    #expect(second.status == 0 && second.out.contains("Change 2"), "\(second)")
  }

  @Test func `what does not build is skipped and reported, and leaves a range`() throws {
    let changes: [Change] = [
      .speed(1), .speed(1.00001), .speed(1.00002), .broken, .speed(1.05), .speed(1.05001),
    ]
    let history = try DrawnHistory(changes)
    let outcome = try bisect(history, "c0..c5")
    #expect(outcome.status == 0, "\(outcome.err)")
    let found = try record(history)
    #expect(found.outcome == .range)
    #expect(found.steps.map { $0.commits.map(\.title) } == [["Change 3", "Change 4"]])
    #expect(found.skipped.map(\.commit.title) == ["Change 3"])
    #expect(outcome.out.contains("left out: ") && outcome.out.contains("error: it is broken"))
  }

  @Test func `several steps are found one after the other`() throws {
    let changes = (0..<16).map { place in
      Change.speed((place < 4 ? 1 : 1.06) * (place < 11 ? 1 : 1.06) + Double(place) * 1e-5)
    }
    let history = try DrawnHistory(changes)
    let outcome = try bisect(history, "c0..c15")
    #expect(outcome.status == 0, "\(outcome.err)")
    let found = try record(history)
    #expect(found.steps.map { $0.commits.first?.title } == ["Change 4", "Change 11"])
    #expect(outcome.out.hasPrefix("b0 changed with 2 commits between"))
  }

  @Test func `commits that change nothing the suite is made of are not built`() throws {
    let changes: [Change] = [.speed(1), .words, .words, .speed(1.05), .words]
    let history = try DrawnHistory(changes)
    let outcome = try bisect(history, "c0..c4", "--path", "speed")
    #expect(outcome.status == 0, "\(outcome.err)")
    let found = try record(history)
    #expect(found.steps.map { $0.commits.map(\.title) } == [["Change 3"]])
    #expect(found.touchingCount == 1 && found.buildCount == 2)
    let none = try bisect(history, "c3..c4", "--path", "speed")
    BadInputTests.expectRefusal(none, .bench, "changes a file that Drawn is built from")
  }

  @Test func `a search that was interrupted goes on, and a killed one leaves nothing in the way`()
    throws
  {
    let history = try DrawnHistory((0..<9).map { .speed($0 < 5 ? 1 : 1.05) })
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Executable.bench.path)
    process.arguments = ["bisect", "c0..c8", "b0"] + history.buildOptions
    process.currentDirectoryURL = URL(fileURLWithPath: history.folder)
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    var heard = ""
    while !heard.contains("launch pairs"),
      let data = try? pipe.fileHandleForReading.read(upToCount: 1),
      !data.isEmpty
    {
      heard += String(decoding: data, as: UTF8.self)
    }
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGINT)
    try history.expectUntouched()
    let again = try bisect(history, "c0..c8")
    #expect(again.status == 0, "\(again.err)")
    #expect(again.err.contains("continuing with"), "\(again.err)")
    #expect(try record(history).steps.map { $0.commits.map(\.title) } == [["Change 5"]])
  }

  @Test func `a merge is named, and on request the commit that it brought`() throws {
    let history = try DrawnHistory([.speed(1), .speed(1.00001)])
    try history.git("checkout", "--quiet", "-b", "topic")
    for (number, speed) in [1.00002, 1.05, 1.05001].enumerated() {
      try history.write("speed", "\(600_000 * speed)\n")
      try history.git("commit", "--quiet", "-am", "Topic \(number)")
    }
    try history.git("checkout", "--quiet", "main")
    try history.write("README.md", "words")
    try history.git("add", ".")
    try history.git("commit", "--quiet", "-m", "Words")
    try history.git("merge", "--quiet", "--no-ff", "-m", "Merge topic", "topic")
    let outcome = try bisect(history, "c0..main", "--merged")
    #expect(outcome.status == 0, "\(outcome.err)")
    let found = try record(history)
    #expect(found.steps.map { $0.commits.map(\.title) } == [["Merge topic"]])
    #expect(found.merged?.first?.steps.map { $0.commits.map(\.title) } == [["Topic 1"]])
  }

  @Test(arguments: [
    ("nothing..c2", "'nothing' is not a commit"),
    ("c0", "is not a range of commits; write GOOD..BAD"),
    ("c0...c2", "is not a range"), ("..c2", "is not a range"), ("c2..c0", "is not an ancestor of"),
    ("--..c2", "unknown option"), ("c0..c2;rm", "'c2;rm' is not a commit"),
  ])
  func `a range that is none is refused`(_ range: String, _ words: String) throws {
    let history = try DrawnHistory([.speed(1), .speed(1.01), .speed(1.02)])
    BadInputTests.expectRefusal(try bisect(history, range), .bench, words)
    try history.expectUntouched()
  }

  @Test func `ends that do not build, or lack the benchmark, are an error`() throws {
    let history = try DrawnHistory([.broken, .speed(1), .speed(1.05)])
    BadInputTests.expectRefusal(
      try bisect(history, "c0..c2", "--quiet"), .bench, "an end of the range: does not build: ")
    let other = try Executable.bench.run(
      ["bisect", "c1..c2", "nothing", "--quiet"] + history.buildOptions, folder: history.folder)
    BadInputTests.expectRefusal(other, .bench, "the ends of the range cannot be compared: ")
  }

  @Test func `a torn state is no absence of one`() throws {
    let history = try DrawnHistory([.speed(1), .speed(1.05)])
    let line = try history.git("log", "--reverse", "--format=%H").split(separator: "\n")
    let file = BisectionFile(
      root: history.top + "/.git/speedgate",
      question: ["Drawn", "b0", "wall_time", "fixed", "", history.buildCommand, ""]
        + line.map(String.init))
    try FileManager.default.createDirectory(
      atPath: history.top + "/.git/speedgate/bisect", withIntermediateDirectories: true)
    try "{".write(toFile: file.path, atomically: false, encoding: .utf8)
    let outcome = try bisect(history, "c0..c1")
    #expect(outcome.status == 2 && outcome.err.contains(file.path), "\(outcome.err)")
    #expect(try bisect(history, "c0..c1", "--restart").status == 0)
  }
}
