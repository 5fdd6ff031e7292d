import GateFiles
package import GateRecords

/// All rules of a folder of budgets files.
package struct BudgetPolicy: Hashable, Sendable {
  /// The limits, in the files' order.
  package private(set) var rules: [BudgetRule] = []
  /// The ladders, in the files' order.
  package private(set) var ladders: [LadderRule] = []
  /// The presets that the files name.
  package private(set) var presets: [RegressionPreset] = []
  /// Which stored runs count when only numbers are at hand.
  package private(set) var baseline = BaselineChoice.all
  /// How much slower than the anchor benchmarks may become.
  package private(set) var anchor = AnchorRule.builtIn

  /// The service levels.
  package private(set) var serviceLevels = ServiceLevelRule.Agreement.none
  /// The speed-ups.
  package private(set) var speedups: [SpeedupRule] = []
  /// How fast series may grow.
  package private(set) var growth: [GrowthRule] = []
  /// The accepted regressions.
  package private(set) var acceptances: [Acceptance] = []
  /// The benchmarks and metrics that were removed on purpose.
  package private(set) var removals: [Removal] = []
  /// The benchmarks that were renamed.
  package private(set) var renames = Renames.none

  private(set) var ruleIndex = PatternIndex()
  private var ladderIndex: [MetricName: PatternIndex] = [:]
  private var levelIndex = PatternIndex()
  /// Where the baseline is chosen; nil where no file chooses one.
  private(set) var baselineSource: String?
  /// Where the anchor's rule is; nil where no file has one.
  private(set) var anchorSource: String?
  /// Where the number of breaches is; nil where no file has one.
  private(set) var breachesSource: String?
  /// Whether a file names the suite that the rules are for.
  private(set) var isForNamedSuite = false
  /// Whether a file is for every suite.
  private(set) var hasSharedFiles = false
  /// The files for other suites, which say nothing here.
  private(set) var otherFiles: [OtherSuiteFile] = []

  /// No budgets, and the ladders that are built in.
  package static let builtIn = BudgetPolicy()

  private init() {}

  /// The rules of files for one suite and for every suite.
  ///
  /// - Parameter suite: The suite; nil takes the files for every suite alone.
  init(_ files: [PolicyFile], for suite: String?) throws(FileError) {
    try self.init(files.filter { $0.suite == nil || $0.suite == suite })
    isForNamedSuite = suite != nil && files.contains { $0.suite == suite }
    hasSharedFiles = files.contains { $0.suite == nil }
    otherFiles = files.compactMap { file in
      file.suite.flatMap {
        $0 == suite ? nil : OtherSuiteFile(suite: $0, source: file.suiteSource ?? "budgets")
      }
    }
  }

  /// The rules of files, whatever suite they are for.
  init(_ files: [PolicyFile]) throws(FileError) {
    for file in files { try add(file) }
    // A circle is closed by any of its rules, so it is looked for when all of them are known.
    if let cycle = SpeedupCycle.first(in: speedups) { throw cycle.error(in: speedups) }
    if let error = NameContradiction.first(removals, renames.list) { throw error }
  }

  private mutating func add(_ file: PolicyFile) throws(FileError) {
    for rule in file.rules { try add(rule) }
    for ladder in file.ladders { try add(ladder) }
    for level in file.levels { try add(level) }
    if let allowed = file.allowedBreaches, let place = file.breachesSource {
      if let other = breachesSource {
        throw Self.error(
          place, .settingTwice(.allowedBreaches, source: other))
      }
      serviceLevels.allowedBreaches = allowed
      breachesSource = place
    }
    for speedup in file.speedups { try add(speedup) }
    for rule in file.growth { try add(rule) }
    for acceptance in file.acceptances { try add(acceptance) }
    removals += file.removals
    for rename in file.renames { renames.add(rename) }
    presets += file.presets.filter { !presets.contains($0) }
    if let choice = file.baseline, let place = file.baselineSource {
      if let other = baselineSource {
        throw Self.error(place, .settingTwice(.baseline, source: other))
      }
      baseline = choice
      baselineSource = place
    }
    if let rule = file.anchor, let place = file.anchorSource {
      if let other = anchorSource {
        throw Self.error(place, .settingTwice(.anchor, source: other))
      }
      anchor = rule
      anchorSource = place
    }
  }

  private mutating func add(_ rule: BudgetRule) throws(FileError) {
    // Only rules for the very same pattern can contradict each other; the index finds those.
    for twin in ruleIndex.same(as: rule.pattern) {
      if let error = Self.contradiction(rule, rules[twin]) { throw error }
    }
    ruleIndex.add(rule.pattern, at: rules.count)
    rules.append(rule)
  }

  private mutating func add(_ level: ServiceLevelRule) throws(FileError) {
    let twin = serviceLevels.levels.first {
      $0.scope == level.scope && $0.metric == level.metric
        && $0.terms.condition == level.terms.condition
    }
    if let twin {
      throw Self.error(
        level.terms.source,
        .serviceLevelTwice(level.scopeInWords, level.metric, source: twin.terms.source))
    }
    levelIndex.add(level.pattern, at: serviceLevels.levels.count)
    serviceLevels.levels.append(level)
  }

  private mutating func add(_ speedup: SpeedupRule) throws(FileError) {
    if let error = Self.contradiction(speedup, among: speedups) { throw error }
    speedups.append(speedup)
  }

  private mutating func add(_ rule: GrowthRule) throws(FileError) {
    if let error = Self.contradiction(rule, among: growth) { throw error }
    growth.append(rule)
  }

  private mutating func add(_ acceptance: Acceptance) throws(FileError) {
    if let error = Self.contradiction(acceptance, among: acceptances) { throw error }
    acceptances.append(acceptance)
  }

  private mutating func add(_ ladder: LadderRule) throws(FileError) {
    let twin = ladders.first {
      $0.metric == ladder.metric && $0.pattern == ladder.pattern
        && $0.condition == ladder.condition
    }
    if let twin {
      throw Self.error(
        ladder.source, .ladderTwice(ladder.metric, source: twin.source))
    }
    ladderIndex[ladder.metric, default: PatternIndex()].add(ladder.pattern, at: ladders.count)
    ladders.append(ladder)
  }
}

