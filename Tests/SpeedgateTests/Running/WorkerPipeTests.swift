import CSpeedgate
import Foundation
import GateProtocol
import TestSupport
import Testing

@testable import Speedgate

/// The worker over real descriptors.
///
/// What the driver says is in the pipe before the worker starts, so
/// that no test waits for another thread.
@Suite struct WorkerPipeTests {
  /// What a body did, in order; written and read by one task.
  final class Journal: @unchecked Sendable {
    var lines: [String] = []
  }

  @BenchmarkBuilder static func benchmarks(_ journal: Journal) -> Benchmarks {
    Benchmark("prints") { run in
      print("finished\nsample 1 1.0 1 1")
      journal.lines.append("set up")
      run.measure { journal.lines.append("iteration") }
      journal.lines.append("torn down")
    }
    Benchmark("asynchronous steps") { run in
      await run.measure { iteration in
        await iteration.step("wait", rowsRead: 2) { await Task.yield() }
      }
    }
  }

  /// Runs a worker on what a driver says; gives the lines that it answers.
  static func answers(to commands: String, journal: Journal = Journal()) async -> [String] {
    var toWorker: (read: Int32, write: Int32) = (-1, -1)
    var fromWorker: (read: Int32, write: Int32) = (-1, -1)
    #expect(speedgate_pipe(&toWorker.read, &toWorker.write) == 0)
    #expect(speedgate_pipe(&fromWorker.read, &fromWorker.write) == 0)
    #expect(Platform.write(toWorker.write, Array(commands.utf8)))
    close(toWorker.write)
    let worker = Worker(
      SuiteDeclaration(name: "Pipes", cases: benchmarks(journal).cases),
      channel: DescriptorChannel(input: toWorker.read, output: fromWorker.write), clock: .assumed)
    await Worker.serve(worker)
    close(toWorker.read)
    close(fromWorker.write)
    var bytes: [UInt8] = []
    while true {
      let more = Platform.read(fromWorker.read, atMost: 4_096)
      guard !more.isEmpty else { break }
      bytes += more
    }
    close(fromWorker.read)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func `what a benchmark prints is not among the answers`() async {
    let answers = await Self.answers(to: "run 0\nsample 2 1\nfinish\nquit\n")
    #expect(answers.allSatisfy { WorkerMessage(line: $0) != nil })
    #expect(answers.count { $0.hasPrefix("sample ") } == 1)
    #expect(answers.count { $0 == "finished" } == 1)
  }

  @Test func `set-up and tear-down run once around all iterations`() async {
    let journal = Journal()
    _ = await Self.answers(to: "run 0\nsample 2 1\nsample 1 1\nfinish\n", journal: journal)
    #expect(
      journal.lines == ["set up", "iteration", "iteration", "iteration", "torn down"])
  }

  @Test func `the end of the file inside a benchmark tears it down and ends the worker`() async {
    let journal = Journal()
    let answers = await Self.answers(to: "run 0\nsample 1 1\n", journal: journal)
    #expect(journal.lines.last == "torn down")
    #expect(answers.count { $0.hasPrefix("sample ") } == 1)
  }

  @Test func `asynchronous steps are timed and counted`() async throws {
    let answers = await Self.answers(to: "run 1\nsample 3 1\nfinish\nquit\n")
    let line = try #require(answers.first { $0.hasPrefix("step ") })
    guard case .step(let step)? = WorkerMessage(line: line) else {
      Issue.record("\(line) is no step")
      return
    }
    #expect(step.name == "wait" && step.rowsRead == 6 && step.iterations == 3)
  }

  @Test(arguments: [
    "", "lis", "quit", "\n\nquit\n", "list\u{0}\nquit\n", "run 99999999999999999999\n",
  ])
  func `a worker outlives what is no message`(_ commands: String) async {
    let answers = await Self.answers(to: commands)
    #expect(answers.first?.hasPrefix("speedgate-worker 5 ") == true)
    #expect(answers.dropFirst().allSatisfy { $0.hasPrefix("failed protocol ") })
  }

  @Test func `a line without end is not a command`() async throws {
    let folder = try TemporaryFolder()
    let input = open(try folder.write("flood", String(repeating: "x", count: 1 << 20)), O_RDONLY)
    defer { close(input) }
    #expect(DescriptorChannel(input: input, output: -1).receive() == nil)
    #expect(lseek(input, 0, SEEK_CUR) < 1 << 18)
  }

  @Test func `a driver that no longer listens ends the worker`() async {
    Platform.ignoreBrokenPipes()
    var ends: (read: Int32, write: Int32) = (-1, -1)
    #expect(speedgate_pipe(&ends.read, &ends.write) == 0)
    close(ends.read)
    let silent = ScriptedChannel(["list"])
    #expect(!DescriptorChannel(input: -1, output: ends.write).send("hello"))
    close(ends.write)
    #expect(silent.receive() == "list")
  }
}
