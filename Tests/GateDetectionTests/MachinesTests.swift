import Foundation
import GateBudgets
import GateRecords
import GateStatistics
import Testing

@testable import GateDetection

/// Findings on launches of several machines.
@Suite struct MachinesTests {
  /// A machine: the name of its processor, and candidate ÷ baseline on it.
  struct Machine {
    var processor: String
    var ratio: Double
    var pairs = 12
  }

  /// A run that machines made together, with a little scatter that is the same on every call.
  static func run(
    _ machines: [Machine], metric: MetricName = .wallTime,
    direction: MetricDirection = .lowerIsBetter
  ) -> RunRecord {
    var candidate: [[Double]] = []
    var baseline: [[Double]] = []
    for (place, machine) in machines.enumerated() {
      // Every machine has a speed of its own.
      let pairs = Records.pairs(
        machine.pairs, ratio: machine.ratio, base: 1_000 * Double(place + 1))
      candidate += pairs.candidate
      baseline += pairs.baseline
    }
    var benchmark = Records.benchmark(
      "b", candidate, baseline: baseline, metric: metric,
      unit: metric == .wallTime ? .nanoseconds : .itemsPerSecond, direction: direction)
    benchmark.metrics[0].machineLaunches = machines.map(\.pairs)
    var run = Records.run([benchmark], isPaired: true)
    run.machines = machines.enumerated().map { place, machine in
      var own = Records.environment
      own.processor = machine.processor
      return MachineRecord(Records.run("M\(place)", [], environment: own))
    }
    run.environment.processor = machines[0].processor
    return run
  }

  static func kinds(_ ratios: [Double]) -> [Machine] {
    ["Alpha", "Beta", "Gamma"].enumerated().flatMap { place, name in
      [
        Machine(processor: name, ratio: ratios[place]),
        Machine(processor: name, ratio: ratios[place]),
      ]
    }
  }

  static func verdict(_ run: RunRecord) -> Verdict { CheckTests.verdict(run) }

  @Test func `what all machines see is one finding, and says how many agree`() throws {
    let verdict = Self.verdict(Self.run(Self.kinds([1.1, 1.1, 1.1])))
    #expect(verdict.findings.map(\.rule) == [.regression])
    let finding = try #require(verdict.findings.first)
    #expect(finding.status == .regressed)
    #expect(finding.evidence.launches == 72)
    #expect(finding.evidence.machines == 6 && finding.evidence.agreeingMachines == 6)
    #expect(verdict.run.machines?.count == 6)
  }

  @Test func `what is worse on one kind is a finding of its own and fails`() throws {
    let verdict = Self.verdict(Self.run(Self.kinds([1, 1.1, 1])))
    let joint = try #require(verdict.findings.first { $0.rule == .regression })
    #expect(joint.status == .unproven)
    #expect(joint.evidence.agreeingMachines == 4)
    let apart = try #require(verdict.findings.first { $0.rule == .machines })
    #expect(apart.status == .regressed && apart.failsTheGate)
    let machines = try #require(apart.machines)
    #expect(machines.names == ["Beta"])
    #expect(machines.machines == 2 && machines.machinesElsewhere == 4)
    #expect(machines.launchesElsewhere == 48)
    #expect(abs((apart.change?.ratio ?? 0) - 1.1) < 0.01)
    #expect(abs(machines.ratioElsewhere - 1) < 0.01)
    #expect(apart.message.hasPrefix("wall_time is worse on Beta only: +10.0 %"))
    #expect(apart.message.contains("elsewhere"))
    #expect(verdict.outcome == .fail)
  }

  @Test func `machines that are better are no finding, nor is a difference within the tolerance`() {
    for ratios in [[1, 0.8, 1], [1, 1.02, 1], [0.8, 0.9, 0.7]] {
      let verdict = Self.verdict(Self.run(Self.kinds(ratios)))
      #expect(!verdict.findings.contains { $0.rule == .machines }, "\(ratios)")
    }
  }

  @Test func `of more is better, the machines with less are named`() throws {
    let run = Self.run(Self.kinds([1, 0.85, 1]), metric: .throughput, direction: .higherIsBetter)
    let apart = try #require(Self.verdict(run).findings.first { $0.rule == .machines })
    #expect(apart.machines?.names == ["Beta"])
    #expect(apart.status == .regressed)
  }

