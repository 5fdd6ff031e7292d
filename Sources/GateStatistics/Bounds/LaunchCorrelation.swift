/// How much the samples of one launch resemble each other, by a one-way analysis of variance.
///
/// The intraclass correlation is the share of the variance that lies between launches. It is 0 when
/// samples of one launch differ as much as samples of several, and 1 when they are all the same.
/// Source: Donner, "A Review of Inference Procedures for the Intraclass Correlation Coefficient in the
/// One-Way Random Effects Model", International Statistical Review 54 (1986), for launches of unequal
/// sizes.
struct LaunchCorrelation: Hashable, Sendable {
  /// The number of samples in each launch, above 0.
  let sizes: [Int]
  /// The number of all samples.
  let count: Int
  /// The samples of a launch, as the mean over samples: Σ n² ÷ n.
  let typicalSize: Double
  /// How many launches of the largest size would have as many samples.
  let launches: Double
  /// The samples of a launch that the variance between launches is shared among: Donner's n₀.
  private let sharedSize: Double
  /// The ratio of variances that is exceeded in nine of ten cases where launches do not differ.
  private let usualRatio: Double

  /// - Parameter sizes: Of every launch that has samples; not empty.
  init(sizes: [Int]) {
    self.sizes = sizes
    count = sizes.reduce(0, +)
    typicalSize = sizes.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(count)
    launches = Double(count) / Double(sizes.max() ?? 1)
    let freedom = (Double(sizes.count - 1), Double(count - sizes.count))
    let isKnown = freedom.0 > 0 && freedom.1 > 0
    sharedSize = isKnown ? (Double(count) - typicalSize) / freedom.0 : 1
    usualRatio =
      isKnown ? VarianceRatio(above: freedom.0, below: freedom.1).quantile(0.1) : 1
  }

  /// The variance between launches ÷ the variance within them: about 1 where samples of one launch
  /// resemble each other no more than others; 1 where nothing varies.
  ///
  /// - Parameters:
  ///   - sums: The sum of the figures of each launch.
  ///   - squares: The sum of the squares of all figures.
  func ratio(sums: [Double], squares: Double) -> Double {
    guard sizes.count > 1, count > sizes.count else { return 1 }
    let total = sums.reduce(0, +)
    let explained = zip(sums, sizes).reduce(0) { $0 + $1.0 * $1.0 / Double($1.1) }
    let between =
      max(0, explained - total * total / Double(count)) / Double(sizes.count - 1)
    let within = max(0, squares - explained) / Double(count - sizes.count)
    // Rounding in sums of squares must not count as a variance.
    let nothing = 1e-12 * max(1, squares)
    if within <= nothing { return between <= nothing ? 1 : .infinity }
    return between / within
  }

  /// The intraclass correlation that a ratio of variances suggests, in 0...1.
  func correlation(of ratio: Double) -> Double { share(ratio) }

  /// Returns the upper bound of the intraclass correlation with 90 % confidence, in 0...1.
  ///
  /// Source: Searle, "Linear Models" (1971), §9.4.
  func highest(of ratio: Double) -> Double { share(ratio / usualRatio) }

  private func share(_ ratio: Double) -> Double {
    guard ratio.isFinite else { return 1 }
    return min(1, max(0, (ratio - 1) / (ratio - 1 + sharedSize)))
  }

  /// How many independent samples contain as much information about a percentile.
  ///
  /// The samples ÷ Kish's design effect, and less where few launches show how much they differ. However
  /// much samples resemble each other, each launch counts as much as one sample.
  ///
  /// Sources: Kish, "Survey Sampling" (1965), §5.4; Korn, Graubard, "Confidence Intervals for Proportions
  /// with Small Expected Number of Positive Counts Estimated from Survey Data", Survey Methodology 24
  /// (1998).
  ///
  /// - Parameters:
  ///   - correlation: The intraclass correlation, in 0...1.
  ///   - need: The bound that is made of them.
  func independentSamples(_ correlation: Double, for need: PercentileNeed) -> Int {
    // Launches of nearly one size count as launches of one size.
    let least = Int(launches.rounded())
    guard typicalSize > 1, launches > 1 else { return least }
    let samples = Double(count) / (1 + (typicalSize - 1) * correlation)
    let normal = StudentT(degreesOfFreedom: .infinity).quantile(need.confidence)
    let student = StudentT(degreesOfFreedom: launches - 1).quantile(need.confidence)
    let known = samples * (normal / student) * (normal / student)
    let most =
      least < PercentileNeed.tellingLaunches ? Double(least) * need.samplesOfLaunch : .infinity
    return max(least, Int(min(known, most) + 1e-9))
  }
}

/// Snedecor's F distribution: the ratio of two variances of normal figures that are equal in truth.
struct VarianceRatio: Hashable, Sendable {
  /// Degrees of freedom of the variance above the line.
  let above: Double
  /// Degrees of freedom of the variance below it.
  let below: Double

  /// The value that is exceeded with probability 1 − p; p in (0, 1).
  ///
  /// Source: Abramowitz and Stegun (1964), 26.6.2, halved until nothing changes.
  func quantile(_ p: Double) -> Double {
    let beta = IncompleteBeta(a: above / 2, b: below / 2)
    var low = 0.0
    var high = 1.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if beta.value(middle) < p { low = middle } else { high = middle }
    }
    let x = (low + high) / 2
    return below * x / (above * (1 - x))
  }
}
