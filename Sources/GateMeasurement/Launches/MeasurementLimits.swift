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
  var keptPairs: Int { 4 * mostPairs }
  /// Launch pairs below which no regression can be proven, however large.
  let alarmPairs: Int

  init(_ profile: MeasurementProfile, promises: DecisionPolicy?) {
    soloLaunches = profile.soloLaunches
    guard let promises else {
      alarmPairs = 0
      mostPairs = profile.mostPairs
      return
    }
    alarmPairs = SequentialRatioTest.pairsForAlarm(
      SequentialRatioTest.Configuration(
        tolerance: 0, alpha: promises.suiteFalseAlarmRate, missRate: promises.missRate,
        withinToleranceRate: promises.withinToleranceRate,
        comparisonCount: promises.comparisonCount), together: MeasuredBenchmark.pairsTogether)
    mostPairs = max(profile.mostPairs, 2 * alarmPairs)
  }
}
