package import GateRecords
import GateStatistics

/// A claimed improvement: what was measured before it and after it.
package struct Claim: Hashable, Sendable {
  /// One of its two measurements.
  package struct Measurement: Hashable, Sendable {
    /// When it was recorded.
    package let at: Timestamp
    /// The run that it comes from.
    package let runID: RunIdentifier?
    /// The measurement.
    package let measured: ClaimMeasured

    /// Creates a measurement.
    package init(at: Timestamp, runID: RunIdentifier?, measured: ClaimMeasured) {
      self.at = at
      self.runID = runID
      self.measured = measured
    }
  }

  /// A measurement in the history.
  package enum Entry: Hashable, Sendable {
    /// The figures before.
    case before(Measurement)
    /// The figures after.
    case after(Measurement)

    fileprivate var side: Measurement {
      switch self {
      case .before(let side), .after(let side): side
      }
    }
  }

  /// Its identifier.
  package let id: String
  /// The figures before.
  package let before: Measurement
  /// The figures after; nil while nothing was measured.
  package let after: Measurement?

  /// The claims of a history, in the order in which they were made.
  ///
  /// Of several measurements of one side the newest counts. Measuring before again opens the claim
  /// again. Figures after without any before are ignored: there is nothing to compare with.
  package static func all(from entries: [Entry]) -> [Claim] {
    var order: [String] = []
    var claims: [String: Claim] = [:]
    let sorted = entries.enumerated().sorted { ($0.1.side.at, $0.0) < ($1.1.side.at, $1.0) }
    for (_, entry) in sorted {
      let id = entry.side.measured.claimID
      switch entry {
      case .before(let side):
        if claims[id] == nil { order.append(id) }
        claims[id] = Claim(id: id, before: side, after: nil)
      case .after(let side):
        guard let claim = claims[id] else { continue }
        claims[id] = Claim(id: id, before: claim.before, after: side)
      }
    }
    return order.compactMap { claims[$0] }
  }

  /// When it was last measured.
  package var lastMeasured: Timestamp { after?.at ?? before.at }

  /// The kind of problem it is about.
  package var issueType: String? { before.measured.issueType ?? after?.measured.issueType }
}

extension ClaimMeasured {
  /// The figures of a benchmark: the median of every metric, and the rows of all steps.
  ///
  /// - Parameters:
  ///   - more: Figures from elsewhere, which count before measured ones.
  ///   - run: The run that measured; nil where its programs are not known.
  package init(
    claimID: String, issueType: String?, estimatePercent: Double?, benchmark: BenchmarkRecord?,
    more: [String: Double], by: String?, note: String?, run: RunRecord? = nil
  ) {
    var figures: [String: Double] = [:]
    if let benchmark {
      let names = Set(benchmark.metrics.map(\.metric) + [.rowsRead, .rowsWritten])
      for name in names {
        guard let series = benchmark.measuredSeries(of: name) else { continue }
        figures[name.rawValue] = Percentile.median(of: series.samples)
      }
    }
    figures.merge(more) { $1 }
    let launches = benchmark?.series(of: .wallTime)?.launches.compactMap {
      Percentile.median(of: $0)
    }
    self.init(
      claimID: claimID, issueType: issueType, estimatePercent: estimatePercent,
      benchmark: benchmark?.name, figures: figures,
      launches: more[MetricName.wallTime.rawValue] == nil ? launches : nil, by: by, note: note)
    // A time from elsewhere is not that of this run's programs.
    guard more[MetricName.wallTime.rawValue] == nil else { return }
    programHash = run?.suite.programHash
    sameCodeAs = benchmark?.hasSameCode == true ? run?.baseline?.programHash : nil
  }
}
