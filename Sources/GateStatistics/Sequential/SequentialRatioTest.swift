/// Decides, launch pair by launch pair, whether a candidate is slower than its baseline.
///
/// The datum of one launch pair is d = ln(candidate ÷ baseline), a ``PairedDatum``. If nothing
/// changed, the two sides are exchangeable, because which of them went first was drawn at random, so d
/// is symmetric about zero given the past, whatever the noise's distribution; and if the true ratio is
/// r, then d − ln r is. Each question is then a ``SignMartingale`` over shifted data, and none of the
/// answers is spoilt by looking after every pair. What would break it is whatever favours one side in
/// every pair: another processor, a longer path, a cache that one side's launch leaves for the
/// other's. `docs/statistics.md` tells the whole story.
///
/// Data must be such that larger is worse; a metric of which more is better enters with its sign
/// turned.
package struct SequentialRatioTest: Hashable, Sendable {
  /// What is promised and what is tolerated.
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

    /// Creates a configuration; the defaults are the project's.
    package init(
      tolerance: Double, alpha: Double = 0.01, missRate: Double = 0.05,
      withinToleranceRate: Double = 0.05, comparisonCount: Int = 1,
      intervalConfidence: Double = 0.95
    ) {
      self.tolerance = tolerance
      self.alpha = alpha
      self.missRate = missRate
      self.withinToleranceRate = withinToleranceRate
      self.comparisonCount = max(1, comparisonCount)
      self.intervalConfidence = intervalConfidence
    }
  }

  /// What the data so far say.
  package enum Decision: Hashable, Sendable {
    /// Proven slower than the baseline, and slower than the tolerance allows.
    case regressed
    /// Proven not slower by more than the tolerance.
    case passed
    /// Proven faster, and by an estimate beyond the tolerance.
    case improved
    /// Not settled.
    case undecided
  }

  /// What is promised and what is tolerated.
  package let configuration: Configuration

  /// The data, in the order they came.
  package private(set) var logRatios: [Double] = []

  private let logLimit: Double
  private var slower = SignMartingale()
  private var beyondTolerance = SignMartingale()
  private var withinTolerance = SignMartingale()
  private var faster = SignMartingale()
  /// The evidence of the pairs after the first suspicion alone; nil before it.
  private var confirmation: SignMartingale?

  /// Starts without data.
  package init(_ configuration: Configuration) {
    self.configuration = configuration
    logLimit = Elementary.logarithmOfOnePlus(configuration.tolerance)
  }

  /// Adds one launch pair's ln(candidate ÷ baseline).
  ///
  /// - Parameter logRatio: A number; its size counts up to ``PairedDatum/mostLogRatio``.
  package mutating func add(_ logRatio: Double) {
    let most = PairedDatum.mostLogRatio
    let d = min(max(logRatio, -most), most)
    logRatios.append(d)
    slower.add(d)
    beyondTolerance.add(d - logLimit)
    withinTolerance.add(logLimit - d)
    faster.add(-d)
    confirmation?.add(d)
    if confirmation == nil, isSuspected { confirmation = SignMartingale() }
    decision = decided
    progress = nearness
  }

  /// What the data so far say; kept, because drivers of large suites ask again and again.
  package private(set) var decision = Decision.undecided

  /// How near a decision is, from 0 to 1, for sharing out the remaining time.
  package private(set) var progress = 0.0

  /// The number of launch pairs.
  package var count: Int { logRatios.count }

  /// The estimated ratio candidate ÷ baseline, by the median; 1 without data, infinite from zero.
  package var estimate: Double {
    if logEstimate >= PairedDatum.mostLogRatio { return .infinity }
    return logEstimate <= -PairedDatum.mostLogRatio ? 0 : Elementary.exponential(logEstimate)
  }

  private var logEstimate: Double { Percentile.median(of: logRatios) ?? 0 }

  private var decided: Decision {
    if isSuspected, isProvenBeyondTolerance, isConfirmed { return .regressed }
    if faster.logEvidence >= alarmThreshold, logEstimate < -logLimit - Self.hair {
      return .improved
    }
    return isProvenWithinTolerance || isEqualThroughout ? .passed : .undecided
  }

  /// What rounding in binary may add to a change that lies on its limit.
  private static let hair = 1e-9

  /// Whether the data, all taken together, prove a change, and look like one beyond the tolerance.
  private var isSuspected: Bool { isProvenSlower && logEstimate > logLimit + Self.hair }

  /// Whether the pairs after the first suspicion speak for it by themselves.
  ///
  /// The first crossing is where chance is likeliest to have helped. Fresh launches of both programs
  /// must bear it out before anybody's build fails; that only ever lowers the rate of false alarms.
  private var isConfirmed: Bool {
    (confirmation?.logEvidence ?? 0) >= Self.confirmationThreshold
  }

  /// ln of what the evidence of fresh pairs must reach: twenty to one.
  private static let confirmationThreshold = Elementary.logarithm(20)

  /// Whether the ratio is proven to exceed 1, by however little.
  package var isProvenSlower: Bool { slower.logEvidence >= alarmThreshold }

  /// Whether the ratio is proven to exceed 1 + tolerance, not only 1.
  ///
  /// The proof is weaker than that of a change at all, and shared among the comparisons like it: a
  /// suite whose changes are all within their tolerances fails with the probability of
  /// ``Configuration/withinToleranceRate`` at most.
  package var isProvenBeyondTolerance: Bool { beyondTolerance.logEvidence >= beyondThreshold }

  /// Whether the ratio is proven not to exceed 1 + tolerance, and does not look as if it did.
  private var isProvenWithinTolerance: Bool {
    withinTolerance.logEvidence >= -Elementary.logarithm(configuration.missRate)
      && logEstimate <= logLimit + Self.hair
  }

  /// Whether both sides gave the same in so many pairs that they are taken for equal.
  ///
  /// At a tolerance of zero no evidence of another kind could ever let them pass.
  private var isEqualThroughout: Bool {
    count >= Self.equalPairs && logRatios.allSatisfy { $0 == 0 }
  }

  /// Pairs of equal figures after which the sides count as equal.
  private static let equalPairs = 8

  /// The launch pairs of which a regression needs at least so many, however large it is.
  ///
  /// - Complexity: O(pairs).
  package static func pairsForAlarm(_ configuration: Configuration) -> Int {
    var test = SequentialRatioTest(configuration)
    repeat { test.add(PairedDatum.mostLogRatio) } while test.decision != .regressed
    return test.count
  }

  private var nearness: Double {
    let alarm = max(
      min(slower.logEvidence / alarmThreshold, beyondTolerance.logEvidence / beyondThreshold),
      faster.logEvidence / alarmThreshold)
    let pass = withinTolerance.logEvidence / -Elementary.logarithm(configuration.missRate)
    return min(max(alarm, pass, 0), 1)
  }

  /// ln of what evidence must reach: Ville's bound, shared among the comparisons.
  private var alarmThreshold: Double {
    Elementary.logarithm(Double(configuration.comparisonCount) / configuration.alpha)
  }

  /// ln of what the evidence against "within the tolerance" must reach.
  private var beyondThreshold: Double {
    Elementary.logarithm(
      Double(configuration.comparisonCount) / configuration.withinToleranceRate)
  }
}

