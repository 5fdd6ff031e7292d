import GateRecords
import Testing

@testable import GateReports

/// The first screen of the HTML report: the header, the rows that matter, the cards.
@Suite struct HTMLFirstScreenTests {
  private static func change(
    _ name: String, _ ratio: Double, _ interval: ClosedRange<Double>? = nil,
    _ status: FindingStatus = .regressed
  ) -> Finding {
    SampleVerdict.comparison(
      name, status, before: 1e6, after: 1e6 * ratio, interval: interval)
  }

  private static func place(_ svg: String?) throws -> Double {
    let drawing = try #require(svg)
    let match = try #require(drawing.firstMatch(of: /<circle [^>]*cx="([0-9.]+)"/))
    return try #require(Double(String(match.1)))
  }

  // MARK: The axis

  @Test func `a larger change lies further out on the one axis, in both directions`() throws {
    let ratios = [0.2, 0.7, 0.95, 1, 1.02, 1.1, 1.5, 4]
    let findings = ratios.map { Self.change("b", $0) }
    let axis = try #require(ChangeAxis(findings))
    let places = try findings.map { try Self.place(axis.row($0)) }
    #expect(places == places.sorted() && Set(places).count == places.count)
    #expect(places[3] == 140)
    // Two per cent can be seen beside three hundred.
    #expect(places[4] - places[3] > 5)
  }

