import Foundation
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords

/// The program that a run is measured against, and how it was found.
struct StoredBaselineChoice {
  private(set) var program: String?
  private(set) var record: SuiteRecord?
  private(set) var warnings: [String] = []

  /// - Throws: `UsageError` or `FileError` when what is stored for this kind of machine cannot be read: a
  ///   run that is compared with less than is stored passes more easily.
  init(_ arguments: ParsedArguments, suite: String, context: CommandContext) throws {
    if let path = arguments.value("against") {
      program = try SuiteLocation.path(of: path, context: context)
      record = SuiteRecord(
        name: URL(fileURLWithPath: path).lastPathComponent,
        programHash: try SHA256.hexDigest(ofFile: path))
      return
    }
    guard let root = arguments.value("baseline") else { return }
    let name = URL(fileURLWithPath: suite).lastPathComponent
    // The environment's key needs the suite's greeting; the machine's part of it is enough to choose.
    let here = EnvironmentProbe.machineKey
    let stored = try BaselineDirectory(root: root).entries(ofSuite: name) { $0.hasPrefix(here) }
    guard !stored.isEmpty else { return }
    let own = stored.filter { $0.environmentKey.hasPrefix(here) }
    if let problem = own.flatMap(\.problems).first { throw Self.refusal(of: problem) }
    warnings += stored.filter { !$0.environmentKey.hasPrefix(here) }.flatMap(\.problems)
      .map(\.description)
    guard let entry = own.first else {
      warnings.append(
        "the baseline comes from another kind of machine; only a baseline made here can be run here"
      )
      return
    }
    program = entry.program?.path
    record = entry.program?.record.suite
    if entry.program == nil {
      warnings.append(
        "the baseline keeps no program, so only its cached numbers can be compared with; "
          + "store one with 'speedgate-detect baseline update RUN --program PROGRAM'")
    }
  }

  /// What is there and cannot be read is no absence.
  static func refusal(of problem: BaselineDirectory.Problem) -> UsageError {
    UsageError(
      "\(problem); nothing was measured: restore or remove it, or name another baseline")
  }
}
