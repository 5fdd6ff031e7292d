import GateRecords

/// How the calls of a benchmark ended in one process, where the lines say so.
struct CallOutcomes: Sendable {
  /// 0 for a call that succeeded, 1 for one that failed, in their order.
  private var outcomes: [Double] = []
  private var failed = 0
  /// The message of the first failed call.
  private var message: String?

  mutating func take(_ succeeded: Bool, _ error: String?) {
    outcomes.append(succeeded ? 0 : 1)
    guard !succeeded else { return }
    failed += 1
    message = message ?? error
  }

  /// Adds the share of failed calls, and says in a note what their times are: no samples.
  func write(to name: String, process: Int, into results: inout ImportedResults) {
    for outcome in outcomes { results.add(outcome, .errorRate, to: name, process: process) }
    guard failed > 0 else { return }
    results.update(name) {
      $0.note(
        InterchangeMessage.callsFailedInProcess(
          failed: failed, of: outcomes.count, message: message
        ).line)
      if failed == outcomes.count, !$0.hasTimes {
        $0.failure =
          $0.failure
          ?? BenchmarkFailure(
            kind: .threw, message: InterchangeMessage.allCallsFailed(message: message).line)
      }
    }
    // Only a limit on the rate fails the gate, because a program may tolerate some failed calls.
    results.origin.warn(
      InterchangeMessage.callsFailed(
        name: name, failed: failed, of: outcomes.count, message: message
      ).line)
  }
}

extension LineStage {
  /// The first key whose figure does not follow from the others, and why; nil where all agree.
  var contradiction: (key: String, reason: String)? {
    func check(_ key: String, _ given: Double?, _ expected: Double?, rounding: Double) -> (
      key: String, reason: String
    )? {
      guard let given, let expected,
        ParallelStagePerformance.differ(given, expected, rounding: rounding)
      else { return nil }
      return (
        key,
        InterchangeMessage.doesNotFollow(
          key: key, given: "\(given)", expected: "\(expected)"
        ).line
      )
    }
    let follows = sequentialMilliseconds.flatMap { milliseconds > 0 ? $0 / milliseconds : nil }
    let percent = (speedup ?? follows).map { $0 / Double(workers) * 100 }
    return check("speedup", speedup, follows, rounding: 0.05)
      ?? check("efficiency_pct", efficiencyPercent, percent, rounding: 1)
      ?? check(
        "ms_per_job", millisecondsPerJob, jobs > 0 ? milliseconds / Double(jobs) : nil, rounding: 1)
  }

  /// The figures of the stage in base units; what the line does not give is worked out where it can be.
  ///
  /// Rounds are jobs ÷ workers, rounded up; the potential speed-up is jobs ÷ rounds, the measured one the jobs' time one after
  /// the other ÷ the duration, and the efficiency the measured speed-up ÷ workers.
  var figures: [(Double, ImportedMetric)] {
    var figures: [(Double, ImportedMetric)] = [
      (milliseconds * 1e6, .wallTime), (Double(jobs), .stage("jobs", better: .higherIsBetter)),
      (Double(workers), .stage("workers")),
    ]
    let rounds = jobs / workers + (jobs.isMultiple(of: workers) ? 0 : 1)
    if let potential = speedupPotential ?? (rounds > 0 ? Double(jobs) / Double(rounds) : nil) {
      figures.append(
        (potential, .stage("speedup_potential", unit: .times, better: .higherIsBetter)))
    }
    let measured =
      speedup
      ?? sequentialMilliseconds.flatMap { milliseconds > 0 ? $0 / milliseconds : nil }
    if let measured {
      figures.append((measured, .stage("speedup", unit: .times, better: .higherIsBetter)))
    }
    if let efficiency = efficiencyPercent.map({ $0 / 100 })
      ?? measured.map({ $0 / Double(workers) })
    {
      figures.append((efficiency, .stage("efficiency", unit: .ratio, better: .higherIsBetter)))
    }
    if let perJob = millisecondsPerJob ?? (jobs > 0 ? milliseconds / Double(jobs) : nil) {
      figures.append((perJob * 1e6, .stage("time_per_job", unit: .nanoseconds)))
    }
    if let sequential = sequentialMilliseconds {
      figures.append((sequential * 1e6, .stage("sequential_time", unit: .nanoseconds)))
    }
    return figures
  }
}

extension MetricUnit {
  /// How many times as fast.
  fileprivate static let times = MetricUnit(rawValue: "times")
}

extension ImportedMetric {
  /// The share of calls that failed.
  static let errorRate = ImportedMetric(
    name: MetricName(rawValue: "error_rate"), unit: .ratio, direction: .lowerIsBetter)

  /// The time of a step.
  static func step(_ name: String) -> ImportedMetric {
    ImportedMetric(
      name: .step(name), unit: .nanoseconds, direction: .lowerIsBetter)
  }

  /// Rows that an iteration reads.
  static let rowsRead = count(.rowsRead, isDeterministic: true)

  /// Rows that an iteration writes.
  static let rowsWritten = count(.rowsWritten, isDeterministic: true)

  /// A figure of a parallel stage.
  fileprivate static func stage(
    _ name: String, unit: MetricUnit = .count, better: MetricDirection = .lowerIsBetter
  ) -> ImportedMetric {
    ImportedMetric(name: MetricName(rawValue: name), unit: unit, direction: better)
  }
}
