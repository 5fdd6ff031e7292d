import Foundation
import GateFiles
import TestSupport
import Testing

@testable import speedgate_bench

/// The commit that a push is compared with is found in every kind of clone, or the hook says why there is none.
@Suite struct HookBaseStories {
  private typealias Repository = HookStories.Repository

  /// A change on a branch of its own.
  private func change(_ repository: HookStories.Repository, on branch: String = "topic") throws {
    try repository.git("checkout", "--quiet", "-b", branch)
    try repository.write("Sources/a.swift", branch)
    try repository.commit("Change")
  }

  @Test(arguments: ["setting", "option"])
  func `a main branch that only git's setting names is the base`(_ way: String) throws {
    let repository = try Repository()
    try repository.git("branch", "--move", "main", "trunk")
    try repository.git("push", "--quiet", "origin", "trunk")
    try repository.git(
      "symbolic-ref", "HEAD", "refs/heads/trunk", in: repository.scratch.file("remote"))
    try repository.git("push", "--quiet", "origin", "--delete", "main")
    #expect(!(try repository.git("branch", "--all")).text.contains("origin/main"))
    if way == "setting" {
      try repository.git("config", "speedgate.mainbranch", "trunk")
      try repository.install()
    } else {
      try repository.install("--main-branch", "trunk")
    }
    try change(repository)
    let push = try repository.git("push", "origin", "topic")
    #expect(repository.log().contains("candidate # topic, baseline # one"), "\(push.text)")
    #expect(push.text.contains("beside origin/trunk@"), "\(push.text)")
    #expect(try repository.hook("uninstall").status == 0)
    let kept = try repository.git("config", "--get", "speedgate.mainbranch")
    #expect(kept.text == "trunk\n", "the gate uses the setting, too")
  }

  @Test(arguments: ["", "/", "file://"])
  func `a push to a URL is compared as one to the remote at that place`(_ spelling: String) throws {
    let repository = try Repository()
    try repository.install()
    try change(repository)
    let remote = repository.scratch.file("remote")
    let url = spelling == "/" ? remote + "/" : spelling + remote
    let push = try repository.git("push", url, "topic")
    #expect(repository.log().contains("candidate # topic, baseline # one"), "\(push.text)")
    #expect(push.text.contains("beside origin/main@"), "\(push.text)")
  }

  @Test
  func `a push of the main branch to a URL that no remote has is compared with what is there`()
    throws
  {
    let repository = try Repository()
    try repository.install()
    let other = repository.scratch.file("other")
    try repository.git("clone", "--quiet", "--bare", repository.scratch.file("remote"), other)
    try repository.git("remote", "remove", "origin")
    try repository.write("Sources/a.swift", "two")
    try repository.commit("Change")
    let push = try repository.git("push", other, "main")
    #expect(repository.log().contains("candidate # two, baseline # one"), "\(push.text)")
    #expect(push.text.contains("beside main@"), "\(push.text)")
  }

  @Test func `a new branch goes to a fork beside the main branch of another remote`() throws {
    let repository = try Repository()
    try repository.install()
    let fork = repository.scratch.file("fork")
    try repository.git("init", "--quiet", "--bare", fork)
    try change(repository)
    let push = try repository.git("push", fork, "topic")
    #expect(repository.log().contains("candidate # topic, baseline # one"), "\(push.text)")
    #expect(push.text.contains("beside origin/main@"), "\(push.text)")
  }

  /// A shallow clone of one branch, with the hook.
  private func shallow(
    _ repository: HookStories.Repository, _ branch: String
  ) throws -> String {
    let folder = repository.scratch.file("shallow")
    try repository.git(
      "clone", "--quiet", "--depth", "1", "--branch", branch,
      "file://" + repository.scratch.file("remote"), folder)
    try repository.git("config", "user.email", "someone@example.org", in: folder)
    try repository.git("config", "user.name", "Someone", in: folder)
    try repository.install(in: folder)
    return folder
  }

  private func commit(_ text: String, _ repository: HookStories.Repository, in folder: String)
    throws
  {
    try text.write(toFile: folder + "/Sources/a.swift", atomically: false, encoding: .utf8)
    try repository.git("commit", "--quiet", "-am", "Change to \(text)", in: folder)
  }

