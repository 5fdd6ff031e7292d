import Foundation
import TestSupport
import Testing

/// Whatever is wrong: one clear line on standard error, status 2, and nothing overwritten.
@Suite struct BadInputTests {
  /// What each program does with a file, as arguments around the file's path.
  static let readers: [(Executable, @Sendable (String) -> [String])] = [
    (.detect, { ["check", $0, "--output", "out.json"] }),
    (.detect, { ["baseline", "update", $0, "--baseline", "b"] }),
    (.report, { ["render", $0, "--markdown", "out.json"] }),
    (.bench, { ["run", Executable.faultySuite.path, "--budgets", $0, "--output", "out.json"] }),
    (.detect, { ["budgets", "validate", $0] }),
  ]

  static func expectRefusal(
    _ outcome: Executable.Outcome, _ program: Executable, _ words: String,
    location: SourceLocation = #_sourceLocation
  ) {
    #expect(outcome.status == 2, "\(outcome)", sourceLocation: location)
    #expect(outcome.out.isEmpty, sourceLocation: location)
    #expect(
      outcome.err.hasPrefix("\(program.rawValue): ") && outcome.err.count { $0 == "\n" } == 1
        && outcome.err.contains(words), "\(outcome.err)", sourceLocation: location)
  }

  /// The same where lines of progress come before the refusal.
  static func expectLastLine(
    _ outcome: Executable.Outcome, _ program: Executable, _ words: String,
    location: SourceLocation = #_sourceLocation
  ) {
    let last = outcome.err.split(separator: "\n").last ?? ""
    #expect(outcome.status == 2, "\(outcome)", sourceLocation: location)
    #expect(
      last.hasPrefix("\(program.rawValue): ") && last.contains(words), "\(outcome.err)",
      sourceLocation: location)
  }

  @Test(arguments: [
    ("missing", nil as String?, "no such file"), ("empty", "", "is empty"),
    ("text", "hello", ":1:1: "),
    ("truncated", "{\"schema\": \"speedgate.run/1\",\n  \"run_id\"", ":2:"),
    ("other", "{\"schema\": \"speedgate.other/1\"}", "is a 'speedgate.other/1' file"),
    ("bare", "{}", "has no 'schema' key"),
    ("deep", String(repeating: "[", count: 3_000_000), "nested deeper than 512 levels"),
  ]) func `a file that is no good is refused by every reader`(
    _ name: String, _ content: String?, _ words: String
  ) throws {
    let scratch = try TemporaryFolder()
    if let content { _ = try scratch.write(name, content) }
    _ = try scratch.write("out.json", "precious")
    for (program, arguments) in Self.readers {
      let outcome = try program.run(arguments(name), folder: scratch.path)
      Self.expectRefusal(outcome, program, words)
      #expect(outcome.err.contains(name))
    }
    #expect(try scratch.read("out.json") == "precious")
    #expect(!FileManager.default.fileExists(atPath: scratch.file("b")))
  }

  @Test func `a newer version is named as such`() throws {
    let scratch = try TemporaryFolder()
    for (program, schema, arguments) in [
      (Executable.detect, "speedgate.run/2", ["check", "f"]),
      (.report, "speedgate.verdict/7", ["render", "f"]),
      (.detect, "speedgate.budgets/2", ["budgets", "validate", "f"]),
    ] {
      _ = try scratch.write("f", "{\"schema\": \"\(schema)\"}")
      Self.expectRefusal(
        try program.run(arguments, folder: scratch.path), program, "is version \(schema), newer")
    }
  }

  // A hundred megabytes take some memory and no time to speak of; what counts is that they end.
  @Test func `a hundred megabytes of brackets are refused`() throws {
    let scratch = try TemporaryFolder()
    let path = scratch.file("brackets")
    try Data(repeating: UInt8(ascii: "["), count: 100 << 20).write(to: URL(fileURLWithPath: path))
    for (program, arguments) in [
      (Executable.detect, ["check", path]), (.report, ["render", path]),
    ] {
      Self.expectRefusal(try program.run(arguments), program, "nested deeper than 512 levels")
    }
    // Budgets are written by hand; no one writes a hundred megabytes.
    Self.expectRefusal(
      try Executable.detect.run("budgets", "validate", path), .detect,
      "more than the limit of 16 MB")
  }

  @Test func `what cannot be written is reported, and the gate does not pass`() throws {
    let scratch = try TemporaryFolder()
    let run = try Stories.run(of: "well/first", in: scratch)
    let blocked = try scratch.write("blocked", "a file where a folder is needed") + "/out.json"
    for (program, arguments) in [
      (Executable.detect, ["check", run, "--output", blocked]),
      (.detect, ["check", run, "--output", scratch.path]),
      (
        .bench,
        ["run", Executable.faultySuite.path, "--allow-debug", "--filter", "well/first", "-q"]
          + ["--profile", "quick", "--output", blocked]
      ),
    ] {
      let outcome = try program.run(arguments, folder: scratch.path)
      #expect(outcome.status == 2)
      #expect(outcome.err.contains("cannot be written"), "\(outcome.err)")
    }
    #expect(try scratch.read("blocked") == "a file where a folder is needed")
  }

  #if os(Linux)
    @Test func `a full disk behind standard output is reported`() throws {
      let scratch = try TemporaryFolder()
      let run = try Stories.run(of: "well/first", in: scratch)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = [
        "-c", "\"$0\" check \"$1\" --output - >/dev/full", Executable.detect.path, run,
      ]
      // Not in the folder that the tests run in, whose baselines are not theirs.
      process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
      let pipe = Pipe()
      process.standardError = pipe
      try process.run()
      let err = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      process.waitUntilExit()
      Self.expectRefusal(
        .init(status: process.terminationStatus, out: "", err: err), .detect,
        "standard output: cannot be written: no space left on device")
    }
  #endif

  @Test func `a file where baselines are looked for is not taken for their absence`() throws {
    let scratch = try TemporaryFolder()
    let run = try Stories.run(of: "well/first", in: scratch)
    _ = try scratch.write("file", "no folder")
    for (program, arguments) in [
      (Executable.detect, ["check", run, "--baseline", "file"]),
      (.detect, ["baseline", "list", "--baseline", "file"]),
      (
        .bench,
        ["run", Executable.faultySuite.path, "--allow-debug", "--filter", "well/first"]
          + ["--baseline", "file"]
      ),
      (
        .bench, ["list", Executable.faultySuite.path, "--shard", "1/2", "--baseline", "file"]
      ),
    ] {
      let outcome = try program.run(arguments, folder: scratch.path)
      Self.expectRefusal(outcome, program, "file: cannot be read: it is not a folder")
    }
  }

  @Test(arguments: [
    ["list"], ["query"], ["events"], ["trend"], ["steps"], ["summary"], ["changes"],
    ["compare", "a", "b"], ["service-levels"], ["alerts"], ["acknowledge", "x"], ["prune"],
  ]) func `a history that is not there is no good news`(_ words: [String]) throws {
    let scratch = try TemporaryFolder()
    _ = try scratch.write("file", "no folder")
    for place in ["nowhere", "file"] {
      let outcome = try Executable.detect.run(
        ["history"] + words + ["--history", place], folder: scratch.path)
      Self.expectRefusal(outcome, .detect, "\(place): there is no history")
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.file("nowhere")))
  }

  @Test(arguments: [Executable.bench, .detect, .report])
  func `help and version are there, and mistakes are caught`(_ program: Executable) throws {
    let help = try program.run("--help")
    #expect(help.status == 0 && help.out.contains("USAGE: \(program.rawValue)"))
    #expect(help.out.contains("Exit status") && help.err.isEmpty)
    let version = try program.run("--version")
    #expect(version.status == 0 && version.out.hasPrefix("\(program.rawValue) "))
    Self.expectRefusal(try program.run("--bogus"), program, "unknown option --bogus")
    Self.expectRefusal(try program.run("bogus"), program, "unknown command 'bogus'")
    #expect(try program.run().status == 2)
  }

  @Test func `every command has a help of its own, with its options`() throws {
    for (program, words) in [
      (Executable.bench, ["run"]), (.bench, ["list"]), (.bench, ["import"]),
      (.bench, ["export"]), (.bench, ["doctor"]), (.bench, ["command"]), (.bench, ["merge"]),
      (.detect, ["check"]),
      (.detect, ["baseline", "update"]), (.detect, ["baseline", "list"]),
      (.detect, ["baseline", "show"]), (.detect, ["baseline", "prune"]),
      (.detect, ["budgets", "validate"]), (.detect, ["budgets", "explain"]),
      (.detect, ["budgets", "suggest"]), (.detect, ["claim", "before"]),
      (.detect, ["claim", "after"]), (.detect, ["claim", "show"]), (.detect, ["claim", "list"]),
      (.detect, ["claim", "summary"]), (.report, ["render"]),
    ] {
      let help = try program.run(words + ["--help"])
      #expect(help.status == 0)
      #expect(
        help.out.contains("USAGE: \(program.rawValue) \(words.joined(separator: " "))")
          && help.out.contains("--quiet"))
      Self.expectRefusal(try program.run(words + ["--bogus"]), program, "unknown option --bogus")
    }
  }

  @Test func `what is no suite is refused`() throws {
    let scratch = try TemporaryFolder()
    let text = try scratch.write("notes.txt", "no program")
    func refused(_ suite: String, _ words: String) throws {
      for command in ["run", "list"] {
        let outcome = try Executable.bench.run(command, suite, folder: scratch.path)
        Self.expectRefusal(outcome, .bench, words)
      }
    }
    try refused("absent", "no such file")
    try refused(text, "is not an executable")
    try refused(scratch.path, "is not an executable")
    try refused("/bin/true", "is not a Speedgate suite")
    try refused("/bin/echo", "is not a Speedgate suite")
  }

  @Test func `a filter that matches nothing names the pattern`() throws {
    Self.expectRefusal(
      try Executable.bench.run(
        "run", Executable.faultySuite.path, "--allow-debug", "--filter", "x*"), .bench, "'x*'")
  }

  @Test func `a suite without optimisation is not measured by accident`() throws {
    Self.expectRefusal(
      try Executable.bench.run("run", Executable.faultySuite.path), .bench,
      "built without optimisation")
  }
}
