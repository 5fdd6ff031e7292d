package import GateFiles
import GateRecords

/// The totals of one period: runs, measuring time, and how often the gate found a regression.
package struct PeriodSummary: Hashable, Sendable {
  /// The period's name, see ``CalendarPeriod/label(of:)``.
  package let name: String
  /// Runs that ended.
  package internal(set) var runs = 0
  /// Measuring time of these runs in milliseconds.
  package internal(set) var measuredMilliseconds: Int64 = 0
  /// Measuring time up to and with this period, in milliseconds.
  package internal(set) var cumulativeMilliseconds: Int64 = 0
  /// Runs that were judged, and regressions in them.
  package internal(set) var regressions = RegressionRate(judged: 0, regressed: 0, regressions: 0)

  /// Judged runs with a regression, as a share; nil when none was judged.
  package var regressionRate: Double? {
    regressions.judged > 0 ? Double(regressions.regressed) / Double(regressions.judged) : nil
  }

  /// The periods with events that a filter includes, oldest first.
  ///
  /// - Throws: ``FileError``.
  package static func all(
    in log: EventLog, _ filter: EventFilter, by period: CalendarPeriod
  ) throws(FileError) -> ReadResult<[PeriodSummary]> {
    var filter = filter
    filter.types = [.runFinished, .gateJudged, .regression]
    var found: [String: PeriodSummary] = [:]
    var seen: Set<RunIdentifier> = []
    var regressed: [String: Set<RunIdentifier>] = [:]
    let report = try log.forEachSoundEvent(filter) { event in
      var duration: Int64 = 0
      if event.type == .runFinished {
        guard let finished = try? event.payload(as: RunFinished.self) else { return false }
        duration = finished.durationMilliseconds
      }
      if let id = event.id, !seen.insert(id).inserted { return true }
      let name = period.label(of: event.timestamp)
      var summary = found[name] ?? PeriodSummary(name: name)
      switch event.type {
      case .runFinished:
        summary.runs += 1
        summary.measuredMilliseconds += duration
      case .gateJudged: summary.regressions.judged += 1
      default:
        summary.regressions.regressions += 1
        if let run = event.origin.runID { regressed[name, default: []].insert(run) }
      }
      found[name] = summary
      return true
    }
    var total: Int64 = 0
    let periods = found.values.sorted { $0.name < $1.name }.map { summary in
      var summary = summary
      total += summary.measuredMilliseconds
      summary.cumulativeMilliseconds = total
      summary.regressions.regressed = regressed[summary.name]?.count ?? 0
      return summary
    }
    return ReadResult(value: periods, report: report)
  }
}
