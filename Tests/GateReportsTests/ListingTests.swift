import GateRecords
import Testing

@testable import GateReports

/// What the terminal and the comment list, and what they only count.
@Suite struct ListingTests {
  private static func finding(
    _ name: String, _ status: FindingStatus, _ metric: MetricName = .wallTime,
    ratio: Double = 1.5, mode: RuleMode? = nil
  ) -> Finding {
    var finding = SampleVerdict.comparison(
      name, status, before: 100, after: 100 * ratio, interval: (ratio - 0.01)...(ratio + 0.01))
    finding.subject.metric = metric
    finding.mode = mode
    return finding
  }

  private static func terminal(
    _ findings: [Finding], isStrict: Bool = false, showsAll: Bool = false
  ) -> String {
    var verdict = SampleVerdict.verdict(findings: findings)
    verdict.isStrict = isStrict
    return TerminalReport.render(verdict, style: TerminalStyle(width: 140, showsAll: showsAll))
  }

  private static func comment(_ findings: [Finding]) -> String {
    MarkdownReport.render(SampleVerdict.verdict(findings: findings))
      .components(separatedBy: "<details>")[0]
  }

  static let several = [
    finding("a", .regressed, ratio: 1.6), finding("a", .regressed, .allocations),
    finding("a", .regressed, .peakMemory), finding("b", .passed, ratio: 1.01),
  ]

