package import GateFiles
package import GateRecords

/// Which values of which benchmarks a query includes.
package struct MetricQuery: Sendable {
  /// The event around the payload; the types are set by the query itself.
  package var filter: EventFilter
  /// The benchmarks; nil for all.
  package var benchmark: GlobPattern?
  /// The metrics; nil for all.
  package var metric: GlobPattern?
  /// The kind of metric.
  package var kind: MetricKind
  /// The figure of each run.
  package var statistic: HistoryStatistic
  /// The names that benchmarks have today.
  package var aliases: BenchmarkAliases

  /// Creates a query.
  package init(
    _ filter: EventFilter, benchmark: GlobPattern? = nil, metric: GlobPattern? = nil,
    kind: MetricKind = .all, statistic: HistoryStatistic = .median,
    aliases: BenchmarkAliases = .none
  ) {
    self.filter = filter
    self.filter.types = [.benchmarkResult]
    self.benchmark = benchmark
    self.metric = metric
    self.kind = kind
    self.statistic = statistic
    self.aliases = aliases
  }

  /// Reads the values, each run's once, oldest first.
  ///
  /// - Throws: ``FileError``.
  /// - Complexity: O(bytes of the months wanted) in time; 24 bytes a value found in memory.
  package func histories(in log: EventLog) throws(FileError) -> MetricHistories {
    var collector = MetricCollector(self)
    let (report, origins) = try EventReader(log, filter).forEachEvent { line, event, _ in
      guard let payload = event.payload else { return false }
      return collector.collect(line, payload: payload, event: event)
    }
    return MetricHistories(
      series: aliases.applied(
        to: collector.finished(origins: origins), origins: origins, wanted: benchmark),
      origins: origins, report: report)
  }
}

/// The figures that the log keeps of every metric.
package enum HistoryStatistic: String, Hashable, Sendable, CaseIterable {
  case median
  case mean
  case min
  case max
  case p95
  case p99
  /// The lower end of the median's interval over launches.
  case low
  /// The upper end of the median's interval over launches.
  case high

  /// The key in a line.
  var key: StaticString {
    switch self {
    case .median: "median"
    case .mean: "mean"
    case .min: "min"
    case .max: "max"
    case .p95: "p95"
    case .p99: "p99"
    case .low: "low"
    case .high: "high"
    }
  }
}
