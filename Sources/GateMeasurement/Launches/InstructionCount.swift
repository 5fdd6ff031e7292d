import Foundation
package import GateBudgets
import GateProtocol
package import GateRecords

/// Counts instructions exactly, by running suites on callgrind's simulated processor.
///
/// Where a machine offers no counters of its own, as most virtual ones, this one always counts the
/// same. The suite marks what is counted by calling two functions that do nothing; callgrind zeroes
/// its counts on entering the one and writes them on entering the other. Whatever surrounds the
/// iterations costs the same for one as for three of them, so it falls out of the difference.
///
/// A simulated processor is some fifty times slower than the real one.
package struct InstructionCount {
  private let valgrind: String
  private let environment: [String: String]
  private let timeLimit: Double

  /// Launches of each side; all must agree for the count to be exact.
  private static let launches = 2

  /// Looks for callgrind.
  ///
  /// - Parameters:
  ///   - environment: The variables that suites get, and `PATH`.
  ///   - timeLimit: Seconds that a benchmark may take.
  /// - Returns: Nil when `valgrind` is not on the path.
  package init?(environment: [String: String], timeLimit: Double = 300) {
    let places = (environment["PATH"] ?? "").split(separator: ":")
    guard
      let found = places.lazy.map({ "\($0)/valgrind" })
        .first(where: { FileManager.default.isExecutableFile(atPath: $0) })
    else { return nil }
    valgrind = found
    self.timeLimit = timeLimit
    var variables = environment
    variables["SPEEDGATE_WORKER"] = "1"
    // Seeds of hash tables change how often keys collide, and with that the count.
    variables["SWIFT_DETERMINISTIC_HASHING"] = "1"
    variables["SWIFT_BACKTRACE"] = "enable=no"
    self.environment = variables
  }

  /// Counts both sides and replaces each measured benchmark's instructions.
  ///
  /// What cannot be counted says so, and why, in place of a number.
  ///
  /// - Parameters:
  ///   - benchmarks: The records of the candidate's run.
  ///   - candidate: The candidate's program and the variables that only it gets.
  ///   - baseline: The baseline's program, in a paired run.
  ///   - renames: The names that the baseline has other ones for.
  package func count(
    _ benchmarks: inout [BenchmarkRecord], candidate: ProcessLauncher.Program,
    baseline: ProcessLauncher.Program?, renames: Renames = .none
  ) {
    let names = benchmarks.filter { $0.status == .measured }.map(\.name.rawValue)
    let new = (0..<Self.launches).map { _ in counts(of: names, in: candidate, .candidate) }
    let old = baseline.map { program in
      (0..<Self.launches).map { _ in counts(of: names, in: program, .baseline, renames) }
    }
    for index in benchmarks.indices where benchmarks[index].status == .measured {
      let name = benchmarks[index].name.rawValue
      let own = new.compactMap { $0.values[name] }
      // What executes the same code has no partner.
      let other = benchmarks[index].hasSameCode ? nil : old?.compactMap { $0.values[name] }
      benchmarks[index].metrics.removeAll { $0.metric == .instructions }
      benchmarks[index].metrics.append(
        MetricSeries(
          metric: .instructions, unit: .count, direction: .lowerIsBetter, isDeterministic: true,
          launches: own.map { [$0] },
          baselineLaunches: other?.count == own.count ? other?.map { [$0] } : nil,
          unavailable: own.isEmpty
            ? new.compactMap(\.fault).first ?? "callgrind counted nothing" : nil))
    }
  }

  /// What one launch counted.
  private struct Counts {
    var values: [String: Double] = [:]
    /// Why something is missing.
    var fault: String?
  }

  private func counts(
    of names: [String], in program: ProcessLauncher.Program, _ side: Side,
    _ renames: Renames = .none
  ) -> Counts {
    var counts = Counts()
    do {
      var simulated = try Simulated(self, program, side)
      let places = renames.applied(to: try simulated.places(), present: names)
      for name in names {
        guard let place = places[name] else { continue }
        do {
          counts.values[name] = try simulated.instructions(of: place)
        } catch {
          counts.fault = "callgrind: \(error.failure.message)"
          simulated = try Simulated(self, program, side)
        }
      }
      simulated.link.end()
    } catch {
      counts.fault = "callgrind: \(error.message)"
    }
    return counts
  }

  /// A suite on the simulated processor.
  private struct Simulated {
    let link: WorkerProcess
    private let dumps: DriverFolder
    private let side: Side
    private let conversation: WorkerConversation

    init(
      _ owner: InstructionCount, _ program: ProcessLauncher.Program, _ side: Side
    ) throws(WorkerFault) {
      self.side = side
      let copy: String
      do {
        dumps = try DriverFolder(in: FileManager.default.temporaryDirectory)
        copy = dumps.path + "/suite"
        try FileManager.default.copyItem(atPath: program.path, toPath: copy)
      } catch {
        throw WorkerFault(kind: .notStarted, message: "\(program.path) cannot be copied")
      }
      Self.strip(copy)
      link = try WorkerProcess(
        .init(
          path: owner.valgrind,
          environment: Self.padded(owner.environment.merging(program.environment) { $1 }),
          arguments: [
            "--tool=callgrind", "--callgrind-out-file=\(dumps.path)/counts",
            "--zero-before=speedgate_counted_part_begins",
            "--dump-before=speedgate_counted_part_ends", copy,
          ]))
      conversation = WorkerConversation(link, side: side, limit: owner.timeLimit)
      do {
        _ = try conversation.greeting()
      } catch {
        // Valgrind does not understand every build of the shared runtime.
        throw WorkerFault(
          kind: error.kind,
          message: "the suite \(error.message) under valgrind; build it with -static-stdlib",
          outputTail: error.outputTail)
      }
    }

    /// Variables of a size that does not depend on what they are: it shifts the stack, and with that
    /// a few instructions of whatever copies memory.
    private static func padded(_ variables: [String: String]) -> [String] {
      let plain = variables.map { "\($0.key)=\($0.value)" }.sorted()
      let size = plain.reduce(0) { $0 + $1.utf8.count + 1 }
      let name = "SPEEDGATE_PADDING="
      let room = (size + name.utf8.count + 1) % 8_192
      return plain + [name + String(repeating: "x", count: 8_192 - room)]
    }

    /// Takes out what only a debugger reads, which valgrind may not understand; without the tool the
    /// program is tried as it is.
    private static func strip(_ path: String) {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/strip")
      process.arguments = ["-g", path]
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return }
      process.waitUntilExit()
    }

    /// The benchmarks' places in the suite, by name.
    func places() throws(WorkerFault) -> [String: Int] {
      Dictionary(try conversation.benchmarks().map { ($0.name, $0.index) }) { first, _ in first }
    }

    /// The instructions of one iteration.
    func instructions(of place: Int) throws(LaunchFailure) -> Double {
      try conversation.begin(place)
      // The first iteration pays what comes once.
      _ = try total(iterations: 1)
      let one = try total(iterations: 1)
      let three = try total(iterations: 3)
      var ignored = LaunchResult()
      try conversation.finish(&ignored)
      return Double(three - one) / 2
    }

    private func total(iterations: Int) throws(LaunchFailure) -> Int {
      _ = try conversation.count(iterations)
      let files = (try? FileManager.default.contentsOfDirectory(atPath: dumps.path)) ?? []
      // Each dump has the next number: counts.1, counts.2 …
      let number = files.compactMap { $0.hasPrefix("counts.") ? Int($0.dropFirst(7)) : nil }.max()
      guard let number,
        let text = try? String(contentsOfFile: "\(dumps.path)/counts.\(number)", encoding: .utf8),
        let line = text.split(separator: "\n").last(where: { $0.hasPrefix("totals: ") }),
        let total = Int(line.dropFirst(8))
      else {
        throw LaunchFailure(
          side: side, fault: WorkerFault(kind: .unintelligible, message: "wrote no counts"))
      }
      try? FileManager.default.removeItem(atPath: "\(dumps.path)/counts.\(number - 1)")
      return total
    }
  }
}
