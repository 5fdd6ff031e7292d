import GateRecords

/// The page's sections on creeps, service levels, speed-ups, growth and circuit breakers.
enum HTMLRules {
  static func serviceLevels(_ model: ReportModel) -> String {
    let rows = findings(model) { $0.serviceLevel != nil }
    guard !rows.isEmpty else { return "" }
    let cells = rows.compactMap { row -> [String]? in
      guard let level = row.finding.serviceLevel else { return nil }
      let limits = row.figures?.limits ?? ["–", "–"]
      return [
        HTMLReport.status(row), HTMLReport.name(row), VisibleText.html(row.after),
        VisibleText.html(limits[1]), VisibleText.html(limits[0]),
        level.status.rawValue, level.category.rawValue,
        row.finding.value.map { ReportRow.share(of: level, $0) } ?? "–",
      ]
    }
    let summary = model.compliance.map { "<p>\(VisibleText.html($0))</p>\n" } ?? ""
    return HTMLReport.section(
      .serviceLevels,
      summary
        + HTMLReport.table(
          .serviceLevels,
          [.status, .benchmark, .value, .warnsAbove, .limit, .level, .category, .used],
          numeric: [2, 3, 4, 7], cells))
  }

  static func creep(_ model: ReportModel) -> String {
    let rows = findings(model) { $0.creep != nil }
    guard !rows.isEmpty else { return "" }
    let cells = rows.map { row in
      [
        HTMLReport.status(row), HTMLReport.name(row), VisibleText.html(row.before),
        VisibleText.html(row.after), VisibleText.html(row.change), VisibleText.html(row.evidence),
        row.finding.creep?.step.map { QuantityFormat.percent($0 - 1, signed: true) } ?? "–",
      ]
    }
    return HTMLReport.section(
      .anchorComparison,
      HTMLReport.table(
        .anchorComparison,
        [.status, .benchmark, .anchor, .thisChange, .sinceThen, .evidence, .byThisChange],
        numeric: [2, 3, 6], cells))
  }

  static func speedups(_ model: ReportModel) -> String {
    let rows = findings(model) { $0.speedup != nil }
    guard !rows.isEmpty else { return "" }
    let cells = rows.compactMap { row -> [String]? in
      guard let speedup = row.finding.speedup else { return nil }
      return [
        HTMLReport.status(row), HTMLReport.name(row), VisibleText.html(row.before),
        VisibleText.html(row.after), VisibleText.html(row.change), VisibleText.html(row.evidence),
        speedup.expectation ?? "–",
      ]
    }
    return HTMLReport.section(
      .speedups,
      HTMLReport.table(
        .speedups,
        [.status, .faster, .slowerTakes, .fasterTakes, .speedup, .askedFor, .expected],
        numeric: [2, 3, 4], cells))
  }

  static func growth(_ model: ReportModel) -> String {
    let rows = findings(model) { $0.growth != nil }
    guard !rows.isEmpty else { return "" }
    let table = HTMLReport.table(
      .growth, [.status, .series, .observed, .allowed], numeric: [2],
      rows.map { row in
        let series =
          row.finding.growth.map {
            "<code>\(VisibleText.html(VisibleText.name($0.series)))</code>"
          } ?? ""
        return [
          HTMLReport.status(row), series + VisibleText.html(row.qualifier),
          VisibleText.html(row.change),
          VisibleText.html(VisibleText.shortened(row.evidence, to: 300)),
        ]
      })
    // One series may be limited in several ways; its steps are shown once for each metric.
    var shown: Set<String> = []
    let steps = rows.compactMap { row -> String? in
      guard let growth = row.finding.growth,
        shown.insert("\(growth.series)|\(row.finding.metric?.rawValue ?? "")").inserted
      else { return nil }
      return Self.steps(growth, row.finding)
    }
    return HTMLReport.section(.growthSection, ([table] + steps).joined(separator: "\n"))
  }

  private static func steps(_ growth: GrowthEvidence, _ finding: Finding) -> String {
    let unit = finding.unit ?? .count
    let metric = finding.metric?.rawValue ?? ""
    let series = VisibleText.name(growth.series)
    let title = ReportMessage.metricOf(metric, series).text
    return "<h3>\(VisibleText.html(title))</h3>\n"
      + HTMLReport.table(
        title,
        headings: [
          .name(VisibleText.shortened(growth.parameter, to: 40)), .name(metric), .word(.change),
          .word(.soFar),
        ],
        numeric: [0, 1, 2, 3],
        growth.points.map { point in
          [
            QuantityFormat.brief(point.parameter),
            VisibleText.html(QuantityFormat.string(point.value, unit: unit)),
            point.change.map { QuantityFormat.percent($0, signed: true) } ?? "–",
            VisibleText.html(QuantityFormat.string(point.cumulative, unit: unit)),
          ]
        })
  }

  /// The most series that are drawn.
  private static let mostSeries = 40

  static func scaling(_ verdict: Verdict) -> String {
    let series = ScalingSeries.all(verdict)
    guard !series.isEmpty else { return "" }
    let blocks = series.prefix(mostSeries).map { one -> String in
      let title = VisibleText.name(
        ReportMessage.over(one.name, parameter: one.parameter).text)
      let memory = Double(verdict.run.environment.memoryBytes)
      let words = ScalingOutlook(one, machineMemory: memory).sentences.map {
        "<br>\(VisibleText.html(VisibleText.shortened($0, to: 300)))"
      }
      return "<h3>\(VisibleText.html(title))</h3>\n<figure>\(ScalingPlot(one)?.svg ?? "")\n"
        + "<figcaption>\(ReportMessage.logarithmicTimes.text)\(words.joined())</figcaption></figure>"
    }
    let rest = series.count - blocks.count
    let note = rest > 0 ? "\n<p>\(ReportMessage.seriesNotDrawn(rest).text)</p>" : ""
    return HTMLReport.section(.scaling, blocks.joined(separator: "\n") + note)
  }

  static func breakers(_ verdict: Verdict) -> String {
    let breakers = BreakerWords.all(verdict)
    guard !breakers.isEmpty else { return "" }
    let cells = breakers.map { words in
      [
        "<code>\(VisibleText.html(VisibleText.name(words.benchmark.rawValue)))</code>",
        VisibleText.html(VisibleText.plain(words.breaker)), "\(words.openings)",
        VisibleText.html(VisibleText.shortened(words.path, to: 300)),
        VisibleText.html(words.recovery ?? "–"),
      ]
    }
    return HTMLReport.section(
      .breakers,
      HTMLReport.table(
        .breakers, [.benchmark, .breaker, .opened, .states, .longestRecovery], numeric: [2], cells))
  }

  private static func findings(
    _ model: ReportModel, where isWanted: (Finding) -> Bool
  ) -> [ReportRow] {
    (model.important + model.remaining).filter { isWanted($0.finding) }
  }
}