// MARK: - Interval and reach

extension SequentialRatioTest {
  /// An interval of the ratio that holds at any stopping time; an end is nil while nothing bounds it.
  ///
  /// It holds every ratio against which the evidence has not reached 2/(1 − confidence) in either
  /// direction.
  ///
  /// - Complexity: O(*n*) factors for each of some thirty halvings.
  package var interval: (low: Double?, high: Double?) {
    let threshold = Elementary.logarithm(2 / (1 - configuration.intervalConfidence))
    func end(_ data: [Double]) -> Double? {
      Self.largestShift(of: data) { SignMartingale.logEvidence(of: data, less: $0) >= threshold }
    }
    let low = end(logRatios)
    let high = end(logRatios.map { -$0 })
    return (low.map(Elementary.exponential), high.map { Elementary.exponential(-$0) })
  }

  /// The smallest slow-down that so many launch pairs, as noisy as these, would have proven.
  ///
  /// 0.04 means that a slow-down of 4 % would have been found. Nil while no size would have been.
  package var smallestDetectable: Double? {
    let center = logEstimate
    let residuals = logRatios.map { $0 - center }
    let missing = Self.largestShift(of: residuals) { provesRegression(residuals, less: $0) }
    return missing.map { Elementary.exponential(-$0) - 1 }
  }

  /// Whether data, each less a shift, would be a regression.
  private func provesRegression(_ data: [Double], less shift: Double) -> Bool {
    // Most shifts fail already by the evidence of all the data, which is quicker to find.
    guard SignMartingale.logEvidence(of: data, less: shift) >= alarmThreshold,
      SignMartingale.logEvidence(of: data, less: shift + logLimit) >= beyondThreshold
    else { return false }
    var evidence = SignMartingale()
    var confirmation: SignMartingale?
    for x in data {
      evidence.add(x - shift)
      confirmation?.add(x - shift)
      if confirmation == nil, evidence.logEvidence >= alarmThreshold {
        confirmation = SignMartingale()
      }
    }
    return evidence.logEvidence >= alarmThreshold
      && (confirmation?.logEvidence ?? 0) >= Self.confirmationThreshold
  }

  /// The largest shift for which a condition that holds for small shifts still holds, to a
  /// ten-thousand-millionth; nil when it does not even hold for a shift to a ten-thousandth.
  ///
  /// Data that are all shifted below zero prove nothing, so their largest value bounds the search.
  private static func largestShift(of data: [Double], _ holds: (Double) -> Bool) -> Double? {
    var low = -9.21
    guard let least = data.min(), let most = data.max(), holds(low) else { return nil }
    if least > low, holds(least) { low = least }
    var high = max(low, most)
    while high - low > 1e-10 {
      let middle = (low + high) / 2
      if holds(middle) { low = middle } else { high = middle }
    }
    return low
  }
}
