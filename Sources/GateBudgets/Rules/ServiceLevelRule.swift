package import GateRecords

/// A service level: above one threshold a benchmark warns, above the other it is in breach.
package struct ServiceLevelRule: Hashable, Sendable {
  /// The benchmarks that it applies to; an earlier case takes precedence over a later one.
  package enum Scope: Hashable, Sendable {
    /// The benchmarks that a pattern matches.
    case benchmark(GlobPattern)
    /// The benchmarks with a tag.
    case tag(String)
    /// Every benchmark that no other level is for.
    case everything
  }

  /// The service levels of all files.
  package struct Agreement: Hashable, Sendable {
    /// How many breaches the whole may have; one where no file says another number.
    package var allowedBreaches: Int
    /// The levels, in the files' order.
    package var levels: [ServiceLevelRule]

    /// No service levels.
    package static let none = Agreement(allowedBreaches: 1, levels: [])
  }

  /// The benchmarks that it applies to.
  package let scope: Scope
  /// The metric.
  package let metric: MetricName
  /// The summary.
  package let statistic: Statistic
  /// Above this it is a breach.
  package let breach: Quantity
  /// The breach threshold as written.
  package let text: String
  /// Values above this warn.
  package let warning: Double
  /// The rule applies only to benchmarks whose iterations read or write at least this many rows; nil applies to all.
  package let minimumRows: Int?
  /// The rule's other keys.
  package let terms: RuleTerms

  /// The share of the breach threshold above which it warns where no file says another.
  package static let usualWarning = Tolerance.percent(80)

  /// Creates a level.
  package init(
    scope: Scope, metric: MetricName = .wallTime, statistic: Statistic = .median,
    breach: Quantity, text: String, warning: Quantity?, minimumRows: Int? = nil, terms: RuleTerms
  ) {
    self.scope = scope
    self.metric = metric
    self.statistic = statistic
    self.breach = breach
    self.text = text
    self.warning = warning?.value ?? breach.part(Self.usualWarning)
    self.minimumRows = minimumRows
    self.terms = terms
  }

  /// The benchmarks that it applies to, in words.
  package var scopeInWords: String {
    switch scope {
    case .benchmark(let pattern): pattern.text
    case .tag(let tag): "tag \(tag)"
    case .everything: "every other benchmark"
    }
  }

  /// The benchmarks that it may be for; a tag may be on any.
  var pattern: GlobPattern {
    if case .benchmark(let pattern) = scope { return pattern }
    return GlobPattern("*")
  }

  /// The thresholds in words: `breach above 120 s, warning above 90 s`.
  package var inWords: String {
    let warning = QuantityFormat.brief(self.warning, unit: breach.dimension.baseUnit)
    return "breach above \(text), warning above \(warning)"
      + (minimumRows.map { ", from \($0) rows on" } ?? "")
  }

  /// Whether it is for a benchmark.
  func covers(_ benchmark: BenchmarkRecord) -> Bool {
    names(benchmark) && (minimumRows == nil || hasRows(benchmark) == true)
  }

  /// Whether it is for a benchmark if only the benchmark's rows were known.
  func isUndecided(for benchmark: BenchmarkRecord) -> Bool {
    names(benchmark) && minimumRows != nil && hasRows(benchmark) == nil
  }

  private func names(_ benchmark: BenchmarkRecord) -> Bool {
    let isNamed =
      switch scope {
      case .benchmark(let pattern): pattern.matches(benchmark.name.rawValue)
      case .tag(let tag): benchmark.tags.contains(tag)
      case .everything: true
      }
    return isNamed
  }

  /// Whether the benchmark read or wrote as many rows as the rule asks for; nil where its rows are not known.
  private func hasRows(_ benchmark: BenchmarkRecord) -> Bool? {
    let rows = [MetricName.rowsRead, .rowsWritten].compactMap {
      benchmark.measuredSeries(of: $0)?.samples.max()
    }
    return rows.isEmpty ? nil : rows.contains { $0 >= Double(minimumRows ?? 0) }
  }

  /// Names before tags before everything, then the more specific pattern and condition.
  func isMoreSpecific(than other: ServiceLevelRule) -> Bool {
    if rank != other.rank { return rank < other.rank }
    return specificity > other.specificity
  }

  private var rank: Int {
    switch scope {
    case .benchmark: 0
    case .tag: 1
    case .everything: 2
    }
  }

  private var specificity: Specificity {
    Specificity(pattern, terms.condition)
  }
}
