import Foundation
import GateBuild
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords

/// The programs that a run is measured beside, and how they were found.
struct StoredBaselineChoice {
  private(set) var program: String?
  private(set) var record: SuiteRecord?
  /// The anchor's program and run, where it is another program than both sides.
  private(set) var anchor: BaselineDirectory.StoredProgram?
  private(set) var warnings: [String] = []

  /// - Parameter hash: The SHA-256 of the suite's program.
  /// - Throws: `UsageError` or `FileError` when what is stored for this kind of machine cannot be read: a
  ///   run that is compared with less than is stored passes more easily.
  init(
    _ arguments: ParsedArguments, suite: String, hash: String, context: CommandContext
  ) throws {
    let named = arguments.value("against")
    if let path = named {
      program = try SuiteLocation.path(of: path, context: context)
      let hash = try SHA256.hexDigest(ofFile: path)
      record = SuiteRecord(
        name: URL(fileURLWithPath: path).lastPathComponent, programHash: hash,
        madeOf: try MadeOfFile.read(of: path, hash: hash))
    }
    guard let root = arguments.value("baseline") else { return }
    let wantsAnchor = !arguments.flag("no-anchor")
    // A folder that gives neither side is not read.
    guard named == nil || wantsAnchor else { return }
    let name = URL(fileURLWithPath: suite).lastPathComponent
    // The environment's key needs the suite's greeting; the machine's part of it is enough to choose.
    // Machines that share the launches must have one program beside them, whatever kind of machine stored it.
    let isShared = arguments.value("machine") != nil
    let here = isShared ? EnvironmentProbe.platformKey : EnvironmentProbe.machineKey
    let stored = try BaselineDirectory(root: root).entries(ofSuite: name) { $0.hasPrefix(here) }
    guard !stored.isEmpty else { return }
    let own = stored.filter { $0.environmentKey.hasPrefix(here) }
    let problems = own.flatMap(\.problems)
    if let problem = problems.first(where: { named == nil || $0.subject == .anchor }) {
      throw Self.refusal(of: problem)
    }
    guard named == nil else {
      anchor = own.first?.anchor.flatMap { isOther($0, than: hash) ? $0 : nil }
      return
    }
    warnings += stored.filter { !$0.environmentKey.hasPrefix(here) }.flatMap(\.problems)
      .map(\.description)
    guard let entry = isShared ? Self.newest(own) : own.first else {
      warnings.append(BenchMessage.baselineElsewhere.line)
      return
    }
    program = entry.program?.path
    record = entry.program?.record.suite
    if entry.program == nil {
      warnings.append(BenchMessage.baselineWithoutProgram.line)
    }
    if wantsAnchor { chooseAnchor(entry, hash) }
  }

  /// The entry with the newest program; of those without any the first.
  private static func newest(_ entries: [BaselineDirectory.Entry]) -> BaselineDirectory.Entry? {
    func key(_ entry: BaselineDirectory.Entry) -> (String, String) {
      let run = entry.program?.record
      return (run?.startedAt.rawValue ?? "", run?.runID.rawValue ?? "")
    }
    return entries.max { key($0) < key($1) }
  }

  private mutating func chooseAnchor(_ entry: BaselineDirectory.Entry, _ hash: String) {
    guard let stored = entry.anchor, let baseline = entry.program, isOther(stored, than: hash)
    else {
      return
    }
    // Where newer baselines were set aside for an ancestor, the anchor may be of another branch.
    guard stored.record.startedAt < baseline.record.startedAt else {
      warnings.append(BenchMessage.anchorNewer.line)
      return
    }
    anchor = stored
  }

  /// Whether an anchor is another program than the baseline's and the suite's own.
  private func isOther(_ stored: BaselineDirectory.StoredProgram, than hash: String) -> Bool {
    let own = stored.record.suite.programHash
    return own != record?.programHash && own != hash
  }

  /// The error where something is stored and cannot be read: that is not absence.
  static func refusal(of problem: BaselineDirectory.Problem) -> UsageError {
    UsageError(BenchMessage.storedUnreadable(problem: "\(problem)"))
  }
}
