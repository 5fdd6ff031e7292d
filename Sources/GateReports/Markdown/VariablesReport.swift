import GateRecords

/// A verdict as lines of `name=value`, which every build service reads.
///
/// Values hold no line breaks and no control characters, so that no value can become a second
/// variable.
package enum VariablesReport {
  /// Renders a verdict: the outcome, the headline, one line a status with its count.
  package static func render(_ model: ReportModel) -> String {
    let verdict = model.verdict
    let summary = JSONReport(model)
    var lines = [
      "outcome=\(summary.outcome.rawValue)",
      "headline=\(VisibleText.plain(summary.headline))",
      "suite=\(VisibleText.plain(summary.suite))",
      "baseline_found=\(verdict.baseline != nil)",
      "baseline_paired=\(verdict.baseline?.isPaired ?? false)",
      "baseline_commit=\(VisibleText.plain(verdict.baseline?.suite.commit ?? ""))",
    ]
    for status in FindingStatus.allCases {
      lines.append("\(status.rawValue)=\(summary.counts[status.rawValue] ?? 0)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
