import GateStatistics

/// How the launches of the two sides scatter: how many of each lie apart from the others of their side.
///
/// Where the shares differ, a typical figure says less than it seems to.
package struct LaunchShapes: Hashable, Sendable {
  /// The launches of one side.
  package struct Side: Hashable, Sendable {
    /// Launches that are worse than the others.
    package let worse: Int
    /// All launches.
    package let all: Int
    /// How many times the others' figure that of the worse ones is; 1 without any.
    package let times: Double

    fileprivate init?(_ levels: [Double]) {
      guard levels.allSatisfy({ $0 > 0 && $0.isFinite }),
        let base = Percentile.nearestRank(25, of: levels)
      else { return nil }
      let apart = levels.filter { $0 > base * LaunchShapes.apart }
      worse = apart.count
      all = levels.count
      times = (Percentile.median(of: apart) ?? base) / base
    }
  }

  /// A launch lies apart when its figure is this many times that of its side's best quarter.
  private static let apart = 1.2
  /// The p-value below which the two shares count as different.
  private static let significance = 0.01

  /// This change's launches.
  package let candidate: Side
  /// The baseline's.
  package let baseline: Side

  /// Counts them; nil where a figure is not positive, so that it is not a multiple of another.
  ///
  /// - Parameters:
  ///   - candidate: The level of each launch; larger values are worse.
  ///   - baseline: The same of the baseline.
  package init?(candidate: [Double], baseline: [Double]) {
    guard let new = Side(candidate), let old = Side(baseline) else { return nil }
    self.candidate = new
    self.baseline = old
  }

  /// Whether the shares differ by more than chance explains, by Fisher's exact test.
  package var differ: Bool {
    FisherExact.pValue(
      (candidate.worse, of: candidate.all), (baseline.worse, of: baseline.all))
      < Self.significance
  }

  /// Whether more of the candidate's launches lie apart than of the baseline's.
  package var isCandidateWorse: Bool {
    candidate.worse * baseline.all > baseline.worse * candidate.all
  }
}
