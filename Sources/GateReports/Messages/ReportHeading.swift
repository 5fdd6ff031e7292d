import GateRecords

/// The headings of reports: of sections and folds, of the columns and rows of tables.
///
/// A word is here once, so that the console, Markdown, HTML and the dashboard name one thing alike. The keys of JSON and CSV
/// are not words for readers and are elsewhere.
package enum ReportHeading: String, CaseIterable, Message {
  // Sections and folds.
  case whatMatters = "What matters"
  case warnings = "Warnings"
  case budgetChanges = "Changes of the budgets"
  case benchmarks = "Benchmarks"
  case comparison = "Comparison with the baseline"
  case anchorComparison = "Comparison with the anchor"
  case budgets = "Budgets"
  case serviceLevels = "Service levels"
  case speedups = "Speed-ups"
  case growthSection = "Growth"
  case scaling = "Scaling"
  case breakers = "Circuit breakers"
  case code = "Code"
  case codeLayout = "Code layout"
  case measurements = "Measurements"
  case machineAndMethod = "Machine and method"
  case machineAndRun = "Machine and run"
  case errorRates = "Error rates and repetition"
  case repeatMeasurement = "To repeat the measurement:"
  case leftOut = "Left out:"
  case largest = "largest:"

  // Dashboard and trends.
  case performance = "Performance"
  case performanceChanges = "Performance changes"
  case performanceTrends = "Performance trends"
  case allBenchmarks = "All benchmarks"
  case compareRuns = "Compare two runs"
  case changeFeed = "Feed of changes"
  case badge = "Badge"
  case latestVerdicts = "Latest verdicts"
  case unresolvedAlerts = "Unresolved alerts"
  case noAlerts = "No alerts"
  case levelChanges = "Changes of level"
  case claims = "Claimed improvements"
  case machinesSection = "Machines"
  case degrading = "Degrading"
  case improving = "Improving"
  case stable = "Stable"
  case period = "Period:"
  case runsAnalysed = "Runs analyzed:"
  case regressions = "Regressions:"

  // Tables, as a screen reader names them.
  case allMeasurements = "all measurements"
  case budgetsThatMatter = "budgets that matter"
  case budgetsKept = "budgets kept"
  case changedFunctions = "changed functions"
  case changes
  case twoRuns = "comparison"

  // What a row is about.
  case status
  case benchmark
  case series
  case step
  case function
  case suite
  case metric
  case breaker
  case claim
  case component
  case alert
  case revision
  case machine
  case kind
  case severity
  case what

  // Both sides and their difference.
  case baseline
  case candidate
  case thisChange = "this change"
  case thisBuild = "this build"
  case anchor
  case before
  case after
  case change
  case changeAndEvidence = "change and evidence"
  case evidence
  case sinceThen = "since then"
  case byThisChange = "by this change"
  case sinceFirstRun = "since the first run"
  case fittedChange = "fitted change"
  case levelChange = "level change"
  case slower
  case faster
  case unchanged
  case unproven

  // Figures.
  case value
  case median
  case p95
  case p99
  case minimum = "min"
  case maximum = "max"
  case average
  case range
  case latest
  case worst
  case time
  case memory
  case cost
  case itself
  case calls
  case share
  case samples
  case launches
  case runs
  case soFar = "so far"
  case growth
  case trend
  case history
  case rowsRead = "rows read"
  case rowsWritten = "rows written"
  case placeInIteration = "place in the iteration"

  // Intervals.
  case interval
  case bounds = "95 % bounds"
  case confidenceInterval = "95 % interval"

  // Limits.
  case budget
  case limit
  case limits
  case margin
  case useOfLimit = "use of the limit"
  case observed
  case allowed
  case warnsAbove = "warns above"
  case level
  case category
  case used
  case slowerTakes = "slower takes"
  case fasterTakes = "faster takes"
  case speedup = "speed-up"
  case askedFor = "asked for"
  case expected
  case within
  case warningCount = "warnings"
  case breaches
  case compliance

  // Layouts.
  case byLayout = "by layout"
  case withinLayout = "within a layout"
  case launchSpread = "between launches"
  case twoSpeeds = "two speeds"

  // States and times.
  case state
  case states
  case opened
  case transitions
  case longestRecovery = "longest recovery"
  case lastRecovery = "last recovery"
  case since
  case when
  case checked
  case verdict
  case commit
  case lastCommitBefore = "last commit before"
  case firstCommitAfter = "first commit after"
  case estimated
  case achieved
  case met

  // Facts about machine and run.
  case command
  case baselineCommand = "baseline's command"
  case run
  case measured
  case machines
  case machineOfFigures = "machine of the figures"
  case system
  case build
  case codeFact = "code"
  case layouts
  case selfCheck = "A/A check"

  package var text: String { rawValue }

  package var remedy: String? { nil }

  package static var examples: [ReportHeading] { allCases }

  /// The heading as the name of a table, in the middle of a sentence.
  var label: String { text.lowercased() }

  /// The cells of a Markdown table's head, without the blanks at its ends.
  static func markdown(_ headings: [ReportHeading?]) -> String {
    headings.map { $0?.text ?? "" }.joined(separator: " | ")
  }
}
