import Foundation
import GateHistory
import GateRecords
import Testing

@testable import GateReports

/// The dashboard's first page, its badges, its feed and its comparison of runs.
@Suite struct DashboardGridTests {
  private static let step: [Double] = (0..<24).map { day -> Double in
    let level: Double = day < 12 ? 1_000_000 : 1_200_000
    return level + Double(day % 3) * 1_000
  }

  private static let flat: [Double] = (0..<24).map { 1_000_000 + Double($0 % 3) * 1_000 }

  private func dashboard(
    _ series: [(name: String, values: [Double])], verdicts: [Verdict] = [], address: String? = nil
  ) async throws -> Dashboard {
    let scratch = try HistoryScratch()
    for (name, values) in series { try scratch.append(name, values) }
    return await Dashboard(
      histories: try scratch.histories(), verdicts: verdicts, alerts: [], levels: [], breakers: [],
      claims: [], madeAt: Timestamp(millisecondsSinceEpoch: 1_795_238_287_000), address: address)
  }

  // MARK: The grid

  @Test func `what fails comes first, then what became worse, then what became better`()
    async throws
  {
    let failing = SampleVerdict.budget("d-failing", .overBudget, value: 61e6)
    let made = try await dashboard(
      [
        ("a-steady", Self.flat), ("b-better", Self.step.reversed()), ("c-worse", Self.step),
        ("d-failing", Self.flat),
      ], verdicts: [SampleVerdict.verdict(findings: [failing])])
    let grid = DashboardGrid(made).html
    let names = grid.matches(of: /<code>([a-z-]+)<\/code>/).map { String($0.1) }
    #expect(names == ["d-failing", "c-worse", "b-better", "a-steady"])
    let states = grid.matches(of: /data-status="([a-z ]+)"/).map { String($0.1) }
    #expect(states == ["over budget", "worse", "better", "steady"])
    #expect(grid.contains("worse since 20"))
  }

  @Test func `a drift has its period in the list of changes, and no commits`() async throws {
    let drifting = (0..<60).map { day -> Double in
      let level: Double = 1_000_000 + Double(day) * 5_000
      return level + Double(day % 3) * 1_000
    }
    let made = try await dashboard([("a", drifting)])
    let drift: MetricChange? = made.changes.first { $0.kind == .drift }
    let change = try #require(drift)
    let days = [change.lastBefore.time, change.firstAfter.time].map { $0.rawValue.prefix(10) }
    let page = DashboardPages.overview(made)
    #expect(days[0] < days[1] && page.contains("<td>\(days[0]) to \(days[1])</td>"))
    #expect(page.contains("<strong>worse</strong>, gradually</td><td>–</td><td>–</td>"))
  }

  @Test(
    arguments: [
      (100, 110, MetricUnit.nanoseconds, "+10.0 %"), (0, 5, .count, "+5, from 0"),
      (0, 0, .count, "0.0 %"), (-2, 1, .count, "+3"), (0.5, 0.525, .ratio, "+2.5 pp"),
      (nil, 5, .count, "only in the run after"), (5, nil, .count, "only in the run before"),
    ] as [(Double?, Double?, MetricUnit, String)])
  func `the comparison without a script says how each value changed`(
    _ old: Double?, _ new: Double?, _ unit: MetricUnit, _ words: String
  ) {
    #expect(DashboardComparePage.change(from: old, to: new, unit) == words)
  }

  @Test func `the comparison without a script has the series of one run alone`() async throws {
    let scratch = try HistoryScratch()
    try scratch.append("both", Self.flat)
    try scratch.append("gone", Array(Self.flat.dropLast()))
    let made = await Dashboard(
      histories: try scratch.histories(), verdicts: [], alerts: [], levels: [], breakers: [],
      claims: [], madeAt: Timestamp(millisecondsSinceEpoch: 1_795_238_287_000), address: nil)
    let page = DashboardComparePage(made).html
    #expect(page.contains("only in the run ") && page.contains(">both</code>"))
    #expect(page.contains(">gone</code>"))
  }

