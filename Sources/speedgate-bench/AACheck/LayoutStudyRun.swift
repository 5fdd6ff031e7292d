import Foundation
import GateBudgets
import GateCommandLine
import GateDetection
import GateMeasurement
import GateRecords

/// Measures many layouts of one program, each in two launches, after the program was measured beside itself.
///
/// A round draws two layouts and starts two launches of each, all four at the same time and in an order drawn at
/// random. So the machine's drift is alike for both layouts, and what launches of one layout differ by is no
/// part of what layouts differ by.
struct LayoutStudyRun {
  static let options: [OptionDefinition] = [
    .value(
      "layouts-measured", "NUMBER",
      "Layouts of each benchmark to measure, 8 to 300, or 0 for none (default: 24 if possible)."),
    .value(
      "baseline", "DIR",
      "Store the effect of layouts in this folder, for the reports of later runs."),
  ]

  /// The share of the time budget that the comparison before gets.
  static let shareBefore = 0.6

  /// How many layouts of each benchmark are measured; an even number.
  let count: Int
  /// Where the study is to be kept; nil for nowhere.
  let root: String?
  /// Whether layouts were asked for by number.
  private let isRequired: Bool

  /// - Throws: `UsageError` for options that do not go together.
  init(_ arguments: ParsedArguments) throws(UsageError) {
    let asked = try arguments.integer("layouts-measured", in: 0...300)
    guard asked.map({ $0 == 0 || $0 >= 8 }) ?? true else {
      throw UsageError(BenchMessage.layoutCountInvalid("\(asked ?? 0)"))
    }
    isRequired = (asked ?? 0) > 0
    // Two layouts go into each round.
    count = ((asked ?? 24) + 1) / 2 * 2
    root = arguments.value("baseline")
    guard root != nil else { return }
    guard count > 0 else {
      throw UsageError(BenchMessage.studyWithoutLayouts)
    }
    guard try SelectionOptions.selection(arguments).text == nil else {
      throw UsageError(BenchMessage.studyWithFilter)
    }
  }

  /// Makes sure that layouts are drawn where they were asked for.
  ///
  /// - Parameter reason: Why they are not; nil where they are.
  /// - Throws: `UsageError`.
  func require(_ reason: String?) throws(UsageError) {
    guard let reason, isRequired || root != nil else { return }
    throw UsageError(
      BenchMessage.layoutsNeeded(
        option: root == nil ? "--layouts-measured" : "--baseline", reason: reason))
  }

  /// The options of the measurement, from those of the comparison before it.
  ///
  /// - Parameter seconds: The time that is left.
  func options(
    after comparison: SuiteMeasurement.Options, seconds: Double
  ) -> SuiteMeasurement.Options {
    var options = comparison
    options.exactPairs = count
    options.layoutSharing = .bySide
    options.countsWork = false
    options.timeBudget = max(0, seconds)
    options.isTimeBudgetFirm = true
    // Other orders and layouts than those of the comparison.
    options.seed = comparison.seed &+ 1
    return options
  }

  /// Returns the study; nil if too little was measured of every benchmark.
  static func study(
    _ result: SuiteMeasurement.Result, of run: RunRecord
  ) -> LayoutStudy? {
    let rows = result.benchmarks.compactMap { benchmark in
      LayoutSpread(sharedBySide: benchmark).map {
        LayoutStudy.Row(benchmark: benchmark.name, spread: $0)
      }
    }
    return LayoutStudy(
      runID: run.runID, startedAt: run.startedAt, suite: run.suite.name,
      programHash: run.suite.programHash ?? "", environmentKey: run.environment.key,
      benchmarks: rows
    ).restricted(to: Set(run.benchmarks.map(\.name)))
  }
}
