/// A rule's judgement, with the evidence of this rule.
///
/// Each rule has results of its own, so a budget cannot be `improved` and a benchmark's presence has
/// no severity.
public enum Judgement: Hashable, Sendable {
  /// Whether the benchmark exists and runs.
  case presence(PresenceResult)
  /// Whether the candidate is worse than the baseline; there is no change where nothing was compared.
  case regression(RegressionResult, ChangeEstimate?)
  /// Whether a statistic keeps a limit; there is no evidence where nothing was observed.
  case budget(LimitResult, BudgetEvidence?)
  /// Whether a service level was kept.
  case serviceLevel(LimitResult, ServiceLevelEvidence?)
  /// Whether one benchmark is faster than another.
  case speedup(LimitResult, SpeedupEvidence?)
  /// Whether a series grows no faster than allowed.
  case growth(LimitResult, GrowthEvidence?)
  /// Whether a benchmark computes the same as another.
  case equivalence(EquivalenceResult)
  /// Whether the candidate is much worse than the anchor.
  case creep(CreepResult, ChangeEstimate?, CreepEvidence)

  /// Whether the candidate is worse on some of the machines that measured.
  case machines(MachinesResult, ChangeEstimate?, MachinesEvidence)

  /// The rule that judged.
  public var rule: FindingRule {
    switch self {
    case .presence: .presence
    case .regression: .regression
    case .budget: .budget
    case .serviceLevel: .serviceLevel
    case .speedup: .speedup
    case .growth: .growth
    case .equivalence: .equivalence
    case .creep: .creep
    case .machines: .machines
    }
  }

  /// The status, in the words that all rules share.
  public var status: FindingStatus {
    switch self {
    case .presence(let result): result.status
    case .regression(let result, _): result.status
    case .budget(let result, _), .serviceLevel(let result, _), .speedup(let result, _),
      .growth(let result, _):
      result.status
    case .equivalence(let result): result.status
    case .creep(let result, _, _): result.status
    case .machines(let result, _, _): result.status
    }
  }

  /// The rung on the ladder, for what is worse than allowed.
  public var severity: Severity? {
    switch self {
    case .regression(.regressed(let severity), _), .creep(.crept(let severity), _, _),
      .machines(.worse(let severity), _, _):
      severity
    case .budget(.broken(let severity), _), .serviceLevel(.broken(let severity), _),
      .speedup(.broken(let severity), _), .growth(.broken(let severity), _):
      severity
    case .presence, .regression, .budget, .serviceLevel, .speedup, .growth, .equivalence, .creep,
      .machines:
      nil
    }
  }

  /// Whether it fails the build where its rule does not merely warn.
  public var failsTheGate: Bool {
    doubt == .laxerQuestion || status.failsTheGate
  }

  /// Why a comparison is not settled; nil where it is, or where nothing was compared.
  package var doubt: RegressionResult.Doubt? {
    switch self {
    case .regression(.unproven(let doubt), _), .creep(.unproven(let doubt), _, _): doubt
    case .presence, .regression, .budget, .serviceLevel, .speedup, .growth, .equivalence, .creep,
      .machines:
      nil
    }
  }
}

/// The result of looking for a benchmark.
public enum PresenceResult: Hashable, Sendable {
  /// It is there and gave nothing that can be judged.
  case failed
  /// The baseline has it, the suite no longer does.
  case missing
  /// An open circuit breaker left it out.
  case unproven
  /// It asked to be left out.
  case skipped

  var status: FindingStatus {
    switch self {
    case .failed: .failed
    case .missing: .missing
    case .unproven: .unproven
    case .skipped: .skipped
    }
  }
}

/// The result of comparing a metric with the baseline.
public enum RegressionResult: Hashable, Sendable {
  /// Why a comparison is not settled.
  public enum Doubt: String, Hashable, Sendable, Codable {
    /// The evidence does not settle it.
    case evidence
    /// It was measured for a question that is easier to settle; a stricter rule cannot let it pass.
    case laxerQuestion = "laxer_question"
    /// There is a baseline, but it gave nothing to compare with.
    case blind
    /// The typical figure keeps the tolerance, but some launches are so much worse that the mean may not.
    case launchesDiffer = "launches_differ"
    /// Only some launches gave the figure, and nothing is known of the others.
    case someLaunches = "some_launches"
  }

  /// Proven worse.
  case regressed(Severity)
  /// Not settled.
  case unproven(Doubt)
  /// Proven better.
  case improved
  /// Proven within the tolerance.
  case passed
  /// Proven to execute the same code, so that there is nothing to compare.
  case sameCode
  /// The baseline has no such figure.
  case new
  /// The baseline has such a figure, the candidate does not.
  case missing
  /// The two sides' figures have different units or directions.
  case changed

  var status: FindingStatus {
    switch self {
    case .regressed: .regressed
    case .unproven: .unproven
    case .improved: .improved
    case .passed: .passed
    case .sameCode: .sameCode
    case .new: .new
    case .missing: .missing
    case .changed: .changed
    }
  }
}

/// The result of comparing a figure with a limit.
public enum LimitResult: Hashable, Sendable {
  /// The limit is kept.
  case passed
  /// The limit is broken; a rule may say how bad that is.
  case broken(Severity?)
  /// The evidence does not settle it.
  case unproven

  /// Whether the limit is broken.
  package var isBroken: Bool {
    switch self {
    case .broken: true
    case .passed, .unproven: false
    }
  }

  /// The same in the words that all rules share.
  package var status: FindingStatus {
    switch self {
    case .passed: .passed
    case .broken: .overBudget
    case .unproven: .unproven
    }
  }
}

/// The result of comparing two benchmarks' results.
public enum EquivalenceResult: Hashable, Sendable {
  /// They compute the same.
  case passed
  /// They do not, or do not say.
  case failed
  /// One of them was not measured.
  case unproven

  var status: FindingStatus {
    switch self {
    case .passed: .passed
    case .failed: .failed
    case .unproven: .unproven
    }
  }
}

/// The result of comparing a benchmark with the anchor, when there is one to report.
public enum CreepResult: Hashable, Sendable {
  /// Proven worse by more than the anchor's tolerance.
  case crept(Severity)
  /// Not settled.
  case unproven(RegressionResult.Doubt)

  var status: FindingStatus {
    switch self {
    case .crept: .regressed
    case .unproven: .unproven
    }
  }
}

/// The result of looking at the machines on which the candidate is worse than on the others.
public enum MachinesResult: Hashable, Sendable {
  /// Proven worse there by more than the tolerance.
  case worse(Severity)
  /// The machines differ, and how much worse it is there is not settled.
  case unproven

  var status: FindingStatus {
    switch self {
    case .worse: .regressed
    case .unproven: .unproven
    }
  }
}
