import Foundation
import TestSupport
import Testing

/// The hook in real git repositories; building and measuring are stubs that say what they were asked.
@Suite struct HookStories {
  /// A remote, a clone of it with the hook, and stubs.
  struct Repository {
    let scratch: TemporaryFolder
    var clone: String { scratch.file("clone") }

    init() throws {
      scratch = try TemporaryFolder()
      for folder in ["remote", "clone", "stubs", "tools"] {
        try FileManager.default.createDirectory(
          atPath: scratch.file(folder), withIntermediateDirectories: true)
      }
      try git("init", "--quiet", "--bare", "--initial-branch=main", in: scratch.file("remote"))
      try git("init", "--quiet", "--initial-branch=main")
      try git("remote", "add", "origin", scratch.file("remote"))
      try git("config", "user.email", "someone@example.org")
      try git("config", "user.name", "Someone")
      try write("Sources/a.swift", "one")
      try write("Package.swift", "// swift-tools-version: 6.2\n")
      try write(".gitignore", "/.build\n")
      try commit("Begin")
      try git("push", "--quiet", "origin", "main")

      // The program's content is the sources', so that a test sees which were built.
      try stub(
        "stubs/swift",
        """
        echo "swift $* in $PWD" >>"$STUB_LOG"
        scratch="$PWD/.build"
        while [ $# -gt 0 ]; do
          case "$1" in
            --scratch-path) scratch="$2"; shift ;;
            --product) product="$2"; shift ;;
            --show-bin-path) echo "$scratch/release"; exit 0 ;;
            --version) echo "stub 1"; exit 0 ;;
            describe) cat "$STUB_OUTLINE"; exit 0 ;;
          esac
          shift
        done
        mkdir -p "$scratch/release"
        { echo '#!/bin/sh'; echo "# $(cat Sources/a.swift)"; } >"$scratch/release/$product"
        chmod +x "$scratch/release/$product"
        mkdir -p "$scratch/release/$product.linkkit"
        echo "{}" >"$scratch/release/$product.linkkit/kit.json"
        """)
      try scratch.write(
        "outline.json",
        """
        {"targets": [{"name": "Suite", "type": "executable", "path": "Sources",
          "product_dependencies": ["Speedgate"]}],
         "products": [{"name": "Suite", "targets": ["Suite"], "type": {"executable": null}}],
         "dependencies": []}
        """)
      try stub(
        "tools/speedgate-bench",
        """
        [ "$1" != list ] || { echo parse/order; exit 0; }
        echo "bench $* in $PWD" >>"$STUB_LOG"
        echo "candidate $(sed -n 2p "$2"), baseline $(sed -n 2p "$4")" >>"$STUB_LOG"
        """)
      try stub(
        "tools/speedgate-detect", "echo \"detect $*\" >>\"$STUB_LOG\"; exit ${STUB_VERDICT:-0}")
    }

