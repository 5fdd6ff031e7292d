import GateBudgets
import GateRecords

extension MeasuredBenchmark {
  /// Takes note of what other machines have measured of the same two programs so far.
  ///
  /// - Parameter others: Their launches of this benchmark, those of each machine together; nil without any.
  mutating func note(others: BenchmarkRecord?) {
    elsewhere = [:]
    guard let planner, let others, others.status == .measured else { return }
    for series in others.metrics where series.baselineLaunches != nil {
      var test = test(of: series.metric, series.unit, series.direction, planner, isJoint: true)
      test?.add(series)
      elsewhere[series.metric] = test
    }
  }

  /// A test with what other machines measured before the own launches; the own one where nothing is known of
  /// others.
  ///
  /// - Complexity: O(launches of this machine).
  func joint(_ own: FigureTest) -> FigureTest {
    guard var joint = elsewhere[own.planned.metric] else { return own }
    joint.add(machine: own)
    return joint
  }
}
