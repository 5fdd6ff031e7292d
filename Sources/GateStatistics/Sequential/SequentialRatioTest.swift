/// Decides, launch after launch, whether a candidate is worse than its baseline.
///
/// The unit of evidence is a ``LaunchBlock``. Three questions are asked of the blocks:
///
/// - *Is the candidate worse, or better, at all?* If nothing changed, the sides are exchangeable, because
///   the order of a block's launches was drawn. An ``ArrangementMartingale`` bets against that.
/// - *By more than the tolerance? By less?* Of typical figures the median of ln(candidate ÷ baseline) is
///   asked, by ``SignEvidence``, which assumes nothing of the noise's shape; of means the whole
///   arrangement, after the candidate's figures were divided by 1 + tolerance.
///
/// Looking at the result after every block does not invalidate any of the answers. An effect that favours one side in
/// every block would: another processor, a longer path, a cache that one side's launch leaves for the other's.
/// `docs/statistics.md` explains all of it.
///
/// Data must be such that larger is worse; a metric of which more is better enters with its sign
/// turned.
package struct SequentialRatioTest: Hashable, Sendable {
  /// The statistic of the launches' log ratios that is estimated, bounded and compared with the tolerance.
  package enum Functional: Hashable, Sendable {
    /// The median: what a launch is typically slower by.
    case median
    /// The mean: the average slow-down of the launches.
    case mean
  }

  /// The error rates and the tolerance.
  package struct Configuration: Hashable, Sendable {
    /// The relative change that does not matter, 0.05 for 5 %.
    package var tolerance: Double
    /// The suite's probability of a false alarm, at most.
    package var alpha: Double
    /// The probability of passing a change beyond the tolerance, at most.
    package var missRate: Double
    /// The probability that a suite fails for changes that are all within their tolerances, at most.
    package var withinToleranceRate: Double
    /// How many comparisons share the suite's probabilities.
    package var comparisonCount: Int
    /// The confidence of the reported interval.
    package var intervalConfidence: Double
    /// The statistic that is compared with the tolerance.
    package var functional: Functional

    /// Creates a configuration; the defaults are the project's.
    package init(
      tolerance: Double, alpha: Double = 0.01, missRate: Double = 0.05,
      withinToleranceRate: Double = 0.05, comparisonCount: Int = 1,
      intervalConfidence: Double = 0.95, functional: Functional = .median
    ) {
      self.tolerance = tolerance
      self.alpha = alpha
      self.missRate = missRate
      self.withinToleranceRate = withinToleranceRate
      self.comparisonCount = max(1, comparisonCount)
      self.intervalConfidence = intervalConfidence
      self.functional = functional
    }

    /// The same question with the promises of another one.
    package func sharing(_ other: Configuration) -> Configuration {
      var both = other
      both.tolerance = tolerance
      return both
    }
  }

  /// The decision by the data so far.
  package enum Decision: Hashable, Sendable {
    /// Proven worse than the baseline, and worse than the tolerance allows.
    case regressed
    /// Proven not worse by more than the tolerance.
    case passed
    /// Proven better, and by an estimate beyond the tolerance.
    case improved
    /// Not settled.
    case undecided
  }

  /// The error rates and the tolerance.
  package let configuration: Configuration

  /// ln(candidate ÷ baseline) of the paired launches, in the order they came.
  package private(set) var logRatios: [Double] = []

  /// The blocks, in the order they came.
  package private(set) var blocks: [LaunchBlock] = []
  let logLimit: Double
  private var arrangement = ArrangementMartingale()
  /// Of means: the same after the candidate's figures were divided by 1 + tolerance.
  private var shiftedArrangement = ArrangementMartingale()
  /// Of medians: how many log ratios lie above the tolerance, and below.
  private var above = 0
  private var below = 0
  /// The launches of each side after which a regression was first proven; nil where it never was.
  ///
  /// No later launch takes a proof back. Of several machines it is nil: what they prove is proven by all of
  /// their launches together.
  package private(set) var provenAfter: Int?
  /// The places of the first blocks of further machines.
  private(set) var machineStarts: Set<Int> = []

  /// The decision by the data so far; stored, because drivers of large suites ask for it often.
  package private(set) var decision = Decision.undecided

  /// How near a decision is, from 0 to 1, for sharing out the remaining time.
  package private(set) var progress = 0.0

  /// Starts without data.
  package init(_ configuration: Configuration) {
    self.configuration = configuration
    logLimit = Elementary.logarithmOfOnePlus(configuration.tolerance)
  }

  /// Adds a launch of each side by itself: ln(candidate ÷ baseline).
  ///
  /// - Parameter logRatio: A number; its size counts up to ``PairedDatum/mostLogRatio``.
  package mutating func add(_ logRatio: Double) { add(LaunchBlock(pair: logRatio)) }

  /// Continues with the launches of another machine.
  ///
  /// Under "unchanged" each machine's evidence is a fair game of its own, whatever its noise, so the product
  /// of all is one, too. Machines may stop by looking at each other, so the order of launches of different
  /// machines is not known, and only all of them together count, not their intermediate values.
  package mutating func startMachine() {
    guard !blocks.isEmpty else { return }
    machineStarts.insert(blocks.count)
    provenAfter = nil
    arrangement.startMachine()
    shiftedArrangement.startMachine()
    decision = decided
  }

  /// Adds launches that were sampled together.
  package mutating func add(_ block: LaunchBlock) {
    blocks.append(block)
    logRatios += block.pairs
    arrangement.add(block.contrasts)
    switch configuration.functional {
    case .median:
      above += block.pairs.count { $0 > logLimit + Self.rounding }
      below += block.pairs.count { $0 < logLimit - Self.rounding }
    case .mean: shiftedArrangement.add(block.contrasts(less: logLimit))
    }
    if provenAfter == nil, machineStarts.isEmpty, isProvenRegressed { provenAfter = count }
    decision = decided
    progress = nearness
  }

  /// The number of launches of each side.
  package var count: Int { logRatios.count }

  /// The estimated ratio candidate ÷ baseline; 1 without data, infinite from zero.
  package var estimate: Double {
    if logEstimate >= PairedDatum.mostLogRatio { return .infinity }
    return logEstimate <= -PairedDatum.mostLogRatio ? 0 : Elementary.exponential(logEstimate)
  }

  var logEstimate: Double {
    guard !logRatios.isEmpty else { return 0 }
    return switch configuration.functional {
    case .median: Percentile.median(of: logRatios) ?? 0
    case .mean: Mean.of(logRatios)
    }
  }

  private var decided: Decision {
    if provenAfter != nil || !machineStarts.isEmpty && isProvenRegressed { return .regressed }
    if arrangement.logEvidenceOfBetter >= alarmThreshold,
      logEstimate < -logLimit - Self.rounding
    {
      return .improved
    }
    return isProvenWithinTolerance || isEqualThroughout ? .passed : .undecided
  }

  /// Whether the launches so far prove a regression.
  private var isProvenRegressed: Bool {
    isProvenSlower && isProvenBeyondTolerance && isEstimateBeyond
  }

  /// The largest rounding error of a change that is exactly at its limit.
  static let rounding = 1e-9

  private var isEstimateBeyond: Bool { logEstimate > logLimit + Self.rounding }

  /// Whether the mean of the log ratios lies beyond the tolerance, whatever is held against it.
  ///
  /// It proves nothing: a few launches that are much worse move a mean and no median.
  package var isMeanBeyondTolerance: Bool {
    !logRatios.isEmpty && Mean.of(logRatios) > logLimit + Self.rounding
  }

  /// The mean of the log ratios as a ratio candidate ÷ baseline; 1 without data.
  package var meanRatio: Double {
    logRatios.isEmpty ? 1 : Elementary.exponential(Mean.of(logRatios))
  }

  /// Whether both sides gave the same in every launch, however few there are.
  package var isEqual: Bool { logRatios.allSatisfy { $0 == 0 } }

  /// Whether the candidate is proven to be worse, by however little.
  package var isProvenSlower: Bool { arrangement.logEvidence >= alarmThreshold }

  /// Whether the ratio is proven to exceed 1 + tolerance, not only 1.
  ///
  /// The proof is weaker than that of a change at all, and shared among the comparisons like it: a
  /// suite whose changes are all within their tolerances fails with the probability of
  /// ``Configuration/withinToleranceRate`` at most.
  package var isProvenBeyondTolerance: Bool { evidenceBeyond >= beyondThreshold }

  /// Whether the ratio is proven not to exceed 1 + tolerance, and does not look as if it did.
  ///
  /// The evidence is that of the interval's upper end, so that a row that passes shows an interval
  /// within the tolerance, and each end takes half of the rate.
  private var isProvenWithinTolerance: Bool {
    guard evidenceWithin >= Elementary.logarithm(2 / configuration.missRate), !isEstimateBeyond
    else { return false }
    switch configuration.functional {
    case .median: return true
    case .mean: return logEstimate + studentReach <= logLimit + Self.rounding
    }
  }

  /// ln of the evidence that the ratio exceeds 1 + tolerance.
  private var evidenceBeyond: Double {
    switch configuration.functional {
    case .median: SignEvidence.logEvidence(above: above, below: below)
    case .mean: shiftedArrangement.logEvidence
    }
  }

  /// ln of the evidence that it does not.
  private var evidenceWithin: Double {
    switch configuration.functional {
    case .median: SignEvidence.logEvidence(above: below, below: above)
    case .mean: shiftedArrangement.logEvidenceOfBetter
    }
  }

  /// Whether both sides were equal in enough launches to count as equal.
  ///
  /// At a tolerance of zero no evidence of another kind could ever let them pass.
  private var isEqualThroughout: Bool {
    count >= Self.equalPairs && logRatios.allSatisfy { $0 == 0 }
  }

  /// Pairs of equal figures after which the sides count as equal.
  private static let equalPairs = 8

  /// The launches of each side of which a regression needs at least this many, however large it is.
  ///
  /// - Parameter together: Launches of each side that are sampled together.
  /// - Complexity: O(launches).
  package static func pairsForAlarm(_ configuration: Configuration, together: Int) -> Int {
    var test = SequentialRatioTest(configuration)
    let most = PairedDatum.mostLogRatio
    let block = LaunchBlock(size: together) { one, other in
      (one < together) == (other < together) ? 0 : one < together ? most : -most
    }
    guard let block else { return 0 }
    repeat { test.add(block) } while test.decision != .regressed
    return test.count
  }

  private var nearness: Double {
    let alarm = max(
      min(arrangement.logEvidence / alarmThreshold, evidenceBeyond / beyondThreshold),
      arrangement.logEvidenceOfBetter / alarmThreshold)
    let pass = evidenceWithin / Elementary.logarithm(2 / configuration.missRate)
    return min(max(alarm, pass, 0), 1)
  }

  /// ln of what evidence must reach: Ville's bound, shared among the comparisons.
  var alarmThreshold: Double {
    Elementary.logarithm(Double(configuration.comparisonCount) / configuration.alpha)
  }

  /// ln of what the evidence against "within the tolerance" must reach.
  var beyondThreshold: Double {
    Elementary.logarithm(
      Double(configuration.comparisonCount) / configuration.withinToleranceRate)
  }
}
