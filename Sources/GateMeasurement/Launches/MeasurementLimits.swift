import GateBudgets
import GateRecords
import GateStatistics

/// How many launches a run takes at least and at most.
struct MeasurementLimits: Hashable, Sendable {
  /// Launches of a benchmark that has nothing beside it.
  let soloLaunches: Int
  /// Launch pairs of a benchmark that stays undecided; never fewer than two alarms need.
  let mostPairs: Int
  /// Launch pairs that are kept of a benchmark from run to run; beyond them a run adds one block only.
  let keptPairs: Int
  /// Launch pairs below which no regression can be proven, however large.
  let alarmPairs: Int

  /// - Parameter machines: How many machines share the launches; each takes its part of all limits.
  init(_ profile: MeasurementProfile, promises: DecisionPolicy?, machines: Int = 1) {
    func share(_ pairs: Int, least: Int) -> Int {
      guard machines > 1 else { return pairs }
      let part = (pairs + machines - 1) / machines
      // Only whole blocks are evidence of full strength.
      let block = MeasuredBenchmark.pairsTogether
      return max(least, (part + block - 1) / block * block)
    }
    soloLaunches = max(1, (profile.soloLaunches + machines - 1) / machines)
    guard var promises else {
      alarmPairs = 0
      mostPairs = share(profile.mostPairs, least: soloLaunches)
      keptPairs = 4 * mostPairs
      return
    }
    if machines > 1 { promises.comparisonCount *= DecisionPolicy.sharesOfMachines }
    let alarm = SequentialRatioTest.pairsForAlarm(
      SequentialRatioTest.Configuration(
        tolerance: 0, alpha: promises.suiteFalseAlarmRate, missRate: promises.missRate,
        withinToleranceRate: promises.withinToleranceRate,
        comparisonCount: promises.comparisonCount), together: MeasuredBenchmark.pairsTogether)
    let most = max(profile.mostPairs, 2 * alarm)
    alarmPairs = share(alarm, least: MeasuredBenchmark.pairsTogether)
    mostPairs = share(most, least: MeasuredBenchmark.pairsTogether)
    keptPairs = 4 * most
  }
}
