import GateRecords
import Testing

@testable import GateBudgets
@testable import GateDetection

@Suite struct GrowthTests {
  static func series(
    _ values: [Double], name: String = "sim/year", parameter: String = "year",
    sizes: [Int]? = nil, metric: MetricName = .wallTime, unit: MetricUnit = .nanoseconds
  ) -> [BenchmarkRecord] {
    values.enumerated().map { place, value in
      var record = BudgetEvaluationTests.benchmark(
        [[value], [value]], metric: metric, unit: unit)
      record.name = BenchmarkIdentifier(
        "\(name){\(parameter)=\(sizes?[place] ?? place + 1)}")
      return record
    }
  }

  static func findings(_ body: String, _ benchmarks: [BenchmarkRecord]) throws -> [Finding] {
    let policy = try CheckTests.policy("growth: [ { \(body) } ]")
    return GrowthEvaluation(rule: try #require(policy.growth.first)).findings(in: benchmarks)
  }

  // No change for the first period, 10 % from 100 to 110, a running sum.
  @Test func `every step has its change and the sum so far`() throws {
    let finding = try #require(
      try Self.findings(
        "series: \"sim/year{year=*}\", per_step: \"200%\"", Self.series([100, 110, 330])
      ).first)
    let points = try #require(finding.growth).points
    #expect(points.map(\.change) == [nil, 0.1, 2])
    #expect(points.map(\.cumulative) == [100, 210, 540])
    #expect(points.map(\.parameter) == [1, 2, 3])
  }

