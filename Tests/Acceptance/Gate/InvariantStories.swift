import Foundation
import GateRecords
import Testing

/// Whatever is gated and whatever is beside it: a doubled figure never passes, an unchanged one
/// never fails.
///
/// The figures are drawn with one seed, so a case ends the same way each time.
@Suite struct InvariantStories {
  /// A metric, how it is drawn, and how it gets twice as bad.
  struct Gated: Sendable, CustomTestStringConvertible {
    let metric: String
    var title: String?
    /// Its figure; nil for those that every benchmark has.
    var value: String?
    var noise: String? = "0.003"
    /// What is multiplied by what.
    var factor: String?
    var extra: [String: String] = [:]
    /// Rules beside its own.
    var rules = ""

    var testDescription: String { title ?? metric }

    /// The regression rules that gate it at a tolerance.
    func regressions(_ tolerance: String) -> String {
      "\(metric): { fail: \"\(tolerance)\" }" + rules
    }

    /// The candidate's variable for a figure twice as bad.
    var doubled: [String: String] { ["DRAWN_FACTORS": factor ?? "\(metric)=2"] }
  }

  static let metrics: [Gated] = [
    Gated(metric: "wall_time"),
    Gated(metric: "cpu_time", noise: nil),
    Gated(metric: "peak_memory"),
    // Half the rate is twice the time, which is not gated here.
    Gated(
      metric: "throughput", noise: nil, factor: "wall_time=2", extra: ["DRAWN_ITEMS": "1000"],
      rules: ", wall_time: {}"),
    Gated(metric: "allocations", value: "100", noise: nil),
    Gated(
      metric: "allocations", title: "allocations that vary", value: "1000", noise: "0.002"),
    Gated(metric: "allocated_bytes", value: "4096", noise: nil),
    Gated(metric: "instructions", value: "1000000", noise: "0.0001"),
    Gated(metric: "cycles", value: "1000000", noise: "0.002"),
    Gated(metric: "page_faults", value: "400", noise: "0.002"),
    Gated(metric: "context_switches", value: "200", noise: "0.002"),
    Gated(metric: "threads", value: "8", noise: nil),
    Gated(metric: "system_calls", value: "300", noise: "0.002"),
    Gated(metric: "io_calls", value: "30", noise: nil),
    Gated(metric: "latency", value: "70", noise: "0.002"),
    Gated(
      metric: "hit_rate", value: "0.8", noise: "0.002", factor: "hit_rate=0.5",
      extra: ["DRAWN_HIGHER_IS_BETTER": "hit_rate"]),
  ]

  /// What is beside the benchmarks that are compared.
  enum Company: String, CaseIterable, Sendable {
    case alone
    case besideNew = "beside new benchmarks"
    case besideVanished = "beside vanished benchmarks"
    case besideCrashing = "beside crashing benchmarks"

    /// Whether the gate fails for the company alone.
    var fails: Bool {
      switch self {
      case .alone, .besideNew: false
      case .besideVanished, .besideCrashing: true
      }
    }

    /// Variables of both sides and of the candidate.
    func variables(_ count: Int) -> (both: [String: String], candidate: [String: String]) {
      switch self {
      case .alone: ([:], [:])
      case .besideNew: ([:], ["DRAWN_ADDED": "\(5 + count / 10)"])
      case .besideVanished: (["DRAWN_ADDED": "2"], ["DRAWN_ADDED": "0"])
      case .besideCrashing: (["DRAWN_CRASHING": "2"], ["DRAWN_CRASH": "1"])
      }
    }
  }

  /// A gate that measures these metrics at a tolerance of 5 %, and a stricter judge's budgets.
  static func gate(
    _ gated: [Gated], _ count: Int, _ company: Company, candidate: [String: String] = [:]
  ) throws -> (gate: DrawnGate, stricter: String) {
    let company = company.variables(count)
    var values: [String: String] = [:]
    var noise = ["wall_time": "0.003"]
    var both = company.both.merging(["DRAWN_BENCHMARKS": "\(count)"]) { $1 }
    for metric in gated {
      values[metric.metric] = metric.value
      noise[metric.metric] = metric.noise ?? noise[metric.metric]
      both.merge(metric.extra) { $1 }
    }
    both["DRAWN_VALUES"] = Self.list(values)
    both["DRAWN_NOISE"] = Self.list(noise)
    func budgets(_ tolerance: String) -> String {
      var seen: Set<String> = []
      let rules = gated.filter { seen.insert($0.metric).inserted }.map { metric in
        metric.regressions(tolerance)
      }.joined(separator: ", ")
      return "regressions: { \(rules) }"
    }
    let gate = try DrawnGate(
      both: both, candidate: company.candidate.merging(candidate) { $1 }, budgets: budgets("5%"))
    return (gate, try gate.budgetsFolder("stricter", budgets("2%")))
  }

