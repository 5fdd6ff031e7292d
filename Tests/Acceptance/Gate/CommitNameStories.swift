import Foundation
import GateRecords
import TestSupport
import Testing

/// Programs that were built from other commits than the one that is checked out.
@Suite struct CommitNameStories {
  private static let hash = String(repeating: "4f2c1aab", count: 5)

  @Test func `records and headlines name the commits that were given`() throws {
    let scratch = try TemporaryFolder()
    let path = try Stories.run(
      of: "well/first", in: scratch, "--against", Executable.faultySuite.path, "--commit",
      "topic@\(Self.hash)", "--against-commit", "origin/main@\(Self.hash)")
    let run = try Stories.record(path)
    #expect(run.suite.commit == Self.hash && run.suite.branch == "topic")
    #expect(run.suite.hasUncommittedChanges == false)
    #expect(run.baseline?.commit == Self.hash && run.baseline?.branch == "origin/main")
    let outcome = try Executable.detect.run("check", path, folder: scratch.path)
    #expect(outcome.out.contains("paired with origin/main@4f2c1aa"), "\(outcome.out)")
  }

  @Test(arguments: ["main", "@4f2c1aa", "main@", "main@xyz1234", "4f2c1"])
  func `what is no commit's name is refused`(_ name: String) throws {
    let scratch = try TemporaryFolder()
    for option in ["--commit", "--against-commit"] {
      let outcome = try Executable.bench.run(
        "run", Executable.faultySuite.path, "--against", Executable.faultySuite.path,
        "\(option)=\(name)", folder: scratch.path)
      BadInputTests.expectRefusal(outcome, .bench, "\(option) cannot be '\(name)'")
    }
  }
}
