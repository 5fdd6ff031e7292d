import Foundation
import GateBudgets
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords

/// Measures a suite beside its anchor, after it was measured beside the baseline.
struct AnchorRun {
  private let stored: BaselineDirectory.StoredProgram
  private let launcher: ProcessLauncher
  private let layouts: LayoutChoice

  /// Prepares the programs, the suite's as it is now: building it again meanwhile changes nothing.
  ///
  /// - Throws: `FileError` when a program cannot be read or copied, and `UsageError` where fresh layouts
  ///   are required and impossible.
  init?(
    _ stored: BaselineDirectory.StoredProgram?, candidate: ProcessLauncher.Program, hash: String,
    _ arguments: ParsedArguments, context: CommandContext
  ) throws {
    guard let stored else { return nil }
    self.stored = stored
    var layouts = try LayoutChoice(
      arguments,
      [
        .candidate: (candidate.path, hash),
        .baseline: (stored.path, stored.record.suite.programHash ?? ""),
      ])
    launcher = try ProcessLauncher(
      candidate: candidate, baseline: .init(path: stored.path), environment: context.environment,
      kits: layouts.kits)
    try layouts.settle(launcher.layoutObstacle)
    self.layouts = layouts
  }

  /// Removes the copies of the programs.
  func remove() { launcher.remove() }

  /// The measurement beside the anchor, and warnings; the measurement before it stays as it is.
  func measured(
    after result: SuiteMeasurement.Result, _ policy: BudgetPolicy,
    _ options: SuiteMeasurement.Options, _ console: MeasurementConsole
  ) -> (measurement: AnchorMeasurement?, warnings: [String]) {
    let names = result.benchmarks.filter { $0.status == .measured }.map(\.name.rawValue)
    guard !names.isEmpty else { return (nil, []) }
    let start = Self.seconds
    var measurement = SuiteMeasurement(
      options: options.besideAnchor(policy.anchor, only: Set(names)), policy: policy.besideAnchor,
      launcher: launcher, isPaired: true, clock: { Self.seconds }, report: console.reportAnchor)
    defer { console.clear() }
    guard let found = try? measurement.run(),
      var record = AnchorMeasurement(
        found, anchor: stored.record, milliseconds: Int64((Self.seconds - start) * 1_000))
    else {
      return (
        nil,
        [
          BenchMessage.anchorSilent.line
        ]
      )
    }
    var layouts = layouts
    try? layouts.settle(launcher.layoutObstacle)
    record.layouts = layouts.record(found.layouts)
    return (
      record, record.layouts?.remark.map { [BenchMessage.besideAnchor(remark: $0).line] } ?? []
    )
  }

  private static var seconds: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }
}
