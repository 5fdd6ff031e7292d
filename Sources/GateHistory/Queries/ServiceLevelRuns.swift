package import GateFiles
package import GateRecords

/// Which runs had a service level of which metric, and which of them broke it.
package struct ServiceLevelRuns: Sendable {
  /// A ledger without service levels.
  package static let none = ServiceLevelRuns()

  private struct Subject: Hashable {
    let suite: String
    let benchmark: BenchmarkIdentifier
    let metric: MetricName
  }

  /// The lines that were passed over.
  package private(set) var report = ReadReport()

  private var judged: Set<Subject> = []
  private var breaches: [Subject: Set<RunIdentifier>] = [:]

  private init() {}

  /// Reads what the log says of levels.
  ///
  /// A level is judged when its run is checked, which may be later than the run, so times are left out here:
  /// whoever asks knows the runs.
  ///
  /// - Parameters:
  ///   - filter: Which events; its times and types are not looked at.
  ///   - aliases: The names that benchmarks have today.
  /// - Throws: ``FileError``.
  package init(
    _ log: EventLog, _ filter: EventFilter, aliases: BenchmarkAliases = .none
  ) throws(FileError) {
    var filter = filter
    filter.types = [.serviceLevel]
    filter.until = nil
    var benchmarks = NameTable()
    var metrics = NameTable()
    var found: Set<Subject> = []
    var broken: [Subject: Set<RunIdentifier>] = [:]
    report = try EventReader(log, filter).forEachEvent { line, event, scanner in
      guard let payload = event.payload,
        let benchmark = JSONScan.text(of: "benchmark", line, payload),
        let metric = JSONScan.text(of: "metric", line, payload),
        let status = JSONScan.text(of: "status", line, payload)
      else { return false }
      let origin = scanner.origins[Int(event.origin)]
      let suite = origin.suite ?? ""
      let name = benchmarks.names(line, benchmark)
      let subject = Subject(
        suite: suite, benchmark: aliases.newestName(of: BenchmarkIdentifier(name), in: suite),
        metric: MetricName(rawValue: metrics.names(line, metric)))
      found.insert(subject)
      if JSONScan.equals(line, status.range, "SLA_BREACH"), let run = origin.runID {
        broken[subject, default: []].insert(run)
      }
      return true
    }.report
    judged = found
    breaches = broken
  }

  /// How many of some runs of a metric were in breach; nil where it has no service level.
  ///
  /// - Complexity: O(1) for a metric without a level or without a breach.
  package func breaches(
    of history: MetricHistory, in points: some Collection<MetricHistory.Point>,
    _ origins: [EventOrigin]
  ) -> Int? {
    let subject = Subject(
      suite: history.suite, benchmark: history.benchmark, metric: history.metric)
    guard judged.contains(subject) else { return nil }
    guard let runs = breaches[subject] else { return 0 }
    return points.count { origins[Int($0.origin)].runID.map(runs.contains) ?? false }
  }
}

extension NameTable {
  /// The spelling of a name in a line, kept once.
  fileprivate mutating func names(_ line: Span<UInt8>, _ text: JSONScan.Text) -> String {
    let number = number(line, text)
    return names[Int(number)]
  }
}
