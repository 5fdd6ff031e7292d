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
    let width = profile.method == .callgrind ? "instructions" : "time, sampled"
    return Self.figure(
      profile.baseline == nil
        ? "functions within their callers, by \(width)"
        : "functions within their callers, by \(width): red costs more than in the baseline, blue less",
      graph.svg, scrolls: true)
  }

  var content: [String] {
    let percentiles = budgeted.compactMap { measurement, budgets in
      PercentilePlot(measurement, budgets: budgets).map {
        Self.figure(
          "\(measurement.metric.rawValue) against its budgets: a dashed line is a limit, a thin line the "
            + "95 % bounds", $0.svg)
      }
    }
    let samples = compared.flatMap { finding, series -> [String] in
      let metric = series.metric.rawValue
      var figures: [String] = []
      let distribution = SampleDistribution(series).svg
      if !distribution.isEmpty {
        figures.append(
          Self.figure(
            series.baselineLaunches == nil
              ? "samples of \(metric); a dot is the median of a launch"
              : "samples of \(metric), the baseline above, this change below; a dot is the median of a launch",
            distribution))
      }
      if let record, let plot = LaunchPairPlot(finding, series, of: record) {
        figures.append(
          Self.figure(
            "change of \(metric) after each launch pair: the band is the interval that held then, "
              + "the dashed line the tolerance", plot.svg))
      }
      return figures
    }
    let small = percentiles + samples
    let figures =
      small.isEmpty ? [] : ["<div class=\"figures\">\n\(small.joined(separator: "\n"))\n</div>"]
    return figures + (flames.map { [$0] } ?? []) + (stepped.map { [HTMLSteps.table($0)] } ?? [])
  }

  /// A drawing with its caption; one that scrolls can be reached with the keyboard.
  private static func figure(_ caption: String, _ svg: String, scrolls: Bool = false) -> String {
    "<figure\(scrolls ? " tabindex=\"0\"" : "")><figcaption>\(VisibleText.html(caption))</figcaption>\n\(svg)</figure>"
  }
}
