package import GateRecords
import GateStatistics

/// How a metric changes from step to step.
///
/// The steps are the periods of a calendar, or the values of a parameter in which benchmarks differ,
/// such as the years of a simulation.
package struct SteppedMetric: Hashable, Sendable {
  /// One period, or one value of the parameter.
  package struct Step: Hashable, Sendable {
    /// The period's name, or the parameter's value.
    package let name: String
    /// How many runs measured it.
    package let runs: Int
    /// The mean over these runs.
    package let mean: Double
    /// The smallest value of these runs.
    package let minimum: Double
    /// The largest value of these runs.
    package let maximum: Double
    /// The mean against the mean of the step before, as a share, or as a difference for a metric that
    /// is itself a share; nil for the first step and after a mean of 0.
    package let change: Double?
    /// The mean against that of the same period one year before.
    package let yearChange: Double?
    /// Time up to and with this step; nil for what is no time.
    ///
    /// Over periods it adds up all runs, one iteration each; over a parameter the steps' means.
    package let cumulative: Double?
  }

  /// The suite.
  package let suite: String
  /// The benchmark; with a star in place of the parameter where that makes the steps.
  package let benchmark: BenchmarkIdentifier
  /// The metric.
  package let metric: MetricName
  /// The environment's key.
  package let environment: String
  /// The unit of the values.
  package let unit: MetricUnit
  /// The steps, in order.
  package let steps: [Step]

  /// Whether changes are differences, because the metric is itself a share.
  package var isInPoints: Bool { unit == .ratio }

  /// Each history by the periods of a calendar; periods without a run are left out.
  package static func all(
    in histories: MetricHistories, by period: CalendarPeriod
  ) -> [SteppedMetric] {
    // Names are made once a day: a history has millions of values and few days.
    var names: [Int64: String] = [:]
    func name(_ point: MetricHistory.Point) -> String {
      let day = point.milliseconds / 86_400_000
      if let name = names[day] { return name }
      let name = period.label(of: point.time)
      names[day] = name
      return name
    }
    return histories.series.compactMap { history in
      let groups = Dictionary(grouping: history.points, by: name)
      let parts = groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value.map(\.value)) }
      return SteppedMetric(
        history, name: history.benchmark.rawValue, parts: parts, sumsRuns: true,
        yearBefore: period.yearBefore)
    }
  }

  /// The benchmarks that differ in one parameter, by its values; those without it are left out.
  ///
  /// Values stand in the order of numbers where all are numbers, else in that of names.
  package static func all(
    in histories: MetricHistories, byParameter parameter: String
  ) -> [SteppedMetric] {
    var found: [[String]: (first: MetricHistory, parts: [(String, [Double])])] = [:]
    for history in histories.series {
      guard let (name, value) = history.benchmark.opened(parameter) else { continue }
      let key = [
        history.suite, name, history.metric.rawValue, history.environment, history.unit.rawValue,
      ]
      found[key, default: (history, [])].parts.append((value, history.points.map(\.value)))
    }
    return found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { key, group in
      SteppedMetric(
        group.first, name: key[1], parts: ordered(group.parts), sumsRuns: false,
        yearBefore: { _ in nil })
    }
  }

  private static func ordered(_ parts: [(String, [Double])]) -> [(String, [Double])] {
    let numbers = parts.compactMap { Double($0.0) }
    guard numbers.count == parts.count, numbers.allSatisfy(\.isFinite) else {
      return parts.sorted { $0.0 < $1.0 }
    }
    return zip(numbers, parts).sorted { $0.0 < $1.0 }.map(\.1)
  }

  private init?(
    _ history: MetricHistory, name: String, parts: [(String, [Double])], sumsRuns: Bool,
    yearBefore: (String) -> String?
  ) {
    guard !parts.isEmpty else { return nil }
    suite = history.suite
    benchmark = BenchmarkIdentifier(name)
    metric = history.metric
    environment = history.environment
    unit = history.unit
    let isShare = history.unit == .ratio
    func change(from before: Double?, to after: Double) -> Double? {
      guard let before else { return nil }
      if isShare { return after - before }
      return before > 0 ? after / before - 1 : nil
    }
    var means: [String: Double] = [:]
    var sum = 0.0
    var last: Double?
    steps = parts.map { label, values in
      let mean = Mean.of(values)
      sum += sumsRuns ? mean * Double(values.count) : mean
      let step = Step(
        name: label, runs: values.count, mean: mean, minimum: values.min() ?? mean,
        maximum: values.max() ?? mean, change: change(from: last, to: mean),
        yearChange: change(from: yearBefore(label).flatMap { means[$0] }, to: mean),
        cumulative: history.unit == .nanoseconds ? sum : nil)
      means[label] = mean
      last = mean
      return step
    }
  }
}

extension BenchmarkIdentifier {
  /// The name with a star in place of a parameter's value, and that value; nil without the parameter.
  fileprivate func opened(_ parameter: String) -> (name: String, value: String)? {
    guard let value = parameters.first(where: { $0.name == parameter })?.value else { return nil }
    let inside = parameters.map { "\($0.name)=\($0.name == parameter ? "*" : $0.value)" }
    return ("\(baseName){\(inside.joined(separator: ","))}", value)
  }
}
