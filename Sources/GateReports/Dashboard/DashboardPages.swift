import GateHistory
import GateRecords

/// The pages of a dashboard, which need no network; what they say needs no script.
enum DashboardPages {
  static let style =
    HTMLStyle.text + """

      .trend{display:block;width:100%;max-width:900px;height:auto;margin:.4rem 0}
      .line{fill:none;stroke:var(--good);stroke-width:1.5}.dot{fill:var(--good)}
      .mark{fill:none;stroke-width:2;stroke-dasharray:4 3}.worse{stroke:var(--bad)}.better{stroke:var(--faint)}
      .linked{display:grid;grid-template-columns:1fr auto;gap:.1rem .6rem;padding:.5rem .7rem}
      .linked[hidden]{display:none}.linked>.title::before{content:none}.linked>.status{font-size:.88em}
      .card .line .spark{height:44px}
      .chart{display:block;width:100%;max-width:1100px;height:auto;touch-action:pan-y;cursor:crosshair}
      .chart .series{fill:none;stroke-width:1.5;stroke:var(--good)}.chart .points{fill:none;stroke-width:4;
      stroke-linecap:round;stroke:var(--good)}
      .chart .s1{stroke:var(--bad);stroke-dasharray:6 3}.chart .s2{stroke:var(--open);stroke-dasharray:2 3}
      .chart .s3{stroke:var(--ink);stroke-dasharray:8 3 2 3}.chart .points{stroke-dasharray:none}
      .chart .grid{fill:none;stroke:var(--line)}.chart .cursor{fill:none;stroke:var(--faint)}
      .chart .at{fill:var(--ink)}.chart .chosen{fill:var(--band)}
      .key{display:inline-block;width:1.6rem;height:.7rem;vertical-align:middle;margin:0 .3rem}
      .value{min-height:1.5em;display:block;font-variant-numeric:tabular-nums}
      .value:empty::before{content:attr(data-hint);color:var(--faint)}
      .beyond-worse{color:var(--bad);font-weight:600}.beyond-better{color:var(--good);font-weight:600}
      .chart .axis{font-size:11px}
      @media screen and (max-width:600px){.trend .axis{font-size:22px}}
      @media print{.trend.replaced{display:block}.chart{max-width:100%}}
      """

  // MARK: Overview

  static func overview(_ dashboard: Dashboard) -> String {
    let open = dashboard.alerts.filter { $0.state != .resolved }
    let sections = [
      """
      <header class="outcome \(worst(dashboard).rawValue)">
      <h1>\(ReportHeading.performance.text)</h1>
      <p>\(Counted.text(dashboard.subjects.count, "benchmark")), \
      \(Counted.text(dashboard.runs, "run")), \
      \(Counted.text(open.count, "open alert")) · made \(dashboard.madeAt.rawValue)</p>
      <p><a href="compare.html">\(ReportHeading.compareRuns.text)</a> · \
      <a href="feed.xml">\(ReportHeading.changeFeed.text)</a> · \
      <a href="badges/gate.svg">\(ReportHeading.badge.text)</a></p>
      </header>
      """,
      verdicts(dashboard), benchmarks(dashboard), alerts(open), changes(dashboard),
      budgets(dashboard), levels(dashboard), breakers(dashboard), claims(dashboard),
      environment(dashboard),
    ].filter { !$0.isEmpty }
    return HTMLPage.render(
      title: ReportHeading.performance.text, body: sections.joined(separator: "\n"), style: style,
      script: HTMLScript.text)
  }

  private static func worst(_ dashboard: Dashboard) -> Outcome {
    let outcomes = dashboard.verdicts.map(\.outcome)
    return outcomes.contains(.fail) ? .fail : outcomes.contains(.warn) ? .warn : .pass
  }

  private static func verdicts(_ dashboard: Dashboard) -> String {
    guard !dashboard.verdicts.isEmpty else { return "" }
    return HTMLReport.section(
      .latestVerdicts,
      HTMLReport.table(
        .latestVerdicts, [.suite, .verdict, .checked, .commit], numeric: [],
        dashboard.verdicts.map { verdict in
          let model = ReportModel(verdict)
          let suite = verdict.run.suite
          return [
            link("verdicts/\(DashboardName.slug(suite.name)).html", suite.name),
            VisibleText.html("\(model.symbol) \(model.headline)"), verdict.checkedAt.rawValue,
            commit(suite.commit),
          ]
        }))
  }

