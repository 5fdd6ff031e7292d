import Foundation
import GateBudgets
import GateDetection
import GateFiles
import GateHistory
import GateRecords
import Testing

@testable import GateReports

/// Whatever the rule and however close the figure is to its limit, every format says what the verdict says.
@Suite struct FigureAgreementTests {
  /// A rule, with what a figure of it is made of.
  struct Rule: CustomTestStringConvertible, Sendable {
    let policy: String
    /// The limit of what is judged.
    let limit: Double
    /// Whether the figure must be at least as large.
    var isFloor = false
    /// The benchmarks whose figure is a number.
    let benchmarks: @Sendable (Double) -> [BenchmarkRecord]
    /// What is before the figure in the message, and before the limit where it is kept or broken.
    let words: (String, limit: [String])
    /// The least distance in the figure that the rule calls one.
    var least = 0.0
    var testDescription: String { policy }
  }

  private static func benchmark(
    _ name: String, _ value: Double, baseline: Double? = nil, metric: MetricName = .wallTime,
    unit: MetricUnit = .nanoseconds
  ) -> BenchmarkRecord {
    func launches(_ value: Double) -> [[Double]] {
      Array(repeating: [value, value, value, value], count: 8)
    }
    return BenchmarkRecord(
      name: BenchmarkIdentifier(name), status: .measured,
      metrics: [
        MetricSeries(
          metric: metric, unit: unit, direction: .lowerIsBetter,
          isDeterministic: metric == .allocations, launches: launches(value),
          baselineLaunches: baseline.map(launches))
      ])
  }

  static let rules: [Rule] = [
    Rule(
      policy: "budgets: [{ benchmark: \"a\", max: \"10 s\" }]", limit: 10e9,
      benchmarks: { [benchmark("a", $0)] }, words: (" is ", limit: ["the budget is "])),
    Rule(
      policy: "budgets: [{ benchmark: \"a\", p95: \"700 ms\", tolerance: \"10%\" }]", limit: 770e6,
      benchmarks: { [benchmark("a", $0)] }, words: (" is ", limit: ["allows "])),
    Rule(
      policy: "budgets: [{ benchmark: \"a\", mean: \"3 ms\" }]", limit: 3e6,
      benchmarks: { [benchmark("a", $0)] }, words: (" is ", limit: ["the budget is "])),
    Rule(
      policy: "budgets: [{ benchmark: \"a\", metric: \"match_rate\", at_least: \"70%\" }]",
      limit: 0.7, isFloor: true,
      benchmarks: {
        [benchmark("a", $0, metric: MetricName(rawValue: "match_rate"), unit: .ratio)]
      }, words: (" is ", limit: ["the budget is at least "])),
    Rule(
      policy: "budgets: [{ benchmark: \"a\", metric: \"peak_memory\", max: \"8 MB\" }]", limit: 8e6,
      benchmarks: { [benchmark("a", $0, metric: .peakMemory, unit: .bytes)] },
      words: (" is ", limit: ["the budget is "])),
    Rule(
      policy:
        "service_levels: { levels: [{ benchmark: \"a\", breach: \"2 min\", warning: \"90 s\" }] }",
      limit: 120e9, benchmarks: { [benchmark("a", $0)] },
      words: (" is ", limit: ["the service level is "])),
    Rule(
      policy: "speedups: [{ faster: \"a\", slower: \"b\", at_least: 2.5 }]", limit: 2.5,
      isFloor: true, benchmarks: { [benchmark("a", 1e9), benchmark("b", 1e9 * $0)] },
      words: ("a is ", limit: ["at least "])),
    Rule(
      policy: "speedups: [{ faster: \"a\", slower: \"b\", reduction: \"60%\" }]", limit: 0.6,
      isFloor: true, benchmarks: { [benchmark("a", 1e9 * (1 - $0)), benchmark("b", 1e9)] },
      words: ("a takes ", limit: ["at least "])),
    Rule(
      policy: "growth: [{ series: \"a{n=*}\", per_step: \"20%\" }]", limit: 0.2,
      benchmarks: { [benchmark("a{n=1}", 1e9), benchmark("a{n=2}", 1e9 * (1 + $0))] },
      words: ("changes by +", limit: ["at most +"])),
    Rule(
      policy: "growth: [{ series: \"a{n=*}\", total: \"20%\" }]", limit: 0.2,
      benchmarks: { [benchmark("a{n=1}", 1e9), benchmark("a{n=2}", 1e9 * (1 + $0))] },
      words: ("changes by +", limit: ["at most +"])),
    Rule(
      policy: "growth: [{ series: \"a{n=*}\", cumulative: \"30 min\" }]", limit: 1800e9,
      benchmarks: { [benchmark("a{n=1}", 900e9), benchmark("a{n=2}", $0 - 900e9)] },
      words: (" take ", limit: ["together; "])),
    Rule(
      policy: "regressions: { allocations: { fail: \"10%\", minor: \"10%\" } }", limit: 0.1,
      benchmarks: {
        [benchmark("a", 1e12 * (1 + $0), baseline: 1e12, metric: .allocations, unit: .count)]
      }, words: ("(+", limit: ["up to ", "tolerance of "]), least: 2e-9),
  ]

