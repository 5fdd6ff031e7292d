import GateRecords

/// The words of a row: its status, its evidence, the consequence of its rule.
extension ReportMessage {
  @_optimize(none)
  var rowText: String {
    switch self {
    case .status(let status): status.rawValue
    case .benchmarks(let count, let kind): "\(count) \(kind.rawValue)"
    case .seesChanges(let share, let pairs): "\(pairs); detects changes above \(share)"
    case .ignoresChanges(let least): "changes below \(least) are ignored"
    case .exact: "exact"
    case .notInEveryLaunch: "not in every launch"
    case .launchPairs(let count, let earlier):
      Counted.text(count, "launch pair") + (earlier > 0 ? ", \(earlier) of earlier runs" : "")
    case .pairsOnMachines(let count, let machines, let agreeing):
      "\(Counted.text(count, "launch pair")) on \(Counted.text(machines, "machine")), "
        + (agreeing == machines ? "all agree" : "\(agreeing) agree")
    case .pairsWith(let count, let anchor): "\(Counted.text(count, "launch pair")) with \(anchor)"
    case .pairsElsewhere(let count, let change):
      "\(Counted.text(count, "launch pair")); \(change) elsewhere"
    case .pairsWorse: "some are worse"
    case .launchesWorse: "some launches are worse"
    case .notDecided: "not decided"
    case .provesNothing: "proves nothing yet"
    case .provenAfter(let pairs): "proven after \(pairs)"
    case .storedRuns(let count, let machine):
      "numbers of \(Counted.text(count, "stored run"))" + (machine.map { ", machine \($0)" } ?? "")
    case .tolerates(let tolerance): "tolerates \(tolerance)"
    case .improvementNotProven: "an improvement is not proven"
    case .consequence(let onlyWarns, let limit): "\(onlyWarns ? "warns" : "fails") at \(limit)"
    case .labelled(let severity, let limit, let tolerance):
      "\(severity) beyond \(limit), tolerates \(tolerance)"
    case .limitKept(let limit, let margin): "limit \(limit), margin \(margin)"
    case .limitBroken(let limit, let isCeiling, let distance):
      "limit \(limit), \(isCeiling ? "over by" : "short of it by") \(distance)"
    case .serviceLevel(let limit, let warning): "limit \(limit), warns above \(warning)"
    case .serviceLevelUse(let level, let category, let used):
      "\(level), \(category)" + (used.map { ", \($0) used" } ?? "")
    case .speedupDemand(let demand, let expected, let result):
      "asks for \(demand)" + (expected.map { ", expects \($0)" } ?? "")
        + (result.map { ", \($0)" } ?? "")
    case .sameResult: "same result"
    case .fromZero(let change): "\(change), from 0"
    case .steps(let count, let parameter): "\(Counted.text(count, "step")) of \(parameter)"
    case .allows(let limit): "allows \(limit)"
    case .also(let what, let figures, let evidence, let onlyWarns):
      "also\(onlyWarns ? ", only a warning," : "") \(what): \(figures); \(evidence)"
    default: ""
    }
  }

  @_optimize(none)
  static var rowExamples: [ReportMessage] {
    RowStatus.allCases.map(ReportMessage.status)
      + BenchmarkTally.Kind.allCases.map { .benchmarks(1, $0) } + [
        .seesChanges("19.6 %", pairs: "40 launch pairs"), .ignoresChanges(below: "50 ns"), .exact,
        .notInEveryLaunch, .launchPairs(1, earlier: 0), .launchPairs(30, earlier: 14),
        .pairsOnMachines(40, machines: 8, agreeing: 8),
        .pairsOnMachines(40, machines: 8, agreeing: 3),
        .pairsWith(14, anchor: "4f2c1aa of 2026-08-01"), .pairsElsewhere(40, change: "+0.3 %"),
        .pairsWorse, .launchesWorse, .notDecided, .provesNothing, .provenAfter(12),
        .storedRuns(1, machine: nil), .storedRuns(3, machine: "4.0 % slower"), .tolerates("25 %"),
        .improvementNotProven,
        .consequence(onlyWarns: false, at: "+10 %"),
        .consequence(onlyWarns: true, at: "any increase"),
        .labelled("minor", beyond: "10 %", tolerated: "25 %"),
        .limitKept("55 ms", margin: "37.0 %"), .limitBroken("55 ms", isCeiling: true, by: "6.2 ms"),
        .limitBroken("70 %", isCeiling: false, by: "2 pp"),
        .serviceLevel(limit: "120 s", warnsAbove: "90 s"),
        .serviceLevelUse("WITHIN_SLA", category: "GOOD", used: "74.0 %"),
        .speedupDemand("2×", expected: "3× to 4×", result: "same result"),
        .speedupDemand("2×", expected: nil, result: nil), .sameResult, .fromZero("+5"),
        .steps(5, of: "n"), .allows("+20 %"),
        .also(
          "peak_memory", figures: "2 MB → 3 MB, +50.0 %",
          evidence: "14 launch pairs, fails at +5 %", onlyWarns: false),
        .also(
          "p95", figures: "61.2 ms, budget 50 ms + 10 %", evidence: "limit 55 ms, over by 6.2 ms",
          onlyWarns: true),
      ]
  }
}