  private static func budgets(_ dashboard: Dashboard) -> String {
    let rows = dashboard.verdicts.flatMap { verdict in
      verdict.findings.filter { $0.budget != nil }.map(ReportRow.init)
    }
    guard !rows.isEmpty else { return "" }
    let kept = rows.count { $0.finding.status == .passed }
    let important = rows.filter(\.isImportant)
    let others = rows.filter { !$0.isImportant }
    func table(_ label: ReportHeading, _ rows: [ReportRow]) -> String {
      HTMLReport.table(
        label, [.status, .benchmark, .value, .budget, .evidence, .useOfLimit], numeric: [2],
        rows.map { row in
          [
            HTMLReport.status(row), HTMLReport.name(row), VisibleText.html(row.after),
            VisibleText.html(row.change), VisibleText.html(row.evidence),
            row.finding.budget.map { BudgetBar(finding: row.finding, budget: $0).svg } ?? "",
          ]
        })
    }
    let parts = [
      "<p>\(ReportMessage.budgetsProven(kept, of: rows.count).text)</p>",
      important.isEmpty ? "" : table(.budgetsThatMatter, important),
      others.isEmpty
        ? ""
        : HTMLReport.fold(
          ReportMessage.budgetsKept(others.count, by: nil).text, table(.budgetsKept, others),
          rows: others.count, mostOpen: 10),
    ]
    return HTMLReport.section(.budgets, parts.filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  private static func alerts(_ alerts: [Alert]) -> String {
    guard !alerts.isEmpty else { return "" }
    return HTMLReport.section(
      .unresolvedAlerts,
      HTMLReport.table(
        .unresolvedAlerts, [.severity, .component, .what, .since, .runs, .commit, .state],
        numeric: [4],
        alerts.prefix(200).map { alert in
          [
            alert.severity.rawValue, code(alert.component), VisibleText.html(alert.message),
            alert.raisedAt.rawValue, "\(alert.occurrences)", commit(alert.origin.commit),
            alert.state.rawValue,
          ]
        }))
  }

  private static func changes(_ dashboard: Dashboard) -> String {
    guard !dashboard.changes.isEmpty else { return "" }
    let shown = dashboard.changes.prefix(100)
    let rest = dashboard.changes.count - shown.count
    return HTMLReport.section(
      .levelChanges,
      HTMLReport.table(
        .changes, changeColumns + (dashboard.hasMachines ? [.machine] : []),
        numeric: [],
        shown.map { change in
          row(change, dashboard, folder: "benchmarks/")
            + (dashboard.hasMachines ? [code(change.history.environment)] : [])
        })
        + (rest > 0 ? "\n<p>\(ReportMessage.olderChanges(rest).text)</p>" : ""))
  }

  /// The columns of a table of changes.
  static let changeColumns: [ReportHeading] = [
    .when, .benchmark, .metric, .change, .kind, .lastCommitBefore, .firstCommitAfter,
  ]

  static func row(
    _ change: MetricChange, _ dashboard: Dashboard, folder: String
  ) -> [String] {
    let history = change.history
    let slug = DashboardName.slug(history.benchmark.rawValue, in: history.suite)
    func day(_ point: MetricHistory.Point) -> String { String(point.time.rawValue.prefix(10)) }
    // A drift has a period and no commit.
    let isDrift = change.kind == .drift
    func commit(_ point: MetricHistory.Point) -> String {
      isDrift ? "–" : Self.commit(dashboard.histories.origin(of: point).commit)
    }
    return [
      isDrift
        ? ReportMessage.period(from: day(change.lastBefore), to: day(change.firstAfter)).text
        : day(change.firstAfter),
      link(folder + slug + ".html", history.benchmark.rawValue),
      VisibleText.html(history.metric.rawValue),
      "<span class=\"change\">\(VisibleText.html(change.size.text))</span>",
      (change.isWorse ? "<strong>worse</strong>" : "better") + (isDrift ? ", gradually" : ""),
      commit(change.lastBefore), commit(change.firstAfter),
    ]
  }

  private static func benchmarks(_ dashboard: Dashboard) -> String {
    let rows = dashboard.subjects.flatMap { subject, trends in
      trends.map { trend -> [String] in
        let history = trend.history
        return [
          link("benchmarks/\(subject.slug).html", subject.benchmark.rawValue),
          VisibleText.html(history.metric.rawValue), quantity(trend.latest, history.unit),
          VisibleText.html(change(trend)), direction(trend),
          TrendChart(history, changes: []).small(), "\(history.points.count)",
        ] + (dashboard.hasMachines ? [code(history.environment)] : [])
      }
    }
    guard !rows.isEmpty else {
      return HTMLReport.section(.benchmarks, "<p>\(ReportMessage.noRunYet.text)</p>")
    }
    let table = HTMLReport.table(
      .series,
      [.benchmark, .metric, .latest, .sinceFirstRun, .trend, .history, .runs]
        + (dashboard.hasMachines ? [.machine] : []),
      numeric: [2, 3, 6], rows)
    return HTMLReport.section(
      .benchmarks,
      DashboardGrid(dashboard).html + "\n"
        + HTMLReport.fold(
          ReportMessage.allSeries(rows.count).text, table, rows: rows.count, mostOpen: 0))
  }

  private static func levels(_ dashboard: Dashboard) -> String {
    guard !dashboard.levels.isEmpty else { return "" }
    return HTMLReport.section(
      .serviceLevels,
      HTMLReport.table(
        .serviceLevels,
        [
          .benchmark, .metric, .runs, .within, .warningCount, .breaches, .compliance, .worst,
        ],
        numeric: [2, 3, 4, 5, 6, 7],
        dashboard.levels.map { level in
          [
            code(level.benchmark.rawValue), VisibleText.html(level.metric.rawValue),
            "\(level.total)", "\(level.within)", "\(level.warnings)", "\(level.breaches)",
            QuantityFormat.fixed(level.percent, decimals: 2) + " %",
            quantity(level.worst, level.unit),
          ]
        }))
  }

  private static func breakers(_ dashboard: Dashboard) -> String {
    guard !dashboard.breakers.isEmpty else { return "" }
    return HTMLReport.section(
      .breakers,
      HTMLReport.table(
        .breakers,
        [.suite, .benchmark, .breaker, .state, .transitions, .opened, .lastRecovery],
        numeric: [4, 5],
        dashboard.breakers.map { breaker in
          let state = breaker.state + (breaker.isOutage ? ", total outage" : "")
          return [
            VisibleText.html(breaker.suite), breaker.benchmark.map { code($0.rawValue) } ?? "–",
            code(breaker.circuit), VisibleText.html("\(state) since \(moment(breaker.changedAt))"),
            "\(breaker.transitions)", "\(breaker.openings)",
            breaker.lastRecovery.map {
              "\(quantity($0.seconds * 1e9, .nanoseconds)) on \(moment($0.at))"
            } ?? "–",
          ]
        }))
  }

  /// A moment in words that a narrow column may part: `2026-11-21 08:15:06 UTC`.
  private static func moment(_ time: Timestamp) -> String {
    time.rawValue.replacing("T", with: " ").replacing("Z", with: " UTC")
  }

  private static func claims(_ dashboard: Dashboard) -> String {
    guard !dashboard.claims.isEmpty else { return "" }
    let summary = ClaimSummary(of: dashboard.claims)
    return HTMLReport.section(
      .claims,
      "<p>\(ReportMessage.claimsMet(summary.met, measured: summary.completed, of: summary.total).text)</p>\n"
        + HTMLReport.table(
          .claims, [.claim, .kind, .estimated, .achieved, .interval, .met],
          numeric: [2, 3],
          dashboard.claims.map { claim in
            func percent(_ number: Double?) -> String {
              number.map { QuantityFormat.percent($0 / 100) } ?? "–"
            }
            let interval =
              claim.low == nil ? "–" : "\(percent(claim.low)) … \(percent(claim.high))"
            return [
              link(
                "api/v1/measurements/\(DashboardName.claim(claim.claimID)).json", claim.claimID),
              VisibleText.html(claim.issueType ?? "–"), percent(claim.estimatePercent),
              percent(claim.improvementPercent[MetricName.wallTime.rawValue]), interval,
              claim.meetsExpectation.map { $0 ? "yes" : "no" } ?? "open",
            ]
          }))
  }

  private static func environment(_ dashboard: Dashboard) -> String {
    let keys = Set(dashboard.histories.series.map(\.environment)).sorted()
    let facts = dashboard.verdicts.map { verdict in
      "<h3>\(VisibleText.html(verdict.run.suite.name))</h3>\n<dl>\n"
        + ReportModel(verdict).environment.map {
          "<dt>\($0.name.text)</dt><dd>\(VisibleText.html($0.value))</dd>"
        }.joined(separator: "\n") + "\n</dl>"
    }
    let kinds = keys.map { "<li>\(code($0))</li>" }
    return HTMLReport.section(
      .machinesSection,
      (["<ul>\n\(kinds.joined(separator: "\n"))\n</ul>"] + facts).joined(separator: "\n"))
  }

  // MARK: Pieces

  static func code(_ text: String) -> String {
    "<code>\(VisibleText.html(VisibleText.name(text)))</code>"
  }

  /// A link to a file of the site, whose name never comes from outside as it is.
  static func link(_ path: String, _ text: String) -> String {
    "<a href=\"\(VisibleText.html(path))\">\(code(text))</a>"
  }

  /// The change since the first run; nothing changed in one run.
  private static func change(_ trend: MetricTrend) -> String {
    trend.history.points.count < 2 ? "–" : trend.cell(trend.change).display
  }

  /// Which way a series goes; one run goes nowhere.
  static func direction(_ trend: MetricTrend) -> String {
    trend.history.points.count < 2 ? ReportMessage.oneRun.text : trend.direction.rawValue
  }

  static func commit(_ hash: String?) -> String {
    hash.map { code(String($0.prefix(10))) } ?? "–"
  }

  static func quantity(_ value: Double, _ unit: MetricUnit) -> String {
    VisibleText.html(QuantityFormat.string(value, unit: unit))
  }
}