    func stub(_ name: String, _ script: String) throws {
      let path = try scratch.write(name, "#!/bin/sh\n" + script + "\n")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    func write(_ name: String, _ text: String) throws {
      let url = URL(fileURLWithPath: clone + "/" + name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: url, atomically: false, encoding: .utf8)
    }

    func commit(_ message: String) throws {
      try git("add", ".")
      try git("commit", "--quiet", "-m", message)
    }

    struct Outcome {
      let status: Int32
      let text: String
    }

    /// Runs git with the stubs in its way.
    @discardableResult
    func git(
      _ arguments: String..., in folder: String? = nil, environment: [String: String] = [:],
      expecting status: Int32? = 0
    ) throws -> Outcome {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["git"] + arguments
      process.currentDirectoryURL = URL(fileURLWithPath: folder ?? clone)
      var variables = Executable.inherited.merging(self.environment) { $1 }
      variables["SPEEDGATE_SKIP"] = nil
      process.environment = variables.merging(environment) { $1 }
      let output = scratch.file("output-\(UUID().uuidString)")
      _ = FileManager.default.createFile(atPath: output, contents: nil)
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle(forWritingAtPath: output)
      process.standardError = process.standardOutput
      try process.run()
      process.waitUntilExit()
      let text = try String(contentsOfFile: output, encoding: .utf8)
      if let status {
        #expect(process.terminationStatus == status, "git \(arguments): \(text)")
      }
      return Outcome(status: process.terminationStatus, text: text)
    }

    /// Lets every program find the stubs.
    var environment: [String: String] {
      let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
      return [
        "PATH": scratch.file("stubs") + ":" + path, "STUB_LOG": scratch.file("log"),
        "STUB_OUTLINE": scratch.file("outline.json"), "GIT_CONFIG_GLOBAL": "/dev/null",
      ]
    }

    func hook(_ arguments: String..., in folder: String? = nil) throws -> Executable.Outcome {
      try bench(["hook"] + arguments, in: folder)
    }

    func bench(
      _ arguments: [String], in folder: String? = nil, environment more: [String: String] = [:]
    ) throws -> Executable.Outcome {
      try Executable.bench.run(
        arguments, folder: folder ?? clone, environment: environment.merging(more) { $1 })
    }

    @discardableResult
    func install(_ options: String..., in folder: String? = nil) throws -> Executable.Outcome {
      let outcome = try bench(
        ["hook", "install", "Suite", "--tools", scratch.file("tools")] + options, in: folder)
      #expect(outcome.status == 0, "\(outcome.err)")
      _ = log()
      return outcome
    }

    /// The hash of a commit.
    func hash(_ name: String) throws -> String {
      try git("rev-parse", name).text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What the stubs were asked since the last time.
    func log() -> String {
      let text = (try? scratch.read("log")) ?? ""
      try? FileManager.default.removeItem(atPath: scratch.file("log"))
      return text
    }

    func expectCleanWorkTree(_ folder: String? = nil) throws {
      let status = try git("status", "--porcelain", in: folder)
      #expect(status.text.isEmpty, "the hook left \(status.text)")
    }
  }

  @Test func `measuring and judging are asked the question that was installed`() throws {
    let repository = try Repository()
    try repository.install("--alpha", "0.5%", "--policy-from", "origin/main")
    try repository.write("Sources/a.swift", "two")
    try repository.commit("Change")
    try repository.git("push", "origin", "main")
    let asked = repository.log().split(separator: "\n").filter {
      $0.hasPrefix("bench run") || $0.hasPrefix("detect check")
    }
    #expect(asked.count == 2)
    #expect(asked.allSatisfy { $0.contains(" --alpha=0.5% --policy-from=origin/main") })
    let status = try repository.hook("status")
    #expect(status.out.contains("with: --alpha=0.5% --policy-from=origin/main"))
    #expect(try repository.hook("install", "Suite", "--alpha", "two").status == 2)
  }

  @Test(arguments: [true, false])
  func `what the upstream's program executes is recorded once, also where that fails`(
    _ isRecorded: Bool
  ) throws {
    let repository = try Repository()
    try repository.stub("stubs/valgrind", "exit 1")
    try repository.stub(
      "tools/speedgate-bench",
      """
      echo "bench $*" >>"$STUB_LOG"
      case "$1" in
        list) echo parse/order ;;
        trace) \(isRecorded ? "echo {} >\"$2.linkkit/executed.json\"" : "echo 'note: no' >&2") ;;
      esac
      """)
    try repository.install()
    for (branch, isNew) in [("first", true), ("second", false)] {
      try repository.git("checkout", "--quiet", "-b", branch, "origin/main")
      try repository.write("Sources/a.swift", branch)
      try repository.commit("Change")
      let push = try repository.git("push", "origin", branch)
      let asked = repository.log().split(separator: "\n").filter { $0.hasPrefix("bench trace") }
      #expect(asked.count == (isNew ? 1 : 0), "\(push.text)")
      #expect(asked.allSatisfy { $0.hasSuffix("/Suite --if-possible --quiet") })
      #expect(push.text.contains("recording what the benchmarks of") == isNew)
    }
  }

  @Test func `modes of measuring are handed on, and tracing can be left out`() throws {
    let repository = try Repository()
    try repository.stub("stubs/valgrind", "exit 1")
    try repository.install("--layouts", "fixed", "--same-code", "skip", "--no-trace")
    try repository.write("Sources/a.swift", "two")
    try repository.commit("Change")
    try repository.git("push", "origin", "main")
    let asked = repository.log().split(separator: "\n")
    #expect(
      asked.contains {
        $0.hasPrefix("bench run") && $0.contains(" --layouts=fixed --same-code=skip in ")
      })
    #expect(!asked.contains { $0.hasPrefix("bench trace") })
    #expect(!asked.contains { $0.hasPrefix("detect") && $0.contains("--same-code") })
    let status = try repository.hook("status")
    #expect(status.out.contains("with: --layouts=fixed --same-code=skip --no-trace"))
    for wrong in [["--layouts", "odd"], ["--same-code", "never"]] {
      #expect(try repository.hook("install", "Suite", wrong[0], wrong[1]).status == 2)
    }
  }

