import GateRecords

/// A verdict as a pull request's comment or a job's summary.
package enum MarkdownReport {
  /// Where the text goes.
  package enum Place: Sendable {
    /// A pull request's comment, of which GitHub refuses more than 65,536 characters.
    case comment
    /// A job's summary, of which GitHub refuses more than 1 MiB for each step.
    case jobSummary

    /// The most bytes, with some air.
    package var limit: Int {
      switch self {
      case .comment: 60_000
      case .jobSummary: 1_000_000
      }
    }

    /// The column's name.
    var name: String {
      switch self {
      case .comment: "a comment"
      case .jobSummary: "a job summary"
      }
    }
  }

  /// Renders a verdict.
  ///
  /// - Parameters:
  ///   - verdict: The verdict.
  ///   - place: Where the text goes.
  ///   - limit: The most bytes, unless it is the place's. Rows are left out from the end, with their
  ///     number, until the text fits.
  ///   - trends: The runs before, of which each row shows its own.
  ///   - links: Where the artifacts are, the dashboard, and what else belongs to it.
  package static func render(
    _ model: ReportModel, for place: Place = .comment, limit: Int? = nil,
    trends: RecentTrends = .none, links: [ReportLink] = []
  ) -> String {
    let limit = limit ?? place.limit
    let frame = MarkdownFrame(model, place, links)
    var room = limit - frame.size
    let listed = frame.listing.listed
    let important = taken(listed.lazy.map { MarkdownRow($0, frame.names, trends) }, from: &room) {
      $0.size
    }
    let benchmarks = taken(frame.benchmarks.lines(frame.names, trends), from: &room) {
      $0.utf8.count
    }
    return frame.text(
      important: important, leftOut: listed.count - important.count, benchmarks: benchmarks)
  }

  /// As many rows from the front as there is room for; those after them are never written.
  private static func taken<Row>(
    _ rows: some Sequence<Row>, from room: inout Int, size: (Row) -> Int
  ) -> [Row] {
    var result: [Row] = []
    for row in rows {
      let size = size(row)
      guard size < room else { break }
      room -= size
      result.append(row)
    }
    return result
  }
}
