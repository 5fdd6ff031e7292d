import GateProtocol
import GateRecords
import GateStatistics

/// The steps and rows of one launch as metrics.
struct StepFigures {
  /// The steps of which every sample is kept, and not only the mean of each launch; nil for all.
  let named: Set<MetricName>?

  /// One figure a step, and the rows of an iteration.
  func figures(of launch: LaunchResult) -> [LaunchFigure] {
    launch.steps.map { step in
      let times = times(of: step, in: launch)
      let mean = [Double(step.nanoseconds) / Double(step.iterations)]
      return LaunchFigure(
        metric: .step(step.name), unit: .nanoseconds, direction: .lowerIsBetter,
        samples: times ?? mean, isMean: times == nil && launch.samples.count > 1)
    } + rows(.rowsRead, .read, \.rowsRead, of: launch)
      + rows(.rowsWritten, .written, \.rowsWritten, of: launch)
  }

  /// The step's time in each sample; nil where only its mean is kept or known.
  private func times(of step: WorkerStep, in launch: LaunchResult) -> [Double]? {
    guard named?.contains(.step(step.name)) ?? true,
      let times = launch.stepDetails.times[step.name],
      times.count == launch.samples.count
    else { return nil }
    return zip(times, launch.samples).map { Double($0) / Double($1.iterations) }
  }

  /// The rows of single iterations, the fewest and the most among them; from an older worker only the mean is known.
  private func rows(
    _ metric: MetricName, _ direction: WorkerStepDetail.Direction,
    _ total: KeyPath<WorkerStep, Int64?>, of launch: LaunchResult
  ) -> [LaunchFigure] {
    let values: [Double]
    if let counts = launch.stepDetails.iterations[direction] {
      values = counts.ranked()
    } else {
      let reported = launch.steps.compactMap { step in
        step[keyPath: total].map { Double($0) / Double(step.iterations) }
      }
      guard !reported.isEmpty else { return [] }
      values = [reported.reduce(0, +)]
    }
    let isMean =
      launch.stepDetails.iterations[direction] == nil
      && launch.steps.contains { $0.iterations > 1 }
    return [
      LaunchFigure(
        metric: metric, unit: .count, direction: .lowerIsBetter, samples: values, isMean: isMean)
    ]
  }

  /// A series of rows as it counts: a launch that says nothing had none, and values that are equal throughout
  /// are known exactly.
  static func completed(_ series: MetricSeries) -> MetricSeries {
    guard series.metric.isRows else { return series }
    var whole = series
    whole.launches = filled(series.launches)
    whole.baselineLaunches = series.baselineLaunches.map(filled)
    whole.isDeterministic = [whole.launches, whole.baselineLaunches ?? []]
      .allSatisfy { Set($0.joined()).count < 2 }
    return whole
  }

  /// Launches of a side of which none says anything stay empty.
  private static func filled(_ launches: [[Double]]) -> [[Double]] {
    guard launches.contains(where: { !$0.isEmpty }) else { return launches }
    return launches.map { $0.isEmpty ? [0] : $0 }
  }
}

/// The named steps of all launches together.
struct StepSummary {
  let launches: [LaunchResult]

  /// The steps in the order in which they first ran, whatever launch that was in.
  var records: [StepRecord] {
    let iterations = launches.map { $0.steps.first?.iterations ?? 0 }
    let all = Double(iterations.reduce(0, +))
    guard all > 0 else { return [] }
    return names.map { name in
      let steps = launches.map { launch in launch.steps.first { $0.name == name } }
      let reported = steps.compactMap(\.self)
      let nanoseconds = reported.reduce(0.0) { $0 + Double($1.nanoseconds) }
      let means = zip(steps, iterations).filter { $1 > 0 }.map { step, iterations in
        [Double(step?.nanoseconds ?? 0) / Double(iterations)]
      }
      let bounds = MeanBounds(launches: means, confidence: 0.975)
      let read = rows(name, steps, iterations, \.rowsRead, \.read)
      let written = rows(name, steps, iterations, \.rowsWritten, \.written)
      var record = StepRecord(
        stepID: name, durationMilliseconds: nanoseconds / all / 1e6,
        rowsRead: read.map { Self.whole($0.mean) },
        rowsWritten: written.map { Self.whole($0.mean) },
        kind: reported.lazy.compactMap(\.kind).first)
      record.readRange = read?.ifVaried
      record.writtenRange = written?.ifVaried
      if let low = bounds?.low, let high = bounds?.high {
        record.lowMilliseconds = max(0, low / 1e6)
        record.highMilliseconds = high / 1e6
      }
      return record
    }
  }

  /// Notes about steps that did not run in every launch.
  var notes: [String] {
    let measured = launches.filter { !$0.samples.isEmpty }
    return names.compactMap { name in
      let count = measured.count { $0.steps.contains { $0.name == name } }
      guard count < measured.count else { return nil }
      return MeasurementMessage.stepNotInAll(step: name, launches: count, of: measured.count).line
    }
  }

  private var names: [String] {
    var seen: Set<String> = []
    return launches.flatMap(\.steps).map(\.name).filter { seen.insert($0).inserted }
  }

  private static func whole(_ mean: Double) -> Int64 { Int64(exactly: mean.rounded()) ?? .max }

  /// The rows of a step in an iteration; nil when it never says.
  ///
  /// A launch in which it says nothing had none.
  private func rows(
    _ name: String, _ steps: [WorkerStep?], _ iterations: [Int],
    _ total: KeyPath<WorkerStep, Int64?>, _ range: KeyPath<StepDetails.Rows, ClosedRange<Int64>?>
  ) -> RowRange? {
    guard steps.contains(where: { $0?[keyPath: total] != nil }) else { return nil }
    var least = Double.infinity
    var most = -Double.infinity
    var sum = 0.0
    for (place, step) in steps.enumerated() where iterations[place] > 0 {
      let rows = Double(step?[keyPath: total] ?? 0)
      let mean = rows / Double(iterations[place])
      let known = launches[place].stepDetails.rows[name]?[keyPath: range]
      least = min(least, known.map { Double($0.lowerBound) } ?? mean)
      most = max(most, known.map { Double($0.upperBound) } ?? mean)
      sum += rows
    }
    let all = Double(iterations.reduce(0, +))
    return all > 0 ? RowRange(least: least, most: most, mean: sum / all) : nil
  }
}

extension RowRange {
  /// Nil where all iterations are alike.
  fileprivate var ifVaried: RowRange? { least < most ? self : nil }
}
