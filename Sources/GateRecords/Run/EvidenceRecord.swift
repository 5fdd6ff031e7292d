/// The launches of one pair of programs, kept from run to run: the content of a file of evidence.
package struct EvidenceRecord: Hashable, Sendable, Codable {
  /// The schema this version writes.
  package static let schema = SchemaVersion(name: "speedgate.evidence", version: 1)

  /// The format and its version, read before anything else.
  package var schema: SchemaVersion

  /// Whose launches these are.
  package var pair: ProgramPair

  /// The runs that measured them.
  package var runs: Int

  /// Their identifiers; nil where a file of an earlier version does not name them all.
  package var runIDs: [RunIdentifier]?

  /// When the last of them began.
  package var updatedAt: Timestamp

  /// The launch pairs of each benchmark, in series that are equally long.
  package var benchmarks: [BenchmarkRecord]

  private enum CodingKeys: String, CodingKey {
    case schema, pair, runs, benchmarks
    case runIDs = "run_ids"
    case updatedAt = "updated_at"
  }

  /// Creates a record of the current schema.
  package init(
    pair: ProgramPair, runs: Int, runIDs: [RunIdentifier]? = nil, updatedAt: Timestamp,
    benchmarks: [BenchmarkRecord]
  ) {
    schema = Self.schema
    self.pair = pair
    self.runs = runs
    self.runIDs = runIDs
    self.updatedAt = updatedAt
    self.benchmarks = benchmarks
  }

  /// Adds the launches of another run of the same programs behind those that are there.
  ///
  /// - Parameters:
  ///   - run: Its own launches, without those that it took from here.
  ///   - most: Launch pairs that a benchmark keeps; those beyond are left out.
  package mutating func add(_ run: EvidenceRecord, most: Int) {
    runIDs = runIDs.flatMap { own in run.runIDs.map { own + $0 } }
    runs += run.runs
    updatedAt = max(updatedAt, run.updatedAt)
    for benchmark in run.benchmarks {
      if let place = benchmarks.firstIndex(where: { $0.name == benchmark.name }) {
        guard benchmark.continues(benchmarks[place]) else { continue }
        benchmarks[place] = benchmarks[place].followed(by: benchmark)
      } else {
        benchmarks.append(benchmark)
      }
    }
    benchmarks = benchmarks.map { $0.keepingPairs(most) }
  }

  /// Why its content cannot be; nil when it can.
  package var contradiction: String? {
    if runs < 1 { return RecordMessage.evidenceRuns(runs: runs).line }
    var names: Set<BenchmarkIdentifier> = []
    for benchmark in benchmarks {
      guard names.insert(benchmark.name).inserted else {
        return RecordMessage.evidenceTwice(benchmark: benchmark.name.rawValue).line
      }
      guard benchmark.iterationsPerSample >= 1 else {
        return RecordMessage.evidenceWithoutIterations(benchmark: benchmark.name.rawValue).line
      }
      let pairs = benchmark.pairCount
      guard
        benchmark.metrics.allSatisfy({
          $0.launches.count == pairs && $0.baselineLaunches?.count == pairs
        }),
        benchmark.disturbedSamples?.count ?? pairs == pairs
      else { return RecordMessage.evidenceUnpaired(benchmark: benchmark.name.rawValue).line }
      guard benchmark.status == .measured else {
        return RecordMessage.evidenceStatus(
          benchmark: benchmark.name.rawValue, status: benchmark.status.rawValue
        ).line
      }
      if let reason = benchmark.contradiction
        ?? benchmark.metrics.lazy.compactMap(\.vocabularyContradiction).first
        ?? MeasurementDefect.all(in: benchmark, isImported: false).first
      {
        return RecordMessage.evidenceInvalid(benchmark: benchmark.name.rawValue, reason: reason)
          .line
      }
    }
    return nil
  }
}

/// Two programs that are measured beside each other, and by what.
package struct ProgramPair: Hashable, Sendable, Codable {
  /// The SHA-256 of the baseline's program.
  package var baseline: String

  /// The SHA-256 of the candidate's program.
  package var candidate: String

  /// The SHA-256 of whatever else makes the comparison what it is: the candidate's own variables and the
  /// renames; absent without any.
  package var setting: String?

  /// The version of Speedgate that measured.
  package var version: String

  private enum CodingKeys: String, CodingKey {
    case baseline = "baseline_sha256"
    case candidate = "candidate_sha256"
    case setting = "setting_sha256"
    case version = "speedgate_version"
  }

  /// Names a pair that this version of Speedgate measures.
  package init(baseline: String, candidate: String, setting: String?) {
    self.baseline = baseline
    self.candidate = candidate
    self.setting = setting
    version = ToolVersion.current
  }
}
