import GateStatistics

extension MannKendall {
  /// The test of values that grow by like amounts or by like shares.
  ///
  /// The residuals of a growth around the wrong line look like slow changes of a machine, which raise the threshold:
  /// steps of 4 % each bend away from a straight line, and equal amounts from an exponential one. So the test is made
  /// on both scales, on which the order of values is the same, and the scale with the smaller residuals counts.
  ///
  /// - Parameter isShare: Whether the values are shares themselves, which grow by points.
  init?(growthOf values: [Double], isShare: Bool) {
    guard let byAmounts = MannKendall(values, slope: TheilSen.slope(values)) else { return nil }
    self = byAmounts
    guard !isShare, values.allSatisfy({ $0 > 0 }) else { return }
    let logarithms = values.map(Elementary.logarithm)
    let byShares = MannKendall(logarithms, slope: TheilSen.slope(logarithms))
    if let byShares, byShares.inflation < byAmounts.inflation { self = byShares }
  }
}
