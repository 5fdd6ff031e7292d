import GateBudgets
import GateRecords
import GateStatistics

/// Finds series of benchmarks whose cost grows with a larger exponent than the baseline's.
///
/// The rule is always on, and it only warns: it takes no share of the suite's false-alarm rate, because it never fails
/// the gate. It reports a growth where the lower bound of the difference is above the tolerance. All series of the run
/// share one confidence, so that an unchanged suite gets such a warning with a probability of at most alpha. The bounds are for a number of launches that was set before; measuring that ends when other
/// questions are decided makes them a little too narrow.
struct ExponentRule {
  /// How much the exponent may grow: n·log n instead of n adds about this much over most sizes.
  static let tolerance = 0.1
  /// The least sizes, and how many times the smallest the largest must be.
  static let (leastSizes, leastSpan) = (4, 4.0)
  /// The metrics that are looked at.
  private static let metrics: [MetricName] = [.wallTime, .peakMemory]

  let run: RunRecord
  let baseline: StoredBaseline
  /// The probability with which an unchanged suite may be warned.
  let alpha: Double

  /// The growths that are proven.
  ///
  /// - Parameter benchmarks: Those with figures.
  func findings(in benchmarks: [BenchmarkRecord]) -> [Finding] {
    let asked = Self.series(in: benchmarks).flatMap { series in
      Self.metrics.compactMap { metric in
        MeasuredSeries(metric, series.steps).map { (series.name, $0) }
      }
    }
    guard !asked.isEmpty else { return [] }
    let confidence = 1 - alpha / Double(asked.count)
    return asked.compactMap { name, sample in
      guard let growth = growth(sample, confidence), growth.low > Self.tolerance else { return nil }
      return finding(name, sample, growth, confidence)
    }
  }

  /// Benchmarks that differ in one numeric parameter, by its size.
  private static func series(
    in benchmarks: [BenchmarkRecord]
  ) -> [(name: SeriesPattern, steps: [SeriesPattern.Step])] {
    // Gathered by name first, so that a suite of ten thousand benchmarks is visited once.
    var texts: [String] = []
    var members: [String: [BenchmarkRecord]] = [:]
    for benchmark in benchmarks {
      let parameters = benchmark.name.parameters
      for open in parameters where Double(open.value)?.isFinite ?? false {
        let words = parameters.map {
          $0.name == open.name ? "\($0.name)=*" : "\($0.name)=\($0.value)"
        }
        let text = "\(benchmark.name.baseName){\(words.joined(separator: ","))}"
        if members[text] == nil { texts.append(text) }
        members[text, default: []].append(benchmark)
      }
    }
    return texts.compactMap { text in
      guard let pattern = SeriesPattern(text), let group = members[text],
        group.count >= leastSizes
      else { return nil }
      let found = pattern.series(in: group).filter { steps in
        guard steps.count >= leastSizes, let first = steps.first, let last = steps.last else {
          return false
        }
        return steps.allSatisfy { $0.isNumeric && $0.parameter > 0 }
          && last.parameter >= first.parameter * leastSpan
      }
      return found.first.map { (pattern, $0) }
    }
  }

  private func growth(_ sample: MeasuredSeries, _ confidence: Double) -> ExponentGrowth? {
    let sizes = sample.steps.map(\.parameter)
    guard sample.series.allSatisfy({ $0.direction == .lowerIsBetter }) else { return nil }
    if run.baseline != nil {
      let pairs = sample.series.map { series -> (before: [Double], after: [Double])? in
        guard let partners = series.baselineLaunches, partners.count == series.launches.count else {
          return nil
        }
        let medians = zip(partners, series.launches).compactMap { old, new -> (Double, Double)? in
          guard let old = Percentile.median(of: old), let new = Percentile.median(of: new) else {
            return nil
          }
          return (old, new)
        }
        return (medians.map(\.0), medians.map(\.1))
      }
      guard pairs.allSatisfy({ $0 != nil }) else { return nil }
      return ExponentGrowth(
        sizes: sizes, before: pairs.compactMap { $0?.before },
        after: pairs.compactMap { $0?.after },
        confidence: confidence)
    }
    let runs = baseline.sameEnvironment.compactMap { stored -> [Double]? in
      let byName = Dictionary(stored.benchmarks.map { ($0.name, $0) }) { first, _ in first }
      let steps = sample.steps.compactMap { step in
        byName[step.benchmark.name]?.series(of: sample.series[0].metric)?.figures.median
      }
      return steps.count == sizes.count ? steps : nil
    }
    return ExponentGrowth(sizes: sizes, runs: runs, costs: sample.values, confidence: confidence)
  }

  private func finding(
    _ name: SeriesPattern, _ sample: MeasuredSeries, _ growth: ExponentGrowth, _ confidence: Double
  ) -> Finding {
    let last = sample.steps.count - 1
    let metric = sample.series[last].metric
    func text(_ exponent: Double) -> String {
      "n^\(QuantityFormat.fixed(exponent, decimals: 2))"
    }
    let figures = FigureAndLimits(number: growth.growth, [Self.tolerance])
    return Finding(
      Finding.Subject(
        sample.steps[last].benchmark.name, metric: metric, statistic: .median, unit: sample.unit,
        direction: sample.series[last].direction),
      .growth(
        .broken(nil),
        GrowthEvidence(
          kind: .exponent, series: name.pattern.text, parameter: name.parameter,
          observed: growth.growth, low: growth.low, high: growth.high, confidence: confidence,
          limit: Self.tolerance, allowed: text(growth.before), fitted: text(growth.after),
          points: sample.points, rationale: nil, source: "built in")),
      value: sample.values[last], mode: .warn,
      evidence: Evidence(
        kind: .observed, launches: sample.series.map(\.launches.count).min() ?? 0,
        samples: sample.series[last].samples.count),
      message: DetectionMessage.exponent(
        metric, series: name.pattern.text, now: text(growth.after), before: text(growth.before),
        by: figures.value, limit: figures.limits[0]
      ).line,
      notes: [DetectionMessage.exponentWarns.line])
  }
}
