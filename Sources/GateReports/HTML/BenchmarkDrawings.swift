import GateRecords

/// The charts of one benchmark.
struct BenchmarkDrawings {
  private let budgeted: [(measurement: Measurement, budgets: [Finding])]
  private let compared: [(finding: Finding, series: MetricSeries)]
  private let stepped: Measurement?
  private let record: BenchmarkRecord?
  private let profile: BenchmarkProfile?

  init(
    findings: [Finding], measurements: [Measurement], record: BenchmarkRecord?,
    profile: BenchmarkProfile?
  ) {
    self.profile = profile
    budgeted = measurements.compactMap { measurement in
      let budgets = findings.filter { $0.budget != nil && $0.metric == measurement.metric }
      return budgets.isEmpty ? nil : (measurement, budgets)
    }
    compared = findings.compactMap { finding in
      guard finding.rule == .regression, let metric = finding.metric,
        let series = record?.series(of: metric), !series.isDeterministic,
        series.launches.contains(where: { !$0.isEmpty })
      else { return nil }
      return (finding, series)
    }
    stepped = measurements.first { $0.steps?.isEmpty == false }
    self.record = record
  }

  /// The functions within their callers, where they were looked at.
  private var flames: String? {
    guard let profile, let graph = FlameGraph(profile) else { return nil }
    return Self.figure(
      .flameGraph(
        isSampled: profile.method == .sampled, isCompared: profile.baseline != nil),
      graph.svg, scrolls: true)
  }

  var content: [String] {
    let percentiles = budgeted.compactMap { measurement, budgets in
      PercentilePlot(measurement, budgets: budgets).map {
        Self.figure(
          .percentilesDrawn(measurement.metric), $0.svg)
      }
    }
    let samples = compared.flatMap { finding, series -> [String] in
      var figures: [String] = []
      let distribution = SampleDistribution(series).svg
      if !distribution.isEmpty {
        figures.append(
          Self.figure(
            .samplesDrawn(series.metric, isCompared: series.baselineLaunches != nil),
            distribution))
      }
      if let record, let plot = LaunchPairPlot(finding, series, of: record) {
        figures.append(
          Self.figure(
            .pairsDrawn(series.metric), plot.svg))
      }
      return figures
    }
    let small = percentiles + samples
    let figures =
      small.isEmpty ? [] : ["<div class=\"figures\">\n\(small.joined(separator: "\n"))\n</div>"]
    return figures + (flames.map { [$0] } ?? []) + (stepped.map { [HTMLSteps.table($0)] } ?? [])
  }

  /// A drawing with its caption; one that scrolls can be reached with the keyboard.
  private static func figure(_ caption: ReportMessage, _ svg: String, scrolls: Bool = false)
    -> String
  {
    "<figure\(scrolls ? " tabindex=\"0\"" : "")><figcaption>\(VisibleText.html(caption.text))</figcaption>\n\(svg)</figure>"
  }
}