  @Test func `machines of one kind are distinguished by their number`() throws {
    let machines = (0..<6).map { Machine(processor: "Alpha", ratio: $0 == 3 ? 1.2 : 1) }
    let apart = try #require(
      Self.verdict(Self.run(machines)).findings.first { $0.rule == .machines })
    #expect(apart.machines?.names == ["machine 4 of 6"])
  }

  @Test func `few launches may show that machines differ and prove nothing`() throws {
    let machines = Self.kinds([1, 1.1, 1]).map {
      Machine(processor: $0.processor, ratio: $0.ratio, pairs: 5)
    }
    let verdict = Self.verdict(Self.run(machines))
    let apart = verdict.findings.first { $0.rule == .machines }
    #expect(apart == nil || apart?.status == .unproven)
    #expect(apart?.failsTheGate != true)
  }

  @Test func `limits hold on the figures of one kind of machine`() throws {
    // Times are 1, 2, 3, 4, 5 and 6 µs; the run's own kind took 1 and 2.
    let policy = try CheckTests.policy(
      "budgets: [{ benchmark: \"b\", max: \"2500 ns\", rationale: \"r\" }]")
    let verdict = CheckTests.verdict(Self.run(Self.kinds([1, 1, 1])), policy: policy)
    let budget = try #require(verdict.findings.first { $0.rule == .budget })
    #expect(budget.status != .overBudget)
    #expect((budget.value ?? 0) < 2_500)
  }

  @Test func `a finding on machines survives its file, and a forged one does not`() throws {
    let verdict = Self.verdict(Self.run(Self.kinds([1, 1.1, 1])))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(verdict)
    #expect(try JSONDecoder().decode(Verdict.self, from: data) == verdict)
    let text = String(decoding: data, as: UTF8.self)
    for (old, new) in [
      ("\"agreeing_machines\":4", "\"agreeing_machines\":7"),
      ("\"agreeing_machines\":4,", ""),
      ("\"rule\":\"machines\"", "\"rule\":\"regression\""),
    ] {
      #expect(text.contains(old))
      #expect(throws: (any Error).self) {
        try JSONDecoder().decode(
          Verdict.self, from: Data(text.replacing(old, with: new).utf8))
      }
    }
  }

  @Test func `a single machine is judged with half of the rates, like several`() throws {
    // The check of one benchmark shares the rates among seven figures; there are two ways to choose one of two machines.
    func needed(_ comparisons: Int) -> Int {
      SequentialRatioTest.pairsForAlarm(
        SequentialRatioTest.Configuration(tolerance: 0.05, comparisonCount: comparisons),
        together: 1)
    }
    let run = Self.run([
      Machine(processor: "Alpha", ratio: 1, pairs: 60), Machine(processor: "Alpha", ratio: 4),
    ])
    let count = Self.verdict(run).policy.comparisonCount
    try #require(needed(2 * count) < needed(4 * count))
    func status(_ pairs: Int) throws -> FindingStatus? {
      let machines = [
        Machine(processor: "Alpha", ratio: 1, pairs: 60),
        Machine(processor: "Alpha", ratio: 4, pairs: pairs),
      ]
      return Self.verdict(Self.run(machines)).findings.first { $0.rule == .machines }?.status
    }
    #expect(try status(needed(2 * count)) == .unproven)
    #expect(try status(needed(4 * count) + 6) == .regressed)
  }

  /// A run of two kinds of machine that count instructions exactly, each otherwise.
  static func counts(_ kinds: [(candidate: Double, baseline: Double)]) -> RunRecord {
    var run = Self.run(kinds.indices.map { Machine(processor: "Kind \($0)", ratio: 1, pairs: 2) })
    run.benchmarks[0].metrics[0] = MetricSeries(
      metric: .instructions, unit: .count, direction: .lowerIsBetter, isDeterministic: true,
      launches: kinds.flatMap { [[$0.candidate], [$0.candidate]] },
      baselineLaunches: kinds.flatMap { [[$0.baseline], [$0.baseline]] }, pairsTogether: nil)
    run.benchmarks[0].metrics[0].machineLaunches = kinds.map { _ in 2 }
    return run
  }

  @Test func `counts that every kind of machine gives exactly are exact`() throws {
    let policy = try CheckTests.policy("regressions: { instructions: { fail: \"0.5%\" } }")
    func finding(_ kinds: [(candidate: Double, baseline: Double)]) throws -> Finding {
      let found = CheckTests.verdict(Self.counts(kinds), policy: policy).findings
      #expect(found.count == 1)
      return try #require(found.first)
    }
    let same = try finding([(1_000, 1_000), (1_100, 1_100)])
    #expect(same.status == .passed && same.evidence.kind == .exact)
    #expect(!same.notes.contains { $0.contains("the change on") })
    for kinds in [[(1_000, 1_000), (1_111, 1_100)], [(1_010, 1_000), (1_100, 1_100)]]
      as [[(Double, Double)]]
    {
      let worse = try finding(kinds.map { (candidate: $0.0, baseline: $0.1) })
      #expect(worse.status == .regressed && worse.evidence.kind == .exact)
      #expect(
        worse.notes.contains { $0.contains("the change on Kind") && $0.contains("0.0 % on Kind") },
        "\(worse.notes)")
    }
    // A gain on one kind does not outweigh a loss on the other.
    #expect(try finding([(500, 1_000), (1_111, 1_100)]).status == .regressed)
    #expect(try finding([(500, 1_000), (550, 1_100)]).status == .improved)
  }
}
