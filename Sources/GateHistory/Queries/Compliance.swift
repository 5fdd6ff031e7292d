package import GateFiles
package import GateRecords

/// How one component kept its service level over a period.
package struct Compliance: Hashable, Sendable {
  /// The suite.
  package let suite: String
  /// The benchmark.
  package let benchmark: BenchmarkIdentifier
  /// The component's type: the tag that its level is for, else its first tag; nil where it has none.
  package let componentType: String?
  /// The metric.
  package let metric: MetricName
  /// Runs that were judged.
  package internal(set) var total = 0
  /// Runs within the level.
  package internal(set) var within = 0
  /// Runs in the warning zone, which is not within.
  package internal(set) var warnings = 0
  /// Runs in breach.
  package internal(set) var breaches = 0
  /// The largest value.
  package internal(set) var worst: Double
  /// The unit of the largest value.
  package let unit: MetricUnit

  /// The share within, in per cent with two decimals.
  package var percent: Double {
    guard within < total else { return 100 }
    // One breach in a hundred thousand runs is not rounded away.
    return min(99.99, (Double(within) / Double(total) * 10_000).rounded() / 100)
  }

  /// Whether the period has no more breaches than allowed.
  package func isKept(allowingBreaches allowed: Int) -> Bool { breaches <= allowed }

  /// The components of a period, worst first.
  ///
  /// A component that has levels of two types is two. Events of earlier versions name no type; they count for the one
  /// that the component has today, the last by name where it has several.
  ///
  /// - Throws: ``FileError``.
  package static func all(
    in log: EventLog, _ filter: EventFilter, benchmark: GlobPattern? = nil
  ) throws(FileError) -> ReadResult<[Compliance]> {
    var filter = filter
    filter.types = [.serviceLevel]
    var found: [[String]: Compliance] = [:]
    var events: [(suite: String, level: ServiceLevelJudged)] = []
    var types: [[String]: String] = [:]
    var seen: Set<RunIdentifier?> = []
    let report = try log.forEachSoundEvent(filter) { event in
      guard let level = try? event.payload(as: ServiceLevelJudged.self) else { return false }
      guard seen.insert(event.id).inserted || event.id == nil,
        benchmark?.matches(level.benchmark.rawValue) ?? true
      else { return true }
      let suite = event.origin.suite ?? ""
      events.append((suite, level))
      if let type = level.componentType {
        let key = subject(suite, level)
        types[key] = max(types[key] ?? type, type)
      }
      return true
    }
    for (suite, level) in events {
      let key = subject(suite, level)
      let type = level.componentType ?? types[key]
      found[
        key + [type ?? ""],
        default: Compliance(
          suite: suite, benchmark: level.benchmark, componentType: type, metric: level.metric,
          worst: level.value, unit: level.unit)
      ].add(level)
    }
    let levels = found.values.sorted {
      ($0.percent, $0.suite, $0.benchmark, $0.metric, $0.componentType ?? "")
        < ($1.percent, $1.suite, $1.benchmark, $1.metric, $1.componentType ?? "")
    }
    return ReadResult(value: levels, report: report)
  }

  private static func subject(_ suite: String, _ level: ServiceLevelJudged) -> [String] {
    [suite, level.benchmark.rawValue, level.metric.rawValue]
  }

  private mutating func add(_ level: ServiceLevelJudged) {
    total += 1
    worst = max(worst, level.value)
    switch level.status {
    case .within: within += 1
    case .warning: warnings += 1
    case .breach: breaches += 1
    }
  }
}
