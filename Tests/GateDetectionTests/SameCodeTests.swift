import Foundation
import GateBudgets
import GateRecords
import Testing

@testable import GateDetection

/// Benchmarks that run the same code on both sides, and functions that changed.
@Suite struct SameCodeTests {
  static let code = CodeComparison(
    functions: CodeChanges(
      baseline: 800, candidate: 801,
      (0..<12).map { ChangedName("Segmenter.part\($0)(_:)", $0 == 0 ? .added : .edited) }),
    data: CodeChanges([]))

  static func same(_ name: String, _ launches: [[Double]] = [[100], [101], [102]])
    -> BenchmarkRecord
  {
    var benchmark = Records.benchmark(name, launches)
    benchmark.sameCode = true
    return benchmark
  }

  static func unlaunched(_ name: String) -> BenchmarkRecord {
    var benchmark = BenchmarkRecord(
      name: BenchmarkIdentifier(name), status: .skipped,
      failure: BenchmarkFailure(kind: .sameCode, message: "not launched"))
    benchmark.sameCode = true
    return benchmark
  }

  static func run(_ benchmarks: [BenchmarkRecord]) -> RunRecord {
    var run = Records.run(benchmarks, isPaired: true)
    run.code = code
    return run
  }

  @Test func `what runs the same code is never new, slower or missing, whatever is stored`() throws
  {
    // Stored numbers are half as large, and of a metric that the run lacks.
    var stored = Records.benchmark("b", [[50], [50], [51]])
    stored.metrics.append(
      MetricSeries(
        metric: .peakMemory, unit: .bytes, direction: .lowerIsBetter, launches: [[1], [1]]))
    let past = (0..<3).map { Records.run("OLD\($0)", [stored]) }
    for kept in [[], past] {
      let verdict = CheckTests.verdict(Self.run([Self.same("b")]), same: kept)
      let finding = try #require(verdict.findings.first)
      #expect(verdict.findings.count == 1 && finding.judgement == .regression(.sameCode, nil))
      #expect(finding.metric == .wallTime && finding.value == 101)
      #expect(finding.evidence.kind == .code && finding.evidence.launches == 3)
      #expect(verdict.accounting == Accounting(sameCode: 1))
      #expect(verdict.outcome == .pass && verdict.code == Self.code)
      #expect(RunDefect.all(in: Self.run([Self.same("b")])).isEmpty)
    }
  }

  @Test func `it takes no share of the false-alarm rate from those that are compared`() {
    let pair = Records.paired("a", ratio: 1)
    let alone = CheckTests.verdict(Records.run([pair], isPaired: true))
    let others = (0..<40).map { Self.same("b\($0)") }
    let beside = CheckTests.verdict(Self.run([pair] + others))
    #expect(beside.policy == alone.policy)
    #expect(beside.findings.count { $0.status == .sameCode } == 40)
  }

  @Test func `what was not launched is judged as a whole, and the run may be judged`() throws {
    let run = Self.run([Self.unlaunched("b"), Self.unlaunched("c")])
    #expect(RunDefect.all(in: run).isEmpty)
    let verdict = CheckTests.verdict(run, same: [Records.run("OLD", [Self.same("b")])])
    #expect(verdict.findings.map(\.status) == [.sameCode, .sameCode])
    #expect(verdict.findings.allSatisfy { $0.metric == nil && $0.value == nil })
    #expect(verdict.outcome == .pass && verdict.accounting.sameCode == 2)
  }

  @Test func `a limit on it is judged as ever`() throws {
    let policy = try CheckTests.policy("budgets: [ { benchmark: \"b\", max: \"90 ns\" } ]")
    let verdict = CheckTests.verdict(Self.run([Self.same("b")]), policy: policy)
    #expect(verdict.outcome == .fail)
    #expect(Set(verdict.findings.map(\.status)) == [.overBudget, .sameCode])
  }

  @Test func `one that crashes fails, though its code is the same`() {
    var broken = Records.failed("b", .crashed, "it crashed")
    broken.sameCode = true
    let verdict = CheckTests.verdict(Self.run([broken]))
    #expect(verdict.findings.map(\.status) == [.failed] && verdict.outcome == .fail)
  }

  // MARK: Functions that changed

