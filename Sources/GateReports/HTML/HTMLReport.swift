package import GateRecords

/// A verdict as one self-contained page: no network, dark and light, whole without its script.
package enum HTMLReport {
  /// Renders a verdict.
  ///
  /// - Parameter run: The record that was judged, for distributions and launch pairs.
  package static func render(_ model: ReportModel, run: RunRecord? = nil) -> String {
    let verdict = model.verdict
    let benchmarks = HTMLBenchmarks(verdict, run)
    let anchors = benchmarks.anchors
    let sections = [
      HTMLSummary.header(model), policyChanges(model), HTMLComparisons.important(model, anchors),
      unknownCauses(model),
      warnings(verdict), benchmarks.section,
      HTMLComparisons.unchanged(model, anchors), HTMLBudgets.section(verdict, anchors),
      HTMLRules.serviceLevels(model), HTMLRules.creep(model), HTMLRules.speedups(model),
      HTMLRules.growth(model),
      HTMLRules.scaling(verdict),
      HTMLRules.breakers(verdict), changedCode(verdict), layouts(model, anchors),
      measurements(verdict), facts(model),
    ].filter { !$0.isEmpty }
    return HTMLPage.render(
      title: VisibleText.shortened(
        "\(model.symbol) \(verdict.run.suite.name): \(model.headline)", to: 300),
      body: sections.joined(separator: "\n"), style: HTMLStyle.text, script: HTMLScript.text)
  }

  // MARK: Sections

  private static func warnings(_ verdict: Verdict) -> String {
    guard !verdict.warnings.isEmpty else { return "" }
    let items = verdict.warnings.map { "<li>\(text($0))</li>" }.joined(separator: "\n")
    return section(.warnings, "<ul class=\"warnings\">\n\(items)\n</ul>")
  }

  private static func policyChanges(_ model: ReportModel) -> String {
    guard !model.policyChanges.isEmpty else { return "" }
    let items = model.policyChanges.map { "<li>\(text($0))</li>" }
    return section(
      .budgetChanges,
      "<ul class=\"warnings\">\n\(items.joined(separator: "\n"))\n</ul>")
  }

  /// Why rows have no cause, where it is the same for all; below the rows that matter.
  private static func unknownCauses(_ model: ReportModel) -> String {
    model.unknownCauses.map { "<p class=\"note\">\(text($0))</p>" } ?? ""
  }

  /// The column over the baseline's figures, of a length that a heading bears.
  static func title(_ model: ReportModel) -> String {
    VisibleText.shortened(model.baselineTitle, to: 40)
  }

  /// The functions that changed, folded.
  private static func changedCode(_ verdict: Verdict) -> String {
    guard let code = verdict.code.map(CodeWords.init), let heading = code.heading else { return "" }
    let (names, more) = code.listed(.max)
    let rows = names.map {
      [VisibleText.html($0.kind.rawValue), "<code>\(text($0.name))</code>"]
    }
    let table = table(.changedFunctions, [.kind, .function], numeric: [], rows)
    let note = more.map { "\n<p>\(text($0))</p>" } ?? ""
    return section(
      .code, "<details>\n<summary>\(text(heading))</summary>\n\(table)\(note)\n</details>")
  }

  /// Returns the effect of layouts on the benchmarks to which they matter.
  private static func layouts(_ model: ReportModel, _ anchors: Anchors) -> String {
    guard let lines = model.layouts, !lines.rows.isEmpty else { return "" }
    let cells = lines.rows.map { row in
      [name(row.benchmark, anchors)] + LayoutLines.cells(row).map(VisibleText.html)
    }
    return section(
      .codeLayout,
      "<p>\(VisibleText.html(lines.summary))</p>\n"
        + table(.codeLayout, LayoutLines.columns, numeric: [1, 2, 3, 4, 5], cells))
  }

  private static func measurements(_ verdict: Verdict) -> String {
    guard !verdict.measurements.isEmpty else { return "" }
    let cells = verdict.measurements.map { row in
      func quantity(_ value: Double) -> String {
        VisibleText.html(QuantityFormat.string(value, unit: row.unit))
      }
      return [
        "<code>\(VisibleText.html(VisibleText.name(row.benchmark.rawValue)))</code>",
        VisibleText.html(row.metric.rawValue), quantity(row.median), quantity(row.p95),
        quantity(row.p99), quantity(row.minimum), quantity(row.maximum),
        QuantityFormat.grouped(Int64(row.samples)), "\(row.launches)",
      ]
    }
    let content = table(
      .allMeasurements,
      [
        .benchmark, .metric, .median, .p95, .p99, .minimum, .maximum, .samples, .launches,
      ],
      numeric: [2, 3, 4, 5, 6, 7, 8], cells)
    return section(
      .measurements,
      "<p class=\"note\">\(VisibleText.html(ReportMessage.measuredFigures.text))</p>\n"
        + fold(
          ReportMessage.allMeasurements(cells.count).text, content, rows: cells.count))
  }

  private static func facts(_ model: ReportModel) -> String {
    let facts = model.environment.map {
      "<dt>\($0.name.text)</dt><dd>\(text($0.value))</dd>"
    }
    let promises = model.method.map { "<li>\(VisibleText.html($0))</li>" }
    return section(
      .machineAndMethod,
      """
      <dl>
      \(facts.joined(separator: "\n"))
      </dl>
      <ul>
      \(promises.joined(separator: "\n"))
      </ul>
      \(repetition(model))
      """)
  }

  private static func repetition(_ model: ReportModel) -> String {
    switch model.repetition() {
    case nil: ""
    case .sentence(let sentence): "<p>\(text(sentence))</p>"
    case .line(let line):
      """
      <p>\(ReportHeading.repeatMeasurement.text)</p>
      <pre tabindex="0"><code>\(VisibleText.html(line))</code></pre>
      """
    }
  }

  // MARK: Pieces

  /// The parts of the page that benchmarks have of their own, by name.
  typealias Anchors = [BenchmarkIdentifier: String]

  /// The most rows that are open at first; a browser lays out what is folded later.
  static let mostOpen = 100

  /// The most rows of a table in which something is drawn.
  static let mostDrawn = 1_000

  /// Content under a summary, open where its rows are few.
  static func fold(
    _ summary: String, _ content: String, rows: Int, mostOpen: Int = HTMLReport.mostOpen
  ) -> String {
    let state = rows <= mostOpen ? " open" : ""
    return "<details\(state)>\n<summary>\(summary)</summary>\n\(content)\n</details>"
  }

  /// Shortens a sentence to a readable length.
  static func text(_ sentence: String) -> String {
    VisibleText.html(VisibleText.shortened(VisibleText.plain(sentence), to: 1_000))
  }

  static func section(_ title: ReportHeading, _ content: String, kind: String? = nil) -> String {
    "<section\(kind.map { " class=\"\($0)\"" } ?? "")>\n<h2>\(title.text)</h2>\n\(content)\n</section>"
  }

  static func status(_ row: ReportRow) -> String {
    // The style draws the symbol, so that no one has to hear it.
    "<span class=\"status \(statusClass(row.finding))\" data-symbol=\"\(row.symbol)\">"
      + "\(VisibleText.html(row.status))</span>"
  }

  /// The class that colours a status: what warns is not coloured like what fails.
  static func statusClass(_ finding: Finding) -> String {
    let warns = finding.warns || finding.acceptance != nil
    return warns && !finding.failsTheGate ? "unproven" : finding.status.rawValue
  }

  static func change(_ row: ReportRow) -> String {
    "<span class=\"change\">\(VisibleText.html(row.change))</span>"
  }

  static func name(_ row: ReportRow, _ anchors: Anchors = [:]) -> String {
    name(row.finding.benchmark, anchors)
      + VisibleText.html(VisibleText.name(row.qualifier))
  }

  private static func name(_ benchmark: BenchmarkIdentifier, _ anchors: Anchors) -> String {
    let code = "<code>\(VisibleText.html(VisibleText.name(benchmark.rawValue)))</code>"
    return anchors[benchmark].map { "<a href=\"#\($0)\">\(code)</a>" } ?? code
  }

  static func notes(_ row: ReportRow) -> String {
    let finding = row.finding
    let notes =
      row.ownNotes + (row.history.map { [$0] } ?? [])
      + (finding.rationale.map { [ReportMessage.rationale($0).text] } ?? [])
    return CauseWords.html(finding)
      + notes.map { "<span class=\"note\">\(text($0))</span>" }.joined()
  }

  /// The headings over names that readers look for, which a narrow table must not break into syllables.
  private static let naming = Set(
    ([.benchmark, .series, .faster, .breaker, .claim] as [ReportHeading]).map(\.text))

  /// Returns further remarks about a row's benchmark, folded below its name; empty if there are none.
  ///
  /// - Parameter items: HTML.
  static func more(_ items: [String], _ noun: String) -> String {
    guard !items.isEmpty else { return "" }
    return "<details class=\"more\"><summary>+\(Counted.text(items.count, noun))</summary><ul>"
      + items.map { "<li>\($0)</li>" }.joined() + "</ul></details>"
  }

  /// The heading of a column: a word, a name from outside, or a drawing such as an axis.
  enum Heading {
    case word(ReportHeading)
    case name(String)
    case drawing(String)

    /// The text; nil of a drawing, and empty over the statuses, which need none.
    var text: String? {
      switch self {
      case .word(.status): ""
      case .word(let heading): heading.text
      case .name(let name): name
      case .drawing: nil
      }
    }
  }

  static func table(
    _ label: ReportHeading, _ header: [ReportHeading], numeric: Set<Int>, _ rows: [[String]]
  ) -> String {
    table(label.label, header, numeric: numeric, rows)
  }

  static func table(
    _ label: String, _ header: [ReportHeading], numeric: Set<Int>, _ rows: [[String]]
  ) -> String {
    table(label, headings: header.map(Heading.word), numeric: numeric, rows)
  }

  /// A table that scrolls within the page, or on a telephone has its rows as blocks, with a label for those who cannot see it.
  static func table(
    _ label: String, headings: [Heading], numeric: Set<Int>, _ rows: [[String]]
  ) -> String {
    // Columns of figures are named at the table: an attribute for each cell would weigh megabytes.
    let columns = ([TableLabels.name(of: headings.map(\.text))] + numeric.sorted().map { "n\($0)" })
      .joined(separator: " ")
    let heads = headings.enumerated().map { index, heading in
      switch heading {
      // A column of symbols needs a name for those who cannot see it.
      case .word(.status):
        return "<th scope=\"col\"><span class=\"unseen\">\(ReportHeading.status.text)</span></th>"
      case .word, .name:
        let text = heading.text ?? ""
        let kind = numeric.contains(index) ? "number" : Self.naming.contains(text) ? "name" : nil
        return
          "<th scope=\"col\"\(kind.map { " class=\"\($0)\"" } ?? "")>\(VisibleText.html(text))</th>"
      case .drawing(let svg): return "<th scope=\"col\" class=\"scale\">\(svg)</th>"
      }
    }
    let body = rows.map { cells in
      "<tr>" + cells.map { "<td>\($0)</td>" }.joined() + "</tr>"
    }
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="table: \(VisibleText.html(label))">
      <table class="\(columns)">
      <thead><tr>\(heads.joined())</tr></thead>
      <tbody>
      \(body.joined(separator: "\n"))
      </tbody>
      </table>
      </div>
      """
  }
}
