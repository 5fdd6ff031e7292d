import GateRecords

/// The benchmarks whose cards are drawn by the page's script when they are asked for.
///
/// Their findings and figures are in the page's tables, from which the script takes them. Only what tables do not hold is
/// added: the status and the tags to filter by, the change as numbers, and a few quantiles of the samples. Ten thousand
/// benchmarks with all their samples would be a page of hundreds of megabytes.
struct CardsOnDemand {
  private var states: Index<[String]> = Index()
  private var metrics: Index<String> = Index()
  private var tags: Index<[String]> = Index()
  private var units: Index<String> = Index()
  private var data = SiteData()
  private var count = 0

  init(_ cards: some Sequence<BenchmarkCard>) {
    for card in cards {
      if count > 0 { data.raw(",\n") }
      add(card)
      count += 1
    }
  }

  /// The note for readers without scripts and the data for the script; empty without benchmarks.
  var html: String {
    guard count > 0 else { return "" }
    var head = SiteData()
    head.raw("{\"quantiles\":\(SampleQuantiles.percents),\"states\":")
    head.list(states.values) { data, state in data.list(state) { $0.text($1) } }
    head.raw(",\"metrics\":")
    head.list(metrics.values) { $0.text($1) }
    head.raw(",\"tags\":")
    head.list(tags.values) { data, tags in data.list(tags) { $0.text($1, to: 60) } }
    head.raw(",\"units\":")
    head.list(units.values) { $0.text($1) }
    head.raw(",\"rows\":[\n\(data.json)]}")
    return "\n<p class=\"without-card\">"
      + VisibleText.html(ReportMessage.cardsLeftOut(count).text)
      + "</p>\n" + head.element(id: "others")
  }

  /// Adds `[name, hash, status, metrics, tags, time, change, quantiles]`; the last two may be missing.
  ///
  /// The change is `[change, low, high, tolerance, metric]` in hundredths of a per cent; without a metric, of the wall time.
  private mutating func add(_ card: BenchmarkCard) {
    let row = card.leading.map(ReportRow.init)
    data.raw("[")
    // The script finds the card's rows by it, so it is as in the tables.
    data.text(VisibleText.name(card.benchmark.rawValue), to: VisibleText.longestName)
    data.raw(",\"\(card.anchor.suffix(8))\"")
    let state = [
      card.status, row.map { HTMLReport.statusClass($0.finding) } ?? "passed", row?.symbol ?? "·",
      row.map { ChangeAxis.kind(of: $0.finding) } ?? "is-even",
    ]
    data.raw(",\(states.place(of: state)),\(metrics.place(of: card.metrics))")
    data.raw(",\(tags.place(of: card.tags)),")
    // Cards are only sorted by it.
    if let time = card.time, abs(time) >= 1_000, abs(time) < 1e15 {
      data.integer(Int64(time))
    } else {
      data.number(card.time ?? .nan)
    }
    let change = card.leading.flatMap(ChangeAxis.drawn)
    let quantiles = card.quantiles
    if change != nil || quantiles != nil { data.raw(",") }
    if let change {
      // Hundredths of a per cent are more than a drawing shows.
      var numbers = ([change.ratio, change.low, change.high, 1 + change.tolerance] as [Double?])
        .map { $0.map { (($0 - 1) * 10_000).rounded() } }
      if let metric = card.leading?.metric, metric != .wallTime {
        numbers.append(Double(metrics.place(of: metric.rawValue)))
      }
      data.list(numbers) { data, number in
        if let number, abs(number) < 1e12 { data.integer(Int64(number)) } else { data.raw("null") }
      }
    } else if quantiles != nil {
      data.raw("0")
    }
    if let quantiles {
      data.raw(",[\(metrics.place(of: quantiles.metric.rawValue))")
      data.raw(",\(units.place(of: quantiles.unit.rawValue)),")
      data.number(quantiles.low)
      data.raw(",")
      data.number(quantiles.high)
      for side in [quantiles.candidate, quantiles.baseline] where !side.isEmpty {
        data.raw(",")
        data.list(side) { $0.integer(Int64($1)) }
      }
      data.raw("]")
    }
    data.raw("]")
  }

  /// Values in the order in which they were first met, named by their places.
  private struct Index<Value: Hashable> {
    private(set) var values: [Value] = []
    private var places: [Value: Int] = [:]

    mutating func place(of value: Value) -> Int {
      if let place = places[value] { return place }
      places[value] = values.count
      values.append(value)
      return values.count - 1
    }
  }
}
