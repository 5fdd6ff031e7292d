import GateRecords

/// The effect of code layout on benchmarks, in words, for those to which it matters.
struct LayoutLines: Sendable {
  private let layouts: LayoutSummary

  /// The rows that a reader should know of, in the suite's order.
  let rows: [LayoutSummary.Row]

  init(_ layouts: LayoutSummary) {
    self.layouts = layouts
    rows = layouts.benchmarks.filter(\.matters)
  }

  /// All of it in one sentence.
  var summary: String {
    ReportMessage.layoutsMatter(
      isFresh: layouts.mode == .fresh,
      study: layouts.study.map { String($0.startedAt.rawValue.prefix(10)) },
      rows: rows.count, of: layouts.benchmarks.count
    ).text
  }

  /// One sentence a benchmark: `sort/random: two speeds by placement: 106 and 156 µs; …`.
  func shortened(to count: Int) -> [String] {
    let lines = rows.prefix(count).map { "\($0.benchmark): \(Self.words($0))" }
    let more = rows.count - lines.count
    return more == 0
      ? lines : lines + [ReportMessage.moreLayouts(more).text]
  }

  private static func words(_ row: LayoutSummary.Row) -> String {
    if let spread = row.spread, spread.matters { return spread.inWords }
    return row.launchSpeeds.map { ReportMessage.twoSpeedsOverLayouts($0.inWords).text } ?? ""
  }

  /// The columns of a table of them.
  static let columns: [ReportHeading] = [
    .benchmark, .byLayout, .confidenceInterval, .withinLayout, .share, .launchSpread, .twoSpeeds,
  ]

  /// A row's cells behind its name.
  static func cells(_ row: LayoutSummary.Row) -> [String] {
    func percent(_ value: Double?) -> String {
      value.map { "±" + QuantityFormat.percent($0) } ?? "–"
    }
    let spread = row.spread
    return [
      percent(spread?.byLayout),
      spread.map { "\(QuantityFormat.percent($0.low)) … \(QuantityFormat.percent($0.high))" }
        ?? "–",
      percent(spread?.withinLayout),
      spread.map { QuantityFormat.briefPercent(($0.share * 100).rounded() / 100) } ?? "–",
      percent(row.launchSpread),
      spread?.twoSpeeds.map { ReportMessage.speedsByPlacement($0.inWords).text }
        ?? row.launchSpeeds.map { ReportMessage.speedsOverLayouts($0.inWords).text } ?? "",
    ]
  }

  /// The summary without the benchmarks to which layouts do not matter; nil where they matter to none.
  var importantOnly: LayoutSummary? {
    guard !rows.isEmpty else { return nil }
    var copy = layouts
    copy.benchmarks = rows
    if !rows.contains(where: { $0.spread != nil }) { copy.study = nil }
    return copy
  }
}