  @Test func `installing shows once that there is no valgrind`() throws {
    let repository = try Repository()
    let tools = repository.scratch.file("only-git")
    try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
    let git = try #require(
      (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/git" }.first { FileManager.default.isExecutableFile(atPath: $0) })
    try FileManager.default.createSymbolicLink(atPath: tools + "/git", withDestinationPath: git)
    try repository.stub(
      "only-git/swift", "PATH=/usr/bin:/bin exec '\(repository.scratch.file("stubs/swift"))' \"$@\""
    )
    func install(_ more: String...) throws -> Executable.Outcome {
      try repository.bench(
        ["hook", "install", "Suite", "--tools", repository.scratch.file("tools")] + more,
        environment: ["PATH": tools])
    }
    let reported = try install()
    #expect(
      reported.status == 0 && reported.out.contains("valgrind is not installed"), "\(reported)")
    #expect(try !install("--no-trace").out.contains("valgrind"))
  }

  @Test func `a push is measured beside the upstream branch's program, built once`() throws {
    let repository = try Repository()
    try repository.install()
    try repository.write("Sources/a.swift", "two")
    try repository.commit("Change")
    let first = try repository.git("push", "origin", "main")
    #expect(first.text.contains("building Suite of "), "\(first.text)")
    let log = repository.log()
    #expect(log.contains("candidate # two, baseline # one"), "\(log)")
    #expect(log.contains("--profile quick --time-budget 40s"))
    #expect(log.contains("detect check") && log.contains("--read-only"))
    try repository.expectCleanWorkTree()

    // What passed is the upstream's program next time: nothing is built but the change.
    try repository.write("Sources/a.swift", "three")
    try repository.commit("Change again")
    let second = try repository.git("push", "origin", "main")
    #expect(second.text.split(separator: "building Suite of ").count == 2, "\(second.text)")
    #expect(repository.log().contains("candidate # three, baseline # two"))
  }

  @Test
  func `a program that the package manager leaves as it was is built again before it is measured`()
    throws
  {
    let repository = try Repository()
    try repository.install()
    // It makes what is missing, and nothing else.
    try repository.stub(
      "stubs/swift",
      """
      scratch="$(pwd -P)/.build"
      while [ $# -gt 0 ]; do
        case "$1" in
          --scratch-path) scratch="$2"; shift ;;
          --product) product="$2"; shift ;;
          --show-bin-path) echo "$scratch/triple/release"; exit 0 ;;
          --version) echo "stub 1"; exit 0 ;;
          describe) cat "$STUB_OUTLINE"; exit 0 ;;
        esac
        shift
      done
      mkdir -p "$scratch/triple/release"
      program="$scratch/triple/release/$product"
      [ -e "$program" ] || { echo '#!/bin/sh'; echo "# $(cat Sources/a.swift)"; } >"$program"
      chmod +x "$program"
      {
        echo 'commands:'
        echo '  "C.exe":'
        echo '    tool: shell'
        echo "    inputs: [\\"$(pwd -P)/Sources/a.swift\\"]"
        echo "    outputs: [\\"$program\\"]"
        echo '    args: ["/no/compiler"]'
      } >"$scratch/release.yaml"
      """)
    for text in ["two", "three"] {
      try repository.write("Sources/a.swift", text)
      try repository.commit("Change to \(text)")
      let push = try repository.git("push", "origin", "main")
      #expect(repository.log().contains("candidate # \(text),"), "\(push.text)\(repository.log())")
      #expect(push.text.contains("may be out of date, so compiled again") == (text == "three"))
    }
  }

