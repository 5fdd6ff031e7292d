import GateRecords

/// The page's part on single benchmarks: a card for each, with its most important figure, and all its charts inside.
struct HTMLBenchmarks {
  /// The most benchmarks that have a card, those that matter first.
  private static let mostShown = 60

  private let cards: [BenchmarkCard]
  private let axis: ChangeAxis?
  private let leftOut: Int

  init(_ verdict: Verdict, _ run: RunRecord?) {
    let records = Dictionary((run?.benchmarks ?? []).map { ($0.name, $0) }) { first, _ in first }
    let profiles = Dictionary((run?.profiles ?? []).map { ($0.benchmark, $0) }) { first, _ in first
    }
    let findings = Dictionary(grouping: verdict.findings, by: \.benchmark)
    let measurements = Dictionary(grouping: verdict.measurements, by: \.benchmark)
    // Findings come worst first, and so do the cards; a benchmark without a rule may still have steps.
    var seen: Set<BenchmarkIdentifier> = []
    let names = (verdict.findings.map(\.benchmark) + verdict.measurements.map(\.benchmark))
      .filter { seen.insert($0).inserted }
    var cards: [BenchmarkCard] = []
    var leftOut = 0
    for name in names {
      let drawings = BenchmarkDrawings(
        findings: findings[name] ?? [], measurements: measurements[name] ?? [],
        record: records[name], profile: profiles[name])
      guard !drawings.isEmpty else { continue }
      if cards.count < Self.mostShown {
        cards.append(
          BenchmarkCard(
            benchmark: name, findings: findings[name] ?? [],
            measurements: measurements[name] ?? [], tags: records[name]?.tags ?? [],
            drawings: drawings.content))
      } else {
        leftOut += 1
      }
    }
    self.cards = cards
    self.leftOut = leftOut
    axis = ChangeAxis(cards.lazy.flatMap(\.findings))
  }

  /// The names of the cards within the page.
  var anchors: [BenchmarkIdentifier: String] {
    Dictionary(uniqueKeysWithValues: cards.map { ($0.benchmark, $0.anchor) })
  }

  /// The section; empty when there is nothing to draw.
  var section: String {
    guard !cards.isEmpty else { return "" }
    let note =
      leftOut > 0
      ? "\n<p>\(Counted.text(leftOut, "more benchmark")) \(leftOut == 1 ? "is" : "are") in the tables below only.</p>"
      : ""
    return HTMLReport.section(
      "Benchmarks",
      "<div class=\"cards\" data-more=\"\(leftOut)\">\n\(cards.map { $0.html(axis) }.joined(separator: "\n"))\n</div>\(note)"
    )
  }
}
