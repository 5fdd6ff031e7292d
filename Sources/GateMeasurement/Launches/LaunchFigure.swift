import GateProtocol
import GateRecords

/// The values of one metric in one launch.
struct LaunchFigure: Hashable, Sendable {
  let metric: MetricName
  let unit: MetricUnit
  let direction: MetricDirection
  let samples: [Double]
  /// Whether its only sample is the mean of several.
  var isMean = false

  /// The series of all launches, in the order in which metrics first occurred.
  ///
  /// A launch without the metric is an empty one, so that partners stay beside each other and no one takes it
  /// for one that every launch gave. A
  /// metric that only the baseline has is there without the candidate's samples.
  ///
  /// - Parameter together: Launches of each side that were sampled together.
  static func series(
    candidate: [[Self]], baseline: [[Self]]?, together: Int = 1
  ) -> [MetricSeries] {
    func firsts(_ launches: [[Self]]) -> [Self] {
      var seen: Set<MetricName> = []
      return launches.joined().filter { seen.insert($0.metric).inserted }
    }
    func samples(_ launches: [[Self]], _ metric: MetricName) -> [[Double]] {
      launches.map { figures in figures.first { $0.metric == metric }?.samples ?? [] }
    }
    let own = firsts(candidate)
    let others = firsts(baseline ?? [])
    return (own + others.filter { other in !own.contains { $0.metric == other.metric } }).map {
      figure in
      let metric = figure.metric
      let new = samples(candidate, metric)
      let old = baseline.map { samples($0, metric) }
      let other = others.first { $0.metric == metric }
      let isPaired = old?.contains { !$0.isEmpty } ?? false
      var series = MetricSeries(
        metric: metric, unit: figure.unit, direction: figure.direction,
        launches: new,
        baselineLaunches: isPaired ? old : nil,
        pairsTogether: isPaired && together > 1 ? BlockSize(rawValue: together) : nil,
        baselineUnit: other?.unit == figure.unit ? nil : other?.unit,
        baselineDirection: other?.direction == figure.direction ? nil : other?.direction)
      let all = (candidate + (isPaired ? baseline ?? [] : [])).joined()
      if all.contains(where: { $0.metric == metric && $0.isMean }) { series.holdsMeans = true }
      return series
    }
  }
}

extension MeasuredBenchmark {
  /// Every metric that one launch gave.
  func figures(of result: LaunchResult, _ listed: ListedBenchmark) -> [LaunchFigure] {
    func time(_ metric: MetricName, _ value: (WorkerSample) -> Double) -> LaunchFigure {
      LaunchFigure(
        metric: metric, unit: .nanoseconds, direction: .lowerIsBetter,
        samples: result.samples.map { value($0) / Double($0.iterations) })
    }
    func one(_ metric: MetricName, _ value: Double?) -> [LaunchFigure] {
      guard let value, listed.records(.wallTime) else { return [] }
      return [
        LaunchFigure(
          metric: metric, unit: .nanoseconds, direction: .lowerIsBetter, samples: [value])
      ]
    }
    var figures = [
      time(.wallTime) { $0.wallTime }, time(.cpuTime) { Double($0.processorTime) },
    ]
    if let bytes = result.peakMemory {
      figures.append(
        LaunchFigure(
          metric: .peakMemory, unit: .bytes, direction: .lowerIsBetter, samples: [Double(bytes)]))
    }
    if let throughput = listed.throughput {
      figures.append(Self.rate(throughput, of: result))
    }
    let own = result.metrics.map { metric in
      LaunchFigure(
        metric: MetricName(rawValue: metric.name), unit: MetricUnit(rawValue: metric.unit),
        direction: metric.direction,
        samples: [metric.value])
    }
    // Of a metric that is given twice in a launch the last value counts.
    var seen: Set<MetricName> = []
    let last = own.reversed().filter { seen.insert($0.metric).inserted }.reversed()
    // A suite's own figure of that name, such as its rows, counts before the sum of its steps.
    let steps = StepFigures(named: namedSteps).figures(of: result)
      .filter { !seen.contains($0.metric) }
    return figures.filter { listed.records($0.metric) }
      + one(.meanTime, result.meanTime) + one(.tailTime, recordsTail ? result.tailTime : nil)
      + steps + last
  }

  private static func rate(
    _ throughput: ListedBenchmark.Throughput, of result: LaunchResult
  ) -> LaunchFigure {
    let (amount, unit): (Double, MetricUnit) =
      switch throughput {
      case .items(let items): (items, .itemsPerSecond)
      case .bytes(let bytes): (bytes, .bytesPerSecond)
      }
    return LaunchFigure(
      metric: .throughput, unit: unit, direction: .higherIsBetter,
      samples: result.samples.filter { $0.wallTime > 0 }
        .map { amount * Double($0.iterations) / $0.wallTime * 1e9 })
  }
}