  @Test func `a failing verdict stops the push, and can be skipped`() throws {
    let repository = try Repository()
    try repository.install()
    try repository.write("Sources/a.swift", "slow")
    try repository.commit("Slow down")
    let slow = ["STUB_VERDICT": "1"]
    let stopped = try repository.git("push", "origin", "main", environment: slow, expecting: nil)
    #expect(stopped.status != 0)
    #expect(stopped.text.contains("SPEEDGATE_SKIP=1 git push"))
    _ = repository.log()
    try repository.git(
      "push", "origin", "main:one", environment: slow.merging(["SPEEDGATE_SKIP": "1"]) { $1 })
    try repository.git("push", "--no-verify", "origin", "main:two", environment: slow)
    #expect(repository.log().isEmpty, "nothing was measured")
    // Not being able to judge is reported, and does not stop the push.
    let unsure = try repository.git(
      "push", "origin", "main", environment: ["STUB_VERDICT": "2"])
    #expect(unsure.text.contains("cannot be judged"))
  }

  @Test func `only changed sources are measured`() throws {
    let repository = try Repository()
    try repository.install()
    try repository.write("README.md", "words")
    try repository.commit("Document")
    let push = try repository.git("push", "origin", "main")
    #expect(push.text.contains("nothing changed since origin/main@"), "\(push.text)")
    #expect(repository.log().isEmpty)
  }

  @Test func `an existing hook runs first, hears the same, and gets its place back`() throws {
    let repository = try Repository()
    let path = repository.clone + "/.git/hooks/pre-push"
    let own = "#!/bin/sh\ncat >\"$STUB_LOG.own\"\necho \"$1\" >>\"$STUB_LOG.own\"\nexit ${OWN:-0}\n"
    try repository.write(".git/hooks/pre-push", own)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    try repository.install()
    try repository.install()
    try repository.write("Sources/a.swift", "two")
    try repository.commit("Change")
    let refused = try repository.git(
      "push", "origin", "main", environment: ["OWN": "3"], expecting: nil)
    #expect(refused.status != 0)
    #expect(repository.log().isEmpty, "what the other hook refuses is not measured")
    try repository.git("push", "origin", "main")
    let heard = try repository.scratch.read("log.own")
    #expect(heard.hasPrefix("refs/heads/main ") && heard.hasSuffix("origin\n"), "\(heard)")
    #expect(repository.log().contains("bench run"))
    #expect(try repository.hook("uninstall").status == 0)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == own)
    BadInputTests.expectRefusal(
      try repository.hook("uninstall"), .bench, "is not Speedgate's; it is left unchanged")
  }

  @Test(arguments: [true, false])
  func `the folder of core.hooksPath is used`(_ isRelative: Bool) throws {
    let repository = try Repository()
    let folder = isRelative ? ".git/my-hooks" : repository.scratch.file("shared-hooks")
    try repository.git("config", "core.hooksPath", folder)
    try repository.install()
    let path = (isRelative ? repository.clone + "/" : "") + folder + "/pre-push"
    #expect(FileManager.default.isExecutableFile(atPath: path))
    #expect(!FileManager.default.fileExists(atPath: repository.clone + "/.git/hooks/pre-push"))
    try repository.write("Sources/a.swift", "two")
    try repository.commit("Change")
    try repository.git("push", "origin", "main")
    #expect(repository.log().contains("bench run"))
    let status = try repository.hook("status")
    #expect(status.status == 0 && status.out.contains("measures: Suite"), "\(status)")
  }

