package import GateRecords

/// A verdict as one self-contained page: no network, no scripts, dark and light.
package enum HTMLReport {
  /// Renders a verdict.
  package static func render(_ verdict: Verdict) -> String {
    let model = ReportModel(verdict)
    let sections = [
      summary(model), policyChanges(model), warnings(verdict), importantTable(model),
      comparisons(model), budgets(verdict), HTMLRules.serviceLevels(model),
      HTMLRules.speedups(model), HTMLRules.growth(model), HTMLRules.breakers(verdict),
      steps(verdict), measurements(verdict), facts(model),
    ].filter { !$0.isEmpty }
    return HTMLPage.render(
      title: "\(model.symbol) \(verdict.run.suite.name): \(model.headline)",
      body: sections.joined(separator: "\n"), style: HTMLStyle.text)
  }

  // MARK: Sections

  private static func summary(_ model: ReportModel) -> String {
    let outcome = model.verdict.outcome.rawValue
    return """
      <header class="outcome \(outcome)">
      <h1><span class="symbol" aria-hidden="true">\(model.symbol)</span> \(VisibleText.html(model.verdict.run.suite.name))</h1>
      <p>\(VisibleText.html(model.headline))</p>
      </header>
      """
  }

  private static func warnings(_ verdict: Verdict) -> String {
    guard !verdict.warnings.isEmpty else { return "" }
    let items = verdict.warnings.map { "<li>\(VisibleText.html($0))</li>" }.joined(separator: "\n")
    return section("Warnings", "<ul class=\"warnings\">\n\(items)\n</ul>")
  }

  private static func policyChanges(_ model: ReportModel) -> String {
    guard !model.policyChanges.isEmpty else { return "" }
    let items = model.policyChanges.map { "<li>\(VisibleText.html($0))</li>" }
    return section(
      "Changes of the budgets",
      "<ul class=\"warnings\">\n\(items.joined(separator: "\n"))\n</ul>")
  }

  private static func importantTable(_ model: ReportModel) -> String {
    guard !model.important.isEmpty else { return "" }
    return section("What matters", findingTable(model.important, model))
  }

  private static func findingTable(_ rows: [ReportRow], _ model: ReportModel) -> String {
    table(
      ["", "benchmark", model.baselineTitle, "this change", "change", "evidence"],
      numeric: [2, 3],
      rows.map { row in
        [
          status(row), name(row) + notes(row.finding), VisibleText.html(row.before),
          VisibleText.html(row.after), change(row), VisibleText.html(row.evidence),
        ]
      })
  }

  private static func budgets(_ verdict: Verdict) -> String {
    let rows = verdict.findings.filter { $0.budget != nil }.sorted {
      ($0.benchmark, $0.statistic?.rawValue ?? "") < ($1.benchmark, $1.statistic?.rawValue ?? "")
    }
    guard !rows.isEmpty else { return "" }
    let cells = rows.compactMap { finding -> [String]? in
      guard let budget = finding.budget else { return nil }
      let unit = finding.unit ?? .count
      func quantity(_ value: Double?) -> String {
        value.map { QuantityFormat.string($0, unit: unit) } ?? "–"
      }
      let row = ReportRow(finding)
      return [
        status(row), name(row), quantity(finding.value),
        budget.low == nil && budget.high == nil
          ? "observed" : VisibleText.html("\(quantity(budget.low)) … \(quantity(budget.high))"),
        VisibleText.html(ReportRow.budget(budget, unit)),
        VisibleText.html(QuantityFormat.brief(budget.limit, unit: unit)),
        BudgetBar(finding: finding, budget: budget).svg,
        QuantityFormat.percent(budget.margin, signed: true),
      ]
    }
    return section(
      "Budgets",
      table(
        ["", "benchmark", "value", "95 % bounds", "budget", "limit", "use of the limit", "margin"],
        numeric: [2, 3, 5, 7], cells))
  }

  private static func comparisons(_ model: ReportModel) -> String {
    let rows = (model.important + model.remaining).filter { $0.finding.change != nil }
    guard !rows.isEmpty else { return "" }
    let cells = rows.map { row in
      [
        status(row), name(row), VisibleText.html(row.before), VisibleText.html(row.after),
        change(row), IntervalPlot(finding: row.finding)?.svg ?? "",
        VisibleText.html(row.evidence),
      ]
    }
    return section(
      "Comparison with the baseline",
      table(
        [
          "", "benchmark", model.baselineTitle, "this change", "change",
          "interval and tolerance", "evidence",
        ], numeric: [2, 3], cells))
  }

  private static func steps(_ verdict: Verdict) -> String {
    let stepped = verdict.measurements.filter { $0.steps?.isEmpty == false }
    guard !stepped.isEmpty else { return "" }
    let blocks = stepped.map { measurement in
      let steps = measurement.steps ?? []
      let total = steps.reduce(0) { $0 + $1.durationMilliseconds }
      let longest = steps.map(\.durationMilliseconds).max() ?? 0
      let bottleneck = steps.firstIndex { $0.durationMilliseconds == longest }
      let rows = steps.enumerated().map { index, step in
        let mark = index == bottleneck ? " <strong>bottleneck</strong>" : ""
        return [
          VisibleText.html(step.stepID) + mark,
          QuantityFormat.string(step.durationMilliseconds * 1e6, unit: .nanoseconds),
          QuantityFormat.percent(total > 0 ? step.durationMilliseconds / total : 0),
          step.rowsRead.map(QuantityFormat.grouped) ?? "–",
          step.rowsWritten.map(QuantityFormat.grouped) ?? "–",
        ]
      }
      return "<h3>\(VisibleText.html(measurement.benchmark.rawValue))</h3>\n"
        + table(
          ["step", "time", "share", "rows read", "rows written"], numeric: [1, 2, 3, 4], rows)
        + indicators(measurement.performanceIndicators)
    }
    return section("Steps of one iteration", blocks.joined(separator: "\n"))
  }

  private static func indicators(_ indicators: PerformanceIndicators?) -> String {
    guard let indicators else { return "" }
    func rows(_ rate: Double) -> String { QuantityFormat.fixed(rate, decimals: 2) + " rows/s" }
    return "\n<p>reading is \(indicators.queryEfficiency.rawValue); transforming steps take in "
      + "\(rows(indicators.transformThroughput)), writing steps write "
      + "\(rows(indicators.writeThroughput))</p>"
  }

  private static func measurements(_ verdict: Verdict) -> String {
    guard !verdict.measurements.isEmpty else { return "" }
    let cells = verdict.measurements.map { row in
      func quantity(_ value: Double) -> String {
        VisibleText.html(QuantityFormat.string(value, unit: row.unit))
      }
      return [
        "<code>\(VisibleText.html(row.benchmark.rawValue))</code>",
        VisibleText.html(row.metric.rawValue), quantity(row.median), quantity(row.p95),
        quantity(row.p99), quantity(row.minimum), quantity(row.maximum),
        QuantityFormat.grouped(Int64(row.samples)), "\(row.launches)",
      ]
    }
    let content = table(
      ["benchmark", "metric", "median", "p95", "p99", "min", "max", "samples", "launches"],
      numeric: [2, 3, 4, 5, 6, 7, 8], cells)
    return "<details open>\n<summary>All measurements</summary>\n\(content)\n</details>"
  }

  private static func facts(_ model: ReportModel) -> String {
    let facts = model.environment.map {
      "<dt>\($0.name)</dt><dd>\(VisibleText.html($0.value))</dd>"
    }
    let promises = model.method.map { "<li>\(VisibleText.html($0))</li>" }
    return section(
      "Machine and method",
      """
      <dl>
      \(facts.joined(separator: "\n"))
      </dl>
      <ul>
      \(promises.joined(separator: "\n"))
      </ul>
      <p>To repeat the measurement:</p>
      <pre><code>\(VisibleText.html(model.reproduction))</code></pre>
      """)
  }

  // MARK: Pieces

  static func section(_ title: String, _ content: String) -> String {
    "<section>\n<h2>\(title)</h2>\n\(content)\n</section>"
  }

  static func status(_ row: ReportRow) -> String {
    "<span class=\"status \(statusClass(row.finding))\">"
      + "<span aria-hidden=\"true\">\(row.symbol)</span> \(VisibleText.html(row.status))</span>"
  }

  /// The class that colours a status: what warns is not coloured like what fails.
  private static func statusClass(_ finding: Finding) -> String {
    let warns = finding.warns || finding.acceptance != nil
    return warns && !finding.failsTheGate ? "unproven" : finding.status.rawValue
  }

  private static func change(_ row: ReportRow) -> String {
    "<span class=\"change\">\(VisibleText.html(row.change))</span>"
  }

  static func name(_ row: ReportRow) -> String {
    let shown = VisibleText.shortened(VisibleText.plain(row.finding.benchmark.rawValue), to: 160)
    return "<code>\(VisibleText.html(shown))</code>\(VisibleText.html(row.qualifier))"
  }

  private static func notes(_ finding: Finding) -> String {
    let notes = finding.notes + (finding.rationale.map { ["rationale: \($0)"] } ?? [])
    return notes.map { "<span class=\"note\">\(VisibleText.html($0))</span>" }.joined()
  }

  static func table(
    _ header: [String], numeric: Set<Int>, _ rows: [[String]]
  ) -> String {
    func cells(_ values: [String], _ tag: String, _ attributes: String) -> String {
      values.enumerated().map { index, value in
        let style = numeric.contains(index) ? " class=\"number\"" : ""
        return "<\(tag)\(attributes)\(style)>\(value)</\(tag)>"
      }.joined()
    }
    // A column of symbols needs a name for those who cannot see it.
    let names = header.map {
      $0.isEmpty ? "<span class=\"unseen\">status</span>" : VisibleText.html($0)
    }
    let body = rows.map { "<tr>\(cells($0, "td", ""))</tr>" }.joined(separator: "\n")
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="table">
      <table>
      <thead><tr>\(cells(names, "th", " scope=\"col\""))</tr></thead>
      <tbody>
      \(body)
      </tbody>
      </table>
      </div>
      """
  }
}
