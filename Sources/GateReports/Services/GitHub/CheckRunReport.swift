import GateRecords

/// A GitHub check run for a verdict: title, summary and annotations.
///
/// Source of the keys and limits: GitHub's REST API, "Update a check run". A request takes at most 50 annotations, so the
/// sender shares them out.
package struct CheckRunReport: Encodable, Sendable {
  /// A remark beside a line of the repository.
  struct Remark: Encodable, Sendable {
    let path: String
    let startLine: Int
    let endLine: Int
    let level: String
    let title: String
    let message: String

    private enum CodingKeys: String, CodingKey {
      case path, title, message
      case startLine = "start_line"
      case endLine = "end_line"
      case level = "annotation_level"
    }
  }

  /// The outcome: pass, warn or fail.
  let outcome: Outcome
  /// The verdict in one line.
  let title: String
  /// The report in Markdown.
  let summary: String
  /// The worst findings that have a place.
  let annotations: [Remark]

  /// Four requests; who has more findings reads the report.
  static let mostAnnotations = 200

  /// Renders a verdict.
  ///
  /// A finding is shown beside the line that declares its benchmark, else beside the line of its rule. One that has
  /// neither is in the summary alone.
  ///
  /// - Parameter links: The links in the summary.
  package init(_ model: ReportModel, links: [ReportLink] = []) {
    let verdict = model.verdict
    outcome = verdict.outcome
    title = VisibleText.shortened(VisibleText.plain(model.headline), to: 200)
    summary = MarkdownReport.render(model, limit: 60_000, links: links)
    let names = Annotation.names(model)
    annotations = Array(
      model.important.lazy.compactMap { row -> Remark? in
        guard let place = row.finding.declaration ?? row.finding.ruleLine({ $0 }) else {
          return nil
        }
        return Remark(Annotation(row, names), place)
      }.prefix(Self.mostAnnotations))
  }
}

extension CheckRunReport.Remark {
  fileprivate init(_ annotation: Annotation, _ place: Annotation.Place) {
    path = place.path
    startLine = place.line
    endLine = place.line
    level = annotation.level == .error ? "failure" : annotation.level.rawValue
    title = annotation.title
    message = annotation.message
  }
}
