import Foundation
import GateProtocol
import GateRecords
import TestSupport
import Testing

@testable import GateMeasurement

/// Real processes: small shell scripts that misbehave as workers do.
@Suite struct WorkerProcessTests {
  /// A shell opens its script after it was started, so the scripts stay for as long as the tests run.
  private static let scripts = Result { try TemporaryFolder() }

  /// A worker that runs a script in place of a suite.
  static func worker(_ script: String) throws -> WorkerProcess {
    let path = try scripts.get().write(
      "\(UUID().uuidString).sh", "#!/bin/sh\n\(script)\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return try WorkerProcess(.init(path: path, environment: ["PATH=/usr/bin:/bin", "X=y"]))
  }

  static func fault(_ script: String, within seconds: Double = 20) throws -> WorkerFault? {
    let worker = try worker(script)
    defer { worker.end() }
    do {
      _ = try worker.receive(within: seconds)
      return nil
    } catch {
      return error
    }
  }

  @Test func `messages go both ways, and prints do not mix with them`() throws {
    let worker = try Self.worker(
      "echo ready 9; echo noise >&2; read line <&3; echo \"ready ${line#run }\" >&4; read line <&3")
    defer { worker.end() }
    try worker.send(.run(index: 4))
    #expect(try worker.receive(within: 20) == .ready(index: 4))
  }

  @Test func `a worker's end is reported with its status and its last words`() throws {
    let fault = try #require(try Self.fault("echo some; echo last words; exit 3"))
    #expect(fault.kind == .ended)
    #expect(fault.message == "ended with exit status 3")
    #expect(fault.outputTail == "some\nlast words")
  }

  @Test func `a signal is reported by its name`() throws {
    let fault = try #require(try Self.fault("kill -SEGV $$"))
    #expect(fault.message.contains("SIGSEGV"))
  }

  @Test func `silence is reported after its limit, and the process is gone`() throws {
    let fault = try #require(try Self.fault("sleep 1000", within: 0.2))
    #expect(fault.kind == .silent)
  }

  @Test func `what is not in the protocol is reported with its beginning`() throws {
    let fault = try #require(try Self.fault("echo 'HTTP/1.1 200 OK' >&4; sleep 5"))
    #expect(fault.kind == .unintelligible)
    #expect(fault.message.contains("HTTP/1.1 200 OK"))
  }

  @Test func `a flood without an end of line is stopped`() throws {
    let fault = try #require(try Self.fault("head -c 3000000 /dev/zero >&4; sleep 5"))
    #expect(fault.kind == .unintelligible)
  }

  @Test func `a worker that prints without end does not block`() throws {
    let worker = try Self.worker("head -c 5000000 /dev/zero; echo finished >&4; read line <&3")
    defer { worker.end() }
    #expect(try worker.receive(within: 20) == .finished)
  }

  @Test func `a worker that prints and says nothing fills no disk`() throws {
    let folder = try TemporaryFolder()
    let flag = folder.file("flag")
    let worker = try Self.worker("head -c 40000000 /dev/zero; : > '\(flag)'; sleep 1000")
    defer { worker.end() }
    var hasPrintedAll = false
    while !hasPrintedAll {
      hasPrintedAll = FileManager.default.fileExists(atPath: flag)
      #expect(throws: WorkerFault.self) { try worker.receive(within: 0.3) }
    }
    #expect(worker.printedBytes <= WorkerProcess.outputLimit)
  }

  @Test func `a crash is reported at once although a child holds the pipe`() throws {
    // A shell lets its children inherit descriptor 4, as a fork does.
    let fault = try #require(try Self.fault("sleep 1000 & kill -SEGV $$", within: 500))
    #expect(fault.kind == .ended)
    #expect(fault.message.contains("SIGSEGV"))
  }

  @Test func `last words in a pipe that a child holds are heard`() throws {
    let worker = try Self.worker("sleep 1000 & echo ready 7 >&4; exit 3")
    defer { worker.end() }
    usleep(300_000)
    #expect(try worker.receive(within: 500) == .ready(index: 7))
    #expect(throws: WorkerFault(kind: .ended, message: "ended with exit status 3")) {
      try worker.receive(within: 500)
    }
  }

  @Test func `the children of a worker that crashes go with it`() throws {
    let worker = try Self.worker(
      "sh -c 'exec 3<&- 4>&-; exec sleep 1000' & echo ready $! >&4; kill -SEGV $$")
    defer { worker.end() }
    guard case .ready(let child) = try worker.receive(within: 500) else {
      Issue.record("it did not print its child")
      return
    }
    #expect(throws: WorkerFault.self) { try worker.receive(within: 500) }
    // Whoever adopts it may take a moment to bury it; a zombie can still be signalled.
    var state = "alive"
    for _ in 0..<2_000 where state == "alive" {
      let isThere = kill(pid_t(child), 0) == 0
      let status = try? String(contentsOfFile: "/proc/\(child)/status", encoding: .utf8)
      if !isThere || status?.contains("State:\tZ") == true { state = "gone" }
      usleep(5_000)
    }
    #expect(state == "gone")
  }

  @Test func `what an earlier benchmark printed is not reported for this one`() throws {
    let worker = try Self.worker(
      "echo earlier; echo ready 0 >&4; read line <&3; echo mine; exit 3")
    defer { worker.end() }
    _ = try worker.receive(within: 500)
    try worker.send(.run(index: 1))
    #expect(
      throws: WorkerFault(
        kind: .ended, message: "ended with exit status 3", outputTail: "mine")
    ) { try worker.receive(within: 500) }
  }

  @Test func `sending to a worker that is gone is a fault, not a signal`() throws {
    signal(SIGPIPE, SIG_IGN)
    let worker = try Self.worker("exit 0")
    defer { worker.end() }
    #expect(throws: WorkerFault.self) {
      for _ in 0..<1_000 {
        try worker.send(.list)
        usleep(1_000)
      }
    }
  }

  @Test func `a program that does not exist is not started`() {
    #expect(throws: WorkerFault.self) {
      try WorkerProcess(.init(path: "/nowhere/suite", environment: []))
    }
  }

  @Test(arguments: [0, 1, 4095])
  func `both sides' environments are of one size, larger by the padding`(_ padding: Int) throws {
    let launcher = try ProcessLauncher(
      candidate: .init(path: "/bin/sh", environment: ["LONG_NAME": "a value"]),
      baseline: .init(path: "/bin/sh"), environment: ["PATH": "/bin"])
    defer { launcher.remove() }
    func size(_ side: Side, _ padding: Int) -> Int {
      launcher.environment(of: side, padding: padding).reduce(0) { $0 + $1.utf8.count + 1 }
    }
    #expect(size(.candidate, padding) == size(.baseline, padding))
    #expect(size(.candidate, padding) == size(.candidate, 0) + padding)
    let candidate = launcher.environment(of: .candidate, padding: padding)
    #expect(candidate.contains("LONG_NAME=a value"))
    let baseline = launcher.environment(of: .baseline, padding: padding)
    #expect(!baseline.contains { $0.hasPrefix("LONG_NAME") })
  }
}
