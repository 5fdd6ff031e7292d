import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// Files of commands, and two trees beside each other, as people use them.
@Suite struct CommandFileStories {
  /// A folder with a program `tool` that sleeps for some seconds and prints a line.
  private static func tree(
    _ name: String, in scratch: TemporaryFolder, sleeps seconds: String, prints: String = "done"
  ) throws {
    let tool = try scratch.write(
      "\(name)/tool", "#!/bin/sh\nsleep \(seconds)\necho \"$MODE\" >>modes\necho \(prints)\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tool)
  }

  private static let quick = ["--profile", "quick", "--runs", "2"]

  private static func file(_ benchmarks: String) -> String {
    "{ schema: \"speedgate.commands/1\", benchmarks: [ \(benchmarks) ] }"
  }

  /// - Parameter budget: How long measuring may take. What is to be proven needs enough for all of its launches where
  ///   other tests run at the same time; it ends as soon as it is decided.
  private static func measure(
    _ arguments: [String], budget: String = "4s", in folder: String
  ) throws -> Executable.Outcome {
    try Executable.bench.run(
      ["command"] + quick + ["--time-budget", budget, "--output", "run.json"] + arguments,
      folder: folder)
  }

  @Test func `two trees beside each other, each with its own program and its own folder`() throws {
    let scratch = try TemporaryFolder()
    try Self.tree("base", in: scratch, sleeps: "0.005")
    try Self.tree("change", in: scratch, sleeps: "0.06")
    _ = try scratch.write(
      "change/benches.json5",
      Self.file(
        "{ name: \"nap\", command: \"./tool\", environment: { MODE: \"{m}\" }, parameters: { m: [1, 2] } }"
      )
    )
    let outcome = try Self.measure(
      ["--file", "benches.json5", "--against-directory", "../base"], budget: "60s",
      in: scratch.file("change"))
    #expect(outcome.status == 0, "\(outcome.err)")
    let run = try Stories.record(scratch.file("change/run.json"))
    #expect(run.suite.name == "benches" && run.suite.command == nil && run.baseline != nil)
    #expect(run.benchmarks.map(\.name.rawValue) == ["nap{m=1}", "nap{m=2}"])
    #expect(
      run.benchmarks.allSatisfy { $0.series(of: .wallTime)?.baselineLaunches != nil })
    for tree in ["base", "change"] {
      #expect(Set(try scratch.read("\(tree)/modes").split(separator: "\n")) == ["1", "2"])
    }
    let check = try Executable.detect.run(
      "check", "run.json", "--output", "verdict.json", folder: scratch.file("change"))
    #expect(check.status == 1, "\(check.out)")
    let findings = try Stories.verdict(scratch.file("change/verdict.json")).findings
    #expect(
      findings.filter { $0.metric == .wallTime }.allSatisfy {
        $0.status == .regressed && $0.evidence.kind == .paired
      })
    for (file, schema) in [("run.json", "run"), ("verdict.json", "verdict")] {
      let problems = try JSONSchema(schema).problems(
        JSONValue(scratch.read("change/\(file)")))
      #expect(problems.isEmpty, "\(file): \(problems)")
    }
  }

  @Test func `one command beside itself in another folder is no pair of two commands`() throws {
    let scratch = try TemporaryFolder()
    try Self.tree("base", in: scratch, sleeps: "0.01")
    try Self.tree("change", in: scratch, sleeps: "0.01")
    let outcome = try Self.measure(
      [
        "--name", "nap", "--against-directory", "../base", "--variable", "MODE=x=y", "--", "./tool",
      ],
      in: scratch.file("change"))
    #expect(outcome.status == 0, "\(outcome.err)")
    let run = try Stories.record(scratch.file("change/run.json"))
    #expect(run.suite.command == "./tool" && run.baseline == SuiteRecord(name: "nap"))
    #expect(Set(try scratch.read("base/modes").split(separator: "\n")) == ["x=y"])
    let check = try Executable.detect.run(
      "check", "run.json", folder: scratch.file("change"))
    #expect(check.out.prefix { $0 != "\n" }.hasSuffix("paired with nap"), "\(check.out)")
  }

  @Test func `what one side only has is new or missing, by the files of both`() throws {
    let scratch = try TemporaryFolder()
    try Self.tree("base", in: scratch, sleeps: "0.005")
    try Self.tree("change", in: scratch, sleeps: "0.005")
    _ = try scratch.write(
      "base/b.json5",
      Self.file(
        "{ name: \"kept\", command: \"./tool\" }, { name: \"gone\", command: \"./tool\" }"))
    _ = try scratch.write(
      "change/b.json5",
      Self.file(
        "{ name: \"kept\", command: \"./tool more\" }, { name: \"added\", command: \"./tool\" }"))
    let outcome = try Self.measure(
      ["--file", "b.json5", "--against-directory", "../base"], in: scratch.file("change"))
    #expect(outcome.status == 0, "\(outcome.err)")
    let kept = try Stories.record(scratch.file("change/run.json")).benchmarks.first
    #expect(kept?.notes.contains { $0.contains("defines it differently") } == true)
    let check = try Executable.detect.run(
      "check", "run.json", "--output", "verdict.json", folder: scratch.file("change"))
    #expect(check.status == 1)
    let findings = try Stories.verdict(scratch.file("change/verdict.json")).findings
    func statuses(_ name: String) -> Set<FindingStatus> {
      Set(findings.filter { $0.benchmark.rawValue == name }.map(\.status))
    }
    #expect(statuses("gone") == [.missing] && statuses("added") == [.new])
    #expect(findings.contains { $0.benchmark.rawValue == "kept" && $0.evidence.kind == .paired })
  }

  @Test func `a tree without the file runs today's, and lacks what it has no program for`() throws {
    let scratch = try TemporaryFolder()
    try Self.tree("base", in: scratch, sleeps: "0.005")
    try Self.tree("change", in: scratch, sleeps: "0.005")
    try FileManager.default.copyItem(
      atPath: scratch.file("change/tool"), toPath: scratch.file("change/newer"))
    _ = try scratch.write(
      "change/b.json5",
      Self.file(
        "{ name: \"old\", command: \"./tool\" }, { name: \"newer\", command: \"./newer\" }"))
    let outcome = try Self.measure(
      ["--file", "b.json5", "--against-directory", "../base"], in: scratch.file("change"))
    #expect(outcome.status == 0, "\(outcome.err)")
    let run = try Stories.record(scratch.file("change/run.json"))
    let paired = run.benchmarks.filter { $0.series(of: .wallTime)?.baselineLaunches != nil }
    #expect(paired.map(\.name.rawValue) == ["old"])
    #expect(run.warnings.contains { $0.contains("newer counts as new") }, "\(run.warnings)")

    // A tree that was not built at all is not taken for one without benchmarks.
    _ = try scratch.write("empty/README", "")
    let unbuilt = try Executable.bench.run(
      ["command", "--file", "b.json5", "--against-directory", "../empty"],
      folder: scratch.file("change"))
    BadInputTests.expectRefusal(unbuilt, .bench, "has none of the programs, such as ./tool")
  }

  @Test func `an output that is not the expected one fails its benchmark, which the gate shows`()
    throws
  {
    let scratch = try TemporaryFolder()
    let good = "94d2fc97026ab9e7b9dc3a3a1e4b3b1e7e5cf8d7d8c8b3e0f1a2b3c4d5e6f708"
    _ = try scratch.write(
      "b.json5",
      Self.file(
        """
        { name: "other", command: "echo hello", expect_output: "\(good)" },
        { name: "right", command: "printf abc",
          expect_output: "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        """))
    let outcome = try Self.measure(["--file", "b.json5"], in: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    let run = try Stories.record(scratch.file("run.json"))
    #expect(run.benchmarks.map(\.status) == [.failed, .measured])
    let check = try Executable.detect.run(
      "check", "run.json", "--output", "verdict.json", folder: scratch.path)
    #expect(check.status == 1)
    let failed = try Stories.verdict(scratch.file("verdict.json")).findings.first {
      $0.status == .failed
    }
    // echo hello, by the system's own sha256sum.
    #expect(
      failed?.message.contains("5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03")
        == true && failed?.message.contains(good) == true, "\(failed?.message ?? "")")
  }

  @Test func `a filter takes a part of the file`() throws {
    let scratch = try TemporaryFolder()
    _ = try scratch.write(
      "b.json5",
      Self.file("{ name: \"a/one\", command: \"true\" }, { name: \"b/two\", command: \"true\" }"))
    let outcome = try Self.measure(
      ["--file", "b.json5", "--filter", "b/*"], in: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    let run = try Stories.record(scratch.file("run.json"))
    #expect(
      run.benchmarks.map(\.name.rawValue) == ["b/two"] && run.leftOut.map(\.rawValue) == ["a/one"])
  }

  @Test func `the commit of the newest baseline is reported, of whatever machine`() throws {
    let scratch = try TemporaryFolder()
    let commits = ["0", "a", "5"].map { String(repeating: $0, count: 40) }
    for commit in commits {
      let outcome = try Executable.bench.run(
        ["command", "--suite", "s", "--output", "run.json", "-q"] + Self.quick
          + ["--time-budget", "4s", "--", "true"],
        folder: scratch.path, environment: ["GITHUB_SHA": commit])
      #expect(outcome.status == 0, "\(outcome.err)")
      if commit == commits[2] {
        // The same run, as another kind of machine would have stored it.
        var run = try Stories.record(scratch.file("run.json"))
        run.environment.architecture = "elsewhere"
        try RecordFile.write(run, to: scratch.file("run.json"))
      }
      let update = try Executable.detect.run(
        "baseline", "update", "run.json", "--baseline", "b", folder: scratch.path)
      #expect(update.status == 0, "\(update.err)")
      let shown = try Executable.detect.run(
        "baseline", "show", "s", "--commit", "--baseline", "b", folder: scratch.path)
      #expect(shown.out == commit + "\n", "\(shown)")
    }
    for (arguments, words) in [
      (["s", "--commit", "--program"], "leave --program and --anchor out"),
      (["other", "--commit"], "holds no baseline of other"),
    ] {
      BadInputTests.expectRefusal(
        try Executable.detect.run(
          ["baseline", "show"] + arguments + ["--baseline", "b"], folder: scratch.path), .detect,
        words)
    }
  }

  @Test func `mistakes are reported in one line`() throws {
    let scratch = try TemporaryFolder()
    _ = try scratch.write("b.json5", Self.file("{ name: \"a\", command: \"true\", wrong: 1 }"))
    _ = try scratch.write("good.json5", Self.file("{ name: \"a\", command: \"true\" }"))
    _ = try scratch.write("gone.json5", Self.file("{ name: \"a\", command: \"./gone\" }"))
    _ = try scratch.write("base/good.json5", "{ schema: \"speedgate.commands/1\" }")
    for (arguments, words) in [
      (["--file", "absent.json5"], "absent.json5: no such file"),
      (["--file", "b.json5"], "b.json5:1:79: unknown key 'wrong'"),
      (["--file", "good.json5", "--", "true"], "a command and --file are both given"),
      (["--file", "good.json5", "--prepare", "true"], "--prepare cannot be given with --file"),
      (["--file", "good.json5", "--shell"], "--shell cannot be given with --file"),
      (["--file", "good.json5", "--against-directory", "nowhere"], "there is no such folder"),
      (
        ["--file", "good.json5", "--against-directory", "base"],
        "base/good.json5:1:1: the file has no 'benchmarks'"
      ),
      (["--file", "good.json5", "--filter", "x"], "no benchmark matches 'x'; there are a"),
      (["--file", "gone.json5"], "the command of a cannot be started: ./gone: no such program"),
      (["--against-directory", "base", "--", "./gone"], "./gone: no such program"),
      (["--directory", "nowhere", "--", "true"], "there is no such folder"),
      (["--variable", "X", "--", "true"], "write NAME=VALUE"),
      (["--expect-output", "abc", "--", "true"], "64 hexadecimal digits"),
    ] {
      BadInputTests.expectRefusal(
        try Executable.bench.run(["command", "-q"] + arguments, folder: scratch.path), .bench, words
      )
    }
  }
}
