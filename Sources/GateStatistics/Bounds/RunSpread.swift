/// The spread between runs of one figure, and how well it is known.
///
/// From three stored runs on it is measured: from the figure's own runs, and where a ``VariancePrior`` is
/// given from those of all benchmarks, but never smaller than the figure's own. With fewer an assumption
/// replaces it, wide enough that a noisy neighbour does not fail a build.
package struct RunSpread: Hashable, Sendable {
  /// The standard deviation of ln(run ÷ run) assumed with fewer than three runs.
  ///
  /// Medians of one unchanged program, run again on hosted and virtual machines, spread by 3 to 14 %.
  package static let assumed = 0.1

  /// The fewest stored runs whose spread is measured.
  package static let leastRuns = 3

  /// The least spread believed, however well a few runs happen to agree.
  static let least = 0.01

  /// The least spread of a benchmark when the usual spread of a suite is computed; smaller ones count as this.
  private static let leastLearnt = 0.001

  /// The fewest benchmarks from which the usual spread of a suite is learnt.
  private static let leastBenchmarks = 5

  /// How many degrees of freedom the usual spread may be worth for one benchmark.
  ///
  /// Where all benchmarks seem to spread alike, the fit would take their common spread for known.
  private static let mostUsualFreedom = 6.0

  /// The degrees of freedom of the law that is assumed, at most, however many runs are stored.
  ///
  /// The noise between runs has heavier tails than the normal law. `Evaluation cached` tries both limits.
  private static let mostFreedom = 6.0

  /// The standard deviation of the figure's logarithm from run to run.
  package let deviation: Double
  /// The degrees of freedom of that estimate; infinite for an assumption.
  package let degreesOfFreedom: Double
  /// Whether it is assumed, not measured.
  package let isAssumed: Bool

  /// Estimates the spread.
  ///
  /// - Parameters:
  ///   - logarithms: Of the stored runs' figures.
  ///   - usual: The spread of the suite's other benchmarks; nil where there are too few.
  package init(of logarithms: [Double], usual: VariancePrior? = nil) {
    guard logarithms.count >= Self.leastRuns, let own = Self.variance(of: logarithms) else {
      deviation = Self.assumed
      degreesOfFreedom = .infinity
      isAssumed = true
      return
    }
    let known = usual?.posterior(own) ?? own
    // A benchmark that is far noisier than the others is believed by its own runs.
    deviation = max(max(known.variance, own.variance).squareRoot(), Self.least)
    degreesOfFreedom = min(known.degreesOfFreedom, Self.mostFreedom)
    isAssumed = false
  }

  /// Returns the prior for one metric's spread from the benchmarks of a suite; nil with too few of them.
  ///
  /// - Parameter rows: The logarithms of each benchmark's stored figures.
  package static func usual(of rows: [[Double]]) -> VariancePrior? {
    let variances = rows.filter { $0.count >= leastRuns }.compactMap(variance)
    guard variances.count >= leastBenchmarks else { return nil }
    return VariancePrior(variances, least: leastLearnt * leastLearnt)?
      .limited(to: mostUsualFreedom)
  }

  private static func variance(of logarithms: [Double]) -> VariancePrior.Estimate? {
    Mean.standardDeviation(of: logarithms).map {
      VariancePrior.Estimate(
        variance: $0 * $0, degreesOfFreedom: Double(logarithms.count - 1))
    }
  }

  /// Student's law of an estimate that has this spread.
  package var distribution: StudentT { StudentT(degreesOfFreedom: degreesOfFreedom) }

  /// How far a new figure may lie off, by chance, in all but 1 − `probability` of the cases.
  ///
  /// A few runs that spread by less than is assumed without them must not prove less than the assumption
  /// would: the law of so few is so wide that another stored run would otherwise find less.
  ///
  /// - Parameters:
  ///   - probability: Above ½.
  ///   - error: The standard error of a figure's difference, from the deviation between runs.
  func reach(_ probability: Double, error: (Double) -> Double) -> Double {
    let measured = distribution.quantile(probability) * error(deviation)
    guard !isAssumed, deviation <= Self.assumed else { return measured }
    let normal = StudentT(degreesOfFreedom: .infinity)
    return min(measured, normal.quantile(probability) * error(Self.assumed))
  }
}