  @Test func `a worktree shares the hook and the programs, and builds its own sources`() throws {
    let repository = try Repository()
    try repository.install()
    let other = repository.scratch.file("other")
    try repository.git("worktree", "add", "--quiet", "-b", "topic", other)
    try "topic".write(toFile: other + "/Sources/a.swift", atomically: false, encoding: .utf8)
    try repository.git("commit", "--quiet", "-am", "Change", in: other)
    try repository.git("push", "--quiet", "origin", "topic", in: other)
    #expect(repository.log().contains("candidate # topic, baseline # one"))
    try repository.expectCleanWorkTree(other)
    try repository.expectCleanWorkTree()
    #expect(
      FileManager.default.fileExists(atPath: repository.clone + "/.git/speedgate/programs"))
    let status = try repository.hook("status", in: other)
    #expect(status.status == 0)
  }

  @Test func `a new branch is compared with the main branch, a deleted one is not measured`() throws
  {
    let repository = try Repository()
    try repository.install()
    try repository.git("checkout", "--quiet", "-b", "topic")
    try repository.write("Sources/a.swift", "topic")
    try repository.commit("Change")
    try repository.git("push", "--quiet", "origin", "topic")
    #expect(repository.log().contains("candidate # topic, baseline # one"))
    let deleted = try repository.git("push", "origin", "--delete", "topic")
    #expect(!deleted.text.contains("speedgate: "), "\(deleted.text)")
    #expect(repository.log().isEmpty)
    // What is pushed is measured, whatever is checked out.
    try repository.git("checkout", "--quiet", "main")
    try repository.git("push", "origin", "topic:again")
    #expect(repository.log().contains("candidate # topic, baseline # one"))
    // Of several commits none of which is checked out, none is chosen.
    try repository.git("checkout", "--quiet", "-b", "other")
    try repository.write("Sources/a.swift", "other")
    try repository.commit("Change")
    try repository.git("checkout", "--quiet", "main")
    let several = try repository.git("push", "origin", "topic:third", "other")
    #expect(several.text.contains("2 branches are pushed"), "\(several.text)")
    #expect(repository.log().isEmpty)
  }