// MARK: - What counts

extension BudgetPolicy {
  /// The policy with those rules alone that hold on a machine.
  package func holding(on environment: EnvironmentRecord) -> BudgetPolicy {
    var copy = self
    copy.rules = rules.filter { $0.terms.condition.holds(on: environment) }
    copy.ruleIndex = PatternIndex(copy.rules.map(\.pattern))
    copy.ladders = ladders.filter { $0.condition.holds(on: environment) }
    copy.ladderIndex = copy.ladders.enumerated().reduce(into: [:]) { index, ladder in
      index[ladder.element.metric, default: PatternIndex()]
        .add(ladder.element.pattern, at: ladder.offset)
    }
    copy.serviceLevels.levels = serviceLevels.levels.filter {
      $0.terms.condition.holds(on: environment)
    }
    copy.levelIndex = PatternIndex(copy.serviceLevels.levels.map(\.pattern))
    copy.speedups = speedups.filter { $0.terms.condition.holds(on: environment) }
    copy.growth = growth.filter { $0.terms.condition.holds(on: environment) }
    copy.acceptances = acceptances.filter { $0.condition.holds(on: environment) }
    copy.removals = removals.filter { $0.condition.holds(on: environment) }
    return copy
  }

  /// Other ladders, the same names, and no other rule.
  func withLaddersAlone(_ ladders: [LadderRule]) -> BudgetPolicy {
    var copy = BudgetPolicy()
    copy.ladders = ladders
    for (place, ladder) in ladders.enumerated() {
      copy.ladderIndex[ladder.metric, default: PatternIndex()].add(ladder.pattern, at: place)
    }
    copy.renames = renames
    return copy
  }

  /// The ladder for a metric of a benchmark.
  ///
  /// The most specific of the files' ladders counts, then what presets say together, then what is
  /// built in. The mean time goes by the wall time's ladder where no file has one for it.
  package func ladder(for benchmark: BenchmarkIdentifier, metric: MetricName) -> RegressionLadder {
    if let rule = ladderRules(for: benchmark, metric: metric).first { return rule.ladder }
    return metric == .meanTime
      ? ladder(for: benchmark, metric: .wallTime).ofMean : usualLadder(for: metric)
  }

