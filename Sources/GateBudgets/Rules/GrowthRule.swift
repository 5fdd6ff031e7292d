package import GateRecords
package import GateStatistics

/// How fast a series of benchmarks that differ in one parameter may grow.
package struct GrowthRule: Hashable, Sendable {
  /// One limit.
  package enum Limit: Hashable, Sendable {
    /// From one step to the next, at most this much more.
    case perStep(MetricName, Tolerance)
    /// From the first step to the last, at most this much more.
    case total(MetricName, Tolerance)
    /// All steps together, at most this much.
    case cumulative(MetricName, Quantity, text: String)
    /// At most this order of growth.
    case complexity(MetricName, ComplexityClass)
    /// At most this much more than another series at the same parameter.
    case scenario(MetricName, against: SeriesPattern, Tolerance)
  }

  /// The series.
  package let series: SeriesPattern
  /// The limits.
  package let limits: [Limit]
  /// Whether ratios and sums are judged as the run observed them, without sampling error: of a job that
  /// runs once, what it took is a fact.
  package let isObserved: Bool
  /// The rule's other keys.
  package let terms: RuleTerms

  /// Creates a rule.
  package init(
    series: SeriesPattern, limits: [Limit], isObserved: Bool = false, terms: RuleTerms
  ) {
    self.series = series
    self.limits = limits
    self.isObserved = isObserved
    self.terms = terms
  }
}

/// A pattern that leaves one parameter open: `simulation/year{year=*}`.
package struct SeriesPattern: Hashable, Sendable {
  /// The pattern.
  package let pattern: GlobPattern
  /// The parameter that is open.
  package let parameter: String

  /// Parses a pattern; nil unless exactly one parameter is `=*`.
  package init?(_ text: String) {
    guard text.hasSuffix("}"), let brace = text.lastIndex(of: "{") else { return nil }
    let parts = text[text.index(after: brace)...].dropLast().split(separator: ",")
    let open = parts.filter { $0.hasSuffix("=*") }
    guard open.count == 1, let parameter = open.first?.dropLast(2), !parameter.isEmpty else {
      return nil
    }
    pattern = GlobPattern(text)
    self.parameter = String(parameter)
  }

  /// One step of a series.
  package struct Step: Hashable, Sendable {
    /// The benchmark.
    package let benchmark: BenchmarkRecord
    /// The parameter's value, or its place where the values are not numbers.
    package let parameter: Double
    /// Whether the parameter is a number.
    package let isNumeric: Bool
    /// The parameter as written.
    package let text: String
    /// The common part of its benchmarks' names.
    let series: String

    /// Whether another step differs in the open parameter alone.
    package func isOfSameSeries(as other: Step) -> Bool { series == other.series }
  }

  /// The series among benchmarks, each in the order of its parameter.
  ///
  /// Benchmarks whose names differ in more than the open parameter belong to different series.
  package func series(in benchmarks: [BenchmarkRecord]) -> [[Step]] {
    var groups: [(key: String, members: [(BenchmarkRecord, String)])] = []
    for benchmark in benchmarks where pattern.matches(benchmark.name.rawValue) {
      guard let text = benchmark.name.parameters.first(where: { $0.name == parameter })?.value
      else { continue }
      let rest = benchmark.name.parameters.filter { $0.name != parameter }
      let key = ([benchmark.name.baseName] + rest.map { "\($0.name)=\($0.value)" })
        .joined(separator: ",")
      if let place = groups.firstIndex(where: { $0.key == key }) {
        groups[place].members.append((benchmark, text))
      } else {
        groups.append((key, [(benchmark, text)]))
      }
    }
    return groups.map { group in
      let numbers = group.members.map { Double($0.1) }
      let isNumeric = numbers.allSatisfy { $0?.isFinite ?? false }
      return group.members.enumerated().map { place, member in
        Step(
          benchmark: member.0, parameter: (isNumeric ? numbers[place] : nil) ?? Double(place + 1),
          isNumeric: isNumeric, text: member.1, series: group.key)
      }.sorted { $0.parameter < $1.parameter }
    }
  }
}

extension GrowthRule.Limit {
  /// The kind of limit, as reports name it.
  package var kind: GrowthEvidence.Limit {
    switch self {
    case .perStep: .perStep
    case .total: .total
    case .cumulative: .cumulative
    case .complexity: .complexity
    case .scenario: .scenario
    }
  }

  /// The metric that is limited.
  package var metric: MetricName {
    switch self {
    case .perStep(let metric, _), .total(let metric, _), .cumulative(let metric, _, _),
      .complexity(let metric, _), .scenario(let metric, _, _):
      metric
    }
  }

  /// The limit in words.
  package var inWords: String {
    let message: BudgetMessage =
      switch self {
      case .perStep(_, let share): .growthPerStep("\(share)")
      case .total(_, let share): .growthInAll("\(share)")
      case .cumulative(_, _, let text): .sumOfSteps(text)
      case .complexity(_, let order): .growthOrder(order.rawValue)
      case .scenario(_, let against, let share):
        .growthOver(against.pattern.text, share: "\(share)")
      }
    return message.text
  }
}