  @Test func `a card shows the series that gives its state`() async throws {
    let scratch = try HistoryScratch()
    try scratch.append("a", Self.flat, metrics: [.wallTime, .allocations])
    var failing = SampleVerdict.comparison(
      "a", .regressed, before: 100, after: 150, interval: 1.4...1.6)
    failing.subject.metric = .allocations
    let made = await Dashboard(
      histories: try scratch.histories(), verdicts: [SampleVerdict.verdict(findings: [failing])],
      alerts: [], levels: [], breakers: [], claims: [],
      madeAt: Timestamp(millisecondsSinceEpoch: 1_795_238_287_000), address: nil)
    #expect(DashboardGrid(made).html.contains(" allocations</span>"))
  }

  private func dashboard(
    _ histories: MetricHistories, verdicts: [Verdict] = []
  ) async -> Dashboard {
    await Dashboard(
      histories: histories, verdicts: verdicts, alerts: [], levels: [], breakers: [], claims: [],
      madeAt: Timestamp(millisecondsSinceEpoch: 1_795_238_287_000))
  }

  @Test func `only the runs that are shown are counted`() async throws {
    let scratch = try HistoryScratch()
    try scratch.append("a", Array(Self.flat.prefix(5)))
    try scratch.append("longer", Array(Self.flat.prefix(3)))
    var histories = try scratch.histories()
    #expect(histories.origins.count == 8)
    histories.series.removeAll { $0.benchmark == "longer" }
    let page = DashboardPages.overview(await dashboard(histories))
    #expect(page.contains("<p>1 benchmark, 5 runs, "), "\(page.prefix(9_000).suffix(2_000))")
  }

  @Test func `one run has no change, whatever its verdict is`() async throws {
    let failing = SampleVerdict.comparison(
      "a", .regressed, before: 100, after: 150, interval: 1.4...1.6)
    let made = try await dashboard(
      [("a", [1_000]), ("bb", [1_000])], verdicts: [SampleVerdict.verdict(findings: [failing])])
    let grid = DashboardGrid(made).html
    #expect(!grid.contains("0.0 %") && !grid.contains("steady"), "\(grid)")
    #expect(grid.contains("<span class=\"change\">one run</span>"))
    #expect(grid.contains("data-status=\"one run\""))
    let page = DashboardPages.overview(made)
    #expect(page.contains("<td>–</td><td>one run</td>") && !page.contains("<td>stable</td>"))
    let (subject, trends) = try #require(made.subjects.first)
    let own = DashboardBenchmarkPage(subject, trends, made).html
    #expect(own.contains(", one run</p>") && !own.contains("stable"))
  }

  @Test(arguments: [false, true]) func `machines are named where there is more than one`(
    _ hasTwo: Bool
  ) async throws {
    let scratch = try HistoryScratch()
    try scratch.append("a", Self.step)
    if hasTwo { try scratch.append("a", Self.step, environment: "mac-arm64") }
    let made = await dashboard(try scratch.histories())
    let page = DashboardPages.overview(made)
    let heads = page.matches(of: />machine<\/th>/).count
    #expect(heads == (hasTwo ? 2 : 0))
    let titles = ChangeFeed(made).xml.matches(of: /<title>(a [^<]*)</).map { String($0.1) }
    #expect(titles.contains { $0.hasPrefix("a wall_time on mac-arm64: ") } == hasTwo, "\(titles)")
    #expect(titles.contains { $0.hasPrefix("a wall_time: ") } == !hasTwo)
  }

  @Test(arguments: [500, 501]) func `a page says that it draws the newest runs`(
    _ count: Int
  ) async throws {
    let scratch = try HistoryScratch()
    try scratch.append("a", (0..<count).map { 1_000 + Double($0 % 7) })
    let made = await dashboard(try scratch.histories())
    let (subject, trends) = try #require(made.subjects.first)
    let page = DashboardBenchmarkPage(subject, trends, made).html
    #expect(page.contains("\(count) runs"))
    #expect(page.contains("; the chart shows the newest 500") == (count > 500))
    #expect(page.contains("\"runs\":\(count),"))
  }

  @Test func `small lines of long histories have few points and end with the latest value`() throws
  {
    let scratch = try HistoryScratch()
    try scratch.append("a", (0..<400).map { 1_000 + Double($0 % 7) } + [2_000])
    let history = try #require(try scratch.histories().series.first)
    let svg = TrendChart(history, changes: []).card()
    let points = try #require(svg.firstMatch(of: /points="([^"]*)"/)).1.split(separator: " ")
    #expect(points.count == 120)
    // The latest value is the largest, so it is at the top.
    #expect(points.last?.hasSuffix(",3.0") == true)
  }