  @Test(arguments: [
    ([100.0, 120, 144], FindingStatus.passed, 2), ([100, 120, 144.1], .overBudget, 3),
    ([100, 90, 80], .passed, 2),
  ]) func `the step that grows most decides`(
    _ values: [Double], _ status: FindingStatus, _ year: Int
  ) throws {
    let finding = try #require(
      try Self.findings("series: \"sim/year{year=*}\", per_step: \"20%\"", Self.series(values))
        .first)
    #expect(finding.status == status)
    if status == .overBudget {
      #expect(finding.benchmark == BenchmarkIdentifier("sim/year{year=\(year)}"))
      #expect(
        finding.message
          == "wall_time changes by +20.1 % from 2 to 3; at most +20 % is allowed")
    }
  }

  @Test func `memory is limited from step to step and in all`() throws {
    let memory = Self.series([100, 108, 118], metric: .peakMemory, unit: .bytes)
    func status(_ limit: String) throws -> [FindingStatus] {
      try Self.findings("series: \"sim/year{year=*}\", \(limit)", memory).map(\.status)
    }
    #expect(try status("memory_per_step: \"10%\"") == [.passed])
    #expect(try status("memory_per_step: \"9%\"") == [.overBudget])
    #expect(try status("memory_total: \"18%\"") == [.passed])
    #expect(try status("memory_total: \"17%\"") == [.overBudget])
  }

  // 10, 20 and 30 s are 60 s in all, each step in its own sum.
  @Test(arguments: [("60 s", FindingStatus.passed), ("59 s", .overBudget)])
  func `all steps together are limited`(_ limit: String, _ status: FindingStatus) throws {
    let finding = try #require(
      try Self.findings(
        "series: \"sim/year{year=*}\", cumulative: \"\(limit)\"", Self.series([10e9, 20e9, 30e9])
      ).first)
    #expect(finding.status == status && finding.growth?.observed == 60e9)
    #expect(finding.growth?.points.map(\.cumulative) == [10e9, 30e9, 60e9])
    #expect(finding.message == "3 steps take 60.0 s of wall_time together; \(limit) is allowed")
  }

  // Comparison of scenarios.
  @Test func `a scenario is held against another at the same parameter`() throws {
    let benchmarks =
      Self.series([100, 200, 300]) + Self.series([110, 230, 330], name: "sim/high")
    func finding(_ within: String) throws -> Finding {
      try #require(
        try Self.findings(
          "series: \"sim/high{year=*}\", against: \"sim/year{year=*}\", within: \"\(within)\"",
          benchmarks
        ).first)
    }
    #expect(try finding("15%").status == .passed)
    let broken = try finding("14%")
    #expect(broken.status == .overBudget && broken.benchmark == "sim/high{year=2}")
  }

  @Test func `an order of growth is kept, broken, or not distinguished`() throws {
    let sizes = [100, 1_000, 10_000, 100_000]
    func finding(_ allowed: String, _ cost: (Double) -> Double) throws -> Finding {
      try #require(
        try Self.findings(
          "series: \"sort{n=*}\", complexity: \"\(allowed)\"",
          Self.series(sizes.map { cost(Double($0)) }, name: "sort", parameter: "n", sizes: sizes)
        ).first)
    }
    #expect(try finding("O(n)") { 50 + 3 * $0 }.status == .passed)
    let quadratic = try finding("O(n log n)") { 3 * $0 * $0 }
    #expect(quadratic.status == .overBudget && quadratic.growth?.fitted == "O(n²)")
    #expect(try finding("O(n^2)") { 3 * $0 * $0 }.status == .passed)
    #expect(try finding("O(1)") { 100 + 0.00002 * $0 }.status == .passed)
  }

  @Test func `too few sizes, or too near ones, prove no order`() throws {
    let near = Self.series(
      [10, 11, 12, 13], name: "sort", parameter: "n", sizes: [10, 11, 12, 13])
    let finding = try #require(
      try Self.findings("series: \"sort{n=*}\", complexity: \"O(1)\"", near).first)
    #expect(finding.status == .unproven && finding.message.contains("4 sizes or more"))
  }

  @Test func `series are ordered by number and distinguished by their other parameters`() throws {
    let pattern = try #require(SeriesPattern("s*{n=*}"))
    var records = Self.series([1, 2, 3], name: "s", parameter: "n", sizes: [100, 20, 3])
    records += Self.series([1, 2], name: "s2", parameter: "n", sizes: [2, 1])
    let texts = pattern.series(in: records).map { $0.map(\.text) }
    #expect(texts == [["3", "20", "100"], ["1", "2"]])
    let modes = try #require(SeriesPattern("s{mode=*,n=10}"))
    for mode in ["slow", "fast"] {
      var record = records[0]
      record.name = BenchmarkIdentifier("s{mode=\(mode),n=10}")
      records.append(record)
    }
    // Words have no order but the suite's.
    #expect(modes.series(in: records).map { $0.map(\.text) } == [["slow", "fast"]])
    #expect(modes.series(in: records)[0].map(\.parameter) == [1, 2])
    #expect(SeriesPattern("s") == nil && SeriesPattern("s{a=*,b=*}") == nil)
    #expect(SeriesPattern("s{=*}") == nil && SeriesPattern("s{n=1}") == nil)
  }

  @Test func `a series with a gap keeps no limit, and may break one`() throws {
    func findings(_ values: [Double], _ limit: String, without silent: String) throws -> [Finding] {
      let policy = try CheckTests.policy(
        "growth: [ { series: \"sim/year{year=*}\", \(limit) } ]")
      return GrowthEvaluation(rule: try #require(policy.growth.first)).findings(
        in: Self.series(values),
        without: [BenchmarkRecord(name: BenchmarkIdentifier(silent), status: .skipped)])
    }
    for limit in ["per_step: \"20%\"", "cumulative: \"1 s\"", "total: \"90%\""] {
      let open = try #require(
        try findings([100, 110], limit, without: "sim/year{year=3}").first)
      #expect(open.status == .unproven, "\(limit)")
      #expect(open.notes == ["sim/year{year=3} has no measurement, so the series has a gap"])
    }
    #expect(
      try findings([100, 130], "per_step: \"20%\"", without: "sim/year{year=3}").map(\.status)
        == [.overBudget])
    #expect(
      try findings([100, 110], "per_step: \"20%\"", without: "other{year=3}").map(\.status)
        == [.passed])
  }

  @Test func `one step is no series, one launch bounds nothing`() throws {
    let single = try #require(
      try Self.findings("series: \"sim/year{year=*}\", per_step: \"1%\"", Self.series([1])).first)
    #expect(single.status == .unproven && single.message.contains("only one step"))
    var once = Self.series([100, 100])
    for place in once.indices { once[place].metrics[0].launches = [[100]] }
    let open = try #require(
      try Self.findings("series: \"sim/year{year=*}\", per_step: \"1%\"", once).first)
    #expect(open.status == .unproven && open.notes[0].contains("one launch"))
    let sum = try #require(
      try Self.findings("series: \"sim/year{year=*}\", cumulative: \"1 s\"", once).first)
    #expect(sum.status == .unproven && sum.notes[0].contains("one launch"))
    #expect(
      try Self.findings("series: \"other{year=*}\", per_step: \"1%\"", once).isEmpty)
  }

  // Without its bounds and a reason, 3.66 s beside 3.5 s looks like a limit that is broken.
  @Test(arguments: ["per_step: \"20.5%\"", "total: \"45%\"", "cumulative: \"3.66 s\""])
  func `a limit that is not settled has its bounds and a reason`(_ limit: String) throws {
    var series = Self.series([1e9, 1.2e9, 1.45e9])
    for place in series.indices {
      series[place].metrics[0].launches = series[place].metrics[0].launches.enumerated().map {
        [$1[0] * (1 + 0.01 * Double($0))]
      }
    }
    let finding = try #require(
      try Self.findings("series: \"sim/year{year=*}\", \(limit)", series).first)
    #expect(finding.status == .unproven)
    let growth = try #require(finding.growth)
    #expect(growth.low != nil && growth.high != nil)
    #expect(finding.message.contains(" ["), "\(finding.message)")
    #expect(
      finding.message.hasSuffix("is allowed, and these samples do not decide whether it is kept"))
    #expect(finding.notes.contains { $0.contains("both sides of the limit") })
  }

  /// A series of which every step ran once.
  private func once(_ values: [Double], name: String = "sim/year") -> [BenchmarkRecord] {
    var records = Self.series(values, name: name)
    for (place, value) in values.enumerated() { records[place].metrics[0].launches = [[value]] }
    return records
  }

  // A job of hours runs once: 3 h 59 min of 4 h are kept, a second more is not.
  @Test(arguments: [
    ("per_step: \"20%\"", [100.0, 120, 144], FindingStatus.passed),
    ("per_step: \"20%\"", [100, 120, 144.1], .overBudget),
    ("total: \"44%\"", [100, 120, 144], .passed), ("total: \"43%\"", [100, 120, 144], .overBudget),
    ("cumulative: \"4 h\"", [7_200e9, 7_200e9], .passed),
    ("cumulative: \"4 h\"", [7_200e9, 7_201e9], .overBudget),
  ]) func `a job that runs once is judged as it was observed`(
    _ limit: String, _ values: [Double], _ status: FindingStatus
  ) throws {
    let rule = "series: \"sim/year{year=*}\", \(limit)"
    let finding = try #require(
      try Self.findings("\(rule), observed: true", once(values)).first)
    #expect(finding.status == status && finding.notes.isEmpty)
    let growth = try #require(finding.growth)
    #expect(growth.low == nil && growth.high == nil && growth.confidence == nil)
    // Without the key one launch proves neither, and the finding says what to write.
    let bounded = try #require(try Self.findings(rule, once(values)).first)
    #expect(bounded.status == .unproven && bounded.notes[0].contains("observed: true"))
  }

  @Test func `scenarios of jobs that run once are held against each other`() throws {
    let benchmarks = once([100, 200]) + once([120, 260], name: "sim/high")
    func status(_ within: String) throws -> FindingStatus? {
      try Self.findings(
        "series: \"sim/high{year=*}\", against: \"sim/year{year=*}\", within: \"\(within)\", observed: true",
        benchmarks
      ).first?.status
    }
    #expect(try status("30%") == .passed)
    #expect(try status("29%") == .overBudget)
  }
}
