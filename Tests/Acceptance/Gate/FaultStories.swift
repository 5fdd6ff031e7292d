import Foundation
import GateRecords
import TestSupport
import Testing

/// Changes and faults of known size, from the suite to the exit status.
@Suite struct FaultStories {
  static func gated(_ metric: String, _ tolerance: String = "5%") -> String {
    "regressions: { \(metric): { fail: \"\(tolerance)\" } }"
  }

  // MARK: Figures and their tests

  /// Variables of both sides, of the candidate, and the metric's rule where none is built in.
  @Test(
    arguments: [
      ("peak_memory", [:], ["DRAWN_FACTORS": "peak_memory=2"], false),
      (
        "peak_memory", ["DRAWN_NOISE": "peak_memory=0.03"], ["DRAWN_FACTORS": "peak_memory=1.5"],
        false
      ),
      ("queue", ["DRAWN_VALUES": "queue=100"], ["DRAWN_FACTORS": "queue=2"], true),
      ("cpu_time", [:], ["DRAWN_FACTORS": "cpu_time=2"], true),
      (
        "allocations",
        ["DRAWN_VALUES": "allocations=1000", "DRAWN_NOISE": "wall_time=0.003,allocations=0.02"],
        ["DRAWN_FACTORS": "allocations=2"], false
      ),
      ("page_faults", ["DRAWN_VALUES": "page_faults=90"], ["DRAWN_FACTORS": "page_faults=3"], true),
      // The time is gated beside it and, being improved or equal, must not end measuring early.
      (
        "latency", ["DRAWN_VALUES": "latency=10", "DRAWN_NOISE": "latency=0.05"],
        ["DRAWN_FACTORS": "latency=1.6,wall_time=0.3"], true
      ),
    ] as [(String, [String: String], [String: String], Bool)])
  func `every gated figure that grows fails the gate by its own evidence`(
    _ metric: String, _ both: [String: String], _ candidate: [String: String], _ hasRule: Bool
  ) throws {
    let answer = try DrawnGate(
      both: both, candidate: candidate, budgets: hasRule ? Self.gated(metric) : nil
    ).answer()
    #expect(answer.status == 1, "\(answer.outcome)")
    #expect(answer.word(metric) == "regressed", "\(String(describing: answer.finding(metric)))")
  }

  @Test(arguments: [1, 20]) func `measuring does not end before an alarm is possible`(
    _ count: Int
  ) throws {
    let answer = try DrawnGate(
      both: [
        "DRAWN_BENCHMARKS": "\(count)", "DRAWN_NOISE": "wall_time=0.003,peak_memory=0.003",
      ], candidate: ["DRAWN_FACTORS": "peak_memory=1.3"]
    ).answer()
    let policy = try #require(answer.verdict?.policy)
    // Two launches a side have six orders, so n blocks of them prove 6ⁿ at most.
    let threshold = Double(policy.comparisonCount) / policy.suiteFalseAlarmRate
    let needed = 2 * Int((log(threshold) / log(6)).rounded(.up))
    let memory = try #require(answer.finding("peak_memory"))
    #expect(memory.evidence.launches >= needed && memory.status == .regressed, "\(memory)")
  }

  @Test func `what stays open was measured to the limit, and says what would help`() throws {
    let answer = try DrawnGate(
      both: ["DRAWN_NOISE": "wall_time=0.003,peak_memory=0.4"]
    ).answer()
    let memory = try #require(answer.finding("peak_memory"))
    // The standard profile measures eighty pairs at most.
    #expect(memory.status == .unproven && memory.evidence.launches >= 80, "\(memory)")
    #expect(memory.notes.contains { $0.contains("--profile") }, "\(memory.notes)")
  }

  // MARK: Comparisons that share the rate

  @Test(arguments: [5, 50]) func `a slow-down fails however many benchmarks are new`(
    _ new: Int
  ) throws {
    for added in [0, new] {
      let answer = try DrawnGate(
        candidate: ["DRAWN_FACTORS": "wall_time=1.22", "DRAWN_ADDED": "\(added)"]
      ).answer()
      #expect(answer.status == 1, "\(answer.outcome)")
      #expect(answer.word("wall_time") == "regressed")
    }
  }

  @Test func `the record says how many comparisons share the rate, and the judge says the same`()
    throws
  {
    let gate = try DrawnGate(
      both: ["DRAWN_BENCHMARKS": "3"], candidate: ["DRAWN_ADDED": "4"])
    let answer = try gate.answer()
    let record = try JSONValue(gate.scratch.read("run.json"))
    let planned = record["plan"]?["promises"]?["comparison_count"]?.number
    #expect(planned != nil)
    #expect(planned.map { Int($0) } == answer.verdict?.policy.comparisonCount)
  }

  // MARK: One policy or two

