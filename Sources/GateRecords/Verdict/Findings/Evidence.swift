/// The evidence for a judgement.
public struct Evidence: Hashable, Sendable, Codable {
  /// The kind of evidence, from the strongest to none.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// Values that are equal whenever the work is equal.
    case exact
    /// Baseline program and candidate measured in turn on one machine.
    case paired
    /// Numbers stored from earlier runs.
    case cached
    /// The proof that both sides execute the same code.
    case code
    /// This run alone: for budgets.
    case observed
    /// No evidence.
    case none
  }

  /// No evidence.
  public static let none = Evidence(kind: .none, launches: 0, samples: 0)

  /// The kind of evidence.
  public var kind: Kind

  /// Launch pairs for paired evidence, launches of the candidate otherwise.
  public var launches: Int

  /// Samples of the candidate.
  public var samples: Int

  /// Stored runs that the comparison used, for cached evidence.
  public var baselineRuns: Int?

  /// The stored runs that the baseline's figure was made of, the newest first; only where cached evidence proves a
  /// regression.
  public var baselineRunIDs: [RunIdentifier]?

  /// How much slower this machine was than in the stored runs, by the whole suite: 1.08 for 8 %.
  ///
  /// Below 1 when it was faster. The baseline's figure is what it would have been here; absent where
  /// nothing was taken out.
  public var machineShift: Double?

  /// How many of the launch pairs are of earlier runs of the same two programs; absent without any.
  public var earlierLaunches: Int?

  /// How many machines made the launch pairs; absent where one did.
  public var machines: Int?

  /// How many of them see the same as all together: a change beyond the tolerance, or none.
  public var agreeingMachines: Int?

  /// Launch pairs after which a regression was first proven; absent without such a proof.
  ///
  /// No later launch takes it back, so the change that all launches show may be smaller.
  public var provenAfter: Int?

  /// The difference in the metric's unit below which nothing counts, where the figure passes by it: the
  /// budgets' floor, or a few steps of the clock.
  public var leastThatCounts: Double?

  private enum CodingKeys: String, CodingKey {
    case kind, launches, samples, machines
    case agreeingMachines = "agreeing_machines"
    case baselineRuns = "baseline_runs"
    case baselineRunIDs = "baseline_run_ids"
    case machineShift = "machine_shift"
    case earlierLaunches = "earlier_launches"
    case provenAfter = "proven_after"
    case leastThatCounts = "least_that_counts"
  }

  /// Creates a description of the evidence.
  public init(
    kind: Kind, launches: Int, samples: Int, baselineRuns: Int? = nil,
    machineShift: Double? = nil, earlierLaunches: Int? = nil, provenAfter: Int? = nil,
    leastThatCounts: Double? = nil
  ) {
    self.kind = kind
    self.launches = launches
    self.samples = samples
    self.baselineRuns = baselineRuns
    self.machineShift = machineShift
    self.earlierLaunches = earlierLaunches
    self.provenAfter = provenAfter
    self.leastThatCounts = leastThatCounts
  }
}
