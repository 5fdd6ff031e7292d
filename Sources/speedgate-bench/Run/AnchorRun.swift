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

  /// Prepares the programs, the suite's as it is now: one that is built anew meanwhile changes nothing.
  ///
  /// - Throws: `FileError` when a program cannot be read or copied, and `UsageError` where fresh layouts
  ///   were asked for and cannot be had.
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

  /// Takes the copies of the programs away.
  func remove() { launcher.remove() }

  /// What was measured, and what a reader should know; the measurement before stays what it is.
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
          "the anchor's program gave nothing to compare with, so no creep can be found; store another "
            + "anchor with 'speedgate-detect baseline update RUN --program PROGRAM --anchor'"
        ]
      )
    }
    var layouts = layouts
    try? layouts.settle(launcher.layoutObstacle)
    record.layouts = layouts.record(found.layouts)
    return (record, record.layouts?.remark.map { ["beside the anchor \($0)"] } ?? [])
  }

  private static var seconds: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }
}
