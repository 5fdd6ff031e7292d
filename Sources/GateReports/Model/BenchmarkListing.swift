import GateRecords

/// The rows that the terminal and a comment list of a verdict, one for each benchmark, and the benchmarks that are
/// folded into one line.
package struct BenchmarkListing: Sendable {
  /// The benchmarks that have a row, worst first.
  package let listed: [BenchmarkRows]
  /// The unproven benchmarks that are not the reason for the outcome; empty where they have rows.
  package let folded: [BenchmarkRows]

  /// Chooses what is listed.
  ///
  /// If something fails, unproven findings are not the reason, except in a strict gate. A rule that could not be judged is
  /// listed all the same: more measurements do not prove it.
  package init(_ model: ReportModel) {
    let benchmarks = BenchmarkRows.all(model.important)
    guard model.verdict.outcome == .fail, !model.verdict.isStrict else {
      listed = benchmarks
      folded = []
      return
    }
    func isFolded(_ benchmark: BenchmarkRows) -> Bool {
      benchmark.worst.finding.concern == .unproven && !benchmark.worst.finding.isUnjudged
        && benchmark.unjudged.isEmpty
    }
    listed = benchmarks.filter { !isFolded($0) }
    folded = benchmarks.filter(isFolded)
  }

  /// The folded benchmarks in one line, `4 unproven: io/fsync, io/read and 2 more`; nil without any.
  ///
  /// - Parameters:
  ///   - width: The columns that the names may take; the first is always named.
  ///   - most: The most names.
  ///   - shown: The names as the report shows them.
  func foldedLine(width: Int = .max, most: Int = 20, _ shown: ShownNames) -> String? {
    let names = folded.prefix(most).map {
      shown[$0.worst.finding.benchmark] + VisibleText.name($0.worst.qualifier)
    }
    guard let first = names.first else { return nil }
    var listed = [first]
    var columns = 15 + TerminalReport.columns(of: first)
    for name in names.dropFirst() {
      columns += 2 + TerminalReport.columns(of: name)
      guard columns < width else { break }
      listed.append(name)
    }
    return ReportMessage.unproven(listed, more: folded.count - listed.count).text
  }
}
