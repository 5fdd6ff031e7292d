import GateRecords

/// A verdict as JUnit XML: one test case a finding, which every build server shows and counts.
///
/// The format has no standard. The elements and attributes are those that the Ant task writes and
/// that Jenkins, GitLab and GitHub's actions read, in the order that Ant's schema requires.
package enum JUnitReport {
  /// Renders a verdict.
  ///
  /// A finding that fails the gate is a failure, a benchmark that could not be measured an error.
  /// What merely warns passes: a build server has no third state. Ant's schema allows the outermost
  /// element no attributes, so the counts are attributes of the suite.
  package static func render(_ model: ReportModel) -> String {
    let verdict = model.verdict
    let rows = model.important + model.remaining
    let cases = rows.map { Case($0, isStrict: verdict.isStrict) }
    let seconds = QuantityFormat.fixed(
      Double(verdict.run.durationMilliseconds) / 1000, decimals: 3)
    let counts =
      "tests=\"\(cases.count)\" failures=\"\(cases.count { $0.verdict == .failure })\" "
      + "errors=\"\(cases.count { $0.verdict == .error })\" "
      + "skipped=\"\(cases.count { $0.verdict == .skipped })\" time=\"\(seconds)\""
    let suite = text(verdict.run.suite.name)
    let host = text(verdict.run.environment.runner ?? verdict.run.environment.key)
    // Ant's schema requires a timestamp without a time zone.
    let moment = verdict.run.startedAt.rawValue.prefix(19)
    let properties = model.environment.map {
      "      <property name=\"\($0.name.text)\" value=\"\(text($0.value))\"/>\n"
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites>
        <testsuite name="\(suite)" package="" id="0" timestamp="\(moment)" hostname="\(host)" \(counts)>
          <properties>
      \(properties.joined())    </properties>
      \(cases.map { $0.element(suite: suite) }.joined())    <system-out>\(text(model.headline))</system-out>
          <system-err/>
        </testsuite>
      </testsuites>

      """
  }

  static func text(_ text: String) -> String {
    VisibleText.html(VisibleText.shortened(text, to: 1_000))
  }
}

/// One finding as a test case.
private struct Case {
  enum Judgement {
    case success, failure, error, skipped
  }

  let row: ReportRow
  let verdict: Judgement

  init(_ row: ReportRow, isStrict: Bool) {
    self.row = row
    switch row.finding.status {
    case .failed: verdict = row.finding.failsTheGate ? .error : .success
    case .skipped: verdict = .skipped
    case .unproven:
      let isFailure = row.finding.failsTheGate || (isStrict && row.finding.mode != .warn)
      verdict = isFailure ? .failure : .success
    case .missing, .changed, .regressed, .overBudget:
      verdict = row.finding.failsTheGate ? .failure : .success
    case .improved, .new, .sameCode, .passed: verdict = .success
    }
  }

  func element(suite: String) -> String {
    let finding = row.finding
    let start =
      "    <testcase classname=\"\(suite).\(finding.rule.rawValue)\" "
      + "name=\"\(VisibleText.html(VisibleText.name(row.subject)))\" time=\"\(seconds)\""
    let type = JUnitReport.text(row.status)
    let message = JUnitReport.text(
      finding.change == nil && finding.budget == nil && finding.growth == nil
        ? finding.message : "\(finding.message): \(row.change); \(row.evidence)")
    let details = finding.notes + (finding.rationale.map { ["rationale: \($0)"] } ?? [])
    let body = details.map(JUnitReport.text).joined(separator: "\n")
    switch verdict {
    case .success: return start + "/>\n"
    case .skipped:
      return start + ">\n      <skipped message=\"\(message)\"/>\n    </testcase>\n"
    case .failure:
      return start
        + ">\n      <failure type=\"\(type)\" message=\"\(message)\">\(body)</failure>\n    </testcase>\n"
    case .error:
      return start
        + ">\n      <error type=\"\(type)\" message=\"\(message)\">\(body)</error>\n    </testcase>\n"
    }
  }

  /// The time of one iteration, which build servers draw over the builds; 0 for other metrics.
  private var seconds: String {
    guard row.finding.metric == .wallTime, row.finding.unit == .nanoseconds,
      let value = row.finding.value, value >= 0
    else { return "0" }
    return QuantityFormat.fixed(value / 1e9, decimals: 9)
  }
}
