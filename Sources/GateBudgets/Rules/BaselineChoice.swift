package import GateRecords

/// Which stored runs a run is compared with when only their numbers are at hand.
package struct BaselineChoice: Hashable, Sendable {
  /// How several runs become one figure.
  package enum Reference: String, Hashable, Sendable, CaseIterable {
    /// The newest run alone.
    case newest
    /// The mean of the runs.
    case mean
    /// The median of the runs.
    case median
  }

  /// How several runs become one figure.
  package var reference: Reference
  /// How many runs, the newest first.
  package var runs: Int
  /// How old a run may be, in days before the run that is judged; nil for any age.
  package var days: Int?

  /// The mean of all that a baseline keeps.
  package static let all = BaselineChoice(reference: .mean, runs: 20, days: nil)

  /// Creates a choice.
  package init(reference: Reference, runs: Int = 5, days: Int? = 30) {
    self.reference = reference
    self.runs = runs
    self.days = days
  }

  /// The runs that count, of those given newest first.
  ///
  /// - Parameters:
  ///   - moment: When the run that is judged began.
  ///   - startedAt: When a stored run began.
  package func chosen<Run>(
    from stored: [Run], for moment: Timestamp, startedAt: (Run) -> Timestamp
  ) -> [Run] {
    let oldest = days.map { moment.millisecondsSinceEpoch - Int64($0) * 86_400_000 }
    return Array(
      stored.filter { run in oldest.map { startedAt(run).millisecondsSinceEpoch >= $0 } ?? true }
        .prefix(runs))
  }
}
