import GateRecords

@testable import GateReports

// Every format of a verdict, for tests that render one verdict once.

extension TerminalReport {
  static func render(_ verdict: Verdict, style: TerminalStyle) -> String {
    render(ReportModel(verdict), style: style)
  }
}

extension MarkdownReport {
  static func render(
    _ verdict: Verdict, for place: Place = .comment, limit: Int? = nil,
    trends: RecentTrends = .none, links: [ReportLink] = []
  ) -> String {
    render(ReportModel(verdict), for: place, limit: limit, trends: trends, links: links)
  }
}

extension HTMLReport {
  static func render(_ verdict: Verdict, run: RunRecord? = nil) -> String {
    render(ReportModel(verdict), run: run)
  }
}

extension JUnitReport {
  static func render(_ verdict: Verdict) -> String { render(ReportModel(verdict)) }
}

extension VariablesReport {
  static func render(_ verdict: Verdict) -> String { render(ReportModel(verdict)) }
}

extension AnnotationReport {
  static func render(_ verdict: Verdict, path: (String) -> String = { $0 }) -> String {
    render(ReportModel(verdict), path: path)
  }
}

extension JSONReport {
  init(_ verdict: Verdict) { self.init(ReportModel(verdict)) }
}

extension CheckRunReport {
  init(_ verdict: Verdict, links: [ReportLink] = []) {
    self.init(ReportModel(verdict), links: links)
  }
}
