package import GateRecords
import GateStatistics

/// A limit that measured runs keep with head-room, as a line of a budgets file.
package struct BudgetSuggestion: Hashable, Sendable {
  /// The benchmark.
  package let benchmark: BenchmarkIdentifier
  /// The metric.
  package let metric: MetricName
  /// The key of the limit: `p95`, `median`, `max`, `at_least`.
  package let key: String
  /// The limit as it is written.
  package let limit: String
  /// How it came about.
  package let rationale: String

  /// Suggests limits for what no rule limits yet.
  ///
  /// - Parameters:
  ///   - runs: Runs of one suite.
  ///   - policy: The rules that there are.
  ///   - headroom: How far beyond the worst figure a limit lies, 0.2 for 20 %.
  package static func suggestions(
    from runs: [RunRecord], policy: BudgetPolicy, headroom: Double
  ) -> [BudgetSuggestion] {
    var names: [BenchmarkIdentifier] = []
    var records: [BenchmarkIdentifier: [BenchmarkRecord]] = [:]
    for benchmark in runs.flatMap(\.benchmarks) where benchmark.status == .measured {
      if records[benchmark.name] == nil { names.append(benchmark.name) }
      records[benchmark.name, default: []].append(benchmark)
    }
    return names.flatMap { name -> [BudgetSuggestion] in
      let limited = Set(policy.rules(for: name).map(\.metric))
      let all = records[name] ?? []
      return (all.first?.metrics ?? []).filter { !limited.contains($0.metric) }.compactMap {
        suggestion(for: $0.metric, of: all, headroom: headroom)
      }
    }
  }

  private static func suggestion(
    for metric: MetricName, of records: [BenchmarkRecord], headroom: Double
  ) -> BudgetSuggestion? {
    // Other times follow wall time, and a rate is a time turned round: one limit is enough. What starting
    // takes is the machine's.
    let followers: Set<MetricName> = [.cpuTime, .meanTime, .tailTime, .throughput, .spawnTime]
    guard !followers.contains(metric), let name = records.first?.name else { return nil }
    let found = records.compactMap { record in
      record.series(of: metric).map { (record, $0) }
    }.filter { !$1.samples.isEmpty && $1.samples.allSatisfy(\.isFinite) }
    guard let (first, series) = found.first else { return nil }
    let isFloor = series.direction == .higherIsBetter
    let statistic = statistic(for: metric, of: first, series)
    let figures = found.compactMap { worst($1, statistic) }
    guard let figure = isFloor ? figures.min() : figures.max() else { return nil }
    let isExact = series.isDeterministic && found.allSatisfy { $1.samples == series.samples }
    let share = isExact ? 0 : headroom
    guard let limit = RoundLimit(figure * (isFloor ? 1 - share : 1 + share), series.unit, isFloor)
    else { return nil }
    let runs = "\(found.count) run\(found.count == 1 ? "" : "s")"
    let basis =
      isExact
      ? "measured exactly in \(runs)"
      : "\(QuantityFormat.briefPercent(headroom)) \(isFloor ? "below" : "above") the "
        + "\(isFloor ? "lowest" : "highest") of \(runs)"
    return BudgetSuggestion(
      benchmark: name, metric: metric, key: isFloor ? "at_least" : statistic.rawValue,
      limit: limit.text, rationale: basis)
  }

  /// Single calls have a tail worth limiting, batches a middle; everything else a largest value.
  private static func statistic(
    for metric: MetricName, of benchmark: BenchmarkRecord, _ series: MetricSeries
  ) -> Statistic {
    if series.direction == .higherIsBetter { return .minimum }
    guard metric == .wallTime else { return .maximum }
    let needed = OrderStatisticBounds.samplesForUpperBound(percent: 95, confidence: 0.95)
    return benchmark.sampling.isOneCall && series.samples.count >= needed
      ? .percentile(95) : .median
  }

  /// The bound that a limit has to keep clear of.
  private static func worst(_ series: MetricSeries, _ statistic: Statistic) -> Double? {
    let sorted = series.samples.sorted()
    switch statistic {
    case .minimum: return sorted.first
    case .maximum: return sorted.last
    case .mean: return Mean.of(sorted)
    case .percentile(let percent):
      return LaunchPercentileBounds(percent: percent, launches: series.launches, confidence: 0.95)
        .high ?? sorted.last
    }
  }
}

/// A limit of two significant digits that is at least as wide as a value.
struct RoundLimit: Hashable, Sendable {
  /// The limit as it is written: `74 ms`.
  let text: String

  private static let units: [MetricUnit: [(symbol: String, size: Double)]] = [
    .nanoseconds: [("ns", 1), ("µs", 1e3), ("ms", 1e6), ("s", 1e9)],
    .bytes: [("B", 1), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9)],
    .ratio: [("%", 0.01)],
    .itemsPerSecond: [("items/s", 1)],
    .bytesPerSecond: [("B/s", 1), ("kB/s", 1e3), ("MB/s", 1e6), ("GB/s", 1e9)],
  ]

  /// Rounds upwards, or downwards for a floor; nil when there is nothing to limit.
  init?(_ figure: Double, _ unit: MetricUnit, _ isFloor: Bool) {
    guard figure.isFinite, figure > 0 || (figure == 0 && unit == .count) else { return nil }
    let known = Self.units[unit] ?? [(unit == .count ? "" : unit.rawValue, 1)]
    let (symbol, size) = known.last { figure >= $0.size } ?? known[0]
    let number = figure / size
    var step = 1.0
    while number / step >= 100 { step *= 10 }
    while number > 0, number / step < 10 { step /= 10 }
    // A rounding error must not add a whole step.
    let steps = number / step
    let nearest = steps.rounded()
    let rounded =
      abs(steps - nearest) < 1e-9 ? nearest : steps.rounded(isFloor ? .down : .up)
    let decimals =
      step >= 1 ? 0 : Int((-Elementary.logarithm(step) / Elementary.logarithm(10)).rounded())
    let digits = QuantityFormat.fixed(rounded * step, decimals: decimals)
    text = symbol.isEmpty ? digits : "\(digits) \(symbol)"
  }
}