  // MARK: Badges

  @Test(
    arguments: [
      (FindingStatus.passed, "passed"), (.unproven, "passed with warnings"),
      (.regressed, "failed"),
    ]) func `a badge says how the gate ended`(_ status: FindingStatus, _ words: String)
  {
    let verdict = SampleVerdict.verdict(findings: [
      SampleVerdict.comparison("a", status, before: 1, after: 1.2, interval: nil)
    ])
    let badge = Badge.gate("performance", [verdict, SampleVerdict.verdict(findings: [])])
    #expect(badge.value == (status == .passed ? "passed with warnings" : words))
    #expect(Badge.gate("performance", [verdict]).value == words)
    #expect(Badge.gate("performance", []).value == "no verdict")
  }

  @Test func `a badge of any name is a drawing of its own and nothing else`() {
    for name in SampleVerdict.hostileNames {
      let svg = Badge(name: name, value: "1 ms", kind: .plain).svg
      #expect(!svg.contains("<script") && !svg.contains("\u{202E}"))
      #expect(svg.hasPrefix("<svg ") && svg.components(separatedBy: "</svg>").count == 2)
    }
  }

  // MARK: The feed

  @Test func `a change of level is one entry, and stays the same one when runs follow`()
    async throws
  {
    func entries(_ values: [Double]) async throws -> [String] {
      let feed = ChangeFeed(try await dashboard([("parse", values)])).xml
      return feed.matches(of: /<entry>[^\u{0}]*?<id>([^<]*)<\/id>/).map { String($0.1) }
    }
    let first = try await entries(Self.step)
    #expect(first.count == 1 && first[0].hasPrefix("urn:uuid:"))
    #expect(try await entries(Self.flat).isEmpty)
  }

  @Test func `links of the feed begin with the site's address where it is known`() async throws {
    let here = ChangeFeed(try await dashboard([("parse", Self.step)])).xml
    #expect(here.contains("href=\"benchmarks/parse-"))
    let there = ChangeFeed(
      try await dashboard([("parse", Self.step)], address: "https://example.org/site/")
    ).xml
    #expect(there.contains("href=\"https://example.org/site/benchmarks/parse-"))
  }

  @Test func `hostile names are text in the feed`() async throws {
    let feed = ChangeFeed(
      try await dashboard(SampleVerdict.hostileNames.map { ($0, Self.step) })
    ).xml
    #expect(feed.components(separatedBy: "<entry>").count > 3)
    #expect(!feed.contains("<script") && !feed.contains("\u{202E}") && !feed.contains("\u{1B}"))
  }

  // MARK: Two runs

  @Test func `the page that compares runs holds their values, as JSON without markup`() async throws
  {
    let names = SampleVerdict.hostileNames + ["parse"]
    let made = try await dashboard(names.map { ($0, Self.step) })
    let values = RunValues(made.histories)
    let json = values.data().json
    #expect(!json.contains("<") && !json.contains("&") && !json.contains("\u{202E}"))
    let data = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: [[Any]]])
    let series = try #require(data["series"])
    #expect(series.count == names.count)
    let runs = try #require(data["runs"])
    #expect(runs.count == values.runs.count)
    let times = runs.compactMap { $0[0] as? Double }
    #expect(times == times.sorted())
    let parse = try #require(series.first { $0[1] as? String == "parse" })
    let known = try #require(parse[7] as? [Any]).compactMap { $0 as? Double }
    #expect(known == Self.step)
  }

  @Test func `without its script the page compares the two newest runs`() async throws {
    let page = DashboardComparePage(try await dashboard([("parse", [1_000, 2_000, 3_000])])).html
    #expect(page.contains("<td>2.00 µs</td><td>3.00 µs</td><td>+50.0 %</td>"))
    let one = DashboardComparePage(try await dashboard([("parse", [1_000])])).html
    #expect(one.contains("There are no two runs"))
  }

  @Test(arguments: [(1.0, "1"), (0.1, "0.1"), (1e300, "1e+300"), (-2.5, "-2.5"), (.nan, "null")])
  func `figures for scripts are JSON`(_ value: Double, _ text: String) {
    var data = SiteData()
    data.number(value)
    #expect(data.json == text)
  }
}
