package import GateRecords

/// The stored runs that a run may be compared with.
package struct StoredBaseline: Hashable, Sendable {
  /// Runs of the same suite on the same kind of machine, newest first.
  package var sameEnvironment: [RunRecord]
  /// Runs of the same suite elsewhere, newest first.
  package var otherEnvironments: [RunRecord]
  /// Records that could not be read, with the reason.
  package var problems: [String]

  /// Nothing is stored.
  package static let none = StoredBaseline(
    sameEnvironment: [], otherEnvironments: [], problems: [])

  /// Creates a baseline.
  package init(
    sameEnvironment: [RunRecord], otherEnvironments: [RunRecord], problems: [String]
  ) {
    self.sameEnvironment = sameEnvironment
    self.otherEnvironments = otherEnvironments
    self.problems = problems
  }

  /// Whether there is no run to compare with.
  package var isEmpty: Bool { sameEnvironment.isEmpty && otherEnvironments.isEmpty }

  /// The run whose benchmarks must still exist.
  var newest: RunRecord? { sameEnvironment.first ?? otherEnvironments.first }

  func without(_ run: RunIdentifier) -> StoredBaseline {
    var copy = self
    copy.sameEnvironment.removeAll { $0.runID == run }
    copy.otherEnvironments.removeAll { $0.runID == run }
    return copy
  }

  func summary(for run: RunRecord) -> BaselineSummary? {
    let isPaired = run.baseline != nil
    // The program that was measured beside the candidate may be older than the newest record.
    let partner = sameEnvironment.first { $0.suite.programHash == run.baseline?.programHash }
    if let newest = (isPaired ? partner : nil) ?? newest {
      return BaselineSummary(
        runID: newest.runID, suite: newest.suite, startedAt: newest.startedAt,
        runCount: sameEnvironment.count, isSameEnvironment: !sameEnvironment.isEmpty,
        isPaired: isPaired)
    }
    guard let suite = run.baseline else { return nil }
    return BaselineSummary(
      runID: run.runID, suite: suite, startedAt: run.startedAt, runCount: 0,
      isSameEnvironment: true, isPaired: true)
  }
}
