import Foundation
import TestSupport
import Testing

/// A hook that is installed measures, and what it measures is what is pushed.
@Suite struct HookProofStories {
  private typealias Repository = HookStories.Repository

  private func hookExists(_ repository: HookStories.Repository) -> Bool {
    FileManager.default.fileExists(atPath: repository.clone + "/.git/hooks/pre-push")
  }

  @Test func `a suite that is not there is refused, and no hook is left`() throws {
    let repository = try Repository()
    let outcome = try repository.hook(
      "install", "NoSuchSuite", "--tools", repository.scratch.file("tools"))
    BadInputTests.expectLastLine(
      outcome, .bench, "NoSuchSuite of \(try repository.hash("HEAD").prefix(7)) does not build")
    #expect(outcome.err.contains("the commit has no suite NoSuchSuite"))
    #expect(!hookExists(repository))
    #expect(try repository.hook("status").status == 1)
  }

  @Test(arguments: [
    ("exit 0", "has no benchmark"),
    ("exit 3", "cannot be measured: it does not list its benchmarks"),
  ])
  func `a suite that cannot be measured is refused, and no hook is left`(
    _ script: String, _ reason: String
  ) throws {
    let repository = try Repository()
    try repository.stub("tools/speedgate-bench", script)
    let outcome = try repository.hook("install", "Suite", "--tools", "../tools")
    BadInputTests.expectLastLine(outcome, .bench, reason)
    #expect(!hookExists(repository))
  }

  @Test func `a suite that does not compile is refused with the first error`() throws {
    let repository = try Repository()
    try repository.stub(
      "stubs/swift",
      """
      case "$*" in
        *describe*) cat "$STUB_OUTLINE" ;;
        *--version*) echo "stub 1" ;;
        *) echo "$PWD/Sources/a.swift:3:1: error: expected '}'" >&2; exit 1 ;;
      esac
      """)
    let outcome = try repository.hook("install", "Suite", "--tools", "../tools")
    BadInputTests.expectLastLine(outcome, .bench, "Sources/a.swift:3:1: error: expected '}'")
    #expect(!hookExists(repository))
  }

  @Test func `installing says what it builds and how long that may take, the first time only`()
    throws
  {
    let repository = try Repository()
    let first = try repository.install()
    #expect(first.err.contains("speedgate: building Suite of "), "\(first.err)")
    #expect(first.err.contains("speedgate: this is the first build here"))
    #expect(first.out.contains("Suite builds and has 1 benchmark\n"), "\(first.out)")
    let second = try repository.install()
    #expect(!second.err.contains("building"), "\(second.err)")
    try repository.write("Sources/a.swift", "two")
    try repository.commit("Change")
    let push = try repository.git("push", "origin", "main")
    #expect(push.text.contains("building Suite of "))
    #expect(!push.text.contains("the first build here"))
    // Without what the installation left it is the first build again.
    try FileManager.default.removeItem(atPath: repository.clone + "/.git/speedgate")
    try repository.write("Sources/a.swift", "three")
    try repository.commit("Change again")
    let cold = try repository.git("push", "origin", "main")
    #expect(cold.text.contains("this is the first build here"), "\(cold.text)")
  }

