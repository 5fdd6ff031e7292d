import Foundation
import GateBudgets
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords

/// The launches of two programs that earlier runs kept, and what this run adds to them.
struct RunEvidence {
  private let directory: BaselineDirectory
  private let pair: ProgramPair
  private let suite: String
  /// The measurements of earlier runs of the same two programs; nil without any.
  let stored: EvidenceRecord?
  /// Warnings for the record.
  private(set) var warnings: [String] = []

  /// Finds what is kept; nil where nothing is to be kept.
  ///
  /// - Parameters:
  ///   - hash: The SHA-256 of the suite's program.
  ///   - baseline: That of the program beside it.
  ///   - environment: The variables that only the suite's program gets.
  ///   - hasFreshLayouts: Whether every launch has a layout of its own.
  /// - Throws: `UsageError` when it is there and cannot be read.
  init?(
    _ arguments: ParsedArguments, suite: String, hash: String, baseline: String?,
    environment: [String: String], renames: Renames, hasFreshLayouts: Bool
  ) throws {
    guard !arguments.flag("no-evidence"), let root = arguments.value("baseline"), let baseline
    else { return nil }
    self.suite = suite
    directory = BaselineDirectory(root: root)
    pair = ProgramPair(
      baseline: baseline, candidate: hash,
      setting: Self.setting(
        hash, environment: environment, renames: renames, hasFreshLayouts: hasFreshLayouts))
    let here = EnvironmentProbe.machineKey
    do {
      guard try Folder.isThere(root) else { return nil }
      let found = try directory.evidence(of: pair, suite: suite) { $0.hasPrefix(here) }
      guard found == nil || found?.pair == pair else {
        stored = nil
        warnings.append(
          found?.pair.version == pair.version
            ? BenchMessage.evidenceOfOtherPrograms.line
            : BenchMessage.evidenceOfOtherVersion.line)
        return
      }
      stored = found
    } catch {
      throw UsageError(BenchMessage.evidenceUnreadable(error: "\(error)"))
    }
  }

  /// The SHA-256 of what makes a comparison another one although the programs are the same; nil without.
  ///
  /// Values of variables may be secrets, so only their hash is kept.
  static func setting(
    _ hash: String, environment: [String: String], renames: Renames, hasFreshLayouts: Bool = false
  ) -> String? {
    guard !environment.isEmpty || !renames.isEmpty || hasFreshLayouts else { return nil }
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let names = renames.list.map { "\($0.from.rawValue)\u{0}\($0.to.rawValue)" }
    var digest = SHA256()
    digest.update(
      ([hash, "variables"] + variables + ["renames"] + names
        + (hasFreshLayouts ? ["layouts", "fresh"] : [])).joined(separator: "\u{0}\n").utf8)
    return digest.hexDigest()
  }

  /// Returns the record's summary of earlier runs; nil where it holds none of their launches.
  func summary(of benchmarks: [BenchmarkRecord]) -> EarlierEvidence? {
    let pairs = benchmarks.reduce(0) { sum, benchmark in
      sum + (benchmark.metrics.compactMap(\.earlierPairs).max() ?? 0)
    }
    guard let stored, pairs > 0 else { return nil }
    return EarlierEvidence(runs: stored.runs, earlierPairs: pairs, runIDs: stored.runIDs)
  }

  /// Keeps what the run measured itself.
  ///
  /// - Parameter most: Launch pairs that a benchmark keeps.
  /// - Returns: A warning where the folder cannot be written: the run is no worse for that.
  /// - Throws: `FileError` when what is kept can no longer be read.
  func keep(_ run: RunRecord, most: Int) throws -> String? {
    let tests = (run.plan?.tests ?? []).filter { $0.question == .paired }
    var gated = Dictionary(grouping: tests, by: \.benchmark).mapValues { Set($0.map(\.metric)) }
    let own = run.benchmarks.compactMap { benchmark in
      // The wall time says how long a sample is.
      benchmark.ownPairs(of: gated.removeValue(forKey: benchmark.name)?.union([.wallTime]) ?? [])
    }.filter {
      // A record that cannot be judged would end the next run.
      MeasurementDefect.all(in: $0, isImported: false).isEmpty
    }
    guard !own.isEmpty else { return nil }
    do {
      try directory.add(
        EvidenceRecord(
          pair: pair, runs: 1, runIDs: [run.runID], updatedAt: run.startedAt, benchmarks: own),
        most: most, environmentKey: run.environment.key, suite: suite)
      return nil
    } catch {
      guard case .notWritable = error else { throw error }
      return BenchMessage.evidenceNotStored(error: "\(error)").line
    }
  }
}