  @Test func `a branch of a shallow clone is compared with what the remote has of it`() throws {
    let repository = try Repository()
    try change(repository)
    try repository.git("push", "--quiet", "origin", "topic")
    let folder = try shallow(repository, "topic")
    try commit("more", repository, in: folder)
    let push = try repository.git("push", "origin", "topic", in: folder)
    #expect(repository.log().contains("candidate # more, baseline # topic"), "\(push.text)")
    #expect(
      push.text.contains("this push is compared with what the remote's branch has now, because"),
      "\(push.text)")
  }

  @Test func `the advice for a new branch of a shallow clone makes the next push measured`() throws
  {
    let repository = try Repository()
    try change(repository)
    try repository.git("push", "--quiet", "origin", "topic")
    let folder = try shallow(repository, "topic")
    try repository.git("checkout", "--quiet", "-b", "new", in: folder)
    try commit("new", repository, in: folder)
    let push = try repository.git("push", "origin", "new", in: folder)
    let advice =
      "git remote set-branches --add origin main && git fetch --unshallow origin"
    #expect(
      push.text.contains("not measured: this clone has no branch main or master of origin")
        && push.text.contains(advice), "\(push.text)")
    // The advice is followed word for word.
    try repository.git("remote", "set-branches", "--add", "origin", "main", in: folder)
    try repository.git("fetch", "--quiet", "--unshallow", "origin", in: folder)
    try commit("newer", repository, in: folder)
    let again = try repository.git("push", "origin", "new", in: folder)
    #expect(repository.log().contains("candidate # newer, baseline # one"), "\(again.text)")
  }

  @Test func `the advice for a shallow clone with both branches is to fetch the rest`() throws {
    let repository = try Repository()
    try change(repository)
    try repository.git("push", "--quiet", "origin", "topic")
    try repository.git("checkout", "--quiet", "main")
    try repository.write("Sources/a.swift", "main")
    try repository.commit("Go on")
    try repository.git("push", "--quiet", "origin", "main")
    let folder = try shallow(repository, "topic")
    try repository.git("remote", "set-branches", "origin", "*", in: folder)
    try repository.git("fetch", "--quiet", "--depth", "1", "origin", in: folder)
    try repository.git("checkout", "--quiet", "-b", "new", in: folder)
    try commit("new", repository, in: folder)
    let push = try repository.git("push", "origin", "new", in: folder)
    #expect(
      push.text.contains("the clone is shallow") && push.text.contains("'git fetch --unshallow'"),
      "\(push.text)")
  }

  @Test func `the advice for a clone that never fetched names what is missing`() throws {
    let repository = try Repository()
    try repository.install()
    let other = repository.scratch.file("other")
    try repository.git("init", "--quiet", "--bare", other)
    try repository.git("push", "--quiet", "--no-verify", other, "main")
    try repository.git("checkout", "--quiet", "-b", "topic")
    try repository.git("branch", "--delete", "--force", "main")
    try repository.git("branch", "--delete", "--remotes", "origin/main")
    try repository.git("remote", "set-url", "origin", other)
    try repository.write("Sources/a.swift", "two")
    try repository.commit("Change")
    let push = try repository.git("push", "origin", "topic")
    #expect(
      push.text.contains("'git remote set-branches --add origin main && git fetch origin'"),
      "\(push.text)")
    #expect(push.text.contains("git config speedgate.mainbranch NAME"))
  }

  @Test func `a commit that only the remote has is to be fetched`() throws {
    let repository = try Repository()
    try repository.git("branch", "--delete", "--remotes", "origin/main")
    try change(repository)
    try repository.git("branch", "--delete", "--force", "main")
    let unknown = String(repeating: "1", count: 40)
    let head = try repository.hash("HEAD")
    let push = Push(
      remote: "origin", url: repository.scratch.file("remote"),
      input: "refs/heads/topic \(head) refs/heads/topic \(unknown)\n")
    let plan = push.plan(GitCommand(directory: repository.clone)) { _, _ in ["Sources"] }
    #expect(plan == .leave(.remoteNotFetched(branch: "topic", remote: "origin")))
  }

  @Test func `changes that git cannot list are not taken for none`() throws {
    let repository = try Repository()
    try repository.install()
    try change(repository)
    try repository.git("config", "speedgate.path", ":(nonsense)Sources")
    let push = try repository.git("push", "origin", "topic")
    #expect(
      push.text.contains("not measured: git cannot list what changed between origin/main@"),
      "\(push.text)")
  }

  @Test func `a policy that is not there is refused at installation`() throws {
    let repository = try Repository()
    BadInputTests.expectLastLine(
      try repository.hook(
        "install", "Suite", "--tools", repository.scratch.file("tools"), "--policy-from",
        "origin/mian"), .bench, "there is no folder and no commit 'origin/mian'")
    #expect(!FileManager.default.fileExists(atPath: repository.clone + "/.git/hooks/pre-push"))
    BadInputTests.expectLastLine(
      try repository.hook(
        "install", "Suite", "--tools", repository.scratch.file("tools"), "--main-branch", "a..b"),
      .bench, "--main-branch cannot be 'a..b'")
  }

  @Test func `a folder with a policy is found from wherever a push is made`() throws {
    let repository = try Repository()
    try repository.write("rules/a.json5", "{ schema: \"speedgate.budgets/1\", budgets: [] }")
    try repository.commit("Rules")
    let sub = repository.clone + "/Sources"
    try repository.install("--policy-from", "../rules", in: sub)
    try change(repository)
    try repository.git("push", "origin", "topic")
    #expect(repository.log().contains(" --policy-from=\(repository.clone)/rules"))
  }

  private static let manifest = """
    // swift-tools-version: 6.2
    import PackageDescription
    let package = Package(
      name: "Orders", dependencies: [.package(path: "Vendor/Text")],
      targets: [
        .target(name: "Orders", path: "Code/Orders"),
        .testTarget(name: "OrdersTests", dependencies: ["Orders"], path: "Checks"),
      ])
    """

  @Test(arguments: [
    ("Code/Orders/a.swift", true), ("Package@swift-6.1.swift", true), ("Checks/a.swift", false),
    ("Vendor/Text/Sources/a.swift", true), ("Vendor/Text/README.md", false), ("Docs/a.md", false),
  ])
  func `what the manifest names is measured when it changes`(
    _ path: String, _ isMeasured: Bool
  ) throws {
    let repository = try Repository()
    try repository.write("Package.swift", Self.manifest)
    try repository.write("Vendor/Text/Package.swift", "// swift-tools-version: 6.2\n")
    try repository.write("Vendor/Text/Sources/a.swift", "one")
    try repository.commit("Name paths")
    try repository.git("push", "--quiet", "origin", "main")
    try repository.install()
    try repository.write(path, "two")
    try repository.commit("Change")
    let push = try repository.git("push", "origin", "main")
    #expect(repository.log().contains("bench run") == isMeasured, "\(push.text)")
    if !isMeasured {
      #expect(push.text.contains("nothing changed since origin/main@"), "\(push.text)")
    }
  }

  @Test func `a nested package counts with the package around it and with its submodules`() throws {
    let repository = try Repository()
    try repository.write("Lib/Package.swift", "// swift-tools-version: 6.2\n")
    try repository.write("Lib/Sources/a.swift", "one")
    try repository.write(
      "Lib/Deep/Bench/Package.swift",
      ".package(path: \"../..\"), .package(path: \"../../../Vendor/Sub\")")
    try repository.commit("Nest")
    let hash = String(repeating: "1", count: 40)
    try repository.git("update-index", "--add", "--cacheinfo", "160000,\(hash),Vendor/Sub")
    try repository.git("commit", "--quiet", "-m", "Add a submodule")
    let paths = MeasuredPaths(
      git: GitCommand(directory: repository.clone), package: "Lib/Deep/Bench")
    #expect(
      paths.paths(at: ["HEAD"]) == [
        "Lib/Deep/Bench", "Lib/Sources", "Lib/Package.swift", "Lib/Package.resolved", "Vendor/Sub",
      ])
  }

  @Test func `places in a manifest are read as they are written`() {
    let places = MeasuredPaths.places(
      in: """
        // path: "comment"
        .package(name: "a", path: "../a"), .package(url: "https://example.org/b.git", from: "1.0.0"),
        .executableTarget(
          name: "Suite",
          dependencies: [.product(name: "a", package: "a")],
          path: "Perf"),
        .testTarget(name: "T", path: "Checks"), .target(name: "c", path: folder + "/c"),
        .plugin(name: "p", path: "Tools/\\(name)"),
        """)
    #expect(places == [.package("../a"), .target("Perf"), .computed, .computed])
  }
}