  @Test(arguments: ["5%", "20%", "40%"])
  func `a change that relaxes its own budgets is measured and judged by the base's`(
    _ strict: String
  ) throws {
    // Judged alone by the stricter budgets, and measured by them, too.
    for measuresByBase in [false, true] {
      let gate = try DrawnGate(
        candidate: ["DRAWN_FACTORS": "wall_time=1.5"], budgets: Self.gated("wall_time", "300%"))
      let base = try gate.budgetsFolder("base", Self.gated("wall_time", strict))
      let measured =
        try measuresByBase ? gate.measure("--policy-from", base) : gate.measure()
      #expect(measured.status == 0, "\(measured.err)")
      let answer = try gate.check("--policy-from", base)
      #expect(answer.status == 1, "\(answer.outcome)")
      if measuresByBase { #expect(answer.word("wall_time") == "regressed") }
    }
  }

  @Test func `what a stricter judge cannot settle fails and says that it was measured for less`()
    throws
  {
    let gate = try DrawnGate(
      both: ["DRAWN_NOISE": "wall_time=0.02"], candidate: ["DRAWN_FACTORS": "wall_time=1.06"],
      budgets: Self.gated("wall_time", "300%"))
    try gate.measure()
    let own = try gate.check()
    #expect(own.status == 0, "\(own.outcome)")
    let answer = try gate.check(
      "--policy-from", try gate.budgetsFolder("base", Self.gated("wall_time", "5%")))
    #expect(answer.status == 1 && answer.word("wall_time") == "unproven", "\(answer.outcome)")
    #expect(answer.outcome.out.contains("laxer question"), "\(answer.outcome.out)")
    // A rule that merely warns does not fail for it.
    let warning = try gate.check(
      "--policy-from",
      try gate.budgetsFolder(
        "warning", "regressions: { wall_time: { fail: \"5%\", mode: \"warn\" } }"))
    #expect(warning.status == 0, "\(warning.outcome)")
  }

  @Test(arguments: ["0.1%", "0.01%"]) func `a proven slow-down stays one at a smaller alpha`(
    _ alpha: String
  ) throws {
    let gate = try DrawnGate(candidate: ["DRAWN_FACTORS": "wall_time=1.64"])
    #expect(try gate.measure("--alpha", alpha).status == 0)
    let planned = try gate.check("--alpha", alpha)
    #expect(planned.status == 1 && planned.word("wall_time") == "regressed", "\(planned.outcome)")
    // Measured at the usual rate it may not be proven at the smaller one, but it does not pass.
    try gate.measure(output: "usual.json")
    let stricter = try gate.check("--alpha", alpha, run: "usual.json")
    #expect(stricter.status == 1, "\(stricter.outcome)")
  }

  @Test func `an unchanged suite passes at a smaller alpha that it was measured at`() throws {
    let gate = try DrawnGate(both: ["DRAWN_BENCHMARKS": "5"])
    #expect(try gate.measure("--alpha", "0.1%").status == 0)
    let answer = try gate.check("--alpha", "0.1%")
    #expect(answer.status == 0, "\(answer.outcome)")
  }

  // MARK: Crashes

  @Test(arguments: [2, 3, 6, 9]) func `one crash of the baseline costs no evidence`(
    _ launch: Int
  ) throws {
    for (factor, status, word) in [("1.5", Int32(1), "regressed"), ("1", 0, "passed")] {
      let gate = try DrawnGate(
        both: ["DRAWN_CRASH_LAUNCH": "\(launch)"],
        candidate: ["DRAWN_CRASH_LAUNCH": "", "DRAWN_FACTORS": "wall_time=\(factor)"])
      let answer = try gate.answer()
      #expect(answer.status == status, "\(answer.outcome)")
      let finding = try #require(answer.finding("wall_time"))
      #expect(finding.status.rawValue == word && finding.evidence.kind == .paired)
      let record = try gate.scratch.read("run.json")
      #expect(record.contains("crash"), "the record does not mention the crash")
    }
  }

  @Test(arguments: ["0.05", "0.1", "0.3"])
  func `a baseline that crashes now and then hides nothing`(
    _ probability: String
  ) throws {
    let answer = try DrawnGate(
      both: [
        "DRAWN_BENCHMARKS": "0", "DRAWN_CRASHING": "1", "DRAWN_CRASH": probability,
      ], candidate: ["DRAWN_CRASH": "0", "DRAWN_FACTORS": "wall_time=1.5"]
    ).answer()
    #expect(answer.status == 1, "\(answer.outcome)")
  }

  @Test func `a baseline that always crashes is no pass and nothing new`() throws {
    let answer = try DrawnGate(
      both: ["DRAWN_BENCHMARKS": "0", "DRAWN_CRASHING": "1", "DRAWN_CRASH": "1"],
      candidate: ["DRAWN_CRASH": "0", "DRAWN_FACTORS": "wall_time=1.5"]
    ).answer()
    #expect(answer.verdict?.outcome != .pass, "\(answer.outcome)")
    #expect(answer.word("wall_time", of: "crashing0") != "new")
  }

  // MARK: Zeros and equal figures

  @Test(
    arguments: [
      ("0", "1000", false, 1), ("0", "0.001", false, 1), ("0", "0", false, 0), ("5", "0", false, 0),
      ("100", "0", true, 1), ("0", "0", true, 0), ("0", "5", true, 0), ("-3", "-3", false, 0),
    ] as [(String, String, Bool, Int32)])
  func `zero is a figure like any other`(
    _ before: String, _ after: String, _ higherIsBetter: Bool, _ status: Int32
  ) throws {
    let answer = try DrawnGate(
      both: [
        "DRAWN_VALUES": "m=\(before)", "DRAWN_HIGHER_IS_BETTER": higherIsBetter ? "m" : "",
      ], candidate: ["DRAWN_VALUES": "m=\(after)"], budgets: Self.gated("m")
    ).answer()
    #expect(answer.status == status, "\(answer.outcome)")
    // Measuring may end before an improvement is proven; what is not worse passes.
    let words = status == 1 ? ["regressed"] : before == after ? ["passed"] : ["passed", "improved"]
    #expect(words.contains(answer.word("m") ?? ""), "\(String(describing: answer.finding("m")))")
  }

  @Test(arguments: ["0%", "0.01%", "5%"]) func `equal figures pass at any tolerance`(
    _ tolerance: String
  ) throws {
    let answer = try DrawnGate(
      both: [
        "DRAWN_VALUES": "m=100,hit_rate=0.7,page_faults=12", "DRAWN_HIGHER_IS_BETTER": "hit_rate",
      ],
      budgets: """
        regressions: { m: { fail: "\(tolerance)" }, peak_memory: { fail: "\(tolerance)" },
          hit_rate: { fail: "\(tolerance)" }, page_faults: { fail: "\(tolerance)" } }
        """
    ).answer()
    #expect(answer.status == 0, "\(answer.outcome)")
    for metric in ["m", "hit_rate", "peak_memory", "page_faults"] {
      #expect(answer.word(metric) == "passed", "\(String(describing: answer.finding(metric)))")
    }
  }

  @Test func `any growth fails where equal figures are asked for`() throws {
    let answer = try DrawnGate(
      both: ["DRAWN_VALUES": "m=100"], candidate: ["DRAWN_FACTORS": "m=1.001"],
      budgets: Self.gated("m", "0%")
    ).answer()
    #expect(answer.status == 1 && answer.word("m") == "regressed", "\(answer.outcome)")
  }

  @Test(arguments: [
    "{ fail: \"5%\", at_least: \"1 MB\" }", "{ fail: \"5%\", at_least: \"5 ms\" }",
    "{ fail: \"2 pp\" }",
  ]) func `a tolerance in another kind of unit passes nothing`(_ ladder: String) throws {
    let gate = try DrawnGate(
      both: ["DRAWN_VALUES": "m=7"], candidate: ["DRAWN_FACTORS": "m=2"],
      budgets: "regressions: { m: \(ladder) }")
    let answer = try gate.answer()
    #expect(answer.word("m") == "unproven", "\(answer.outcome)")
    let validated = try Executable.detect.run(
      "budgets", "validate", try gate.budgetsFolder("held", "regressions: { m: \(ladder) }"),
      "--run",
      "run.json", "--strict", folder: gate.scratch.path)
    #expect(validated.status == 1 && validated.err.contains("is measured in count"), "\(validated)")
  }

  // MARK: Noise

  @Test(arguments: 1...4) func `twenty unchanged benchmarks under wide noise do not fail`(
    _ seed: Int
  ) throws {
    let gate = try DrawnGate(
      both: ["DRAWN_BENCHMARKS": "20", "DRAWN_NOISE": "wall_time=0.05,peak_memory=0.02"])
    #expect(try gate.measure("--profile", "quick", seed: seed).status == 0)
    let answer = try gate.check()
    #expect(answer.status == 0, "\(answer.outcome)")
  }

  @Test(arguments: [
    ["DRAWN_THREADS": "1"], ["DRAWN_PER_ITERATION": "1", "DRAWN_SAMPLE_NOISE": "0.1"],
    ["DRAWN_SECOND_SPEED": "0.3:1.04"], ["DRAWN_VALUES": "wall_time=800"],
  ]) func `doubling fails and no change passes, however a benchmark is sampled`(
    _ both: [String: String]
  ) throws {
    for (factor, status) in [("2", Int32(1)), ("1", 0)] {
      let answer = try DrawnGate(
        both: both, candidate: ["DRAWN_FACTORS": "wall_time=\(factor)"]
      ).answer()
      #expect(answer.status == status, "\(answer.outcome)")
    }
  }
}
