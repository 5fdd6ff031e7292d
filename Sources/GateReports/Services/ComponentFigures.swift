import GateRecords

/// How one component stood to its service level, with what it did in that time.
package struct ComponentFigures: Hashable, Sendable, Codable {
  var benchmark: BenchmarkIdentifier
  /// The tag that the level is for, else the benchmark's first tag; absent without one.
  var componentType: String?
  var metric: MetricName
  var unit: MetricUnit
  /// The figure that was judged.
  var value: Double
  var warning: Double
  var breach: Double
  var status: ServiceLevelStatus
  var category: PerformanceCategory
  /// The median wall time of an iteration in nanoseconds; absent where it was not measured.
  var timeNanoseconds: Double?
  /// Records of one iteration: rows written, or else rows read, or else items; absent where none is known.
  var records: Double?
  /// Records by the wall time in seconds.
  var recordsPerSecond: Double?

  private enum CodingKeys: String, CodingKey {
    case benchmark, metric, unit, value, warning, breach, status, category, records
    case componentType = "component_type"
    case timeNanoseconds = "time_ns"
    case recordsPerSecond = "records_per_second"
  }

  /// The components of a verdict with a service level, by name.
  static func all(in verdict: Verdict) -> [ComponentFigures] {
    let levels = verdict.findings.filter { $0.serviceLevel != nil }
    guard !levels.isEmpty else { return [] }
    let measured = Dictionary(grouping: verdict.measurements, by: \.benchmark)
    return levels.compactMap { finding in
      ComponentFigures(finding, measured[finding.benchmark] ?? [])
    }.sorted {
      ($0.benchmark, $0.metric, $0.componentType ?? "")
        < ($1.benchmark, $1.metric, $1.componentType ?? "")
    }
  }

  private init?(_ finding: Finding, _ measurements: [Measurement]) {
    guard let level = finding.serviceLevel, let metric = finding.metric, let unit = finding.unit,
      let value = finding.value
    else { return nil }
    benchmark = finding.benchmark
    componentType = level.componentType
    self.metric = metric
    self.unit = unit
    self.value = value
    warning = level.warning
    breach = level.breach
    status = level.status
    category = level.category
    func median(_ metric: MetricName, in unit: MetricUnit? = nil) -> Double? {
      measurements.first { $0.metric == metric && (unit == nil || $0.unit == unit) }?.median
    }
    let time = median(.wallTime)
    timeNanoseconds = time
    guard let time, time > 0 else { return }
    if let rows = median(.rowsWritten) ?? median(.rowsRead) {
      records = rows
      recordsPerSecond = rows / time * 1e9
    } else if let rate = median(.throughput, in: .itemsPerSecond) {
      recordsPerSecond = rate
      records = rate * time / 1e9
    }
  }
}