  @Test(arguments: [
    (
      ["Segmenter.append(_:)"],
      "of the 12 functions that changed, it runs 'Segmenter.append(_:)'"
    ),
    (
      ["a", "b", "c", "d", "e", "f", "g"],
      "of the 12 functions that changed, it runs 'a', 'b', 'c', 'd', 'e' and 2 more"
    ),
    (
      [],
      "it runs none of the 12 functions that changed by name; data that it reads, or code without a name, "
        + "may have changed"
    ),
  ]) func `a regression names the changed functions of its benchmark`(
    _ names: [String], _ note: String
  ) throws {
    var slow = Records.paired("slow", ratio: 1.3)
    slow.codeDoubts = ["Segmenter.append(_:) differs"]
    slow.changedFunctions = names
    var quick = Records.paired("quick", ratio: 1)
    quick.changedFunctions = names
    let verdict = CheckTests.verdict(Self.run([slow, quick]))
    let finding = try #require(verdict.findings.first)
    #expect(finding.status == .regressed && finding.notes.first == note)
    #expect(finding.changedFunctions == names)
    #expect(verdict.findings.dropFirst().allSatisfy { $0.changedFunctions == nil })
    let data = try JSONEncoder().encode(verdict)
    #expect(try JSONDecoder().decode(Verdict.self, from: data) == verdict)
  }

  @Test func `a verdict that reports code without a comparison is refused`() throws {
    var verdict = CheckTests.verdict(Self.run([Self.same("b")]))
    verdict.code = nil
    let silent = try JSONEncoder().encode(verdict)
    #expect(throws: RecordContradiction.self) {
      try JSONDecoder().decode(Verdict.self, from: silent)
    }
    verdict.code = CodeComparison(reason: "no kit")
    let failed = try JSONEncoder().encode(verdict)
    #expect(throws: RecordContradiction.self) {
      try JSONDecoder().decode(Verdict.self, from: failed)
    }
    verdict.code = Self.code
    verdict.accounting.sameCode = 2
    let miscounted = try JSONEncoder().encode(verdict)
    #expect(throws: RecordContradiction.self) {
      try JSONDecoder().decode(Verdict.self, from: miscounted)
    }
  }

  // MARK: Records that cannot be

  static let forged: [RunDefectTests.Case] = [
    .init("an unpaired run", "names none") { $0.baseline = nil },
    .init("no comparison", "the run compares none") { $0.code = nil },
    .init("no comparison, with a reason", "the run compares none") {
      $0.code = CodeComparison(reason: "no kit")
    },
    .init("launches of the baseline", "the baseline's program measured it as well") {
      $0.benchmarks[0].metrics[0].baselineLaunches = [[1], [1], [1]]
    },
    .init("a baseline that failed", "the baseline's program measured it as well") {
      $0.benchmarks[0].baselineFailure = BenchmarkFailure(kind: .threw, message: "m")
    },
    .init("a test in the plan", "the plan compares it") {
      $0.plan = DecisionPlan(
        promises: DecisionPolicy(suiteFalseAlarmRate: 0.01, missRate: 0.05, comparisonCount: 1),
        tests: [
          PlannedTest(
            benchmark: "b", metric: .wallTime, question: .paired, tolerance: 0.05,
            tolerancePoints: nil, floor: nil, direction: .lowerIsBetter, mode: .enforce)
        ])
    },
    .init("doubts", "doubts or changed functions") { $0.benchmarks[0].codeDoubts = ["f differs"] },
    .init("changed functions", "doubts or changed functions") {
      $0.benchmarks[0].changedFunctions = ["f"]
    },
    .init("not launched and measured", "it is 'failed'") {
      $0.benchmarks[0].status = .failed
      $0.benchmarks[0].failure = BenchmarkFailure(kind: .sameCode, message: "not launched")
    },
    .init("not launched without the proof", "its code is not the same") {
      $0.benchmarks[1].status = .skipped
      $0.benchmarks[1].metrics = []
      $0.benchmarks[1].failure = BenchmarkFailure(kind: .sameCode, message: "not launched")
    },
    .init("doubts without a comparison", "it has results about its code") {
      $0.benchmarks.removeFirst()
      $0.code = nil
      $0.benchmarks[0].codeDoubts = ["f differs"]
    },
    .init("variables of the candidate's own", "variables of its own") {
      $0.settings.command += ["--candidate-env", "FAST=1"]
    },
    .init("counts that are none", "names and leaves out") { $0.code?.functions?.added += 1 },
  ]

  @Test(arguments: forged)
  func `a record that contradicts what it says of code is refused`(_ forged: RunDefectTests.Case)
    throws
  {
    var run = Self.run([Self.same("b"), Records.paired("a", ratio: 1)])
    #expect(RunDefect.contradiction(in: run) == nil)
    forged.change(&run)
    let contradiction = try #require(RunDefect.contradiction(in: run))
    #expect(contradiction.contains(forged.words), "\(contradiction)")
  }
}
