import Foundation
import GateCommandLine
import GateRecords
import TestSupport
import Testing

@testable import speedgate_bench

/// Measuring again whenever a file changes.
@Suite struct WatchStories {
  /// A folder whose build writes a suite of the speed that a source file says.
  private struct Watched {
    let scratch: TemporaryFolder
    let process = Process()
    var folder: String { scratch.file("package") }
    private var log: String { scratch.file("log") }

    /// Begins to watch.
    init(isRepository: Bool, rounds: Int, _ more: String...) throws {
      scratch = try TemporaryFolder()
      try write("Sources/speed", "600000\n")
      if isRepository {
        _ = try Executable.shell("git init --quiet && git add Sources", folder: folder)
      }
      let program = folder + "/../suite.sh"
      let figures = "DRAWN_VALUES=wall_time=$(cat Sources/speed) DRAWN_NOISE=wall_time=0.003"
      let build = [
        "if grep -q broken Sources/speed; then",
        "echo \"$PWD/Sources/speed:1:1: error: it is broken\" >&2; echo '  broken' >&2; exit 1; fi",
        "{ echo '#!/bin/sh'; echo \"\(figures) exec '\(Executable.drawnSuite.path)'\"; } >'\(program)'",
        "chmod 755 '\(program)'", "echo '\(program)'",
      ].joined(separator: "\n")
      process.executableURL = URL(fileURLWithPath: Executable.bench.path)
      process.arguments =
        [
          "watch", "Drawn", "--package-path", folder, "--build-command", build, "--time", "5s",
          "--rounds", "\(rounds)",
        ] + more
      process.standardInput = FileHandle.nullDevice
      for path in [log, scratch.file("errors")] {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
      }
      process.standardOutput = FileHandle(forWritingAtPath: log)
      process.standardError = FileHandle(forWritingAtPath: scratch.file("errors"))
      try process.run()
    }

    func write(_ name: String, _ text: String) throws {
      let path = folder + "/" + name
      try FileManager.default.createDirectory(
        atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
        withIntermediateDirectories: true)
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// The pauses of 0.05 s after which a text that is waited for will not come any more: five minutes.
    private static let mostPauses = 6000

    /// What was printed, once it holds a text; fails when it ends before, or when nothing comes.
    func printed(_ text: String) throws -> String {
      for _ in 0..<Self.mostPauses {
        let isRunning = process.isRunning
        let all = try String(contentsOfFile: log, encoding: .utf8)
        if all.contains(text) { return all }
        let errors = try String(contentsOfFile: scratch.file("errors"), encoding: .utf8)
        try #require(isRunning, "\(all)\(errors)")
        Thread.sleep(forTimeInterval: 0.05)
      }
      process.terminate()
      Issue.record("'\(text)' was not printed: \(try String(contentsOfFile: log, encoding: .utf8))")
      throw CancellationError()
    }

    /// Waits for the end; fails when it does not come.
    func ended() throws -> (status: Int32, out: String) {
      for _ in 0..<Self.mostPauses where process.isRunning {
        Thread.sleep(forTimeInterval: 0.05)
      }
      if process.isRunning {
        Issue.record("watching does not end")
        process.terminate()
      }
      process.waitUntilExit()
      // As a shell shows what a signal ended.
      let ofSignal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
      return (
        ofSignal + process.terminationStatus, try String(contentsOfFile: log, encoding: .utf8)
      )
    }
  }

  @Test(arguments: [true, false])
  func `a saved change is built and measured beside the program of the beginning`(
    isRepository: Bool
  ) throws {
    let watched = try Watched(isRepository: isRepository, rounds: 4)
    let begun = try watched.printed("watching Drawn: 1 file; baseline: the program of ")
    #expect(!begun.contains("round"))
    try watched.write("Sources/speed", "720000\n")
    let first = try watched.printed("which does not replace the gate")
    #expect(first.contains("round 1, ") && first.contains(": Sources/speed changed"), "\(first)")
    #expect(first.contains("regression") && first.contains(/\+(19|20|21)\./), "\(first)")
    #expect(first.contains("a confidence of at least"))
    try watched.write("Sources/speed", "broken\n")
    let second = try watched.printed("does not build:")
    #expect(second.contains("  Sources/speed:1:1: error: it is broken\n    broken"), "\(second)")
    // A file of its own is seen, too, and a program that is the baseline's again is not measured.
    try watched.write("Sources/more", "")
    try watched.write("Sources/speed", "600000\n")
    let third = try watched.printed("the program is the same as the baseline's")
    #expect(third.contains("round 3, ") && third.contains(": Sources/more and 1 more changed"))
    try watched.write("Sources/speed", "540000\n")
    let end = try watched.ended()
    #expect(end.status == 0 && end.out.contains("improvement"), "\(end.out)")
    #expect(!end.out.contains("\u{1B}"))
    #expect(!FileManager.default.fileExists(atPath: watched.folder + "/run.json"))
  }

  @Test func `a baseline that is named is measured against at once`() throws {
    let gate = try DrawnGate(both: ["DRAWN_VALUES": "wall_time=600000"])
    let watched = try Watched(isRepository: false, rounds: 1, "--against", gate.suite)
    let end = try watched.ended()
    #expect(end.status == 0 && end.out.contains("round 1, "), "\(end.out)")
    #expect(end.out.contains("baseline: \(gate.suite)"), "\(end.out)")
  }

