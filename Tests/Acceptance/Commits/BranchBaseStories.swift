import Foundation
import TestSupport
import Testing

/// What a local gate on a branch without a baseline is measured beside; building is a stub.
@Suite struct BranchBaseStories {
  private static let none = [
    "CI": "", "GITHUB_ACTIONS": "", "GITLAB_CI": "", "CI_DEFAULT_BRANCH": "",
  ]

  private func base(
    _ repository: HookStories.Repository, _ more: String..., environment: [String: String] = [:]
  ) throws -> Executable.Outcome {
    let outcome = try repository.bench(
      ["builds", "base", "--suite", "Suite"] + more,
      environment: Self.none.merging(environment) { $1 })
    #expect(outcome.status == 0, "\(outcome)")
    return outcome
  }

  private func branched() throws -> HookStories.Repository {
    let repository = try HookStories.Repository()
    try repository.git("checkout", "--quiet", "-b", "topic")
    try repository.write("Sources/a.swift", "two")
    try repository.commit("Change")
    return repository
  }

  @Test func `it is the commit where the branch left the main branch`() throws {
    let repository = try branched()
    let outcome = try base(repository)
    let lines = outcome.out.split(separator: "\n").map(String.init)
    let commit = try repository.hash("main")
    try #require(lines.count == 2, "\(outcome)")
    #expect(lines[1] == "main@\(commit)")
    #expect(try String(contentsOfFile: lines[0], encoding: .utf8).contains("# one"))
    #expect(
      outcome.err.contains(
        "there is no baseline, so this run is measured beside main@\(commit.prefix(7)), where the "
          + "branch 'topic' began"), "\(outcome.err)")
  }

  @Test func `there is none on the main branch, with a baseline, in a service and without git`()
    throws
  {
    let repository = try branched()
    #expect(try base(repository, "--main-branch", "topic").out.isEmpty)
    #expect(try base(repository, environment: ["CI": "true"]).out.isEmpty)
    try repository.git("config", "speedgate.mainbranch", "topic")
    #expect(try base(repository).out.isEmpty)
    try repository.git("config", "--unset", "speedgate.mainbranch")
    #expect(try !base(repository).out.isEmpty)
    try repository.write("baselines/machine/Suite/records/a.json", "{}")
    #expect(try base(repository).out.isEmpty)
    #expect(try !base(repository, "--baseline", "elsewhere").out.isEmpty)
    try repository.git("checkout", "--quiet", "--detach")
    #expect(try base(repository, "--baseline", "elsewhere").out.isEmpty)
    let outside = try TemporaryFolder()
    #expect(
      try Executable.bench.run(
        "builds", "base", "--suite", "Suite", folder: outside.path, environment: Self.none
      ).out.isEmpty)
  }

  @Test func `a base without the suite and a branch without a base are said`() throws {
    let repository = try branched()
    let other = try repository.bench(
      ["builds", "base", "--suite", "Other"], environment: Self.none)
    #expect(other.status == 0 && other.out.isEmpty)
    #expect(other.err.contains("has no program to measure beside: the commit has no suite Other"))
    #expect(
      other.err.contains("'swift package gate --update-baseline' makes it the baseline"),
      "\(other.err)")
    let unknown = try base(repository, "--main-branch", "nowhere")
    #expect(unknown.out.isEmpty)
    #expect(unknown.err.contains("'topic' has no commit in common with nowhere here"))
    BadInputTests.expectRefusal(
      try repository.bench(["builds", "base"]), .bench, "no suite is named")
    #expect(!other.err.contains("--suite-from"), "that is another command's option")
  }

  @Test func `a shallow clone is named as the reason`() throws {
    let repository = try branched()
    try repository.git("push", "--quiet", "origin", "topic")
    let folder = repository.scratch.file("shallow")
    try repository.git(
      "clone", "--quiet", "--depth", "1", "--branch", "topic",
      "file://" + repository.scratch.file("remote"), folder)
    let outcome = try repository.bench(
      ["builds", "base", "--suite", "Suite"], in: folder, environment: Self.none)
    #expect(outcome.err.contains("'git fetch --unshallow'"), "\(outcome)")
  }

  @Test func `a comparison without names takes the main branch that git's setting names`() throws {
    let repository = try branched()
    let base = try repository.hash("main")
    try repository.git("branch", "--move", "main", "trunk")
    try repository.git("branch", "--delete", "--remotes", "origin/main")
    let unknown = try repository.bench(["compare", "--suite", "Suite"], environment: Self.none)
    #expect(unknown.status == 2 && unknown.err.contains("speedgate.mainbranch"), "\(unknown)")
    try repository.git("config", "speedgate.mainbranch", "trunk")
    let named = try repository.bench(["compare", "--suite", "Suite"], environment: Self.none)
    #expect(named.err.contains("building Suite of \(base.prefix(7))"), "\(named)")
  }
}
