/// The payload of `speedup_measured`: one benchmark compared with a slower one of the same run.
package struct SpeedupMeasured: Hashable, Sendable, Codable {
  /// The one that should be faster.
  package var faster: BenchmarkIdentifier
  /// The one that should be slower.
  package var slower: BenchmarkIdentifier
  /// Slower ÷ faster.
  package var speedup: Double
  /// The least speed-up that was asked for.
  package var atLeast: Double?
  /// Whether both computed the same; absent when it was not requested.
  package var isSameResult: Bool?
  /// Whether the claim held.
  package var isMet: Bool

  private enum CodingKeys: String, CodingKey {
    case faster, slower, speedup
    case atLeast = "at_least"
    case isSameResult = "same_result"
    case isMet = "met"
  }

  /// Creates a payload.
  package init(
    faster: BenchmarkIdentifier, slower: BenchmarkIdentifier, speedup: Double, atLeast: Double?,
    isSameResult: Bool?, isMet: Bool
  ) {
    self.faster = faster
    self.slower = slower
    self.speedup = speedup
    self.atLeast = atLeast
    self.isSameResult = isSameResult
    self.isMet = isMet
  }
}

/// The payload of `claim_before` and `claim_after`: one side of a claimed improvement.
package struct ClaimMeasured: Hashable, Sendable, Codable {
  /// The claim's identifier, the same on both sides.
  package var claimID: String
  /// The kind of problem that the improvement is about.
  package var issueType: String?
  /// The improvement that was promised, in per cent; on the side before.
  package var estimatePercent: Double?
  /// The benchmark that was measured, when the figures come from one.
  package var benchmark: BenchmarkIdentifier?
  /// The figures by metric, in base units.
  package var figures: [String: Double]
  /// The launches' medians of the wall time, by which the improvement is bounded.
  package var launches: [Double]?
  /// The name of the person who measured.
  package var by: String?
  /// The author's note.
  package var note: String?
  /// The SHA-256 of the program that was measured; absent where it is not known.
  package var programHash: String?
  /// The SHA-256 of the program whose code the benchmark executes, too, as was proven; absent without a proof.
  package var sameCodeAs: String?

  private enum CodingKeys: String, CodingKey {
    case programHash = "program_sha256"
    case sameCodeAs = "same_code_as"
    case benchmark, figures, launches, by, note
    case claimID = "claim_id"
    case issueType = "issue_type"
    case estimatePercent = "estimate_pct"
  }

  /// Creates a payload.
  package init(
    claimID: String, issueType: String?, estimatePercent: Double?,
    benchmark: BenchmarkIdentifier? = nil, figures: [String: Double], launches: [Double]? = nil,
    by: String?, note: String?
  ) {
    self.claimID = claimID
    self.issueType = issueType
    self.estimatePercent = estimatePercent
    self.benchmark = benchmark
    self.figures = figures
    self.launches = launches
    self.by = by
    self.note = note
  }
}

/// The payload of `breaker_transition`: a circuit breaker changed its state.
package struct BreakerTransition: Hashable, Sendable, Codable {
  /// The breaker's name.
  package var circuit: String
  /// The state it left: closed, open or half_open.
  package var from: String
  /// The state it entered.
  package var to: String
  /// Seconds from the first half-open probe to closed; only when it closed.
  package var recoverySeconds: Double?
  /// The benchmark in which it happened; absent when it happened elsewhere.
  package var benchmark: BenchmarkIdentifier?
  /// The launch in which it happened, from 1; each launch begins with closed breakers.
  package var launch: Int?

  private enum CodingKeys: String, CodingKey {
    case circuit, from, to, benchmark, launch
    case recoverySeconds = "recovery_s"
  }

  /// Creates a payload.
  package init(
    circuit: String, from: String, to: String, recoverySeconds: Double?,
    benchmark: BenchmarkIdentifier? = nil, launch: Int? = nil
  ) {
    self.circuit = circuit
    self.from = from
    self.to = to
    self.recoverySeconds = recoverySeconds
    self.benchmark = benchmark
    self.launch = launch
  }
}

/// The payload of `baseline_updated`: a run became the newest baseline.
package struct BaselineUpdated: Hashable, Sendable, Codable {
  /// Whether the suite's program was stored beside it.
  package var hasProgram: Bool
  /// The reason that the user gave.
  package var reason: String?

  private enum CodingKeys: String, CodingKey {
    case reason
    case hasProgram = "program"
  }

  /// Creates a payload.
  package init(hasProgram: Bool, reason: String?) {
    self.hasProgram = hasProgram
    self.reason = reason
  }
}