  /// Distances from the limit as a share of it: a tenth to a billionth, above and below.
  static let distances: [Double] = {
    var state: UInt64 = 11
    return (1...9).flatMap { exponent in
      [1.0, -1.0].map { sign in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let size = 1 + 8 * Double(state >> 11) / Double(1 << 53)
        return sign * size * Double(sign: .plus, exponent: 0, significand: 1) / tens[exponent + 1]
      }
    }
  }()

  private static let tens: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10]

  @Test(arguments: rules)
  func `the printed figure lies on the side of the printed limit on which the verdict is`(
    _ rule: Rule
  ) throws {
    let policy = try BudgetPolicy(
      text: "{ schema: \"speedgate.budgets/1\", \(rule.policy) }", path: "b.json5")
    for distance in Self.distances where abs(distance) * rule.limit > rule.least {
      let run = Self.run(rule.benchmarks(rule.limit * (1 + distance)))
      let verdict = Check(
        run: run,
        baseline: StoredBaseline(sameEnvironment: [], otherEnvironments: [], problems: []),
        policy: policy,
        options: .init(isStrict: false, checkedAt: Timestamp(millisecondsSinceEpoch: 0))
      ).verdict()
      let finding = try #require(
        verdict.findings.first { finding in
          rule.words.limit.contains { finding.message.contains($0) }
        },
        "\(distance): \(verdict.findings.map(\.message))")
      let isBroken = (distance < 0) == rule.isFloor
      let isFailed = finding.status == .overBudget || finding.status == .regressed
      #expect(isFailed == isBroken, "\(distance): \(finding.message)")
      let (figure, shown) = try #require(Self.number(finding.message, after: rule.words.0))
      let (_, limit) = try #require(
        rule.words.limit.compactMap { Self.number(finding.message, after: $0) }.first)
      #expect(
        shown != limit && (shown > limit) == (distance > 0), "\(distance): \(finding.message)")
      for (name, text) in try Self.formats(verdict) {
        #expect(text.contains(figure), "\(name) lacks \(figure): \(text)")
      }
    }
  }

  /// The first figure behind some words: its digits exactly as written there, and its size in the base unit.
  private static func number(_ text: String, after words: String) -> (String, Double)? {
    guard let start = text.range(of: words) else { return nil }
    let rest = text[start.upperBound...]
    let digits = rest.prefix { $0.isNumber || $0 == "." || $0 == "," }
    let unit = rest.dropFirst(digits.count).drop { $0 == " " }.prefix { $0.isLetter || $0 == "%" }
    let sizes = [
      "ns": 1, "µs": 1e3, "ms": 1e6, "s": 1e9, "min": 60e9, "kB": 1e3, "MB": 1e6, "%": 0.01,
    ]
    return Double(digits.filter { $0 != "," }).map {
      (String(digits), $0 * (sizes[String(unit)] ?? 1))
    }
  }

  /// The formats that show a finding: some only one that is news.
  private static func formats(_ verdict: Verdict) throws -> [String: String] {
    var table = ""
    FindingTable.table(verdict).write(.csv) { table += $0 }
    var formats = [
      "terminal": TerminalReport.render(verdict, style: TerminalStyle(width: 400, showsAll: true)),
      "html": HTMLReport.render(verdict), "csv": table,
    ]
    guard verdict.outcome == .fail else { return formats }
    formats["markdown"] = MarkdownReport.render(verdict)
    formats["junit"] = JUnitReport.render(verdict)
    formats["annotations"] = AnnotationReport.render(verdict)
    formats["json"] = String(
      decoding: try RecordFile.encode(JSONReport(verdict), path: "-"), as: UTF8.self)
    return formats
  }

  private static func run(_ benchmarks: [BenchmarkRecord]) -> RunRecord {
    let start = SampleVerdict.rich.run.startedAt
    let isPaired = benchmarks.contains { $0.metrics.contains { $0.baselineLaunches != nil } }
    return RunRecord(
      runID: SampleVerdict.rich.run.runID, jobID: nil, status: .success, startedAt: start,
      completedAt: start, durationMilliseconds: 38_000,
      suite: SuiteRecord(name: "suite", programHash: "new", commit: "0123456789", branch: "change"),
      baseline: isPaired
        ? SuiteRecord(name: "suite", programHash: "old", commit: "4f2c1aa000", branch: "main")
        : nil,
      environment: SampleVerdict.environment,
      settings: MeasurementSettings(
        profile: "standard", seed: 7, timeBudgetSeconds: 120, filter: nil,
        command: ["speedgate-bench", "run"]),
      benchmarks: benchmarks, leftOut: [], errors: [], warnings: [])
  }

  @Test func `a broken speed-up says why, a reduction is one, and a band has both ends`() throws {
    let policy = try BudgetPolicy(
      text: """
        { schema: "speedgate.budgets/1", speedups: [
          { faster: "a", slower: "b", at_least: 2.5, expected: [3, 4], same_result: true },
          { faster: "a", slower: "c", reduction: "95%", expected: 30 } ] }
        """, path: "b.json5")
    var one = Self.benchmark("a", 1e9)
    var other = Self.benchmark("b", 3.5e9)
    one.resultDigest = "11aa"
    other.resultDigest = "22bb"
    let verdict = Check(
      run: Self.run([one, other, Self.benchmark("c", 19e9)]),
      baseline: StoredBaseline(sameEnvironment: [], otherEnvironments: [], problems: []),
      policy: policy,
      options: .init(isStrict: false, checkedAt: Timestamp(millisecondsSinceEpoch: 0))
    ).verdict()
    let messages = verdict.findings.map(\.message)
    #expect(
      messages.contains {
        $0.hasPrefix(
          "a is 3.50 times as fast as b; at least 2.5 is asked for, and the results differ")
          && $0.contains("11aa") && $0.contains("22bb")
      }, "\(messages)")
    #expect(
      messages.contains("wall_time: a takes 94.7 % less than c; at least 95 % less is asked for"),
      "\(messages)")
    for (name, text) in try Self.formats(verdict) where name != "csv" && name != "junit" {
      #expect(text.contains("94.7 %"), "\(name): \(text)")
      #expect(!text.contains("19.0×"), "\(name)")
    }
    for (name, text) in try Self.formats(verdict)
    where ["terminal", "markdown", "html", "annotations"].contains(name) {
      #expect(text.contains("3× to 4×"), "\(name): \(text)")
    }
    let evidence = try #require(
      verdict.findings.first { $0.speedup?.slower.rawValue == "b" }?.speedup)
    #expect(evidence.expected == 3 && evidence.expectedHigh == 4 && evidence.reduction == nil)
    let reduced = try #require(
      verdict.findings.first { $0.speedup?.slower.rawValue == "c" }?.speedup)
    #expect(reduced.reduction == 0.95 && reduced.expectedHigh == nil)
  }
}