  @Test func `a first push to an empty remote and a missing program do not stop the push`() throws {
    let repository = try Repository()
    try repository.install()
    let empty = repository.scratch.file("empty")
    try repository.git("init", "--quiet", "--bare", empty)
    try repository.git("remote", "rename", "origin", "away")
    try repository.git("branch", "--delete", "--remotes", "away/main")
    try repository.git("remote", "add", "origin", empty)
    let push = try repository.git("push", "origin", "main")
    #expect(
      push.text.contains("not measured: origin has no branch 'main' yet to compare with"),
      "\(push.text)")
    let hook = repository.clone + "/.git/hooks/pre-push"
    let script = try String(contentsOfFile: hook, encoding: .utf8)
    try script.replacingOccurrences(of: Executable.bench.path, with: "/nowhere/speedgate-bench")
      .write(toFile: hook, atomically: false, encoding: .utf8)
    try repository.write("Sources/a.swift", "two")
    try repository.commit("Change")
    let gone = try repository.git("push", "origin", "main")
    #expect(gone.text.contains("/nowhere/speedgate-bench is gone"), "\(gone.text)")
  }

  @Test func `a repository that shares the hook and never asked for it pushes freely`() throws {
    let repository = try Repository()
    let shared = repository.scratch.file("shared-hooks")
    try repository.git("config", "core.hooksPath", shared)
    try repository.install()
    try repository.git("config", "--unset-all", "speedgate.product")
    try repository.write("Sources/a.swift", "two")
    try repository.commit("Change")
    let push = try repository.git("push", "origin", "main", environment: ["STUB_VERDICT": "1"])
    #expect(push.text.contains("not measured: no suite is named here"), "\(push.text)")
  }

  @Test func `what goes wrong beside the verdict does not stop the push`() throws {
    let repository = try Repository()
    try repository.install()
    // Where the programs are kept, there is something else.
    try FileManager.default.removeItem(atPath: repository.clone + "/.git/speedgate")
    try "in the way".write(
      toFile: repository.clone + "/.git/speedgate", atomically: false, encoding: .utf8)
    try repository.write("Sources/a.swift", "two")
    try repository.commit("Change")
    let push = try repository.git("push", "origin", "main")
    #expect(push.text.contains("speedgate: not measured: "), "\(push.text)")
    try repository.expectCleanWorkTree()
  }

  @Test func `tags, rewritten branches and a detached head are pushed as they should be`() throws {
    let repository = try Repository()
    try repository.install()
    try repository.git("tag", "v1")
    let tag = try repository.git("push", "origin", "v1")
    #expect(!tag.text.contains("speedgate: "), "\(tag.text)")
    try repository.write("Sources/a.swift", "two")
    try repository.git("commit", "--quiet", "--amend", "--all", "-m", "Begin again")
    // Nothing in common with what was fetched: it is compared with what it replaces.
    let forced = try repository.git("push", "--force", "origin", "main")
    #expect(repository.log().contains("candidate # two, baseline # one"), "\(forced.text)")
    #expect(
      forced.text.contains("because 'main' and origin/main have no commit in common"),
      "\(forced.text)")
    try repository.git("checkout", "--quiet", "--detach")
    try repository.write("Sources/a.swift", "three")
    try repository.commit("Change")
    try repository.git("push", "--quiet", "origin", "HEAD:refs/heads/topic")
    #expect(repository.log().contains("candidate # three, baseline # two"))
    try repository.expectCleanWorkTree()
  }

  @Test func `a submodule has a hook of its own`() throws {
    let repository = try Repository()
    let parent = repository.scratch.file("parent")
    try repository.git("init", "--quiet", "--initial-branch=main", parent)
    try repository.git(
      "-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
      repository.scratch.file("remote"), "part", in: parent)
    let part = parent + "/part"
    try repository.install(in: part)
    try repository.git("config", "user.email", "someone@example.org", in: part)
    try repository.git("config", "user.name", "Someone", in: part)
    try "sub".write(toFile: part + "/Sources/a.swift", atomically: false, encoding: .utf8)
    try repository.git("commit", "--quiet", "-am", "Change", in: part)
    try repository.git("push", "--quiet", "origin", "main", in: part)
    #expect(repository.log().contains("candidate # sub, baseline # one"))
    try repository.expectCleanWorkTree(part)
  }

  @Test func `what cannot be installed is refused, and nothing is changed`() throws {
    let repository = try Repository()
    BadInputTests.expectRefusal(try repository.hook("install"), .bench, "no suite is named")
    BadInputTests.expectRefusal(
      try repository.hook("install", "Suite", "--tools", "/nowhere"), .bench, "no such program")
    BadInputTests.expectRefusal(
      try repository.hook("install", "Suite", in: repository.scratch.path), .bench,
      "is in no git repository")
    BadInputTests.expectRefusal(
      try repository.hook("install", "Suite", in: repository.scratch.file("remote")), .bench,
      "has no work tree")
    try repository.git("rm", "--quiet", "--cached", "Package.swift")
    try FileManager.default.removeItem(atPath: repository.clone + "/Package.swift")
    BadInputTests.expectRefusal(
      try repository.hook("install", "Suite"), .bench, "has no Package.swift")
    #expect(!FileManager.default.fileExists(atPath: repository.clone + "/.git/hooks/pre-push"))
    #expect(try repository.hook("status").status == 1)
  }
}
