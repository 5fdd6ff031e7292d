package import GateRecords
import GateStatistics

/// Writes a run as Go benchmark text, which benchstat and its relatives read.
///
/// A line is a launch, because the launch is the unit of independence: its figures are the launch's
/// medians. A run of a single launch gives a line for each sample instead, since that is all there is.
package enum GoBenchmarkExporter {
  /// The text of one side of a paired run.
  package static func text(of run: RunRecord, side: Side = .candidate) -> String {
    let architectures = ["x86_64": "amd64", "aarch64": "arm64"]
    let systems = ["macos": "darwin"]
    let environment = run.environment
    var lines = [
      "goos: \(systems[environment.operatingSystem] ?? environment.operatingSystem)",
      "goarch: \(architectures[environment.architecture] ?? environment.architecture)",
      "pkg: \(word(run.suite.name))", "cpu: \(line(environment.processor))",
    ]
    let suite = side == .candidate ? run.suite : run.baseline
    if let commit = suite?.commit { lines.append("commit: \(line(commit))") }
    let measured = run.benchmarks.filter { $0.status == .measured }
    lines += unitLines(measured)
    for benchmark in measured { lines += rows(benchmark, side: side) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The unit under which a metric is written.
  static func unit(of series: MetricSeries) -> String {
    switch series.metric {
    case .wallTime: "ns/op"
    case .cpuTime: "cpu-ns/op"
    case .allocations: "allocs/op"
    case .allocatedBytes: "B/op"
    case .peakMemory: "peak-B"
    case .throughput: series.unit == .bytesPerSecond ? "B/s" : "items/s"
    default: word(series.metric.rawValue) + "/op"
    }
  }

  private static func unitLines(_ benchmarks: [BenchmarkRecord]) -> [String] {
    var seen: Set<String> = []
    var lines: [String] = []
    for series in benchmarks.flatMap(\.metrics) where seen.insert(unit(of: series)).inserted {
      var words: [String] = []
      if series.direction == .higherIsBetter { words.append("better=higher") }
      if series.isDeterministic { words.append("assume=exact") }
      if !words.isEmpty {
        lines.append("Unit \(unit(of: series)) " + words.joined(separator: " "))
      }
    }
    return lines
  }

  private static func rows(_ benchmark: BenchmarkRecord, side: Side) -> [String] {
    let columns = benchmark.metrics.compactMap { series -> (unit: String, values: [Double])? in
      let launches = side == .candidate ? series.launches : series.baselineLaunches ?? []
      let filled = launches.filter { !$0.isEmpty }
      guard let first = filled.first else { return nil }
      return (
        unit(of: series),
        filled.count == 1 ? first : filled.compactMap { Percentile.median(of: $0) }
      )
    }
    let count = columns.map(\.values.count).max() ?? 0
    return (0..<count).map { index in
      let figures = columns.compactMap { column -> String? in
        guard column.values.indices.contains(index) else { return nil }
        return "\(column.values[index]) \(column.unit)"
      }
      return "Benchmark\(name(benchmark.name)) \(benchmark.iterationsPerSample) "
        + figures.joined(separator: " ")
    }
  }

  /// The name: groups and parameters are parts between slashes, and a capital follows `Benchmark`.
  private static func name(_ identifier: BenchmarkIdentifier) -> String {
    let parameters = identifier.parameters.map { "/\($0.name)=\($0.value)" }.joined()
    let base = parameters.isEmpty ? identifier.rawValue : identifier.baseName
    let name = word(base + parameters)
    return name.prefix(1).uppercased() + name.dropFirst()
  }

  /// A text without white space, which separates fields.
  private static func word(_ text: String) -> String {
    String(text.map { $0.isWhitespace ? "_" : $0 })
  }

  private static func line(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }
}
