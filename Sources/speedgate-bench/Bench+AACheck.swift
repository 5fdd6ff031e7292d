import Foundation
import GateBudgets
import GateCommandLine
import GateDetection
import GateFiles
import GateMeasurement
import GateRecords

extension Command {
  /// `speedgate-bench aa-check`.
  static let aaCheck = Command(
    CommandDefinition(
      "speedgate-bench aa-check",
      summary: "Measures a suite against itself: what this machine can show.",
      details: """
        Both sides are the same program, so every change that would be reported is a false alarm. \
        The spread is that of a launch pair's ratio; the smallest change is the slow-down that so \
        many pairs, as noisy as these, would have proven.

        The exit status is 1 when the gate would have raised a false alarm. At the default rate \
        that happens in one check of a hundred at most; more often, something on this machine \
        favours one side, and its verdicts are not to be trusted.
        """,
      positionals: [
        .init("SUITE", "The suite's program; the built-in suite when left out.", isOptional: true)
      ],
      options: [
        .value("pairs", "NUMBER", "Launch pairs of each benchmark, 3 to 300; 20 by default."),
        .value("time-budget", "TIME", "Stop after this time: 60s, 5m; 5m by default."),
        .value("budgets", "DIR", "Read tolerances here; ./budgets when there is one."),
        .value("seed", "NUMBER", "Repeat an earlier check's random choices."),
        LayoutChoice.option,
        .flag("allow-debug", "Measure a suite that was built without optimisation."),
      ] + SelectionOptions.definitions + MeasurementConsole.options,
      examples: [
        "speedgate-bench aa-check", "speedgate-bench aa-check --filter 'parse/*' --pairs 40",
      ])
  ) { arguments, context in
    let suite = try SuiteLocation.path(of: arguments.positionals.first, context: context)
    let name = URL(fileURLWithPath: suite).lastPathComponent
    let policy = try SuitePolicy.read(arguments, suite: name, context)
    let hash = try SHA256.hexDigest(ofFile: suite)
    var layouts = try LayoutChoice(
      arguments, [.candidate: (suite, hash), .baseline: (suite, hash)])
    let launcher = try ProcessLauncher(
      candidate: .init(path: suite), baseline: .init(path: suite),
      environment: context.environment, kits: layouts.kits)
    defer { launcher.remove() }
    try layouts.settle(launcher.layoutObstacle)
    let options = try options(arguments)
    let console = try MeasurementConsole(arguments, context)
    layouts.warn(context)
    let recorder = RunRecorder(context, options: options)
    let record = recorder.suite(name, programHash: hash)
    var measurement = SuiteMeasurement(
      options: options, policy: policy, launcher: launcher, isPaired: true,
      clock: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }, report: console.report)
    let result: SuiteMeasurement.Result
    do {
      result = try measurement.run()
    } catch {
      console.clear()
      throw UsageError("\(suite): \(error)")
    }
    console.clear()
    try layouts.settle(launcher.layoutObstacle)
    var run = recorder.record(
      result, suite: record, baseline: record, warnings: options.bindingWarnings)
    run.layouts = layouts.record(result.layouts)
    if let remark = run.layouts?.remark { run.warnings.append(remark) }
    try console.finish(run)
    let comparison = SelfComparison(run, alpha: options.alpha) {
      (policy.ladder(for: $0, metric: .wallTime).decisive ?? .percent(5)).fraction
    }
    let isPiped = arguments.value("output") == "-" || arguments.flag("json-lines")
    let text = SelfComparisonTable(comparison).text
    if isPiped { context.err(text) } else { context.out("\n" + text) }
    guard !comparison.rows.isEmpty else { return .couldNotJudge }
    return comparison.falseAlarms.isEmpty ? .passed : .failed
  }

  private static func options(_ arguments: ParsedArguments) throws -> SuiteMeasurement.Options {
    var options = SuiteMeasurement.Options(
      allowsDebugBuild: arguments.flag("allow-debug"), profile: .thorough,
      timeBudget: try arguments.seconds("time-budget") ?? 300,
      seed: try arguments.integer("seed", in: 0...UInt64.max)
        ?? UInt64.random(in: 0...999_999_999),
      selection: try SelectionOptions.selection(arguments), processors: Processors.bindable())
    options.leastPairs = try arguments.integer("pairs", in: 3...300) ?? 20
    return options
  }
}

/// A check's rows, as a table for people.
struct SelfComparisonTable {
  private let comparison: SelfComparison

  init(_ comparison: SelfComparison) {
    self.comparison = comparison
  }

  /// The table and its last line, the sum of it.
  var text: String {
    let width = comparison.rows.map { $0.benchmark.rawValue.count }.max() ?? 0
    let head = line("benchmark", "pairs", "spread", "smallest change", width: width)
    let rows = comparison.rows.map { row in
      line(
        row.benchmark.rawValue, "\(row.pairs)", QuantityFormat.percent(row.spread),
        row.smallestDetectable.map { QuantityFormat.percent($0) } ?? "none", width: width)
        + (row.isFalseAlarm ? "   false alarm" : "")
    }
    let alarms = comparison.falseAlarms.count
    let spread = comparison.medianSpread.map { QuantityFormat.percent($0) } ?? "unknown"
    return ([head] + rows).joined(separator: "\n")
      + "\n\n\(alarms == 0 ? "no" : "\(alarms)") false alarm\(alarms == 1 ? "" : "s") of "
      + "\(comparison.rows.count) comparisons; the median spread of a launch pair is \(spread)\n"
  }

  private func line(
    _ name: String, _ pairs: String, _ spread: String, _ change: String, width: Int
  ) -> String {
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    return name + String(repeating: " ", count: max(0, width - name.count))
      + right(pairs, 7) + right(spread, 10) + right(change, 17)
  }
}