  @Test(arguments: [SIGINT, SIGTERM]) func `an interruption ends it and leaves nothing behind`(
    _ number: Int32
  ) throws {
    let watched = try Watched(isRepository: false, rounds: 9)
    _ = try watched.printed("watching Drawn")
    kill(watched.process.processIdentifier, number)
    #expect(try watched.ended().status == 128 + number)
    let name = "speedgate-watch-\(watched.process.processIdentifier)"
    let place = FileManager.default.temporaryDirectory.appending(path: name).path
    #expect(!FileManager.default.fileExists(atPath: place))
  }

  @Test(arguments: [
    (["--build-command", "echo x.swift:1:1: error: it is broken >&2; exit 1"], "it is broken"),
    (["--build-command", "echo /no/such/program"], "is not the path of a program"),
  ])
  func `a last round that was not measured ends with status 2`(
    _ build: [String], _ words: String
  ) throws {
    let scratch = try TemporaryFolder()
    let outcome = try Executable.bench.run(
      ["watch", "Drawn", "--package-path", scratch.path, "--rounds", "1"] + build)
    #expect(outcome.status == 2, "\(outcome)")
    #expect(outcome.out.contains("does not build") && outcome.out.contains(words), "\(outcome)")
  }

  @Test(arguments: [
    (["--build-command", "echo /bin/ls"], "/bin/ls: is not a Speedgate suite"),
    (
      ["--filter", "zzz*", "--build-command", "echo '\(Executable.drawnSuite.path)'"],
      "no benchmark matches 'zzz*'"
    ),
  ])
  func `a program that is no suite and a filter that matches nothing end it at once`(
    _ more: [String], _ words: String
  ) throws {
    let scratch = try TemporaryFolder()
    let outcome = try Executable.bench.run(
      ["watch", "Drawn", "--package-path", scratch.path, "--rounds", "1"] + more)
    BadInputTests.expectLastLine(outcome, .bench, words)
  }

  @Test(arguments: [
    (["watch", "--package-path", "nowhere"], "nowhere: no such folder"),
    (["watch", "--package-path", "."], "has no Package.swift"),
    (["watch", "a/b"], "'a/b' is not a product"), (["watch", "--rounds", "0"], "a whole number"),
    (["watch", "--build-command", "true"], "--build-command needs the product"),
  ])
  func `what cannot be watched is refused`(_ arguments: [String], _ words: String) throws {
    let scratch = try TemporaryFolder()
    BadInputTests.expectRefusal(
      try Executable.bench.run(arguments, folder: scratch.path), .bench, words)
  }

  private static func round(_ count: Int) -> WatchRound {
    let rows =
      [
        WatchRound.Row(
          name: "slow", status: .regressed, change: 0.031, low: 0.022, high: 0.04, message: nil)
      ]
      + (1..<count).map {
        .init(
          name: "b\($0)", status: .passed, change: 0.001, low: -0.01, high: 0.01, message: nil)
      }
    return WatchRound(
      number: 2, time: "12:05:40", changed: ["Sources/a.swift"],
      outcome: .measured(rows, confidence: 0.99))
  }

  @Test func `a screen fits the terminal and shows what changed first`() {
    let view = WatchView(
      title: "watching Orders", round: Self.round(100), activity: "waiting for changes")
    let screen = view.screen(
      TerminalAbilities(isTerminal: true, width: 60, height: 20, hasColour: false))
    #expect(screen.hasPrefix("\u{1B}[H\u{1B}[2J"))
    let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 20 && lines.dropFirst().allSatisfy { $0.count <= 60 })
    #expect(screen.contains("slow") && screen.contains("[+2.2 %, +4.0 %]"))
    #expect(screen.contains("… 92 more") && screen.contains("waiting for changes"))
    #expect(WatchView.log(Self.round(100)).contains("b99"))
  }

  @Test func `only a changed content is a change`() throws {
    let scratch = try TemporaryFolder()
    _ = try scratch.write("Sources/a.swift", "1")
    var files = SourceWatch(package: scratch.path)
    #expect(files.count == 1 && files.changes().isEmpty)
    _ = try scratch.write("Sources/a.swift", "1")
    #expect(files.changes().isEmpty)
    _ = try scratch.write("Sources/a.swift", "22")
    _ = try scratch.write("Sources/deep/er/b.swift", "1")
    _ = try scratch.write("Sources/.hidden", "1")
    #expect(files.changes() == ["Sources/a.swift", "Sources/deep/er/b.swift"])
    try FileManager.default.removeItem(atPath: scratch.file("Sources/deep"))
    #expect(files.changes() == ["Sources/deep/er/b.swift"])
    #expect(files.changes().isEmpty && files.count == 1)
  }

  @Test func `a compiler's first error is shown with its lines, from the package on`() {
    let output =
      "warning: old\n/p/Sources/a.swift:1:2: error: no such thing\n 1 | let a\n"
      + (1...30).map { "line \($0)\n" }.joined()
    let lines = CompilerErrors.firstLines(of: output, in: "/p")
    #expect(lines.first == "Sources/a.swift:1:2: error: no such thing")
    #expect(lines.count == CompilerErrors.most && lines[1] == " 1 | let a")
    #expect(CompilerErrors.firstLines(of: "make: failed\n", in: "/p") == ["make: failed"])
  }
}