  private static func list(_ pairs: [String: String]) -> String {
    pairs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
  }

  /// The answers of the judge with the budgets that were measured by, and of a stricter one.
  static func answers(
    _ gate: DrawnGate, stricter: String
  ) throws -> [(judge: String, answer: DrawnGate.Answer)] {
    let measured = try gate.measure()
    #expect(measured.status == 0, "\(measured.err)")
    return [
      ("own", try gate.check()), ("stricter", try gate.check("--policy-from", stricter)),
    ]
  }

  static func expectFailure(_ metric: Gated, _ count: Int, _ company: Company) throws {
    let (gate, stricter) = try gate([metric], count, company, candidate: metric.doubled)
    for (judge, answer) in try answers(gate, stricter: stricter) {
      #expect(answer.status == 1, "\(judge) judge: \(answer.outcome)")
      #expect(
        answer.word(metric.metric) == "regressed",
        "\(judge) judge: \(String(describing: answer.finding(metric.metric)))")
    }
  }

  /// The metrics at once; those that the walk has twice are there once.
  static func expectNoRegression(
    _ metrics: [Gated], _ count: Int, _ company: Company
  ) throws {
    let (gate, stricter) = try gate(metrics, count, company)
    for (judge, answer) in try answers(gate, stricter: stricter) {
      if !company.fails { #expect(answer.status == 0, "\(judge) judge: \(answer.outcome)") }
      let verdict = try #require(answer.verdict)
      #expect(verdict.findings.allSatisfy { $0.status != .regressed }, "\(judge) judge")
      guard judge == "own" else { continue }
      for metric in metrics {
        #expect(
          answer.word(metric.metric) == "passed",
          "\(String(describing: answer.finding(metric.metric)))")
      }
    }
  }

  @Test(arguments: metrics, Company.allCases)
  func `a doubled figure never passes where it is the only benchmark`(
    _ metric: Gated, _ company: Company
  ) throws {
    try Self.expectFailure(metric, 1, company)
  }

  /// Every metric beside two of the four companies, each company beside half of the metrics.
  static let amongTwenty = metrics.enumerated().flatMap { index, metric in
    [0, 2].map { (metric, Company.allCases[(index + $0) % Company.allCases.count]) }
  }

  @Test(arguments: amongTwenty)
  func `a doubled figure never passes among twenty benchmarks`(
    _ metric: Gated, _ company: Company
  ) throws {
    try Self.expectFailure(metric, 20, company)
  }

  /// Each kind of evidence and each company once, because these take seconds.
  @Test(arguments: [
    ("peak_memory", Company.besideNew), ("allocations that vary", .besideCrashing),
  ]) func `a doubled figure never passes among five hundred benchmarks`(
    _ name: String, _ company: Company
  ) throws {
    let metric = try #require(Self.metrics.first { $0.testDescription == name })
    try Self.expectFailure(metric, 500, company)
  }

  @Test(arguments: metrics) func `an unchanged figure never fails where it is the only one`(
    _ metric: Gated
  ) throws {
    try Self.expectNoRegression([metric], 1, .alone)
  }

  @Test(arguments: [1, 20], Company.allCases)
  func `unchanged figures of every metric never fail together`(
    _ count: Int, _ company: Company
  ) throws {
    // The throughput's rules leave the time out, which has its own case.
    try Self.expectNoRegression(
      Self.metrics.filter { $0.metric != "throughput" }, count, company)
  }

  @Test func `unchanged figures of five hundred benchmarks never fail`() throws {
    try Self.expectNoRegression([Self.metrics[0], Self.metrics[2]], 500, .alone)
  }
}
