import Foundation
import TestSupport
import Testing

/// What a run leaves behind that ends before its time.
@Suite struct InterruptionStories {
  /// A suite that begins its only benchmark and then says no more, until its driver is gone.
  private static let suite = """
    #!/bin/sh
    echo "speedgate-worker 2 1.0.0 silent release Swift CLOCK_MONOTONIC 20 20" >&4
    while read command <&3; do
      case "$command" in
        list) echo "benchmark 0 silent batched 100000 single - - -" >&4; echo "end 1" >&4 ;;
        run*) echo "ready 0" >&4 ;;
      esac
    done
    """

  /// A run that goes on until it is ended.
  private static func started(
    in scratch: TemporaryFolder, behind wrapper: [String] = []
  ) throws -> Process {
    let suite = try scratch.write("suite", Self.suite)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: suite)
    let words =
      wrapper + [Executable.bench.path, "run", suite, "--output", scratch.file("run.json")]
    let process = Process()
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    process.environment = Executable.inherited
      .merging(["TMPDIR": scratch.path]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // Its copies stand when it has found its suite and begins.
    while process.isRunning, copies(of: process, in: scratch).isEmpty {
      Thread.sleep(forTimeInterval: 0.01)
    }
    try #require(process.isRunning, "it ended with \(process.terminationStatus)")
    return process
  }

  /// The copies of programs that a driver has made, by the process's number in their folder's name.
  private static func copies(of process: Process, in scratch: TemporaryFolder) -> [String] {
    let number = String(format: "speedgate-driver-%010d-", process.processIdentifier)
    return ["/dev/shm", scratch.path].flatMap { place in
      ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? [])
        .filter { $0.hasPrefix(number) }
        .map { place + "/" + $0 }
    }
  }

  /// The signals that end a run; a hang-up does not when these tests themselves outlive their terminal.
  private static let signals: [Int32] = {
    let former = signal(SIGHUP, SIG_IGN)
    defer { signal(SIGHUP, former) }
    let isIgnored = unsafeBitCast(former, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    return [SIGINT, SIGTERM, SIGQUIT, SIGUSR1, SIGUSR2] + (isIgnored ? [] : [SIGHUP])
  }()

  @Test(arguments: signals) func `an interrupted run takes its copies away`(
    _ number: Int32
  ) throws {
    let scratch = try TemporaryFolder()
    let run = try Self.started(in: scratch)
    kill(run.processIdentifier, number)
    run.waitUntilExit()
    #expect(run.terminationReason == .uncaughtSignal && run.terminationStatus == number)
    #expect(Self.copies(of: run, in: scratch).isEmpty)
    #expect(scratch.names == ["suite"])
  }

  @Test func `a closed terminal does not end a run that was started to outlive it`() throws {
    let scratch = try TemporaryFolder()
    let run = try Self.started(in: scratch, behind: ["/usr/bin/nohup"])
    kill(run.processIdentifier, SIGHUP)
    kill(run.processIdentifier, SIGTERM)
    run.waitUntilExit()
    #expect(run.terminationReason == .uncaughtSignal && run.terminationStatus == SIGTERM)
    #expect(Self.copies(of: run, in: scratch).isEmpty)
  }

  @Test func `what a killed run leaves behind is gone after the next one`() throws {
    let scratch = try TemporaryFolder()
    let run = try Self.started(in: scratch)
    kill(run.processIdentifier, SIGKILL)
    run.waitUntilExit()
    let next = try Executable.bench.run(
      "list", scratch.file("suite"), environment: ["TMPDIR": scratch.path])
    #expect(next.status == 0 && next.out == "silent\n", "\(next)")
    #expect(Self.copies(of: run, in: scratch).isEmpty)
  }
}
