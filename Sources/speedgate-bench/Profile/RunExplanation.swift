import GateBudgets
import GateCommandLine
import GateDetection
import GateFiles
import GateMeasurement
import GateRecords
import GateStatistics

/// Which benchmarks of a run are profiled after measuring.
struct RunExplanation {
  /// The option.
  static let option = OptionDefinition.value(
    "explain", "WHICH",
    "Find the functions that cost more, after measuring: never, regressed or all (default: regressed)."
  ).among(Choice.self)

  private enum Choice: String, CaseIterable {
    case never, regressed, all
  }

  private let choice: Choice

  /// Seconds for the profiles of what regressed, all benchmarks together.
  private static let limit = 30.0
  /// Seconds for each benchmark where all are wanted.
  private static let limitOfOne = 6.0

  /// - Throws: `UsageError` for another word.
  init(_ arguments: ParsedArguments) throws(UsageError) {
    choice = try arguments.choice("explain", as: Choice.self) ?? .regressed
  }

  /// The profiles; nil where none is wanted.
  ///
  /// - Parameters:
  ///   - run: The record as it is without them.
  ///   - hashes: The SHA-256 that the programs had when measuring began.
  func profiles(
    of run: RunRecord, policy: BudgetPolicy, alpha: Double, candidate: ProcessLauncher.Program,
    baseline: ProcessLauncher.Program?, hashes: [Side: String], environment: [String: String],
    report: (_ done: Int, _ total: Int) -> Void
  ) -> [BenchmarkProfile]? {
    let wanted = requests(run, policy: policy, alpha: alpha)
    guard !wanted.isEmpty else { return nil }
    let programs = [(Side.candidate, candidate)] + (baseline.map { [(.baseline, $0)] } ?? [])
    for (side, program) in programs {
      // A stored program may have no hash; it is never built again.
      guard let hash = hashes[side], !hash.isEmpty,
        (try? SHA256.hexDigest(ofFile: program.path)) != hash
      else { continue }
      return wanted.map {
        BenchmarkProfile(
          benchmark: $0.name, method: .callgrind,
          reason: BenchMessage.rebuiltMeanwhile(path: program.path).line)
      }
    }
    let pass = ProfilePass(
      candidate: candidate, baseline: run.baseline == nil ? nil : baseline,
      environment: environment, renames: policy.renames,
      totalLimit: choice == .all ? Double(wanted.count) * Self.limitOfOne : Self.limit)
    return pass.profiles(of: wanted, report: report)
  }

  private func requests(
    _ run: RunRecord, policy: BudgetPolicy, alpha: Double
  ) -> [ProfilePass.Request] {
    let names: Set<BenchmarkIdentifier>
    switch choice {
    case .never: return []
    case .all: names = Set(run.benchmarks.map(\.name))
    case .regressed:
      guard run.baseline != nil else { return [] }
      // The judge's own decision on the new measurement.
      let verdict = Check(
        run: run, baseline: .none, policy: policy,
        options: .init(alpha: alpha, checkedAt: run.completedAt)
      ).verdict()
      names = Set(
        verdict.findings.filter { $0.status == .regressed && $0.rule == .regression }
          .map(\.benchmark))
    }
    return run.benchmarks.filter { $0.status == .measured && names.contains($0.name) }.map {
      let times = Self.times($0)
      return ProfilePass.Request($0.name, times: times, isAlone: times[.baseline] == nil)
    }
  }

  /// Nanoseconds of one iteration on each side.
  private static func times(_ benchmark: BenchmarkRecord) -> [Side: Double] {
    guard let series = benchmark.series(of: .wallTime) else { return [:] }
    var times: [Side: Double] = [:]
    times[.candidate] = Percentile.median(of: series.samples)
    times[.baseline] = series.baselineLaunches.flatMap { Percentile.median(of: $0.flatMap(\.self)) }
    return times
  }
}
