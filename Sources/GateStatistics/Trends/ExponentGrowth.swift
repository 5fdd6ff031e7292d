/// By how much the exponent of a cost over its sizes grew: cost ≈ c·nᵇ, and b became larger.
///
/// The exponent is the slope of the logarithmic costs over the logarithmic sizes. What makes every size slower by
/// the same share leaves it as it is.
package struct ExponentGrowth: Hashable, Sendable {
  /// The exponent before.
  package let before: Double
  /// The exponent after.
  package let after: Double
  /// after − before.
  package let growth: Double
  /// The lower bound of the growth.
  package let low: Double
  /// The upper bound of the growth.
  package let high: Double

  /// The growth between two sides that were measured in pairs.
  ///
  /// Every size has pairs of its own. The slope is a weighted sum of the mean logarithmic ratios, and its bounds
  /// are those of a sum of independent means with variances of their own. Source: Welch, "On the Comparison of
  /// Several Mean Values", Biometrika 38 (1951); degrees of freedom by Satterthwaite, Biometrics Bulletin 2 (1946).
  ///
  /// - Parameters:
  ///   - sizes: Three or more, above zero, not all the same.
  ///   - before: For each size the costs of the pairs before, above zero, two pairs or more.
  ///   - after: The same after, pair by pair.
  ///   - confidence: Of each bound, in (0, 1).
  package init?(
    sizes: [Double], before: [[Double]], after: [[Double]], confidence: Double
  ) {
    guard before.count == sizes.count, after.count == sizes.count,
      let weights = Self.weights(sizes)
    else { return nil }
    var variance = 0.0
    var squares = 0.0
    var slopes = (before: 0.0, after: 0.0)
    for (weight, pair) in zip(weights, zip(before, after)) {
      guard pair.0.count == pair.1.count, pair.0.count >= 2,
        (pair.0 + pair.1).allSatisfy({ $0 > 0 && $0.isFinite })
      else { return nil }
      let old = pair.0.map(Elementary.logarithm)
      let new = pair.1.map(Elementary.logarithm)
      slopes.before += weight * Mean.of(old)
      slopes.after += weight * Mean.of(new)
      let spread = Mean.standardDeviation(of: zip(new, old).map { $0 - $1 }) ?? 0
      let share = weight * weight * spread * spread / Double(old.count)
      variance += share
      squares += share * share / Double(old.count - 1)
    }
    let freedom = squares > 0 ? variance * variance / squares : .infinity
    self.init(
      before: slopes.before, after: slopes.after, deviation: variance.squareRoot(),
      freedom: freedom, confidence: confidence)
  }

  /// The growth since stored runs, each of which counts as one observation of the exponent.
  ///
  /// Between two runs more changes than launches of one run show, so only the runs themselves say how much the
  /// exponent varies: the bounds are those of one more observation.
  ///
  /// - Parameters:
  ///   - sizes: Three or more, above zero, not all the same.
  ///   - runs: The costs of three stored runs or more, by size, above zero.
  ///   - costs: The costs of the run that is judged, by size.
  ///   - confidence: Of each bound, in (0, 1).
  package init?(sizes: [Double], runs: [[Double]], costs: [Double], confidence: Double) {
    guard let weights = Self.weights(sizes), runs.count >= 3,
      (runs + [costs]).allSatisfy({ run in
        run.count == sizes.count && run.allSatisfy { $0 > 0 && $0.isFinite }
      })
    else { return nil }
    func slope(_ costs: [Double]) -> Double {
      zip(weights, costs).reduce(0) { $0 + $1.0 * Elementary.logarithm($1.1) }
    }
    let slopes = runs.map(slope)
    let count = Double(runs.count)
    self.init(
      before: Mean.of(slopes), after: slope(costs),
      deviation: (Mean.standardDeviation(of: slopes) ?? 0) * (1 + 1 / count).squareRoot(),
      freedom: count - 1, confidence: confidence)
  }

  private init(
    before: Double, after: Double, deviation: Double, freedom: Double, confidence: Double
  ) {
    self.before = before
    self.after = after
    growth = after - before
    let reach =
      deviation > 0
      ? StudentT(degreesOfFreedom: freedom).quantile(confidence) * deviation : 0
    low = growth - reach
    high = growth + reach
  }

  /// Returns the weight of each size's logarithmic cost in the slope; nil for sizes without a slope.
  private static func weights(_ sizes: [Double]) -> [Double]? {
    guard sizes.count >= 3, sizes.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    let places = sizes.map(Elementary.logarithm)
    let middle = Mean.of(places)
    let squares = places.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
    guard squares > 0 else { return nil }
    return places.map { ($0 - middle) / squares }
  }
}
