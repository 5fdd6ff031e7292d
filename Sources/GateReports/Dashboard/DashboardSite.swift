package import Foundation
package import GateFiles
import GateHistory
import GateRecords

/// A dashboard as the files of a static site: pages for people, JSON for programs.
package enum DashboardSite {
  /// One file.
  package struct File: Sendable {
    /// Its path in the site.
    package let path: String
    /// Its content.
    package let content: Data
  }

  /// Renders a site; the page that leads to the others comes last.
  ///
  /// - Throws: ``FileError`` when a figure is not finite.
  /// - Complexity: O(values of the history) in time and in the size of the result.
  package static func files(_ dashboard: Dashboard) throws(FileError) -> [File] {
    var files = [
      try record("benchmarks/index.json", BenchmarkList(dashboard)),
      try record(
        "measurements/index.json",
        ClaimList(measurements: dashboard.claims.map { DashboardName.claim($0.claimID) })),
      try record("measurements/summary/metrics.json", ClaimSummary(of: dashboard.claims)),
      try record("verdicts.json", dashboard.verdicts.map { JSONReport($0) }),
      table("alerts.json", AlertTable.table(dashboard.alerts)),
      table("service-levels.json", AlertTable.table(dashboard.levels)),
      table("changes.json", ChangeText.table(dashboard.changes, in: dashboard.histories)),
    ]
    for claim in dashboard.claims {
      files.append(try record("measurements/\(DashboardName.claim(claim.claimID)).json", claim))
    }
    for (subject, trends) in dashboard.subjects {
      files.append(
        try record(
          "benchmarks/\(subject.slug).json", BenchmarkHistory(subject, trends, in: dashboard)))
      files.append(
        page(
          "benchmarks/\(subject.slug).html", DashboardPages.benchmark(subject, trends, dashboard)))
    }
    for verdict in dashboard.verdicts {
      let name = DashboardName.slug(verdict.run.suite.name)
      files.append(page("verdicts/\(name).html", HTMLReport.render(verdict)))
    }
    return files + [page("index.html", DashboardPages.overview(dashboard))]
  }

  private static func record(
    _ name: String, _ record: some Encodable
  ) throws(FileError) -> File {
    File(path: "api/v1/" + name, content: try RecordFile.encode(record, path: name))
  }

  private static func table(_ name: String, _ table: HistoryTable) -> File {
    var text = ""
    table.write(.json) { text += $0 }
    return File(path: "api/v1/" + name, content: Data(text.utf8))
  }

  private static func page(_ path: String, _ text: String) -> File {
    File(path: path, content: Data(text.utf8))
  }
}