  /// The ladder of the presets together, or the built-in one.
  func usualLadder(for metric: MetricName) -> RegressionLadder {
    let named = presets.compactMap { $0.ladder(for: metric) }
    guard let first = named.first else { return .builtIn(for: metric) }
    return named.dropFirst().reduce(first) { $0.merged(with: $1) }
  }

  /// The files' ladders for a metric of a benchmark, the most specific first.
  package func ladderRules(
    for benchmark: BenchmarkIdentifier, metric: MetricName
  ) -> [LadderRule] {
    let fitting = ladderIndex[metric]?.matches(benchmark.rawValue).map { ladders[$0] } ?? []
    guard fitting.count > 1 else { return fitting }
    return fitting.map { ($0.specificity, $0) }.sorted { $0.0 > $1.0 }.map(\.1)
  }

  /// The service levels for a benchmark: of several for one metric, the most specific.
  package func serviceLevels(for benchmark: BenchmarkRecord) -> [ServiceLevelRule] {
    guard !serviceLevels.levels.isEmpty else { return [] }
    let fitting = levelIndex.matches(benchmark.name.rawValue).map { serviceLevels.levels[$0] }
      .filter { $0.covers(benchmark) }
    return fitting.filter { level in
      !fitting.contains { $0.metric == level.metric && $0.isMoreSpecific(than: level) }
    }
  }

  /// The service levels with a minimum of rows that may apply to a benchmark whose rows are unknown.
  ///
  /// Levels for a metric to which another level already applies are left out.
  package func undecidedServiceLevels(for benchmark: BenchmarkRecord) -> [ServiceLevelRule] {
    guard serviceLevels.levels.contains(where: { $0.minimumRows != nil }) else { return [] }
    let decided = Set(serviceLevels(for: benchmark).map(\.metric))
    return levelIndex.matches(benchmark.name.rawValue).map { serviceLevels.levels[$0] }
      .filter { $0.isUndecided(for: benchmark) && !decided.contains($0.metric) }
  }

  /// Which metrics of a benchmark are gated: they share the suite's false alarms.
  package func gatedMetrics(
    of benchmark: BenchmarkIdentifier, among metrics: [MetricName]
  ) -> [MetricName] {
    metrics.filter { ladder(for: benchmark, metric: $0).judges }
  }

  /// Every metric of a benchmark that would be gated if it were measured: those that are built in
  /// and those that the files name.
  ///
  /// - Complexity: O(metrics with a ladder).
  package func gatedMetrics(of benchmark: BenchmarkIdentifier) -> [MetricName] {
    let named = ladders.map(\.metric) + presets.flatMap(\.metrics)
    return gatedMetrics(
      of: benchmark, among: Array(Set(named).union(RegressionLadder.gatedByDefault)))
  }

  /// The rules for a benchmark: of several for one metric and summary, the most specific.
  package func rules(for benchmark: BenchmarkIdentifier) -> [BudgetRule] {
    let fitting = allRules(for: benchmark)
    guard fitting.count > 1 else { return fitting }
    var winners: [BudgetRule] = []
    for rule in fitting where !winners.contains(where: { $0.isRival(of: rule) }) {
      winners.append(rule)
    }
    return winners
  }

  /// All rules whose pattern matches a benchmark, the most specific first.
  package func allRules(for benchmark: BenchmarkIdentifier) -> [BudgetRule] {
    let fitting = ruleIndex.matches(benchmark.rawValue).map { rules[$0] }
    guard fitting.count > 1 else { return fitting }
    return fitting.map { (Specificity($0.pattern, $0.terms.condition), $0) }
      .sorted { ($0.0, $1.1.source) > ($1.0, $0.1.source) }.map(\.1)
  }

  /// The numbers of the limits that some benchmark matches.
  func matchedRules(in benchmarks: [BenchmarkIdentifier]) -> Set<Int> {
    Set(benchmarks.flatMap { ruleIndex.matches($0.rawValue) })
  }
}
