import GateRecords

/// The page's part on single benchmarks: a card for each, with its most important figure, and all its charts inside.
///
/// The worst have their cards in the page. Those of the others are drawn by the page's script when a search, a filter or a
/// link asks for them.
struct HTMLBenchmarks {
  /// The most benchmarks whose cards are in the page.
  static let mostShown = 60

  private let cards: [BenchmarkCard]
  private let others: CardsOnDemand
  private let axis: ChangeAxis?

  init(_ verdict: Verdict, _ run: RunRecord?) {
    let records = Dictionary((run?.benchmarks ?? []).map { ($0.name, $0) }) { first, _ in first }
    let profiles = Dictionary((run?.profiles ?? []).map { ($0.benchmark, $0) }) { first, _ in first
    }
    // A finding is large, so the places of findings are grouped, not copies.
    let findings = Dictionary(grouping: verdict.findings.indices) { verdict.findings[$0].benchmark }
    let measurements = Dictionary(grouping: verdict.measurements.indices) {
      verdict.measurements[$0].benchmark
    }
    // Findings come worst first, and so do the cards; a benchmark without a rule may still have steps.
    var seen: Set<BenchmarkIdentifier> = []
    let names = (verdict.findings.map(\.benchmark) + verdict.measurements.map(\.benchmark))
      .filter { seen.insert($0).inserted }
    let all = names.lazy.map { name -> BenchmarkCard in
      BenchmarkCard(
        benchmark: name, findings: (findings[name] ?? []).map { verdict.findings[$0] },
        measurements: (measurements[name] ?? []).map { verdict.measurements[$0] },
        record: records[name], profile: profiles[name])
    }
    cards = Array(all.prefix(Self.mostShown))
    others = CardsOnDemand(all.dropFirst(Self.mostShown))
    axis = ChangeAxis(cards.lazy.flatMap(\.findings))
  }

  /// The names of the cards within the page.
  var anchors: [BenchmarkIdentifier: String] {
    Dictionary(uniqueKeysWithValues: cards.map { ($0.benchmark, $0.anchor) })
  }

  /// The section; empty when there is nothing to draw.
  var section: String {
    guard !cards.isEmpty else { return "" }
    let reach = axis.map { " data-reach=\"\(QuantityFormat.fixed($0.reach, decimals: 4))\"" } ?? ""
    let list = cards.map { $0.html(axis) }.joined(separator: "\n")
    return HTMLReport.section(
      .benchmarks, "<div class=\"cards\"\(reach)>\n\(list)\n</div>\(others.html)")
  }
}
