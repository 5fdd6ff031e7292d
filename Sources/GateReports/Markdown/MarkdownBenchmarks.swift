import GateRecords

/// A comment's folded table: one row a benchmark with its metrics and limits, worst first.
struct MarkdownBenchmarks {
  /// The most metrics; a wider table is not readable.
  private static let mostMetrics = 8

  /// One benchmark.
  private struct Entry {
    let benchmark: BenchmarkIdentifier
    var rows: [ReportRow] = []
    var figures: [Measurement] = []
  }

  private let metrics: [MetricName]
  private let entries: [Entry]

  /// Gathers what a verdict says of each benchmark.
  ///
  /// - Complexity: O(findings + measurements).
  init(_ model: ReportModel) {
    var places: [BenchmarkIdentifier: Int] = [:]
    var entries: [Entry] = []
    var shown: [MetricName] = []
    var known: Set<MetricName> = []
    func place(of benchmark: BenchmarkIdentifier) -> Int {
      if let place = places[benchmark] { return place }
      places[benchmark] = entries.count
      entries.append(Entry(benchmark: benchmark))
      return entries.count - 1
    }
    func show(_ metric: MetricName) {
      if known.insert(metric).inserted { shown.append(metric) }
    }
    for rows in [model.important, model.remaining] {
      for row in rows {
        entries[place(of: row.finding.benchmark)].rows.append(row)
        if let metric = row.finding.metric { show(metric) }
      }
    }
    for figure in model.verdict.measurements {
      if figure.metric == .wallTime || figure.metric == .throughput { show(figure.metric) }
      guard known.contains(figure.metric) else { continue }
      entries[place(of: figure.benchmark)].figures.append(figure)
    }
    let first = [MetricName.wallTime, .throughput].filter(known.contains)
    metrics = Array((first + shown.filter { !first.contains($0) }).prefix(Self.mostMetrics))
    self.entries = entries
  }

  /// How many benchmarks there are.
  var count: Int { entries.count }

  /// The table's head.
  var head: String {
    let names = metrics.map { VisibleText.markdown(VisibleText.shortened($0.rawValue, to: 60)) }
    let columns = ["", ReportHeading.benchmark.text] + names + [ReportHeading.limits.text]
    return "| " + columns.joined(separator: " | ") + " |\n"
      + "|:--|:--|\(String(repeating: "--:|", count: metrics.count)):--|\n"
  }

  /// The rows, each with its line's end; made as they are asked for.
  func lines(_ names: ShownNames, _ trends: RecentTrends) -> some Sequence<String> {
    entries.lazy.map { entry in
      let worst = entry.rows.first
      let bars = entry.rows.lazy.compactMap { trends.sparkline($0.finding) }.first
      let cells =
        [
          worst.map { "\($0.symbol) \($0.status)" } ?? "· \(RowStatus.notJudged.rawValue)",
          VisibleText.markdownName(names[entry.benchmark])
            + (bars.map { " <code>\($0)</code>" } ?? ""),
        ] + metrics.map { VisibleText.markdown(Self.figure(of: $0, entry)) } + [Self.limits(entry)]
      return "| " + cells.joined(separator: " | ") + " |\n"
    }
  }

  /// A metric's figure and its change: `1.34 ms (+10.4 %)`.
  ///
  /// The figure is the one that the verdict decided on, as in the rows above; else the median of all samples.
  private static func figure(of metric: MetricName, _ entry: Entry) -> String {
    let compared = entry.rows.first { row in
      row.finding.metric == metric && row.finding.rule == .regression && row.finding.value != nil
    }
    let measured = entry.figures.first { $0.metric == metric }
    let text =
      compared?.after ?? measured.map { QuantityFormat.string($0.median, unit: $0.unit) } ?? "–"
    guard let compared else { return text }
    let hasChanged = compared.finding.change.map { $0.ratio != 1 } ?? false
    // A change from zero has no ratio.
    guard hasChanged || compared.finding.isChangeFromNothing else { return text }
    return "\(text) (\(compared.size))"
  }

  /// How many limits the benchmark keeps: `3 kept`, `1 broken, 2 kept`.
  private static func limits(_ entry: Entry) -> String {
    var (kept, broken, unproven) = (0, 0, 0)
    for row in entry.rows {
      switch row.finding.judgement {
      case .budget(let result, _), .serviceLevel(let result, _), .speedup(let result, _),
        .growth(let result, _):
        switch result {
        case .passed: kept += 1
        case .broken: broken += 1
        case .unproven: unproven += 1
        }
      case .presence, .regression, .equivalence, .creep, .machines: break
      }
    }
    let parts = [(broken, "broken"), (unproven, "unproven"), (kept, "kept")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? "–" : parts.joined(separator: ", ")
  }
}
