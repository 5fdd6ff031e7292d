import GateBudgets
import GateRecords
import GateStatistics

/// The candidate must not be worse than the baseline by more than the tolerance.
///
/// Every metric of every measured benchmark, and every metric that only the baseline has, ends as one
/// finding or is counted as one that no rule compares.
struct RegressionRule {
  /// The findings about the metrics of one benchmark.
  struct Result {
    var findings: [Finding] = []
    /// Metrics that no rule compares, or that neither side can give on this machine.
    var withoutRule = 0
  }

  let run: RunRecord
  /// The machines that made the run; nil where one did.
  private let machines: MachineGroups?
  let policy: BudgetPolicy
  /// The judge's own plan, for figures that both sides of pairs gave.
  let planner: DecisionPlanner
  /// The same for figures that are compared with stored numbers, which share the rate with the pairs.
  private let cachedPromises: DecisionPolicy
  /// The questions that measuring went by; nil where the run does not say.
  private let measured: MeasuredQuestions?

  /// The stored runs that count.
  private let sameEnvironment: StoredRuns
  private let otherEnvironments: StoredRuns
  /// Which runs ``sameEnvironment`` are.
  let storedRuns: [RunIdentifier]
  /// All stored runs of this kind of machine, those too old to count among them.
  private let everStored: StoredRuns
  /// The evidence of all benchmarks about the numbers of the stored runs that count.
  let cachedSuite: CachedSuite

  init(run: RunRecord, baseline: StoredBaseline, policy: BudgetPolicy, options: Check.Options) {
    self.run = run
    machines = MachineGroups(run.machines)
    self.policy = policy
    let chosen = policy.baseline.chosen(
      from: baseline.sameEnvironment, for: run.startedAt, startedAt: \.startedAt)
    let same = StoredRuns(chosen)
    sameEnvironment = same
    storedRuns = chosen.map(\.runID)
    otherEnvironments = StoredRuns(baseline.otherEnvironments)
    everStored =
      chosen.count == baseline.sameEnvironment.count ? same : StoredRuns(baseline.sameEnvironment)
    cachedSuite = CachedSuite(run, stored: same, reference: Self.reference(of: policy))

    let paired = run.benchmarks.filter { benchmark in
      benchmark.metrics.contains { $0.baselineLaunches != nil }
    }.map(\.name)
    let planned = run.plan?.tests.map(\.benchmark) ?? []
    let partners = Set(paired + planned)
    let cached = run.benchmarks.filter {
      !partners.contains($0.name) && $0.status == .measured && !$0.hasSameCode
    }
    .reduce(0) { count, benchmark in
      count
        + policy.gatedMetrics(of: benchmark.name, among: benchmark.metrics.map(\.metric))
        .count { same.hold($0, of: benchmark.name) }
    }
    func planner(others: Int = 0, least: Int = 1) -> DecisionPlanner {
      DecisionPlanner(
        policy: policy, alpha: options.alpha, missRate: options.missRate, partners: partners,
        others: others, least: least)
    }
    let own = planner()
    // A run that shared its rates among more comparisons, such as those of other shards, keeps that number.
    let least = run.plan?.promises.comparisonCount ?? 1
    self.planner = planner(least: least)
    // A driver cannot know what will be compared with stored numbers, so pairs are judged without them.
    cachedPromises = planner(others: cached + max(0, least - own.promises.comparisonCount)).promises
    measured = run.plan.map(MeasuredQuestions.init)
  }

