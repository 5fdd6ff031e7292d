package import GateRecords

/// How much worse than the baseline a metric may become, and what worse is called.
package struct RegressionLadder: Hashable, Sendable {
  /// A change beyond this fails the gate; nil gates nothing.
  package var fail: Tolerance?
  /// The first label's threshold.
  package var minor: Tolerance?
  /// The second label's threshold.
  package var major: Tolerance?
  /// The third label's threshold.
  package var critical: Tolerance?
  /// A change smaller than this, in the metric's base unit, never counts.
  package var atLeast: Double?
  /// The kind of quantity that it was written as; nil where it was not written.
  package var floorDimension: Quantity.Dimension?
  /// Whether a change beyond `fail` fails the gate or warns.
  package var mode: RuleMode

  /// Creates a ladder.
  package init(
    fail: Tolerance? = nil, minor: Tolerance? = nil, major: Tolerance? = nil,
    critical: Tolerance? = nil, atLeast: Double? = nil,
    floorDimension: Quantity.Dimension? = nil, mode: RuleMode = .enforce
  ) {
    self.fail = fail
    self.minor = minor
    self.major = major
    self.critical = critical
    self.atLeast = atLeast
    self.floorDimension = floorDimension
    self.mode = mode
  }

  /// Why it cannot be held against a metric.
  package enum Misfit: Hashable, Sendable {
    /// Its floor is another kind of quantity than the metric.
    case floor(Quantity.Dimension)
    /// A tolerance is in points, and the metric is no share.
    case points
  }

  /// Why it cannot be held against figures in a unit; nil where it can.
  package func misfit(_ unit: MetricUnit) -> Misfit? {
    if let floorDimension, !floorDimension.fits(unit) { return .floor(floorDimension) }
    let tolerances = [fail, minor, major, critical].compactMap { $0 }
    return unit != .ratio && tolerances.contains { $0.kind == .points } ? .points : nil
  }

  /// Whether changes of the metric are judged at all.
  package var judges: Bool { fail != nil || lowestLabel != nil }

  /// The threshold of the lowest label that is given.
  package var lowestLabel: Tolerance? { minor ?? major ?? critical }

  /// The tolerance that decides a paired run: the failing threshold, or the lowest label if nothing fails.
  package var decisive: Tolerance? { fail ?? lowestLabel }

  /// The label of a relative worsening, 0.151 for 15.1 %; thresholds are exceeded, not reached.
  ///
  /// - Parameter baseline: The baseline's value, for thresholds in points.
  package func severity(ofWorsening worsening: Double, from baseline: Double = 1) -> Severity? {
    func exceeds(_ threshold: Tolerance?) -> Bool {
      threshold.map { Self.exceeds(worsening, $0.share(of: baseline)) } ?? false
    }
    if exceeds(critical) { return .critical }
    if exceeds(major) { return .major }
    return exceeds(minor) ? .minor : nil
  }

  /// The threshold beyond which a worsening has a label, as a share; nil where the ladder does not give it.
  ///
  /// - Parameter baseline: The baseline's value, for thresholds in points.
  package func threshold(of severity: Severity, from baseline: Double = 1) -> Double? {
    rung(of: severity)?.share(of: baseline)
  }

  /// The threshold of a label as it was written; nil where the ladder does not give it.
  package func rung(of severity: Severity) -> Tolerance? {
    switch severity {
    case .minor: minor
    case .major: major
    case .critical: critical
    }
  }

  /// Whether a worsening is above a threshold.
  ///
  /// 115 ÷ 100 is slightly above 1.15 in binary; such a rounding error is not a worsening.
  package static func exceeds(_ worsening: Double, _ threshold: Double) -> Bool {
    worsening > threshold + 1e-9
  }

  /// The ladder of a metric for which no file has one.
  package static func builtIn(for metric: MetricName) -> RegressionLadder {
    func ladder(_ fail: Int) -> RegressionLadder {
      RegressionLadder(
        fail: .percent(fail), minor: .percent(fail), major: .percent(30), critical: .percent(50))
    }
    return switch metric {
    case .wallTime, .throughput: ladder(5)
    case .peakMemory: ladder(10)
    case .allocations, .allocatedBytes: ladder(0)
    case .instructions: ladder(1)
    default: RegressionLadder()
    }
  }

  /// The ladder of the mean time where only one of the typical time is known.
  ///
  /// A mean holds every burst that the typical time leaves out, so it scatters more, and its thresholds
  /// lie ``meanFactor`` times as far, and at ``leastOfMean`` at least.
  var ofMean: RegressionLadder {
    func wider(_ threshold: Tolerance?) -> Tolerance? {
      threshold.map { threshold in
        Tolerance(
          basisPoints: max(
            threshold.basisPoints * Self.meanFactor, Self.leastOfMean.basisPoints),
          kind: threshold.kind)
      }
    }
    return RegressionLadder(
      fail: wider(fail), minor: wider(minor), major: wider(major), critical: wider(critical),
      atLeast: atLeast, floorDimension: floorDimension, mode: mode)
  }

  private static let meanFactor = 2
  private static let leastOfMean = Tolerance.percent(20)

  /// The metrics that are gated where no file says anything.
  package static let gatedByDefault: [MetricName] = [
    .wallTime, .meanTime, .throughput, .peakMemory, .allocations, .allocatedBytes, .instructions,
  ]

  /// The least tolerance of a metric that should repeat exactly and did not: what its launches
  /// differ by is then noise.
  package static func noiseFloor(of metric: MetricName) -> Double {
    metric == .instructions ? 0.01 : 0.05
  }

  /// Returns the difference up to which launches of an exactly repeating metric count as equal.
  ///
  /// A simulated processor counts every instruction, also the few that depend on where the system
  /// happened to put something.
  package static func agreement(of metric: MetricName) -> Double {
    metric == .instructions ? 0.001 : 0
  }

  /// Returns the ladder with the other one's values where this one has none.
  func merged(with other: RegressionLadder) -> RegressionLadder {
    RegressionLadder(
      fail: fail ?? other.fail, minor: minor ?? other.minor, major: major ?? other.major,
      critical: critical ?? other.critical, atLeast: atLeast ?? other.atLeast,
      floorDimension: atLeast == nil ? other.floorDimension : floorDimension, mode: mode)
  }
}

