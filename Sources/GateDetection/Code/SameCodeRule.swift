import GateBudgets
import GateRecords
import GateStatistics

/// Code that is proven to be the same cannot be slower, so none of its metrics is compared.
struct SameCodeRule {
  /// Returns the metrics that a rule would compare.
  let planner: DecisionPlanner

  /// One finding for each figure that a rule would compare; one for the whole of what was not launched.
  func result(for benchmark: BenchmarkRecord) -> RegressionRule.Result {
    guard !benchmark.isUnlaunched else {
      return RegressionRule.Result(findings: [
        finding(
          Finding.Subject(benchmark.name), launches: 0, samples: 0, value: nil,
          DetectionMessage.sameCode(isLaunched: false).line)
      ])
    }
    var result = RegressionRule.Result()
    for series in benchmark.metrics {
      let figure = DecisionPlanner.Figure(
        benchmark: benchmark.name, metric: series.metric, direction: series.direction,
        isCounted: series.isDeterministic)
      guard !series.samples.isEmpty, planner.test(of: figure) != nil else {
        result.withoutRule += 1
        continue
      }
      result.findings.append(
        finding(
          Finding.Subject(
            benchmark.name, metric: series.metric, statistic: .median, unit: series.unit,
            direction: series.direction), launches: series.launches.count,
          samples: series.samples.count, value: Percentile.median(of: series.samples),
          DetectionMessage.sameCode(isLaunched: true).line))
    }
    return result
  }

  private func finding(
    _ subject: Finding.Subject, launches: Int, samples: Int, value: Double?, _ message: String
  ) -> Finding {
    Finding(
      subject, .regression(.sameCode, nil), value: value,
      evidence: Evidence(kind: .code, launches: launches, samples: samples), message: message)
  }
}
