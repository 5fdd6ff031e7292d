package import GateRecords

extension BudgetPolicy {
  /// How many rules there are.
  package var ruleCount: Int {
    rules.count + ladders.count + serviceLevels.levels.count + speedups.count + growth.count
      + acceptances.count + removals.count + renames.list.count
  }

  /// Returns warnings about the budgets files, one sentence each, ending with advice.
  ///
  /// - Parameter run: A run whose benchmarks the rules should match; nil asks nothing of the kind.
  package func warnings(for run: RunRecord?, at moment: Timestamp) -> [String] {
    let unmatched = run.map { holding(on: $0.environment).unmatched(in: $0) }
    return warnings(unmatched: unmatched ?? [], at: moment)
  }

  /// The same for rules that are known to match nothing.
  package func warnings(unmatched: [UnmatchedRule], at moment: Timestamp) -> [String] {
    overdue(at: moment) + ceilingsLikeFloors + unmatched.map(\.sentence)
  }

  /// The warnings about limits such as `min: 0` on rows: they are ceilings, where the author usually meant a floor.
  private var ceilingsLikeFloors: [String] {
    rules.filter { $0.metric.isRows && $0.statistic == .minimum && !$0.isFloor }.map {
      BudgetMessage.smallestIsCeiling($0.metric, source: $0.source, limit: $0.text).line
    }
  }

  /// Returns the warnings about rules and acceptances past their date, one for each place.
  private func overdue(at moment: Timestamp) -> [String] {
    let terms =
      rules.map(\.terms) + serviceLevels.levels.map(\.terms) + speedups.map(\.terms)
      + growth.map(\.terms)
    var seen: Set<String> = []
    let ended =
      terms.map { ($0.expires, $0.source) } + ladders.map { ($0.expires, $0.source) }
      + (anchorSource.map { [(anchor.expires, $0)] } ?? [])
    let rules = ended.compactMap { expires, source -> String? in
      guard let day = expires, day.isOver(at: moment), seen.insert(source).inserted
      else { return nil }
      return BudgetMessage.reviewDue(source: source, day: day.text).line
    }
    let accepted = acceptances.compactMap { acceptance -> String? in
      guard let day = acceptance.expires, day.isOver(at: moment) else { return nil }
      return BudgetMessage.entryEnded(.acceptance, source: acceptance.source, day: day.text).line
    }
    let removed = removals.compactMap { removal -> String? in
      guard let day = removal.expires, day.isOver(at: moment) else { return nil }
      return BudgetMessage.entryEnded(.removal, source: removal.source, day: day.text).line
    }
    let renamed = renames.list.compactMap { rename -> String? in
      guard let day = rename.expires, day.isOver(at: moment) else { return nil }
      return BudgetMessage.entryEnded(.rename, source: rename.source, day: day.text).line
    }
    return rules + accepted + removed + renamed
  }

  /// The rules that nothing in a run matches: misspelt, or left behind.
  ///
  /// Benchmarks that were left out of the run on purpose count as present.
  package func unmatched(in run: RunRecord) -> [UnmatchedRule] {
    misdirected(for: run.suite.name) + unused(in: run) + pointless(in: run)
  }

  private func unused(in run: RunRecord) -> [UnmatchedRule] {
    // A benchmark that a partial run lacks means nothing.
    guard !run.isPartial else { return [] }
    let names = run.benchmarks.map(\.name) + run.leftOut
    let present = Set(names)
    var unmatched = self.unmatched(in: names)
    if run.leftOut.isEmpty {
      let tags = Set(run.benchmarks.flatMap(\.tags))
      for level in serviceLevels.levels {
        guard case .tag(let tag) = level.scope, !tags.contains(tag) else { continue }
        unmatched.append(UnmatchedRule(pattern: "tag \(tag)", source: level.terms.source))
      }
    }
    for rule in speedups {
      unmatched += [rule.faster, rule.slower].filter { !present.contains($0) }.map {
        UnmatchedRule(pattern: $0.rawValue, source: rule.terms.source)
      }
    }
    let patterns =
      serviceLevels.levels.map { ($0.pattern, $0.terms.source) }
      + growth.map { ($0.series.pattern, $0.terms.source) }
      + acceptances.map { ($0.pattern, $0.source) } + ladders.map { ($0.pattern, $0.source) }
    let index = PatternIndex(patterns.map(\.0))
    let matched = Set(names.flatMap { index.matches($0.rawValue) })
    // A rule for every benchmark is not a mistake in a run without benchmarks.
    unmatched += patterns.indices.filter { !matched.contains($0) && patterns[$0].0.text != "*" }
      .map { UnmatchedRule(pattern: patterns[$0].0.text, source: patterns[$0].1) }
    return unmatched + unmeasured(in: run)
  }

