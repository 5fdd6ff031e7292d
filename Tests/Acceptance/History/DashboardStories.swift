import Foundation
import GateRecords
import TestSupport
import Testing

/// The branches that a dashboard shows.
@Suite struct DashboardStories {
  /// A history of three runs of one branch; nil is a history measured outside a repository.
  private static func history(ofBranch branch: String?) throws -> TemporaryFolder {
    let scratch = try TemporaryFolder()
    for day in 0..<3 {
      var run = HistoryRecords.run(day: day)
      run.suite.branch = branch
      let outcome = try HistoryRecords.append(
        run, HistoryRecords.verdict(of: run, day: day), in: scratch)
      #expect(outcome.status == 0, "\(outcome)")
    }
    return scratch
  }

  private static func dashboard(
    _ scratch: TemporaryFolder, _ more: [String]
  ) throws -> Executable.Outcome {
    try Executable.report.run(
      ["dashboard", "--history", "history", "--output", "site", "--days", "36500"] + more,
      folder: scratch.path)
  }

  @Test(
    arguments: [
      ("main", []), ("master", []), ("trunk", ["--branch", "trunk"]), ("trunk", ["--branch", "*"]),
      (nil, []), (nil, ["--branch", "*"]),
    ] as [(String?, [String])])
  func `runs of the branch are shown`(_ branch: String?, _ more: [String]) throws {
    let scratch = try Self.history(ofBranch: branch)
    let outcome = try Self.dashboard(scratch, more)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try scratch.read("site/index.html").contains("simulation"))
    #expect(try !scratch.read("site/badges/gate.svg").contains("no verdict"))
  }

  @Test(
    arguments: [
      ("trunk", [], "the runs are of trunk"),
      ("main", ["--branch", "mian"], "is of branch mian; the runs are of main"),
      (nil, ["--branch", "main"], "the runs have no branch"),
    ] as [(String?, [String], String)])
  func `a branch without runs is refused, and the site stays as it is`(
    _ branch: String?, _ more: [String], _ words: String
  ) throws {
    let scratch = try Self.history(ofBranch: branch)
    #expect(try Self.dashboard(scratch, ["--branch", "*"]).status == 0)
    let before = try scratch.read("site/index.html")
    let outcome = try Self.dashboard(scratch, more)
    #expect(outcome.status == 2 && outcome.err.contains(words), "\(outcome)")
    #expect(try scratch.read("site/index.html") == before)
  }
}
