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
      summary: "Measures a suite against itself, to show which changes this machine can prove.",
      details: """
        Both sides are the same program, so every change that would be reported is a false alarm. The spread is the \
        standard deviation of a launch pair's ratio. The smallest change is the regression that this number of pairs, \
        as noisy as these, would have proven.

        If the program has a link kit, many of its layouts are measured afterwards, each in two launches. That shows \
        the effect of the place of code on each benchmark, and which tolerance is possible. --baseline stores it for \
        the reports of later runs.

        Exit status: 0 no false alarm, 1 a false alarm, 2 an error. At the default rate at most one check of a hundred \
        raises a false alarm; if it happens more often, something on this machine favours one side, and its verdicts \
        are not reliable.
        """,
      positionals: [
        .init("SUITE", "The suite's program (default: the built-in suite).", isOptional: true)
      ],
      options: [
        .value("pairs", "NUMBER", "Launch pairs of each benchmark, 3 to 300 (default: 20)."),
        .value("time-budget", "TIME", "Stop after this time, such as 60s (default: 5m)."),
        .value("budgets", "DIR", "Read tolerances from here (default: ./budgets if it exists)."),
        MeasuringOptions.seed,
        LayoutChoice.option,
        .flag("allow-debug", "Measure a suite even if it was built without optimisation."),
      ] + LayoutStudyRun.options + SelectionOptions.definitions + MeasurementConsole.options,
      examples: [
        "speedgate-bench aa-check", "speedgate-bench aa-check --filter 'parse/*' --pairs 40",
      ])
  ) { arguments, context in
    try AACheck(arguments, context).perform()
  }
}

/// One call of `speedgate-bench aa-check`.
private struct AACheck {
  private let arguments: ParsedArguments
  private let context: CommandContext
  private let studied: LayoutStudyRun

  init(_ arguments: ParsedArguments, _ context: CommandContext) throws {
    self.arguments = arguments
    self.context = context
    studied = try LayoutStudyRun(arguments)
  }

  func perform() throws -> ExitStatus {
    let suite = try SuiteLocation.path(of: arguments.positionals.first, context: context)
    let name = URL(fileURLWithPath: suite).lastPathComponent
    let policy = try SuitePolicy.read(arguments, suite: name, context)
    let hash = try SHA256.hexDigest(ofFile: suite)
    var layouts = try LayoutChoice(
      arguments, [.candidate: (suite, hash), .baseline: (suite, hash)])
    try studied.require(layouts.reason)
    let launcher = try ProcessLauncher(
      candidate: .init(path: suite), baseline: .init(path: suite),
      environment: context.environment, kits: layouts.kits)
    defer { launcher.remove() }
    try layouts.settle(launcher.layoutObstacle)
    try studied.require(layouts.reason)
    let whole = try self.options()
    var options = whole
    if layouts.isFresh, studied.count > 0 { options.timeBudget *= LayoutStudyRun.shareBefore }
    let console = try MeasurementConsole(arguments, context)
    layouts.warn(context)
    let recorder = RunRecorder(arguments, context, options: whole)
    let record = recorder.suite(name, programHash: hash)
    let start = Self.seconds
    let result = try measure(suite, options, policy, launcher, console, report: console.report)
    try layouts.settle(launcher.layoutObstacle)
    var over: SuiteMeasurement.Result?
    if layouts.isFresh, studied.count > 0 {
      over = try measure(
        suite,
        studied.options(after: whole, seconds: whole.timeBudget - (Self.seconds - start)), policy,
        launcher, console, report: console.reportLayouts)
    }
    var run = recorder.record(
      result, suite: record, baseline: record, warnings: options.bindingWarnings)
    run.layouts = layouts.record(result.layouts)
    if let remark = run.layouts?.remark { run.warnings.append(remark) }
    run.layoutStudy = over.flatMap { LayoutStudyRun.study($0, of: run) }
    try console.finish(run)
    let comparison = SelfComparison(run, alpha: options.alpha) { tolerance($0, policy) }
    say("\n" + SelfComparisonTable(comparison).text)
    try showStudy(run, policy, wasMeasured: over != nil)
    guard !comparison.rows.isEmpty else { return .couldNotJudge }
    return comparison.falseAlarms.isEmpty ? .passed : .failed
  }

  /// Shows the effect of layouts, and stores it where that is asked for.
  private func showStudy(_ run: RunRecord, _ policy: BudgetPolicy, wasMeasured: Bool) throws {
    guard let study = run.layoutStudy else {
      guard wasMeasured else { return }
      guard studied.root == nil else {
        throw UsageError(BenchMessage.studyTooShort(isStored: true))
      }
      context.err("warning: \(BenchMessage.studyTooShort(isStored: false).line)\n")
      return
    }
    let table = LayoutStudyTable(
      study, measured: run.benchmarks.filter { $0.status == .measured }.map(\.name),
      pairs: MeasurementProfile.standard.mostPairs
    ) { tolerance($0, policy) }
    say("\n" + table.text)
    guard let root = studied.root else { return }
    let path = try BaselineDirectory(root: root).store(study)
    say("\nlayouts: \(path)\n")
  }

  /// Writes for people: on standard error where standard output holds the record or events.
  private func say(_ text: String) {
    let isPiped = arguments.value("output") == "-" || arguments.flag("json-lines")
    if isPiped { context.err(text) } else { context.out(text) }
  }

  private func tolerance(_ benchmark: BenchmarkIdentifier, _ policy: BudgetPolicy) -> Double {
    (policy.ladder(for: benchmark, metric: .wallTime).decisive ?? .percent(5)).fraction
  }

  private func measure(
    _ suite: String, _ options: SuiteMeasurement.Options, _ policy: BudgetPolicy,
    _ launcher: ProcessLauncher, _ console: MeasurementConsole,
    report: @escaping (SuiteMeasurement.Progress) -> Void
  ) throws -> SuiteMeasurement.Result {
    var measurement = SuiteMeasurement(
      options: options, policy: policy, launcher: launcher, isPaired: true,
      clock: { Self.seconds }, report: report)
    defer { console.clear() }
    do {
      return try measurement.run()
    } catch {
      throw UsageError("\(suite): \(error)")
    }
  }

  private static var seconds: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

  private func options() throws -> SuiteMeasurement.Options {
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