  /// One finding for each metric of a benchmark that a rule compares.
  func result(for benchmark: BenchmarkRecord) -> Result {
    if benchmark.hasSameCode { return SameCodeRule(planner: planner).result(for: benchmark) }
    var result = Result()
    for series in benchmark.metrics {
      let ladder = policy.ladder(for: benchmark.name, metric: series.metric)
      let figure = DecisionPlanner.Figure(
        benchmark: benchmark.name, metric: series.metric, direction: series.direction,
        isCounted: series.isDeterministic)
      guard let planned = planner.test(of: figure) else {
        result.withoutRule += 1
        continue
      }
      var comparison = Comparison(
        benchmark: benchmark.name, series: series, ladder: ladder, planned: planned,
        promises: planner.promises)
      comparison.clock = ClockFloor(
        of: series.metric, stepNanoseconds: run.environment.clock?.stepNanoseconds,
        iterations: benchmark.iterationsPerSample)
      comparison.hasMeanRow =
        planner.hasMeanRow(series.metric, of: benchmark.name)
        && benchmark.series(of: .meanTime)?.baselineLaunches != nil
      comparison.datum = PairedDatum(
        unit: series.unit, iterations: benchmark.iterationsPerSample)
      comparison.machines = machines
      if series.baselineLaunches != nil {
        comparison.measured = measured?.laxer(than: planned, planner.promises)
      }
      if let misfit = ladder.misfit(series.unit) {
        result.findings.append(Self.blind(comparison, Self.words(of: misfit, series.unit)))
      } else if let finding = finding(comparison, benchmark) {
        result.findings.append(LaunchesGiven(series).judged(finding))
        if case .regression(let found, _) = finding.judgement, found.isCompared,
          finding.evidence.kind != .exact, let apart = MachinesRule(comparison)?.finding()
        {
          result.findings.append(apart)
        }
      } else {
        result.withoutRule += 1
      }
    }
    result.findings = MeanNotes(result.findings).annotated
    let lost = lostMetrics(of: benchmark)
    result.findings += lost.findings
    result.withoutRule += lost.withoutRule
    return result
  }

  /// Why no figure in the unit can be held against a ladder.
  private static func words(of misfit: RegressionLadder.Misfit, _ unit: MetricUnit) -> String {
    switch misfit {
    case .floor(let dimension):
      DetectionMessage.wrongDimension(limit: dimension.words, unit: unit.rawValue, source: nil).line
    case .points: DetectionMessage.pointsOfNoShare(unit: unit.rawValue, source: nil).line
    }
  }

  private func finding(_ comparison: Comparison, _ benchmark: BenchmarkRecord) -> Finding? {
    let series = comparison.series
    let stored = StoredHistory(
      series, of: benchmark.name, sampling: benchmark.sampling, in: sameEnvironment)
    if series.samples.isEmpty {
      let isKnown = series.baselineLaunches != nil || !stored.all.isEmpty
      return isKnown ? Self.silent(comparison) : nil
    }
    if let change = Self.changed(series, stored.all.first?.series) {
      return Self.changed(comparison, change)
    }
    if series.baselineLaunches == nil,
      let obstacle = stored.all.first?.obstacle(toSamplesOf: benchmark.sampling)
    {
      return Self.changed(
        comparison, obstacle,
        advice: DetectionMessage.storeAgain.remedy)
    }
    let comparable = stored.comparable.map(\.series.figures)
    let partners =
      series.baselineLaunches.map { [StoredFigures($0, unit: series.unit)] } ?? comparable
    if series.isDeterministic,
      let exact = comparison.exact(against: partners) ?? comparison.exactOnKinds()
    {
      return exact
    }
    var noisy =
      series.isDeterministic || series.metric.isCounted ? comparison.asNoisy() : comparison
    if series.baselineLaunches != nil {
      noisy.baselineFailure = benchmark.baselineFailure
      return noisy.paired()
    }
    if !comparable.isEmpty {
      noisy.promises = cachedPromises
      noisy.hasMeanRow = hasStoredMean(series.metric, of: benchmark)
      return named(noisy.cached(against: comparable, in: cachedSuite), stored.comparable)
    }
    if let reason = series.baselineUnavailable {
      return Self.blind(comparison, DetectionMessage.baselineCountsNothing(reason: reason).line)
    }
    if let failure = benchmark.baselineFailure, failure.kind != .skipped {
      return Self.blind(
        comparison, DetectionMessage.baselineFailed(reason: failure.message).line)
    }
    if !StoredHistory(series, of: benchmark.name, sampling: benchmark.sampling, in: everStored).all
      .isEmpty
    {
      return Self.blind(comparison, DetectionMessage.storedRunsNotTaken.line)
    }
    let isKnownElsewhere =
      !StoredHistory(
        series, of: benchmark.name, sampling: benchmark.sampling, in: otherEnvironments
      ).all.isEmpty
    return Self.new(comparison, isKnownElsewhere: isKnownElsewhere)
  }