  @Test func `the labels of the axis do not overlap, and none is beyond it`() throws {
    for ratio in [1.001, 1.03, 1.5, 30] {
      let axis = try #require(ChangeAxis([Self.change("b", ratio)]))
      let places = try axis.head.matches(of: /<text[^>]* x="([0-9.]+)"/).map {
        try #require(Double(String($0.1)))
      }.sorted()
      #expect(places.count >= 2, "\(ratio)")
      for (left, right) in zip(places, places.dropFirst()) { #expect(right - left >= 34) }
      #expect(places.allSatisfy { (0...280).contains($0) })
    }
  }

  @Test func `an end that nothing bounds has no cap`() throws {
    let bounded = Self.change("b", 1.5, 1.4...1.6)
    let open = Self.change("b", 1.5)
    let axis = try #require(ChangeAxis([bounded]))
    func caps(_ finding: Finding) throws -> Int {
      try #require(axis.row(finding)).components(separatedBy: "v8").count - 1
    }
    #expect(try caps(bounded) == 2)
    #expect(try caps(open) == 0)
  }

  @Test func `without a change there is no axis`() {
    #expect(ChangeAxis([SampleVerdict.budget("a", .overBudget, value: 61e6)]) == nil)
  }

  // MARK: Rows

  @Test
  func `a benchmark has one row among those that matter, and its other findings below its name`() {
    var memory = Self.change("parse", 1.4)
    memory.subject.metric = .peakMemory
    let verdict = SampleVerdict.verdict(
      findings: [Self.change("parse", 1.5), memory, Self.change("sort", 1.2)])
    let section = HTMLComparisons.important(ReportModel(verdict), [:])
    #expect(section.components(separatedBy: "<tr>").count == 4)
    #expect(section.components(separatedBy: "+1 finding</summary>").count == 2)
    #expect(section.contains(" peak_memory: "))
  }

  @Test func `budgets that are kept have one row a benchmark, the nearest to its limit first`() {
    let budgets = [("a", 1e6), ("a", 40e6), ("b", 2e6)].map {
      SampleVerdict.budget($0.0, .passed, value: $0.1)
    }
    var findings = budgets
    findings[0].subject.statistic = .percentile(99)
    findings[0].editBudget { $0.margin = 0.9 }
    findings[1].editBudget { $0.margin = 0.1 }
    let section = HTMLBudgets.section(SampleVerdict.verdict(findings: findings), [:])
    #expect(section.contains("<summary>3 budgets kept by 2 benchmarks</summary>"))
    #expect(section.components(separatedBy: "<tr>").count == 4)
    #expect(section.contains("+1 budget</summary><ul><li>p99: "))
  }

  // MARK: Header

  @Test func `the header keeps the headline's words and marks its counts`() {
    let verdict = SampleVerdict.verdict(findings: [
      Self.change("a", 1.5), Self.change("b", 1.0, nil, .passed),
    ])
    let model = ReportModel(verdict)
    let header = HTMLSummary.header(model)
    let text = header.replacing(/<[^>]*>/, with: "")
    #expect(text.contains(model.headline))
    #expect(header.contains("<strong>gate failed</strong>"))
    #expect(header.contains("<span class=\"count worry\">1 regressed</span>"))
    #expect(header.contains("<span class=\"count rest\">1 passed</span>"))
    #expect(header.contains("<p class=\"machine\">") && header.contains("processor"))
  }

  @Test
  func `without layouts the noise is the intervals' half width, and without intervals nothing`() {
    func header(_ findings: [Finding]) -> String {
      HTMLSummary.header(ReportModel(SampleVerdict.verdict(findings: findings)))
    }
    let wide = header([Self.change("a", 1.5, 1.4...1.6)])
    #expect(wide.contains("noise: intervals are ± 10.0 % in the median"))
    #expect(!header([SampleVerdict.budget("a", .passed, value: 1e6)]).contains("noise"))
  }

  // MARK: Cards

  @Test func `a card says what the script sorts and filters by`() {
    let card = BenchmarkCard(
      benchmark: "parse", findings: [Self.change("parse", 1.5, 1.4...1.6)],
      measurements: [],
      record: BenchmarkRecord(
        name: "parse", tags: ["io", "a \"quoted\" tag"], status: .measured, metrics: []))
    let html = card.html(ChangeAxis(card.findings))
    #expect(html.contains(" data-status=\"regressed"))
    #expect(html.contains(" data-metrics=\"wall_time\""))
    #expect(html.contains(" data-change=\"0.5\""))
    #expect(html.contains("a &quot;quoted&quot; tag"))
    #expect(html.contains("id=\"\(card.anchor)\""))
  }

  @Test func `a card without a rule shows its median and says that nothing judges it`() throws {
    let html = BenchmarkCard(
      benchmark: "formation", findings: [], measurements: SampleVerdict.rich.measurements
    ).html(nil)
    #expect(html.contains(">not judged</span>") && html.contains("10.0 ms wall_time"), "\(html)")
  }

  @Test(arguments: [
    (-0.1, RuleMode?.none, "broken"), (-0.1, .enforce, "broken"), (-0.1, .warn, "warned"),
    (0.1, .warn, "used"),
  ]) func `a budget that only warns is not drawn in the colour of a failure`(
    _ margin: Double, _ mode: RuleMode?, _ kind: String
  ) throws {
    var finding = SampleVerdict.budget("a", margin < 0 ? .overBudget : .passed, value: 61e6)
    finding.editBudget { $0.margin = margin }
    finding.mode = mode
    let budget = try #require(finding.budget)
    #expect(BudgetBar(finding: finding, budget: budget).svg.contains("class=\"\(kind)\""))
    let measurement = try #require(SampleVerdict.rich.measurements.first)
    let plot = try #require(PercentilePlot(measurement, budgets: [finding]))
    let bars = plot.svg.matches(of: /class="(broken|warned)"/).map { String($0.1) }
    #expect(bars == (kind == "used" ? [] : [kind]))
  }

  @Test func `a card shows the wall time where nothing is worse`() {
    var memory = Self.change("parse", 1.01, nil, .passed)
    memory.subject.metric = .peakMemory
    let time = Self.change("parse", 1.02, nil, .passed)
    let card = BenchmarkCard(
      benchmark: "parse", findings: [memory, time], measurements: [])
    #expect(card.html(nil).contains(" data-change=\"0.02"))
    var worse = Self.change("parse", 1.4)
    worse.subject.metric = .peakMemory
    let other = BenchmarkCard(
      benchmark: "parse", findings: [worse, time], measurements: [])
    #expect(other.html(nil).contains("peak_memory</span>"))
  }
}
