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
  private let callgrind: Callgrind
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
    guard let callgrind = Callgrind(environment: environment) else { return nil }
    self.callgrind = callgrind
    self.timeLimit = timeLimit
    self.environment = environment
  }

  /// Counts both sides and replaces each measured benchmark's instructions.
  ///
  /// A metric that cannot be counted gives the reason instead of a number.
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
      // A benchmark that executes the same code has no partner.
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

  /// The counts of one launch.
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
      simulated.worker.link.end()
    } catch {
      counts.fault = "callgrind: \(error.message)"
    }
    return counts
  }

  /// A suite on the simulated processor, with the places of its benchmarks.
  private struct Simulated {
    let worker: CallgrindWorker
    private let side: Side

    init(
      _ owner: InstructionCount, _ program: ProcessLauncher.Program, _ side: Side
    ) throws(WorkerFault) {
      self.side = side
      worker = try owner.callgrind.start(
        program.path, role: "1", environment: owner.environment.merging(program.environment) { $1 },
        output: "counts",
        arguments: [
          "--zero-before=speedgate_counted_part_begins",
          "--dump-before=speedgate_counted_part_ends",
        ], side: side, timeLimit: owner.timeLimit)
    }

    /// The benchmarks' places in the suite, by name.
    func places() throws(WorkerFault) -> [String: Int] {
      Dictionary(try worker.conversation.benchmarks().map { ($0.name, $0.index) }) { first, _ in
        first
      }
    }

    /// The instructions of one iteration.
    func instructions(of place: Int) throws(LaunchFailure) -> Double {
      try worker.conversation.begin(place)
      // The first iteration pays what comes once.
      _ = try total(iterations: 1)
      let one = try total(iterations: 1)
      let three = try total(iterations: 3)
      var ignored = LaunchResult()
      try worker.conversation.finish(&ignored)
      return Double(three - one) / 2
    }

    private func total(iterations: Int) throws(LaunchFailure) -> Int {
      _ = try worker.conversation.count(iterations)
      guard let dump = worker.newestDump("counts"),
        let text = try? String(contentsOfFile: dump.path, encoding: .utf8),
        let line = text.split(separator: "\n").last(where: { $0.hasPrefix("totals: ") }),
        let total = Int(line.dropFirst(8))
      else {
        throw LaunchFailure(
          side: side, fault: WorkerFault(.unintelligible, .countsUnwritten))
      }
      try? FileManager.default.removeItem(atPath: "\(worker.folder)/counts.\(dump.number - 1)")
      return total
    }
  }
}
