import GateRecords

/// A comment's table of what was measured: the wall time, the throughput, and every metric that a rule judges.
struct MarkdownMeasurements {
  /// The most metrics; a wider table is not read.
  private static let mostMetrics = 8

  private let metrics: [MetricName]
  private let rows: [(benchmark: BenchmarkIdentifier, figures: [MetricName: Measurement])]

  init(_ verdict: Verdict) {
    let judged = Set(verdict.findings.lazy.compactMap(\.metric))
    var order: [BenchmarkIdentifier] = []
    var figures: [BenchmarkIdentifier: [MetricName: Measurement]] = [:]
    var shown: [MetricName] = []
    for row in verdict.measurements {
      guard row.metric == .wallTime || row.metric == .throughput || judged.contains(row.metric)
      else { continue }
      if !shown.contains(row.metric) { shown.append(row.metric) }
      if figures[row.benchmark] == nil { order.append(row.benchmark) }
      figures[row.benchmark, default: [:]][row.metric] = row
    }
    let first = [MetricName.wallTime, .throughput].filter(shown.contains)
    metrics = Array((first + shown.filter { !first.contains($0) }).prefix(Self.mostMetrics))
    rows = order.map { ($0, figures[$0] ?? [:]) }
  }

  /// How many benchmarks there are to show.
  var count: Int { rows.count }

  /// The rows, each with its line's end; made as they are asked for.
  var lines: some Sequence<String> {
    let metrics = metrics
    return rows.lazy.map { row in
      let name = VisibleText.shortened(VisibleText.plain(row.benchmark.rawValue), to: 120)
      let cells = metrics.map { metric in
        row.figures[metric].map { QuantityFormat.string($0.median, unit: $0.unit) } ?? "–"
      }
      return "| **\(VisibleText.markdown(name))** | "
        + cells.map(VisibleText.markdown).joined(separator: " | ") + " |\n"
    }
  }

  /// The table's head.
  var head: String {
    let names = metrics.map { VisibleText.markdown(VisibleText.shortened($0.rawValue, to: 60)) }
    return "| benchmark | \(names.joined(separator: " | ")) |\n"
      + "|:--|\(String(repeating: "--:|", count: metrics.count))\n"
  }
}
