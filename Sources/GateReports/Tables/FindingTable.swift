package import GateRecords

/// All findings as rows, for spreadsheets.
package enum FindingTable {
  /// Lays the findings out as rows, worst first, with full figures in base units.
  package static func table(_ verdict: Verdict) -> HistoryTable {
    HistoryTable(
      [
        "suite", "commit", "run_id", "benchmark", "rule", "metric", "statistic", "status",
        "severity", "mode", "unit", "baseline_value", "value", "ratio", "ratio_low", "ratio_high",
        "tolerance", "budget", "limit", "margin", "evidence", "launches", "samples", "message",
      ].map { HistoryTable.Column($0) },
      rows: verdict.findings.map { finding in
        let unit = finding.unit ?? .count
        func quantity(_ value: Double?) -> HistoryTable.Cell {
          value.map { .quantity($0, unit) } ?? .none
        }
        func share(_ value: Double?) -> HistoryTable.Cell { value.map { .share($0) } ?? .none }
        // A difference is not a ratio, so only the message gives it.
        let change = finding.change.flatMap { $0.difference == nil ? $0 : nil }
        let limit =
          finding.budget?.limit ?? finding.serviceLevel?.breach
        return [
          text(verdict.run.suite.name), text(verdict.run.suite.commit),
          text(verdict.run.runID.rawValue), text(finding.benchmark.rawValue),
          text(finding.rule.rawValue), text(finding.metric?.rawValue),
          text(finding.statistic?.rawValue), text(finding.status.rawValue),
          text(finding.severity?.rawValue), text(finding.mode?.rawValue),
          text(finding.unit?.rawValue), quantity(finding.baselineValue), quantity(finding.value),
          share(change?.ratio), share(change?.low), share(change?.high),
          share(finding.change?.tolerance ?? finding.budget?.tolerance),
          quantity(finding.budget?.budget), quantity(limit), share(finding.budget?.margin),
          text(finding.evidence.kind.rawValue),
          .quantity(Double(finding.evidence.launches), .count),
          .quantity(Double(finding.evidence.samples), .count), text(finding.message),
        ]
      })
  }

  /// Returns a text that a spreadsheet does not read as a formula.
  ///
  /// A leading apostrophe makes it text in all of them; OWASP, "CSV Injection".
  private static func text(_ text: String?) -> HistoryTable.Cell {
    guard let text else { return .none }
    let plain = VisibleText.plain(text)
    let isFormula = plain.first.map { "=+-@".contains($0) } ?? false
    return .text(isFormula ? "'" + plain : plain)
  }
}
