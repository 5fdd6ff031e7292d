/// By how many per cent one figure changes when another changes by one per cent.
///
/// Two figures are measured in the same runs. From run to run each changes by so much; the slope of the second
/// figure's changes over the first one's is the elasticity, and their correlation says how closely they go together.
/// Changes are differences of logarithms, so that they are shares, and they are taken from run to run, so that what
/// both do over the months, such as growing, is not evidence of an effect. Both figures may have a common cause, such
/// as a machine that is slow for one run, which looks the same.
///
/// With dx = ln x(r) − ln x(r − 1) and dy likewise: slope = Σ(dx − mean dx)(dy − mean dy) ÷ Σ(dx − mean dx)², the
/// least-squares line; correlation = Σ(dx − mean dx)(dy − mean dy) ÷ √(Σ(dx − mean dx)² · Σ(dy − mean dy)²), Pearson's.
/// Source: J. M. Wooldridge, "Introductory Econometrics" (5th ed., 2013): the slope between logarithms is an elasticity
/// (chapter 2.4), and differences take out what stays the same (chapter 13.3).
package struct Elasticity: Hashable, Sendable {
  /// Per cent of change for one per cent: 1 where both change alike, 0 where nothing follows.
  package let slope: Double
  /// How closely the changes go together, from −1 to 1.
  package let correlation: Double
  /// How many changes it rests on.
  package let count: Int

  /// The fewest changes that say anything.
  package static let leastCount = 5

  /// Works out an elasticity; nil for fewer than ``leastCount`` changes, for figures that are not positive, and where one
  /// of the two never changes.
  ///
  /// - Parameters:
  ///   - values: The figure that may follow, run by run.
  ///   - causes: The figure that may cause it, in the same runs.
  package init?(of values: [Double], to causes: [Double]) {
    guard values.count == causes.count, values.count > Self.leastCount,
      values.allSatisfy({ $0 > 0 && $0.isFinite }), causes.allSatisfy({ $0 > 0 && $0.isFinite })
    else { return nil }
    let effect = Self.changes(values)
    let cause = Self.changes(causes)
    let (effectMean, causeMean) = (Mean.of(effect), Mean.of(cause))
    var (together, causeSquares, effectSquares) = (0.0, 0.0, 0.0)
    for (x, y) in zip(cause, effect) {
      together += (x - causeMean) * (y - effectMean)
      causeSquares += (x - causeMean) * (x - causeMean)
      effectSquares += (y - effectMean) * (y - effectMean)
    }
    // Changes below a billionth are rounding.
    let least = Double(cause.count) * 1e-18
    guard causeSquares > least, effectSquares > least else { return nil }
    slope = together / causeSquares
    correlation = together / (causeSquares * effectSquares).squareRoot()
    count = cause.count
  }

  private static func changes(_ values: [Double]) -> [Double] {
    let logarithms = values.map(Elementary.logarithm)
    return zip(logarithms.dropFirst(), logarithms).map { $0 - $1 }
  }
}
