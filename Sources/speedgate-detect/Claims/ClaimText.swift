import GateHistory
import GateRecords
import GateReports

/// A claim in words.
struct ClaimText {
  private let report: ClaimReport

  init(_ report: ClaimReport) {
    self.report = report
  }

  /// The claim with every figure of both sides.
  var text: String {
    var lines = ["\(VisibleText.plain(report.claimID)): \(Self.outcome(report))"]
    lines.append("  before: \(Self.origin(report.before))")
    if let after = report.after { lines.append("  after:  \(Self.origin(after))") }
    for metric in report.before.figures.keys.sorted() {
      let old = Self.quantity(report.before.figures[metric], metric)
      let new = Self.quantity(report.after?.figures[metric], metric)
      let change = report.improvementPercent[metric].map { Self.change(of: metric, lessBy: $0) }
      lines.append("  \(VisibleText.plain(metric)): \(old) → \(new)\(change ?? "")")
    }
    if let low = report.low, let high = report.high {
      let bounds =
        high < 0
        ? "worse by \(QuantityFormat.percent(-high / 100)) to \(QuantityFormat.percent(-low / 100))"
        : "better by \(QuantityFormat.percent(low / 100)) to \(QuantityFormat.percent(high / 100))"
      lines.append(
        "  \(DetectMessage.driftOfMachine(change: bounds).line)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// How a figure changed, and whether that is good where it is known which way is better: less
  /// time, memory, work, bytes or rows read, and more throughput.
  private static func change(of metric: String, lessBy percent: Double) -> String {
    guard percent != 0 else { return ", unchanged" }
    let name = MetricName(rawValue: metric)
    guard name.isBuiltIn || name == .rowsRead || metric.hasPrefix("bytes_") else {
      return ", \(QuantityFormat.percent(-percent / 100, signed: true))"
    }
    let improvement = (name == .throughput ? -percent : percent) / 100
    return improvement < 0
      ? ", \(QuantityFormat.percent(-improvement)) worse"
      : ", \(QuantityFormat.percent(improvement, signed: true)) better"
  }

  /// A summary, a line a figure.
  static func text(of summary: ClaimSummary) -> String {
    """
    claims: \(summary.total), completed \(summary.completed)
    mean improvement: \(QuantityFormat.percent(summary.meanImprovementPercent / 100))
    success rate: \(QuantityFormat.percent(summary.successRatePercent / 100))
    time saved: \(QuantityFormat.string(summary.timeSaved, unit: .nanoseconds)) an execution of each
    met: \(summary.met), of which exceeded by more than 10 points: \(summary.exceeded)
    under-performed: \(summary.underperformed)

    """
  }

  /// Claims as rows.
  static func table(_ reports: [ClaimReport]) -> HistoryTable {
    let columns = ["claim", "issue", "measured_at", "by", "estimate", "improvement", "outcome"]
    return HistoryTable(
      columns.map { HistoryTable.Column($0) },
      rows: reports.map { report -> [HistoryTable.Cell] in
        let improvement = report.improvementPercent[MetricName.wallTime.rawValue]
        return [
          .text(report.claimID), report.issueType.map { .text($0) } ?? .none,
          .text((report.after ?? report.before).measuredAt.rawValue),
          report.before.measuredBy.map { .text($0) } ?? .none,
          report.estimatePercent.map { .share($0 / 100) } ?? .none,
          improvement.map { .share($0 / 100) } ?? .none, .text(outcome(report)),
        ]
      })
  }

  private static func outcome(_ report: ClaimReport) -> String {
    guard report.after != nil else { return DetectMessage.claimOpen.line }
    if report.sameCode == true {
      return DetectMessage.claimOfSameCode(hasEstimate: report.estimatePercent != nil).line
    }
    guard let met = report.meetsExpectation, let estimate = report.estimatePercent,
      let improvement = report.improvementPercent[MetricName.wallTime.rawValue]
    else { return DetectMessage.claimWithoutEstimate.line }
    // Beside what an estimate may be missed by, so that 20.04 points less do not read like 20.
    let delta = FigureAndLimits(
      percent: (improvement - estimate) / 100, [-ClaimReport.slack / 100], isSigned: true)
    let points = delta.value.dropLast(2) + " points"
    return DetectMessage.claimOutcome(
      met: met, points: String(points), isCertain: report.isCertain != false
    ).line
  }

  private static func origin(_ side: ClaimReport.Measurement) -> String {
    let parts = [
      side.benchmark?.rawValue, side.runID.map { "run \($0.rawValue)" }, side.measuredAt.rawValue,
      side.measuredBy.map { "by \($0)" }, side.note,
    ]
    return parts.compactMap { $0 }.map(VisibleText.plain).joined(separator: ", ")
  }

  private static func quantity(_ value: Double?, _ metric: String) -> String {
    guard let value else { return "–" }
    let unit: MetricUnit =
      switch MetricName(rawValue: metric) {
      case .wallTime, .meanTime, .tailTime, .cpuTime: .nanoseconds
      case .peakMemory, .allocatedBytes: .bytes
      default: metric.hasPrefix("bytes_") ? .bytes : .count
      }
    return QuantityFormat.string(value, unit: unit)
  }
}
