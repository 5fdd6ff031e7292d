/// The prior for the variance of one benchmark, from all benchmarks of a suite.
///
/// Three runs of one benchmark show little about its spread; three runs of sixty benchmarks show how large
/// spreads are here and how much they differ from each other. Each benchmark's variance is taken as
/// drawn from a scaled inverse χ² law, whose two parameters come from the mean and the variance of ln s².
/// What is known about one benchmark is then a mean of its own variance and of the usual one, each
/// weighted by its degrees of freedom. Source: Smyth, "Linear models and empirical Bayes methods for
/// assessing differential expression in microarray experiments", Stat. Appl. Genet. Mol. Biol. 3
/// (2004), §6.2 and §4.
package struct VariancePrior: Hashable, Sendable {
  /// A variance and how well it is known.
  package struct Estimate: Hashable, Sendable {
    /// The variance.
    package let variance: Double
    /// Its degrees of freedom.
    package let degreesOfFreedom: Double

    /// Creates an estimate.
    package init(variance: Double, degreesOfFreedom: Double) {
      self.variance = variance
      self.degreesOfFreedom = degreesOfFreedom
    }
  }

  /// The variance that is usual in the suite: Smyth's s₀².
  package let variance: Double
  /// How many degrees of freedom the usual variance is worth for one benchmark: Smyth's d₀.
  ///
  /// It is the larger, the less the benchmarks' variances differ; infinite where they differ by chance
  /// alone.
  package let degreesOfFreedom: Double

  /// A prior of known parameters.
  package init(variance: Double, degreesOfFreedom: Double) {
    self.variance = variance
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Estimates the prior; nil with fewer than two estimates to learn from.
  ///
  /// - Parameters:
  ///   - estimates: The benchmarks' own variances; those without degrees of freedom are ignored.
  ///   - least: The least variance; smaller ones count as this. A variance of zero has no logarithm, and figures that
  ///     repeat to the last digit would make all others look wild.
  package init?(_ estimates: [Estimate], least: Double) {
    let usable = estimates.filter {
      $0.degreesOfFreedom > 0 && $0.variance.isFinite && $0.variance >= 0
    }
    guard usable.count >= 2, least > 0 else { return nil }
    let halves = usable.map { $0.degreesOfFreedom / 2 }
    let logarithms = zip(usable, halves).map { estimate, half in
      Elementary.logarithm(max(estimate.variance, least)) - Polygamma.digamma(half)
        + Elementary.logarithm(half)
    }
    let mean = Mean.of(logarithms)
    let deviation = Mean.standardDeviation(of: logarithms) ?? 0
    let excess = deviation * deviation - Mean.of(halves.map(Polygamma.trigamma))
    guard excess > 0 else {
      variance = Mean.of(usable.map { max($0.variance, least) })
      degreesOfFreedom = .infinity
      return
    }
    let half = Polygamma.trigammaInverse(excess)
    variance = Elementary.exponential(
      mean + Polygamma.digamma(half) - Elementary.logarithm(half))
    degreesOfFreedom = 2 * half
  }

  /// The same prior, worth this many degrees of freedom at most.
  package func limited(to most: Double) -> VariancePrior {
    VariancePrior(variance: variance, degreesOfFreedom: min(degreesOfFreedom, most))
  }

  /// Returns the estimate of one benchmark's variance from its own values and the prior.
  package func posterior(_ own: Estimate) -> Estimate {
    guard degreesOfFreedom.isFinite else {
      return Estimate(variance: variance, degreesOfFreedom: .infinity)
    }
    let sum = degreesOfFreedom + own.degreesOfFreedom
    guard sum > 0 else { return own }
    let squares = degreesOfFreedom * variance + own.degreesOfFreedom * own.variance
    return Estimate(variance: squares / sum, degreesOfFreedom: sum)
  }
}
