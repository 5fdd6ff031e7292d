package import GateRecords

extension BudgetPolicy {
  /// The files whose suite is spelt differently from the one that was measured, where no file
  /// names that one.
  ///
  /// Beside a file for every suite, a suite without a file of its own is usual, so only names that
  /// are near count there.
  package func misdirected(for suite: String) -> [UnmatchedRule] {
    guard !otherFiles.isEmpty, !isForNamedSuite else { return [] }
    let near = otherFiles.filter { Suggestion.nearest(to: $0.suite, among: [suite]) != nil }
    let meant = near.isEmpty && !hasSharedFiles ? Array(otherFiles.prefix(1)) : near
    return meant.map { file in
      UnmatchedRule(
        pattern: file.suite, cause: .otherSuite(suite), source: file.source,
        suggestion: Suggestion.text(for: file.suite, among: [suite]))
    }
  }

  /// The removals of what a run still has, and the renames that it contradicts.
  func pointless(in run: RunRecord) -> [UnmatchedRule] {
    guard !removals.isEmpty || !renames.isEmpty else { return [] }
    let records = Dictionary(run.benchmarks.map { ($0.name, $0) }) { first, _ in first }
    let present = Set(records.keys).union(run.leftOut)
    let removed = removals.compactMap { removal -> UnmatchedRule? in
      let isThere =
        removal.metric.map { records[removal.benchmark]?.stillGives($0) ?? false }
        ?? present.contains(removal.benchmark)
      return isThere
        ? UnmatchedRule(
          pattern: removal.benchmark.rawValue,
          cause: .stillThere(subject: "\(removal.subject) was removed"), source: removal.source)
        : nil
    }
    let names = present.map(\.rawValue).sorted()
    let renamed = renames.list.compactMap { rename -> UnmatchedRule? in
      if present.contains(rename.from) {
        return UnmatchedRule(
          pattern: rename.from.rawValue,
          cause: .stillThere(subject: "'\(rename.from)' was renamed"), source: rename.source)
      }
      // Of a chain only the newest name is there, and that may have been removed since.
      let newest = renames.newestName(of: rename.to)
      guard !run.isPartial, rename.to == newest, !present.contains(newest),
        !removals.contains(where: { $0.benchmark == newest && $0.metric == nil })
      else { return nil }
      return UnmatchedRule(
        pattern: newest.rawValue, cause: .noSuchName(from: rename.from), source: rename.source,
        suggestion: Suggestion.text(for: newest.rawValue, among: names))
    }
    return removed + renamed
  }

  /// The renames that find their old name in no stored run, while the new one is not stored yet.
  ///
  /// - Parameter stored: The names in all stored runs, as they are stored; empty says nothing.
  package func unknownOldNames(
    in stored: Set<BenchmarkIdentifier>, of run: RunRecord
  ) -> [String] {
    guard !stored.isEmpty else { return [] }
    let names = stored.map(\.rawValue).sorted()
    return renames.list.filter { rename in
      rename.to == renames.newestName(of: rename.to)
        && run.benchmarks.contains { $0.name == rename.to }
        && stored.isDisjoint(with: [rename.to] + renames.oldNames(of: rename.to))
    }.map { rename in
      let suggestion = Suggestion.text(for: rename.from.rawValue, among: names)
      return BudgetMessage.oldNameUnknown(
        rename.from, source: rename.source, suggestion: suggestion
      ).line
    }
  }
}

extension BenchmarkRecord {
  /// Whether it has figures of a metric, in the baseline's unit and direction where a baseline was beside.
  fileprivate func stillGives(_ metric: MetricName) -> Bool {
    guard let series = measuredSeries(of: metric), !series.samples.isEmpty else { return false }
    return series.baselineUnit == nil && series.baselineDirection == nil
  }
}