extension RegressionLadder: CustomStringConvertible {
  /// `fails beyond 25 %; minor 15 %, major 30 %`.
  package var description: String {
    let labels = [("minor", minor), ("major", major), ("critical", critical)]
      .compactMap { name, rung in rung.map { "\(name) \($0)" } }.joined(separator: ", ")
    let failing = fail.map { (mode == .warn ? "warns beyond " : "fails beyond ") + "\($0)" }
    let parts = [failing, labels.isEmpty ? nil : labels].compactMap { $0 }
    return parts.isEmpty ? "judges nothing" : parts.joined(separator: "; ")
  }
}

extension RegressionLadder {
  /// Returns the ladder of a metric in words: `fails beyond 25 %; nothing below 20 ns counts`.
  func inWords(for metric: MetricName) -> String {
    guard let atLeast else { return "\(self)" }
    let floor =
      Quantity.Dimension.unit(of: metric).map { QuantityFormat.brief(atLeast, unit: $0) }
      ?? QuantityFormat.brief(atLeast)
    return "\(self); less than \(floor) never counts"
  }
}

/// A ladder for one metric of the benchmarks that a pattern matches.
package struct LadderRule: Hashable, Sendable {
  /// The metric.
  package let metric: MetricName
  /// The benchmarks.
  package let pattern: GlobPattern
  /// On which machines it holds.
  package let condition: RuleCondition
  /// The ladder.
  package let ladder: RegressionLadder
  /// Why it is what it is.
  package let rationale: String?
  /// The ladder's file and line.
  package let source: String
  /// The owner of the ladder.
  package var owner: String?
  /// The last day before it is to be looked at again.
  package var expires: ExpiryDate?

  var specificity: Specificity { Specificity(pattern, condition) }
}