  /// A regression with the stored runs that its baseline's figure was made of.
  private func named(_ finding: Finding, _ entries: ArraySlice<StoredHistory.Entry>) -> Finding {
    guard finding.status == .regressed else { return finding }
    var named = finding
    let count = cachedSuite.reference.count(of: finding.evidence.baselineRuns ?? entries.count)
    named.evidence.baselineRunIDs = entries.prefix(count).map { storedRuns[$0.run] }
    return named
  }

  /// Whether the mean of a metric's quantity is compared with stored numbers in a row of its own.
  private func hasStoredMean(_ metric: MetricName, of benchmark: BenchmarkRecord) -> Bool {
    guard planner.hasMeanRow(metric, of: benchmark.name),
      let mean = benchmark.series(of: .meanTime), !mean.samples.isEmpty
    else { return false }
    return !StoredHistory(
      mean, of: benchmark.name, sampling: benchmark.sampling, in: sameEnvironment
    ).comparable.isEmpty
  }

  private static func reference(of policy: BudgetPolicy) -> CachedComparison.Reference {
    switch policy.baseline.reference {
    case .newest: .newest
    case .mean: .mean
    case .median: .median
    }
  }

  /// The metrics that the newest stored run has of a benchmark and this run does not.
  ///
  /// Beside a partner the baseline's program says itself what it has, except of the tail: a partner is sampled as
  /// the candidate asks for, and has no tail when that asks for batches.
  private func lostMetrics(of benchmark: BenchmarkRecord) -> Result {
    let isPaired = benchmark.metrics.contains { $0.baselineLaunches != nil }
    var lost = isPaired ? unrecorded(of: benchmark) : Result()
    guard !run.isPartial,
      let stored = sameEnvironment.newest(benchmark.name), stored.status == .measured
    else { return lost }
    let own = Set(benchmark.metrics.map(\.metric) + lost.findings.compactMap(\.metric))
    let gone = stored.metrics.filter {
      !own.contains($0.metric) && $0.figures.median != nil && (!isPaired || $0.metric == .tailTime)
    }
    let more = missing(gone, of: benchmark)
    lost.findings += more.findings
    lost.withoutRule += more.withoutRule
    return lost
  }

  private func missing(_ series: [StoredSeries], of benchmark: BenchmarkRecord) -> Result {
    series
      .reduce(into: Result()) { result, series in
        guard policy.ladder(for: benchmark.name, metric: series.metric).judges else {
          result.withoutRule += 1
          return
        }
        result.findings.append(
          Self.missing(
            Finding.Subject(
              benchmark.name, metric: series.metric, statistic: .median, unit: series.unit,
              direction: series.direction)))
      }
  }
}

extension RegressionRule {
  /// The metrics for which the run planned a test and holds no series.
  private func unrecorded(of benchmark: BenchmarkRecord) -> Result {
    let own = Set(benchmark.metrics.map(\.metric))
    return (run.plan?.tests ?? []).filter {
      $0.benchmark == benchmark.name && !own.contains($0.metric)
    }
    .reduce(into: Result()) { result, test in
      result.findings.append(
        Self.missing(
          Finding.Subject(
            benchmark.name, metric: test.metric, statistic: .median, direction: test.direction)))
    }
  }
}

extension RegressionResult {
  /// Whether figures of both sides were compared.
  fileprivate var isCompared: Bool {
    switch self {
    case .regressed, .improved, .passed, .unproven(.evidence), .unproven(.launchesDiffer),
      .unproven(.laxerQuestion), .unproven(.someLaunches):
      true
    case .unproven(.blind), .sameCode, .new, .missing, .changed: false
    }
  }
}
