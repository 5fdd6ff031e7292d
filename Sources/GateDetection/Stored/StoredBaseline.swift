import GateBudgets
package import GateRecords

/// The stored runs that a run may be compared with.
package struct StoredBaseline: Hashable, Sendable {
  /// Something that is stored and cannot be read, so its content is unknown.
  package struct BlindSpot: Hashable, Sendable {
    /// The file or the folder, with line and column where they are known.
    package var path: String
    /// Why it cannot be read, and what to do.
    package var reason: String

    /// Creates a blind spot.
    package init(path: String, reason: String) {
      self.path = path
      self.reason = reason
    }
  }

  /// Runs of the same suite on the same kind of machine, newest first.
  package var sameEnvironment: [StoredRun]
  /// Runs of the same suite elsewhere, newest first.
  package var otherEnvironments: [StoredRun]
  /// Stored files that cannot be read and would not be compared with, one sentence each.
  package var problems: [String]
  /// Stored files that cannot be read and might be compared with.
  ///
  /// A check with one neither passes nor establishes a baseline.
  package var blindSpots: [BlindSpot]
  /// The run of the stored anchor; nil when none is stored.
  package var anchor: RunRecord?

  /// A baseline without stored runs.
  package static let none = StoredBaseline(
    ofSameEnvironment: [], ofOthers: [], problems: [])

  /// Creates a baseline of whole records.
  package init(
    sameEnvironment: [RunRecord], otherEnvironments: [RunRecord], problems: [String],
    blindSpots: [BlindSpot] = [], anchor: RunRecord? = nil
  ) {
    self.init(
      ofSameEnvironment: sameEnvironment.map { StoredRun($0) },
      ofOthers: otherEnvironments.map { StoredRun($0) }, problems: problems,
      blindSpots: blindSpots, anchor: anchor)
  }

  /// Creates a baseline.
  package init(
    ofSameEnvironment sameEnvironment: [StoredRun], ofOthers otherEnvironments: [StoredRun],
    problems: [String],
    blindSpots: [BlindSpot] = [], anchor: RunRecord? = nil
  ) {
    self.sameEnvironment = sameEnvironment
    self.otherEnvironments = otherEnvironments
    self.problems = problems
    self.blindSpots = blindSpots
    self.anchor = anchor
  }

  /// Whether there is no run to compare with.
  package var isEmpty: Bool { sameEnvironment.isEmpty && otherEnvironments.isEmpty }

  /// The run whose benchmarks must still exist.
  var newest: StoredRun? { sameEnvironment.first ?? otherEnvironments.first }

  /// The names of all benchmarks in all runs.
  var names: Set<BenchmarkIdentifier> {
    var names: Set<BenchmarkIdentifier> = []
    for run in sameEnvironment + otherEnvironments {
      for benchmark in run.benchmarks { names.insert(benchmark.name) }
    }
    return names
  }

  /// The same runs with the names that their benchmarks have in a run.
  func renamed(by renames: Renames, for run: RunRecord) -> StoredBaseline {
    guard !renames.isEmpty else { return self }
    let present = Set(run.benchmarks.map(\.name)).union(run.leftOut)
    var copy = self
    func renamed(_ run: StoredRun) -> StoredRun {
      var renamed = run
      let names = renames.newNames(of: run.benchmarks.map(\.name), present: present)
      for (place, name) in names { renamed.benchmarks[place].name = name }
      return renamed
    }
    copy.sameEnvironment = sameEnvironment.map(renamed)
    copy.otherEnvironments = otherEnvironments.map(renamed)
    return copy
  }

  func without(_ run: RunIdentifier) -> StoredBaseline {
    var copy = self
    copy.sameEnvironment.removeAll { $0.runID == run }
    copy.otherEnvironments.removeAll { $0.runID == run }
    return copy
  }

  /// Whether an anchor is stored that a run could have been measured beside.
  func hasAnchor(for run: RunRecord) -> Bool {
    guard let anchor, let hash = anchor.suite.programHash, let partner = run.baseline else {
      return false
    }
    // An anchor that is newer than the baseline does not show the changes that led to the baseline.
    let stored = sameEnvironment.first { $0.suite.programHash == partner.programHash }
    return hash != partner.programHash && hash != run.suite.programHash
      && anchor.startedAt < (stored?.startedAt ?? run.startedAt)
  }

  /// - Parameter compared: The stored runs that figures are compared with.
  func summary(for run: RunRecord, compared: [RunIdentifier]) -> BaselineSummary? {
    // The program measured beside the candidate may be older than the newest record, or in no record, as
    // with commands.
    guard let partner = run.baseline else {
      return newest.map { newest in
        var summary = summary(of: newest, isPaired: false)
        summary.runIDs = compared.isEmpty ? nil : compared
        return summary
      }
    }
    if let hash = partner.programHash,
      let stored = sameEnvironment.first(where: { $0.suite.programHash == hash }) ?? newest
    {
      return summary(of: stored, isPaired: true)
    }
    return BaselineSummary(
      runID: run.runID, suite: partner, startedAt: run.startedAt, runCount: sameEnvironment.count,
      isSameEnvironment: true, isPaired: true)
  }

  private func summary(of stored: StoredRun, isPaired: Bool) -> BaselineSummary {
    BaselineSummary(
      runID: stored.runID, suite: stored.suite, startedAt: stored.startedAt,
      runCount: sameEnvironment.count, isSameEnvironment: !sameEnvironment.isEmpty,
      isPaired: isPaired)
  }
}
