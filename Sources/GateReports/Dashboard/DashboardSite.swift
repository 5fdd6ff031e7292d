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
    /// Makes its content.
    private let render: @Sendable () throws(FileError) -> Data

    fileprivate init(_ path: String, _ render: @escaping @Sendable () throws(FileError) -> Data) {
      self.path = path
      self.render = render
    }

    /// Its content.
    ///
    /// - Throws: ``FileError`` when a figure is not finite.
    /// - Complexity: O(values on it) in time and in the size of the result; made each time it is asked for, so
    ///   that the files of a long history need not be in memory at once.
    package func content() throws(FileError) -> Data { try render() }
  }

  /// The files of a site, none of which needs another one's content; the page that leads to the others comes last.
  ///
  /// - Throws: ``FileError``.
  package static func files(_ dashboard: Dashboard) throws(FileError) -> [File] {
    var files = [
      record("benchmarks/index.json") { BenchmarkList(dashboard) },
      record("measurements/index.json") {
        ClaimList(measurements: dashboard.claims.map { DashboardName.claim($0.claimID) })
      },
      record("measurements/summary/metrics.json") { ClaimSummary(of: dashboard.claims) },
      record("verdicts.json") { dashboard.verdicts.map { JSONReport(ReportModel($0)) } },
      table("alerts.json") { AlertTable.table(dashboard.alerts) },
      table("service-levels.json") { AlertTable.table(dashboard.levels) },
      table("changes.json") { ChangeText.table(dashboard.changes, in: dashboard.histories) },
    ]
    for claim in dashboard.claims {
      files.append(record("measurements/\(DashboardName.claim(claim.claimID)).json") { claim })
    }
    let writer = try BenchmarkHistoryFile(dashboard.histories)
    for (subject, trends) in dashboard.subjects {
      let slug = subject.slug
      let path = "api/v1/benchmarks/\(slug).json"
      files.append(
        File(path) { () throws(FileError) in
          try writer.data(BenchmarkHistory(subject, trends, in: dashboard), path: path)
        })
      files.append(
        page("benchmarks/\(slug).html") {
          DashboardBenchmarkPage(subject, trends, dashboard).html
        })
      files.append(page("badges/\(slug).svg") { Badge.latest(subject, trends).svg })
    }
    for verdict in dashboard.verdicts {
      let suite = verdict.run.suite.name
      let name = DashboardName.slug(suite)
      files.append(page("verdicts/\(name).html") { HTMLReport.render(ReportModel(verdict)) })
      files.append(page("badges/gate-\(name).svg") { Badge.gate(suite, [verdict]).svg })
    }
    files += [
      page("badges/gate.svg") { Badge.gate("performance", dashboard.verdicts).svg },
      page("feed.xml") { ChangeFeed(dashboard).xml },
      page("compare.html") { DashboardComparePage(dashboard).html },
    ]
    return files + [page("index.html") { DashboardPages.overview(dashboard) }]
  }

  private static func record(
    _ name: String, _ record: @escaping @Sendable () -> any Encodable
  ) -> File {
    File("api/v1/" + name) { () throws(FileError) in
      try RecordFile.encode(record(), path: name)
    }
  }

  private static func table(
    _ name: String, _ table: @escaping @Sendable () -> HistoryTable
  ) -> File {
    File("api/v1/" + name) { () throws(FileError) in
      var text = ""
      table().write(.json) { text += $0 }
      return Data(text.utf8)
    }
  }

  private static func page(_ path: String, _ text: @escaping @Sendable () -> String) -> File {
    File(path) { () throws(FileError) in Data(text().utf8) }
  }
}