  /// The limits that cannot be held against what a run measured, because that has another kind of unit.
  ///
  /// - Complexity: A look at each benchmark for each limit.
  package func limitsOfOtherUnits(in run: RunRecord) -> [UnmatchedRule] {
    func rule(
      _ pattern: String, _ metric: MetricName, _ source: String, _ limit: (MetricUnit) -> String?,
      for isMeant: (BenchmarkRecord) -> Bool
    ) -> UnmatchedRule? {
      let units = run.benchmarks.lazy.filter(isMeant)
        .compactMap { $0.measuredSeries(of: metric)?.unit }
      guard let unit = units.first(where: { limit($0) != nil }), let words = limit(unit) else {
        return nil
      }
      return UnmatchedRule(
        pattern: pattern, cause: .otherUnit(metric, limit: words, unit: unit), source: source)
    }
    func words(_ dimension: Quantity.Dimension, _ unit: MetricUnit) -> String? {
      dimension.fits(unit) ? nil : dimension.words
    }
    let limits = rules.compactMap { limit in
      rule(limit.pattern.text, limit.metric, limit.source, { words(limit.budget.dimension, $0) }) {
        limit.pattern.matches($0.name.rawValue)
      }
    }
    let levels = serviceLevels.levels.compactMap { level in
      rule(
        level.scopeInWords, level.metric, level.terms.source, { words(level.breach.dimension, $0) },
        for: level.covers)
    }
    let tolerances = ladders.compactMap { entry in
      rule(
        entry.pattern.text, entry.metric, entry.source,
        { unit in
          entry.ladder.misfit(unit).map { misfit in
            switch misfit {
            case .floor(let dimension): dimension.words
            case .points: "a number of points"
            }
          }
        }
      ) { entry.pattern.matches($0.name.rawValue) }
    }
    return limits + levels + tolerances
  }

  /// The rules for metrics that none of their benchmarks measured; most of them are misspelt, too.
  ///
  /// Limits on such a metric are left out, because each has a finding of its own. Ladders for the harness's own
  /// metrics are left out, too, because they hold wherever the metric is measured; ladders for steps are not. A rule
  /// is not reported where benchmarks gave no figures or were left out, because they might have measured the metric.
  private func unmeasured(in run: RunRecord) -> [UnmatchedRule] {
    unmeasured(in: run, withLimits: false)
  }

  /// The limits on metrics that no benchmark they match measured; a check reports each of them beside the benchmark.
  package func unmeasuredLimits(in run: RunRecord) -> [UnmatchedRule] {
    guard !run.isPartial else { return [] }
    return unmeasured(in: run, withLimits: true)
  }

  private func unmeasured(in run: RunRecord, withLimits: Bool) -> [UnmatchedRule] {
    guard run.leftOut.isEmpty, run.benchmarks.allSatisfy({ $0.status == .measured }) else {
      return []
    }
    let measured = run.benchmarks.map { Set($0.metrics.map(\.metric)) }
    let known = measured.reduce(into: Set()) { $0.formUnion($1) }.map(\.rawValue).sorted()
    // Most metrics are measured everywhere, and need no search.
    let everywhere = measured.dropFirst().reduce(measured.first ?? []) { $0.intersection($1) }
    func rule(
      _ pattern: String, _ metric: MetricName, _ source: String,
      for isMeant: (BenchmarkRecord) -> Bool
    ) -> UnmatchedRule? {
      guard !everywhere.contains(metric) else { return nil }
      let meant = run.benchmarks.filter(isMeant)
      guard !meant.isEmpty, meant.allSatisfy({ $0.measuredSeries(of: metric) == nil }) else {
        return nil
      }
      return UnmatchedRule(
        pattern: pattern, cause: .noMetric(metric), source: source,
        suggestion: Suggestion.text(for: metric.rawValue, among: known))
    }
    if withLimits {
      return rules.compactMap { limit in
        rule(limit.pattern.text, limit.metric, limit.source) {
          limit.pattern.matches($0.name.rawValue)
        }
      }
    }
    let levels = serviceLevels.levels.compactMap { level in
      rule(level.scopeInWords, level.metric, level.terms.source, for: level.covers)
    }
    let series = growth.flatMap { growth in
      growth.limits.compactMap { limit in
        rule(growth.series.pattern.text, limit.metric, growth.terms.source) {
          growth.series.pattern.matches($0.name.rawValue)
        }
      }
    }
    let accepted = acceptances.compactMap { acceptance in
      acceptance.metric.flatMap { metric in
        rule(acceptance.pattern.text, metric, acceptance.source) {
          acceptance.pattern.matches($0.name.rawValue)
        }
      }
    }
    // A step belongs to its suite, so that a ladder for one that nothing has is a slip.
    let compared = ladders.filter { !$0.metric.isBuiltIn || $0.metric.stepName != nil }.compactMap {
      ladder in
      rule(ladder.pattern.text, ladder.metric, ladder.source) {
        ladder.pattern.matches($0.name.rawValue)
      }
    }
    return levels + series + accepted + compared
  }

  /// The limits that no benchmark matches.
  package func unmatched(in benchmarks: [BenchmarkIdentifier]) -> [UnmatchedRule] {
    let matched = matchedRules(in: benchmarks)
    let names = benchmarks.map(\.rawValue)
    let unmatched = rules.indices.filter { !matched.contains($0) }
    // The search for similar names takes time for each name; many such rules are not a typing error.
    let isASlip = unmatched.count * names.count <= 20_000
    return unmatched.map { place in
      let pattern = rules[place].pattern
      return UnmatchedRule(
        pattern: pattern.text, source: rules[place].source,
        suggestion: isASlip && pattern.isLiteral
          ? Suggestion.text(for: pattern.text, among: names) : "")
    }
  }
}
