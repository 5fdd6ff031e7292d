import GateRecords

/// Summarises the effect of code layout for the verdict.
///
/// It judges nothing: findings get a note, and no other status.
struct LayoutRule {
  /// The verdict's summary; nil where nothing is known.
  let summary: LayoutSummary?
  private let rows: [BenchmarkIdentifier: LayoutSummary.Row]

  /// - Parameter run: The run that is judged.
  init(_ run: RunRecord) {
    let mode = run.layouts?.mode
    let study = run.layoutStudy
    let spreads = Dictionary((study?.benchmarks ?? []).map { ($0.benchmark, $0.spread) }) {
      one, _ in
      one
    }
    let rows = run.benchmarks.filter { $0.status == .measured }.compactMap { benchmark in
      Self.row(benchmark, isFresh: mode == .fresh, spread: spreads[benchmark.name])
    }
    self.rows = Dictionary(rows.map { ($0.benchmark, $0) }) { first, _ in first }
    guard let mode, !rows.isEmpty else {
      summary = nil
      return
    }
    let isStudied = rows.contains { $0.spread != nil }
    summary = LayoutSummary(
      mode: mode, study: isStudied ? study.map(LayoutSummary.Source.init) : nil, benchmarks: rows)
  }

  private static func row(
    _ benchmark: BenchmarkRecord, isFresh: Bool, spread: LayoutSpread?
  ) -> LayoutSummary.Row? {
    let levels = isFresh ? BlockLevels(benchmark) : nil
    let row = LayoutSummary.Row(
      benchmark: benchmark.name, launchSpread: levels?.spread,
      launchSpeeds: levels.flatMap { SpeedPair(blocks: $0.blocks.map(\.candidate)) },
      spread: spread)
    return row.launchSpread == nil && row.launchSpeeds == nil && row.spread == nil ? nil : row
  }

  /// A finding with what layouts have to do with it, where it is a comparison of times that is not passed.
  func noted(_ finding: Finding) -> Finding {
    guard finding.rule == .regression, finding.evidence.kind == .paired,
      finding.status == .regressed || finding.status == .unproven,
      let metric = finding.metric, Self.times.contains(metric),
      let row = rows[finding.benchmark], row.matters, let summary
    else { return finding }
    var copy = finding
    copy.notes.append(LayoutWords(row, summary).note)
    return copy
  }

  /// The metrics that where code lies moves.
  private static let times: Set<MetricName> = [
    .wallTime, .meanTime, .tailTime, .cpuTime, .throughput,
  ]
}

/// The effect of layouts on a benchmark, in one sentence.
struct LayoutWords {
  private let row: LayoutSummary.Row
  private let summary: LayoutSummary

  init(_ row: LayoutSummary.Row, _ summary: LayoutSummary) {
    self.row = row
    self.summary = summary
  }

  var note: String {
    if let spread = row.spread, spread.matters {
      return DetectionMessage.layout(
        words: spread.inWords + day,
        fixedTolerance: summary.mode == .fixed
          ? QuantityFormat.percent(spread.fixedTolerance) : nil
      ).line
    }
    return row.launchSpeeds.map { DetectionMessage.twoSpeeds($0.inWords).line } ?? ""
  }

  private var day: String {
    summary.study.map { " (aa-check of \($0.startedAt.rawValue.prefix(10)))" } ?? ""
  }
}
