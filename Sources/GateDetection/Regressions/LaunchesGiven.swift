import GateRecords

/// In how many of a metric's launches each side gave it.
///
/// Values that are missing in some launches prove nothing: something may have gone wrong in exactly these launches.
struct LaunchesGiven {
  private let series: MetricSeries

  init(_ series: MetricSeries) {
    self.series = series
  }

  private var isComplete: Bool {
    !(series.launches + (series.baselineLaunches ?? [])).contains(where: \.isEmpty)
  }

  /// `in 1 of 10 launches of the candidate and in 10 of 10 of the baseline`.
  private var words: String {
    func share(_ launches: [[Double]]) -> String {
      "in \(launches.count { !$0.isEmpty }) of \(launches.count)"
    }
    let own = "\(share(series.launches)) launches of the candidate"
    return own + (series.baselineLaunches.map { " and \(share($0)) of the baseline" } ?? "")
  }

  /// A finding that passes in no case where a launch did not give the figure, and says so.
  func judged(_ finding: Finding) -> Finding {
    guard !isComplete, case .regression(let result, let change) = finding.judgement else {
      return finding
    }
    var judged = finding
    switch result {
    case .sameCode, .new, .missing, .changed: return finding
    case .regressed, .unproven(.laxerQuestion), .unproven(.blind): break
    case .passed, .improved, .unproven(.evidence), .unproven(.launchesDiffer),
      .unproven(.someLaunches):
      judged.judgement = .regression(.unproven(.someLaunches), change)
      judged.mode = nil
      judged.message =
        DetectionMessage.givenInSomeLaunches(series.metric, counts: words).line
    }
    judged.notes.insert(DetectionMessage.givenInSomeLaunches(nil, counts: words).line, at: 0)
    return judged
  }
}
