import GateRecords

/// The page's part on single benchmarks: percentiles, samples, launch pairs and steps of each.
struct HTMLBenchmarks {
  /// The most benchmarks that have a part of their own, those with news first.
  private static let mostShown = 60

  /// One benchmark's part.
  private struct Part {
    let benchmark: BenchmarkIdentifier
    let content: [String]
  }

  private let parts: [Part]
  private let leftOut: Int

  init(_ verdict: Verdict, _ run: RunRecord?) {
    let records = Dictionary((run?.benchmarks ?? []).map { ($0.name, $0) }) { first, _ in first }
    let profiles = Dictionary((run?.profiles ?? []).map { ($0.benchmark, $0) }) { first, _ in first
    }
    let findings = Dictionary(grouping: verdict.findings, by: \.benchmark)
    let measurements = Dictionary(grouping: verdict.measurements, by: \.benchmark)
    // Findings come worst first, and so do the parts; an unjudged benchmark may still have steps.
    var told: Set<BenchmarkIdentifier> = []
    let names = (verdict.findings.map(\.benchmark) + verdict.measurements.map(\.benchmark))
      .filter { told.insert($0).inserted }
    var parts: [Part] = []
    var leftOut = 0
    for name in names {
      let drawings = Drawings(
        findings: findings[name] ?? [], measurements: measurements[name] ?? [],
        record: records[name], profile: profiles[name])
      guard !drawings.isEmpty else { continue }
      if parts.count < Self.mostShown {
        parts.append(Part(benchmark: name, content: drawings.content))
      } else {
        leftOut += 1
      }
    }
    self.parts = parts
    self.leftOut = leftOut
  }

  /// The names of the parts within the page.
  var anchors: [BenchmarkIdentifier: String] {
    Dictionary(uniqueKeysWithValues: parts.map { ($0.benchmark, Self.anchor($0.benchmark)) })
  }

  private static func anchor(_ benchmark: BenchmarkIdentifier) -> String {
    "benchmark-" + DashboardName.slug(benchmark.rawValue)
  }

  /// The section; empty when there is nothing to draw.
  var section: String {
    guard !parts.isEmpty else { return "" }
    let articles = parts.map { part in
      let name = VisibleText.shortened(VisibleText.plain(part.benchmark.rawValue), to: 160)
      return """
        <article id="\(Self.anchor(part.benchmark))">
        <h3><code>\(VisibleText.html(name))</code></h3>
        \(part.content.joined(separator: "\n"))
        </article>
        """
    }
    let note =
      leftOut > 0
      ? "\n<p>\(leftOut) more \(leftOut == 1 ? "has" : "have") no part of \(leftOut == 1 ? "its" : "their") own.</p>"
      : ""
    return HTMLReport.section(
      "Benchmark by benchmark", articles.joined(separator: "\n") + note)
  }
}

/// What can be drawn of one benchmark.
private struct Drawings {
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

  var isEmpty: Bool { budgeted.isEmpty && compared.isEmpty && stepped == nil && flames == nil }

  /// The functions within their callers, where they were looked at.
  private var flames: String? {
    guard let profile, let graph = FlameGraph(profile) else { return nil }
    let width = profile.method == .callgrind ? "instructions" : "time, sampled"
    return Self.figure(
      profile.baseline == nil
        ? "functions within their callers, by \(width)"
        : "functions within their callers, by \(width): red costs more than in the baseline, blue less",
      graph.svg)
  }

  var content: [String] {
    let percentiles = budgeted.compactMap { measurement, budgets in
      PercentilePlot(measurement, budgets: budgets).map {
        Self.figure(
          "\(measurement.metric.rawValue) against its budgets: a dashed line is a limit, a bar the "
            + "sampling bounds", $0.svg)
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
              ? "samples of \(metric)"
              : "samples of \(metric): the baseline's above, this change's below", distribution))
      }
      if let record, let plot = LaunchPairPlot(finding, series, of: record) {
        figures.append(
          Self.figure(
            "change of \(metric) after each launch pair: the band is the interval that held then, "
              + "the dashed line the tolerance", plot.svg))
      }
      return figures
    }
    return percentiles + samples + (flames.map { [$0] } ?? [])
      + (stepped.map { [HTMLSteps.table($0)] } ?? [])
  }

  private static func figure(_ caption: String, _ svg: String) -> String {
    "<figure><figcaption>\(VisibleText.html(caption))</figcaption>\n\(svg)</figure>"
  }
}