  @Test func `one benchmark is one row with its worst metric, and --all opens it`() {
    let text = Self.terminal(Self.several)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("  ✗") } == 1)
    #expect(text.contains("+60.0 %") && text.contains("fails at +5 %; +2 metrics\n"))
    let all = Self.terminal(Self.several, showsAll: true)
    #expect(all.split(separator: "\n").count { $0.hasPrefix("  ✗") } == 3)
    #expect(all.contains("peak_memory") && !all.contains("metrics\n"))
  }

  @Test func `a comment has one row a benchmark and says what else of it fails`() {
    let text = Self.comment(Self.several)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("| ✗") } == 1)
    #expect(text.contains("; +2 metrics |") && text.contains("also peak_memory: "))
  }

  @Test func `what else of a benchmark only warns is said to`() {
    var budget = SampleVerdict.budget("a", .overBudget, value: 61e6)
    budget.mode = .warn
    let text = Self.comment([
      Self.finding("a", .regressed), Self.finding("a", .regressed, .allocations), budget,
    ])
    #expect(text.contains("**a**: also regressed (minor): 100 ns → 150 ns"))
    #expect(text.contains("<br>also, only a warning, p95: 61.0 ms, "), "\(text)")
  }

  @Test func `the folded table has the figure that the verdict decided on`() {
    let measured = Measurement(
      benchmark: BenchmarkIdentifier("a"), metric: .wallTime, unit: .nanoseconds,
      direction: .lowerIsBetter, samples: 4, launches: 2, minimum: 100, mean: 100, median: 149,
      p95: 200, p99: 200, maximum: 200)
    let other = {
      var other = measured
      other.benchmark = "b"
      return other
    }()
    let text = MarkdownReport.render(
      SampleVerdict.verdict(
        findings: [Self.finding("a", .regressed)], measurements: [measured, other]))
    #expect(text.contains("| a | 150 ns (+50.0 %) |"), "\(text)")
    #expect(text.contains("| b | 149 ns |"), "\(text)")
  }

  @Test func `several rules of one metric are called rules`() {
    let text = Self.terminal([
      Self.finding("a", .regressed), SampleVerdict.budget("a", .overBudget, value: 61e6),
    ])
    #expect(text.contains("; +1 rule\n"))
  }

  @Test func `unproven rows are one line where something else fails, and rows where nothing does`()
  {
    let open = (0..<3).map { Self.finding("open\($0)", .unproven, ratio: 1.02) }
    let failing = [Self.finding("a", .regressed)] + open
    let line = "  ? 3 unproven: open0, open1, open2; --all lists them\n"
    #expect(Self.terminal(failing.reversed()).contains(line))
    #expect(Self.comment(failing).contains("\n? 3 unproven: open0, open1, open2\n"))
    for text in [Self.terminal(open), Self.terminal(failing, isStrict: true)] {
      #expect(text.split(separator: "\n").count { $0.hasPrefix("  ? open") } == 3, "\(text)")
      #expect(!text.contains("3 unproven: "))
    }
    let strict = Self.terminal(failing.reversed(), isStrict: true).split(separator: "\n")
    #expect(strict.firstIndex { $0.hasPrefix("  ✗") } == 2)
  }

  @Test func `beside a failure, the headline counts what only warns apart`() {
    let failing = Self.finding("failing", .regressed, ratio: 2)
    let warned = Self.finding("warned", .regressed, ratio: 3, mode: .warn)
    let both = ReportModel(SampleVerdict.verdict(findings: [failing, warned])).headline
    #expect(both.hasPrefix("gate failed: 1 regressed, 1 with only a warning"), "\(both)")
    let alone = ReportModel(SampleVerdict.verdict(findings: [warned])).headline
    #expect(alone.hasPrefix("gate passed with warnings: 1 regressed"), "\(alone)")
  }

  @Test func `failures come before warnings in every format`() throws {
    let findings = [
      Self.finding("warned", .regressed, ratio: 3, mode: .warn),
      SampleVerdict.budget("failing", .overBudget, value: 61e6),
    ]
    let verdict = SampleVerdict.verdict(findings: findings)
    #expect(ReportModel(verdict).important.map(\.finding.benchmark) == ["failing", "warned"])
    #expect(JSONReport(verdict).findings.map(\.benchmark) == ["failing", "warned"])
  }

  @Test func `a passing gate ends with its three largest changes, one a benchmark`() {
    let findings =
      [1.004, 1.03, 0.98, 1.01, 1].enumerated().map {
        Self.finding("b\($0)", .passed, ratio: $1)
      } + [Self.finding("b1", .passed, .allocations, ratio: 1.02)]
    let text = Self.terminal(findings)
    #expect(
      text.hasSuffix(
        """

          largest: b1 +3.0 % [+2.0, +4.0], tolerates 5 %
                   b2 −2.0 % [−3.0, −1.0], tolerates 5 %
                   b3 +1.0 % [0.0, +2.0], tolerates 5 %

        """), "\(text)")
    #expect(Self.comment(findings).contains("- b1 +3.0 % [+2.0, +4.0], tolerates 5 %\n"))
    // A benchmark that has a row is not repeated below.
    let improved = findings + [Self.finding("b1", .improved, .peakMemory, ratio: 0.5)]
    #expect(Self.terminal(improved).contains("largest: b2"))
    #expect(!Self.comment(improved).contains("- b1 "))
    let failing = findings + [Self.finding("a", .regressed)]
    #expect(!Self.terminal(failing).contains("largest"))
  }

  @Test func `growth has a table where it breaks a rule, or on request`() {
    let steps = (1...3).map { year in
      Measurement(
        benchmark: BenchmarkIdentifier("sim/year{year=\(year)}"), metric: .wallTime,
        unit: .nanoseconds, direction: .lowerIsBetter, samples: 4, launches: 2, minimum: 1e9,
        mean: 1e9, median: Double(year) * 1e9, p95: 1e9, p99: 1e9, maximum: 1e9)
    }
    for (status, showsGrowth, isShown) in [
      (FindingStatus.overBudget, false, true), (.passed, false, false), (.passed, true, true),
    ] {
      let verdict = SampleVerdict.verdict(
        findings: [SampleVerdict.growth(status, .perStep)], measurements: steps)
      let text = TerminalReport.render(verdict, style: TerminalStyle(showsGrowth: showsGrowth))
      #expect(text.contains("sim/year over year") == isShown, "\(text)")
    }
  }
}
