import Foundation
import GateProfiling
import GateProtocol
import GateRecords

/// Profiles one benchmark in one program on callgrind's simulated processor.
struct CallgrindProfiler {
  private let callgrind: Callgrind
  private let environment: [String: String]
  /// Seconds for which the program may be silent.
  private let limit: Double

  /// Looks for callgrind.
  ///
  /// - Returns: Nil when `valgrind` is not on the path.
  init?(environment: [String: String], limit: Double) {
    guard let callgrind = Callgrind(environment: environment) else { return nil }
    self.callgrind = callgrind
    self.environment = environment
    self.limit = limit
  }

  /// Runs a number of iterations, after one that pays what comes once.
  ///
  /// - Returns: The profile of one iteration.
  func profile(
    _ names: [String], in program: ProcessLauncher.Program, _ side: Side, iterations: Int
  ) throws -> Profile {
    let worker = try callgrind.start(
      program.path, role: "1", environment: environment.merging(program.environment) { $1 },
      output: "profile",
      arguments: CallgrindReader.arguments + [
        "--zero-before=speedgate_counted_part_begins",
        "--dump-before=speedgate_counted_part_ends",
      ], side: side, timeLimit: limit)
    defer { worker.link.end() }
    let benchmark = try worker.conversation.benchmark(named: names)
    try worker.conversation.begin(benchmark.index)
    _ = try worker.conversation.count(1)
    _ = try worker.conversation.count(iterations)
    guard let dump = worker.newestDump("profile") else {
      throw WorkerFault(.unintelligible, .profileUnwritten)
    }
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: dump.path)))
    return Profile(
      try CallgrindReader.read(bytes, file: "callgrind's profile").perIteration(iterations),
      isProgram: { $0 == worker.program })
  }
}