  @Test func `a push of a dirty work tree measures what is pushed`() throws {
    let repository = try Repository()
    try repository.install()
    try repository.write("Sources/a.swift", "two")
    try repository.commit("Change")
    try repository.write("Sources/a.swift", "not committed")
    try repository.write("Sources/b.swift", "unknown to git")
    let push = try repository.git("push", "origin", "main")
    #expect(repository.log().contains("candidate # two, baseline # one"))
    #expect(push.text.contains("the work tree has changes that are not committed"), "\(push.text)")
    #expect(
      try String(contentsOfFile: repository.clone + "/Sources/a.swift", encoding: .utf8)
        == "not committed")
    #expect(try repository.git("stash", "list").text.isEmpty)
  }

  @Test func `what is pushed is judged by its own budgets`() throws {
    let repository = try Repository()
    try repository.write("budgets/a.json5", "{ schema: \"speedgate.budgets/1\", budgets: [] }")
    try repository.commit("Budget")
    try repository.git("push", "origin", "main")
    try repository.install()
    try repository.write("Sources/a.swift", "two")
    try repository.commit("Change")
    try repository.git("push", "origin", "main")
    #expect(!repository.log().contains("--policy-from"))
    try repository.write("Sources/a.swift", "three")
    try repository.commit("Change again")
    try repository.write("budgets/b.json5", "{ schema: \"speedgate.budgets/1\", budgets: [] }")
    let push = try repository.git("push", "origin", "main")
    let hash = try repository.hash("HEAD")
    let asked = repository.log().split(separator: "\n").filter {
      $0.contains("--policy-from=\(hash)")
    }
    #expect(asked.count == 2, "\(push.text)")
    #expect(push.text.contains("the budgets of the work tree differ from those of main@"))
  }

  @Test func `one commit is named everywhere`() throws {
    let repository = try Repository()
    try repository.install()
    let base = try repository.hash("HEAD")
    try repository.git("checkout", "--quiet", "-b", "topic")
    try repository.write("Sources/a.swift", "two")
    try repository.commit("Change")
    let push = try repository.git("push", "origin", "topic")
    #expect(push.text.contains("measuring Suite beside origin/main@\(base.prefix(7)), at most"))
    let log = repository.log()
    #expect(log.contains(" --against-commit origin/main@\(base) "), "\(log)")
    #expect(log.contains(" --commit topic@\(try repository.hash("HEAD")) "), "\(log)")
  }

  @Test(arguments: [false, true])
  func `a nested package is measured when the library around it changes`(
    _ inWorktree: Bool
  ) throws {
    let repository = try Repository()
    try repository.write("Benchmarks/Package.swift", "// swift-tools-version: 6.2\n")
    try repository.write("Benchmarks/Sources/a.swift", "nested")
    try repository.commit("Nest")
    try repository.git("push", "origin", "main")
    var top = repository.clone
    if inWorktree {
      top = repository.scratch.file("other")
      try repository.git("worktree", "add", "--quiet", "-b", "topic", top)
    }
    let folder = top + "/Benchmarks"
    try repository.install(in: folder)
    let status = try repository.hook("status", in: folder)
    #expect(status.out.contains("measures: Suite in Benchmarks"), "\(status.out)")
    #expect(status.out.contains("when these change: Benchmarks, Sources, Package.swift"))
    try "two".write(toFile: top + "/Sources/a.swift", atomically: false, encoding: .utf8)
    try repository.git("commit", "--quiet", "-am", "Change the library", in: top)
    let push = try repository.git("push", "origin", "HEAD:topic", in: top)
    let log = repository.log()
    #expect(log.contains("candidate # nested, baseline # nested"), "\(push.text)\(log)")
    #expect(log.contains("/Benchmarks\n"), "the tools run in the package's folder: \(log)")
    #expect(log.contains("/source/clone/Benchmarks") || log.contains("/source/other/Benchmarks"))
    try repository.expectCleanWorkTree(top)
  }

  @Test func `paths are taken from the folder in which they are given`() throws {
    let repository = try Repository()
    try repository.write("Sources/deep/b.swift", "b")
    try repository.write("x.txt", "x")
    try repository.commit("Deepen")
    try repository.git("push", "origin", "main")
    let folder = repository.clone + "/Sources"
    let outcome = try repository.bench(
      [
        "hook", "install", "Suite", "--tools", "../../tools", "--path", "deep", "--path",
        "../x.txt",
      ],
      in: folder)
    #expect(outcome.status == 0, "\(outcome.err)")
    let status = try repository.hook("status")
    #expect(status.out.contains("when these change: Sources/deep, x.txt\n"), "\(status.out)")
    _ = repository.log()
    try repository.write("Sources/a.swift", "two")
    try repository.commit("Change")
    let other = try repository.git("push", "origin", "main")
    #expect(other.text.contains(" in Sources/deep, x.txt\n"), "\(other.text)")
    try repository.write("Sources/deep/b.swift", "c")
    try repository.commit("Change below")
    try repository.git("push", "origin", "main")
    #expect(repository.log().contains("bench run"))
    let outside = try repository.hook(
      "install", "Suite", "--tools", repository.scratch.file("tools"), "--path", "../other")
    BadInputTests.expectRefusal(outside, .bench, "--path '../other' lies outside of the repository")
    // A hook that watches nothing would measure nothing, ever.
    let misspelt = try repository.hook(
      "install", "Suite", "--tools", repository.scratch.file("tools"), "--path", "Sorces")
    BadInputTests.expectRefusal(misspelt, .bench, "--path 'Sorces' matches no file in git")
  }
}
