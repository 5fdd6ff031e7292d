import GateRecords

/// The subjects of a judgement: no finding about one of them means that its alert is resolved.
struct AlertCoverage {
  private struct Figure: Hashable {
    let benchmark: String
    let metric: MetricName
  }

  /// Whether a filter, a shard or a part left benchmarks out.
  let isFiltered: Bool
  private let hasBaseline: Bool
  private let hasAnchor: Bool
  /// Nil in a log of an earlier version, which did not say what was judged.
  private let benchmarks: Set<String>?
  private let bases: Set<String>
  private let notCompared: Set<Figure>

  init(_ judged: GateJudged) {
    isFiltered = judged.isFiltered
    hasBaseline = judged.baselineRunID != nil
    hasAnchor = judged.anchorRunID != nil
    benchmarks = judged.benchmarks.map(Set.init)
    bases = Set((judged.benchmarks ?? []).map { BenchmarkIdentifier($0).baseName })
    notCompared = Set(
      (judged.notCompared ?? []).map { Figure(benchmark: $0.benchmark.rawValue, metric: $0.metric) }
    )
  }

  /// Whether the judgement would have found an alert's fault again.
  func includes(_ key: AlertKey, _ metric: MetricName?) -> Bool {
    guard !isFiltered, includes(key) else { return false }
    switch FindingRule(rawValue: key.rule) {
    case .regression, .machines:
      return hasBaseline
        && !(metric.map { notCompared.contains(Figure(benchmark: key.benchmark, metric: $0)) }
          ?? false)
    case .creep: return hasAnchor || benchmarks == nil
    default: return true
    }
  }

  private func includes(_ key: AlertKey) -> Bool {
    // A breaker of the run as a whole names no benchmark.
    guard let benchmarks, !key.benchmark.isEmpty else { return true }
    return benchmarks.contains(key.benchmark)
      || (key.rule == FindingRule.growth.rawValue
        && bases.contains(BenchmarkIdentifier(key.benchmark).baseName))
  }
}
