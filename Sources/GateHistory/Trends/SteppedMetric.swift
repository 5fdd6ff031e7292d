package import GateRecords
package import GateStatistics

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
    /// The time up to the end of this step; nil for metrics that are not times.
    ///
    /// Over periods it adds up all runs, one iteration each; over a parameter the steps' means.
    package let cumulative: Double?
    /// How many of the runs broke a service level of the metric; nil where it has none.
    package let breaches: Int?
    /// The effect of a change of the previous step on this one; only over a parameter, and nil for the first step and
    /// with too few runs.
    package let effect: Elasticity?
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
    in histories: MetricHistories, by period: CalendarPeriod, levels: ServiceLevelRuns = .none
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
      let parts = groups.sorted { $0.key < $1.key }.map { name, points in
        Part(
          name: name, points: points,
          breaches: levels.breaches(of: history, in: points, histories.origins))
      }
      return SteppedMetric(
        history, name: history.benchmark.rawValue, parts: parts, sumsRuns: true,
        yearBefore: period.yearBefore)
    }
  }

  /// The benchmarks that differ in one parameter, by its values; those without it are left out.
  ///
  /// Values are in the order of numbers where all are numbers, else in that of names.
  package static func all(
    in histories: MetricHistories, byParameter parameter: String,
    levels: ServiceLevelRuns = .none
  ) -> [SteppedMetric] {
    var found: [[String]: (first: MetricHistory, parts: [Part])] = [:]
    for history in histories.series {
      guard let (name, value) = history.benchmark.opened(parameter) else { continue }
      let key = [
        history.suite, name, history.metric.rawValue, history.environment, history.unit.rawValue,
      ]
      found[key, default: (history, [])].parts.append(
        Part(
          name: value, points: history.points,
          breaches: levels.breaches(of: history, in: history.points, histories.origins)))
    }
    return found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { key, group in
      SteppedMetric(
        group.first, name: key[1], parts: ordered(group.parts), sumsRuns: false,
        origins: histories.origins, yearBefore: { _ in nil })
    }
  }

  /// The key of a step.
  private struct Part {
    let name: String
    let points: [MetricHistory.Point]
    let breaches: Int?
  }

  private static func ordered(_ parts: [Part]) -> [Part] {
    let numbers = parts.compactMap { Double($0.name) }
    guard numbers.count == parts.count, numbers.allSatisfy(\.isFinite) else {
      return parts.sorted { $0.name < $1.name }
    }
    return zip(numbers, parts).sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Returns the effect of the previous step on a step, from the runs that measured both, ordered by time.
  private static func effect(
    of before: Part?, on part: Part, _ origins: [EventOrigin]
  ) -> Elasticity? {
    guard let before else { return nil }
    func run(_ point: MetricHistory.Point) -> RunIdentifier? {
      origins.indices.contains(Int(point.origin)) ? origins[Int(point.origin)].runID : nil
    }
    let values = Dictionary(
      before.points.compactMap { point in run(point).map { ($0, point.value) } },
      uniquingKeysWith: { first, _ in first })
    let pairs = part.points.compactMap { point in
      run(point).flatMap { values[$0] }.map { ($0, point.value) }
    }
    return Elasticity(of: pairs.map(\.1), to: pairs.map(\.0))
  }

  /// - Parameter origins: The runs that points name; nil where a step does not follow from the one before.
  private init?(
    _ history: MetricHistory, name: String, parts: [Part], sumsRuns: Bool,
    origins: [EventOrigin]? = nil, yearBefore: (String) -> String?
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
    var lastPart: Part?
    steps = parts.map { part in
      let (label, values) = (part.name, part.points.map(\.value))
      let mean = Mean.of(values)
      sum += sumsRuns ? mean * Double(values.count) : mean
      let step = Step(
        name: label, runs: values.count, mean: mean, minimum: values.min() ?? mean,
        maximum: values.max() ?? mean, change: change(from: last, to: mean),
        yearChange: change(from: yearBefore(label).flatMap { means[$0] }, to: mean),
        cumulative: history.unit == .nanoseconds ? sum : nil, breaches: part.breaches,
        effect: origins.flatMap { Self.effect(of: lastPart, on: part, $0) })
      means[label] = mean
      lastPart = part
      last = mean
      return step
    }
  }
}
