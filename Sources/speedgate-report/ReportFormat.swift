import Foundation
import GateCommandLine
import GateFiles
import GateHistory
import GateRecords
import GateReports

/// The data from which formats are rendered.
struct ReportMaterial: Sendable {
  /// The verdict in words, made once for all formats.
  let model: ReportModel
  /// The record that was judged, when it is at hand.
  let run: RunRecord?
  /// The runs before, when a history is at hand.
  let trends: RecentTrends
  /// The transitions of circuit breakers, if a history is at hand.
  let breakers: [BreakerCount]
  /// The links of a comment.
  let links: [ReportLink]
  /// The prefix of the names of Prometheus's series.
  let prefix: String

  /// The verdict.
  var verdict: Verdict { model.verdict }
}

/// A format that `render` writes to a file of its own.
struct ReportFormat: Sendable {
  /// The option that asks for it, without its hyphens.
  let option: String
  /// A summary in one sentence.
  let summary: String
  /// Makes the file's content.
  let render: @Sendable (ReportMaterial) throws -> Data

  /// The option that asks for it.
  var definition: OptionDefinition { .output(summary, name: option) }

  /// All formats, in the order of the help.
  static let all: [ReportFormat] = [
    .text("markdown", "Write a pull request's comment.") {
      MarkdownReport.render($0.model, trends: $0.trends, links: $0.links)
    },
    .text("html", "Write a page that needs nothing but a browser.") {
      HTMLReport.render($0.model, run: $0.run)
    },
    .record("json", "Write a summary for machines.") { JSONReport($0.model) },
    .text("variables", "Write the outcome and the counts as name=value lines.") {
      VariablesReport.render($0.model)
    },
    .record("check-run", "Write the title, summary and annotations of a GitHub check run.") {
      CheckRunReport($0.model, links: $0.links)
    },
    .text("junit", "Write JUnit XML with a test case for each finding.") {
      JUnitReport.render($0.model)
    },
    .text("csv", "Write all findings as comma-separated values.") { material in
      var text = ""
      FindingTable.table(material.verdict).write(.csv) { text += $0 }
      return text
    },
    .text("prometheus", "Write Prometheus's text format.") { material in
      PrometheusReport(
        material.verdict, run: material.run, breakers: material.breakers, prefix: material.prefix
      ).text
    },
    .record("bencher", "Write the figures in Bencher Metric Format.") {
      BencherReport($0.verdict)
    },
    .record(
      "benchmark-action", "Write the figures for github-action-benchmark, customSmallerIsBetter."
    ) { BenchmarkActionReport($0.verdict, .lowerIsBetter) },
    .record(
      "benchmark-action-bigger", "Write those that are better when bigger, customBiggerIsBetter."
    ) { BenchmarkActionReport($0.verdict, .higherIsBetter) },
  ]

  private static func text(
    _ option: String, _ summary: String, _ render: @escaping @Sendable (ReportMaterial) -> String
  ) -> ReportFormat {
    ReportFormat(option: option, summary: summary) { Data(render($0).utf8) }
  }

  private static func record<Record: Encodable & Sendable>(
    _ option: String, _ summary: String, _ make: @escaping @Sendable (ReportMaterial) -> Record
  ) -> ReportFormat {
    ReportFormat(option: option, summary: summary) {
      try RecordFile.encode(make($0), path: "(\(option))")
    }
  }
}
