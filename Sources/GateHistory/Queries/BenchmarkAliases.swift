package import GateRecords

/// The names that benchmarks have today, by those they had before.
///
/// A log is never rewritten, so old names are followed when it is read.
package struct BenchmarkAliases: Hashable, Sendable {
  /// Today's names of the suites that have their own renames.
  private var suites: [String: [BenchmarkIdentifier: BenchmarkIdentifier]] = [:]
  /// Today's names in every other suite.
  private var others: [BenchmarkIdentifier: BenchmarkIdentifier] = [:]

  /// No renames.
  package static let none = BenchmarkAliases()

  private init() {}

  /// Creates the names.
  ///
  /// - Parameters:
  ///   - suites: Today's names by the old ones, for suites that have their own renames.
  ///   - others: The same for every other suite.
  package init(
    suites: [String: [BenchmarkIdentifier: BenchmarkIdentifier]],
    others: [BenchmarkIdentifier: BenchmarkIdentifier]
  ) {
    self.suites = suites
    self.others = others
  }

  /// Whether nothing was renamed.
  package var isEmpty: Bool { others.isEmpty && suites.values.allSatisfy(\.isEmpty) }

  /// The name that a benchmark of a suite has today.
  func newestName(of name: BenchmarkIdentifier, in suite: String) -> BenchmarkIdentifier {
    (suites[suite] ?? others)[name] ?? name
  }

  /// Whether a pattern fits a name, or another name of the same benchmark in any suite.
  func matches(_ pattern: GlobPattern, _ name: String) -> Bool {
    if pattern.matches(name) { return true }
    let name = BenchmarkIdentifier(name)
    return ([others] + suites.values).contains { names in
      let newest = names[name] ?? name
      return pattern.matches(newest.rawValue)
        || names.contains { $0.value == newest && pattern.matches($0.key.rawValue) }
    }
  }

  /// The series under the names of today, those of one benchmark as one.
  ///
  /// - Parameter pattern: The names that are wanted; a benchmark is wanted by any of its names.
  func applied(
    to series: [MetricHistory], origins: [EventOrigin], wanted pattern: GlobPattern?
  ) -> [MetricHistory] {
    guard !isEmpty else { return series }
    var order: [Key] = []
    var merged: [Key: MetricHistory] = [:]
    for history in series where isWanted(history, pattern) {
      let name = newestName(of: history.benchmark, in: history.suite)
      let key = Key(history, name)
      if merged[key] == nil { order.append(key) }
      let before = merged[key]?.points ?? []
      // Where a run has both names, the newer one counts: it comes first.
      let points =
        name == history.benchmark ? history.points + before : before + history.points
      merged[key] = MetricHistory(
        suite: history.suite, benchmark: name, metric: history.metric,
        environment: history.environment, unit: history.unit, direction: history.direction,
        points: before.isEmpty ? points : MetricCollector.ordered(points, origins))
    }
    return order.compactMap { merged[$0] }.sorted {
      ($0.suite, $0.benchmark, $0.metric, $0.environment)
        < ($1.suite, $1.benchmark, $1.metric, $1.environment)
    }
  }

  private func isWanted(_ history: MetricHistory, _ pattern: GlobPattern?) -> Bool {
    guard let pattern, !pattern.matches(history.benchmark.rawValue) else { return true }
    let names = suites[history.suite] ?? others
    let newest = names[history.benchmark] ?? history.benchmark
    return pattern.matches(newest.rawValue)
      || names.contains { $0.value == newest && pattern.matches($0.key.rawValue) }
  }

  private struct Key: Hashable {
    let suite: String
    let benchmark: BenchmarkIdentifier
    let metric: MetricName
    let environment: String
    let unit: MetricUnit
    let isHigherBetter: Bool

    init(_ history: MetricHistory, _ name: BenchmarkIdentifier) {
      suite = history.suite
      benchmark = name
      metric = history.metric
      environment = history.environment
      unit = history.unit
      isHigherBetter = history.direction == .higherIsBetter
    }
  }
}
