import GateHistory
import GateRecords

/// The benchmarks of a dashboard as a grid of small charts, those that need attention first.
struct DashboardGrid {
  /// The most benchmarks that have a card; the table below has all.
  private static let mostShown = 500

  /// How a benchmark is.
  private enum State: Comparable {
    case failing(String, String)
    case changed(isWorse: Bool, isDrift: Bool, Int64)
    case steady
    case oneRun

    private var rank: (Int, Int64) {
      switch self {
      case .failing: (0, 0)
      case .changed(let isWorse, _, let time): (isWorse ? 1 : 2, -time)
      case .steady, .oneRun: (3, 0)
      }
    }

    static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
  }

  private struct Card {
    let subject: Dashboard.Subject
    let trends: [MetricTrend]
    let state: State
    /// The metric that gives the state; nil where none does.
    let metric: MetricName?

    /// The series that a card shows: that of its state, else wall time where there is one.
    var leading: MetricTrend? {
      trends.first { $0.history.metric == metric }
        ?? trends.first { $0.history.metric == .wallTime } ?? trends.first
    }
  }

  private let cards: [Card]
  private let leftOut: Int
  private let dashboard: Dashboard
  private let hasSuites: Bool

  init(_ dashboard: Dashboard) {
    self.dashboard = dashboard
    var failing: [Dashboard.Subject: ReportRow] = [:]
    for verdict in dashboard.verdicts {
      for finding in verdict.findings where finding.failsTheGate {
        let subject = Dashboard.Subject(
          suite: verdict.run.suite.name, benchmark: finding.benchmark)
        if failing[subject] == nil { failing[subject] = ReportRow(finding) }
      }
    }
    let all = dashboard.subjects.map { subject, trends -> Card in
      let row = failing[subject]
      let newest = trends.flatMap { dashboard.changes(of: $0.history) }
        .max { $0.firstAfter.milliseconds < $1.firstAfter.milliseconds }
      let state: State =
        if let row {
          .failing(row.status, row.finding.status.rawValue)
        } else if let newest {
          .changed(
            isWorse: newest.isWorse, isDrift: newest.kind == .drift,
            newest.firstAfter.milliseconds)
        } else if trends.allSatisfy({ $0.history.points.count < 2 }) {
          .oneRun
        } else {
          .steady
        }
      return Card(
        subject: subject, trends: trends, state: state,
        metric: row == nil ? newest?.history.metric : row?.finding.metric)
    }
    // Subjects come by name, and a sort that is not stable would mix them.
    let sorted = all.enumerated().sorted {
      $0.element.state < $1.element.state
        || (!($1.element.state < $0.element.state) && $0.offset < $1.offset)
    }.map(\.element)
    cards = Array(sorted.prefix(Self.mostShown))
    leftOut = sorted.count - cards.count
    hasSuites = Set(all.map(\.subject.suite)).count > 1
  }

  var html: String {
    let note =
      leftOut > 0
      ? "\n<p>\(ReportMessage.cardsLeftOut(leftOut).text)</p>"
      : ""
    return "<div class=\"cards\" data-order=\"worst first\">\n"
      + cards.map(html).joined(separator: "\n") + "\n</div>\(note)"
  }

  private func html(_ card: Card) -> String {
    let metrics = Set(card.trends.map(\.history.metric.rawValue)).sorted()
    let suite =
      hasSuites
      ? " data-suite=\"\(VisibleText.html(VisibleText.plain(card.subject.suite)))\"" : ""
    let (status, kind, symbol, since) = words(card.state)
    let name = VisibleText.name(card.subject.benchmark.rawValue)
    return """
      <article class="card linked" data-status="\(VisibleText.html(status))" data-metrics="\(VisibleText.html(metrics.joined(separator: " ")))"\(suite)\(time(card))>
      <a class="title" href="benchmarks/\(card.subject.slug).html"><code>\(VisibleText.html(name))</code></a>
      <span class="status \(kind)" data-symbol="\(symbol)">\(VisibleText.html(status))\(since)</span>
      <span class="line">\(card.leading.map { line($0, isOnly: card.state == .oneRun) } ?? "")</span>
      </article>
      """
  }

  private func time(_ card: Card) -> String {
    guard let trend = card.leading, trend.history.metric == .wallTime, trend.latest.isFinite
    else { return "" }
    return " data-time=\"\(trend.latest)\""
  }

  private func words(_ state: State) -> (
    status: String, kind: String, symbol: String, since: String
  ) {
    switch state {
    case .failing(let status, let kind): return (status, kind, "✗", "")
    case .changed(let isWorse, let isDrift, let time):
      let day = Timestamp(millisecondsSinceEpoch: time).rawValue.prefix(10)
      let since = isDrift ? ", gradually" : " since \(day)"
      return isWorse ? ("worse", "regressed", "↗", since) : ("better", "improved", "↘", since)
    case .steady: return ("steady", "passed", "→", "")
    case .oneRun: return (ReportMessage.oneRun.text, "passed", "·", "")
    }
  }

  private func line(_ trend: MetricTrend, isOnly: Bool) -> String {
    let history = trend.history
    let value = QuantityFormat.string(trend.latest, unit: history.unit)
    let metric = history.metric == .wallTime ? "" : " \(history.metric)"
    // One run has no change; a card whose status says so does not repeat it.
    let change =
      history.points.count > 1
      ? trend.cell(trend.change).display : isOnly ? "" : ReportMessage.oneRun.text
    return "<span class=\"figures\">\(VisibleText.html(value + metric))</span> "
      + "<span class=\"change\">\(VisibleText.html(change))</span>"
      + TrendChart(history, changes: dashboard.changes(of: history).filter { $0.kind == .shift })
      .card()
  }
}
