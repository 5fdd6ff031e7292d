import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

@testable import GateReports

/// What reports say of code layout.
@Suite struct LayoutReportTests {
  static func row(
    _ name: String, byLayout: Double? = nil, speeds: SpeedPair? = nil,
    launchSpeeds: SpeedPair? = nil
  ) -> LayoutSummary.Row {
    LayoutSummary.Row(
      benchmark: BenchmarkIdentifier(name), launchSpread: 0.032, launchSpeeds: launchSpeeds,
      spread: byLayout.map {
        LayoutSpread(
          layouts: 24, launches: 48, byLayout: $0, low: $0 / 2, high: $0 * 2, withinLayout: 0.02,
          twoSpeeds: speeds)
      })
  }

  static let speeds = SpeedPair(fast: 106_000, slow: 156_000, shareOfSlow: 0.4)

  /// The face of the product with layouts that matter to three of its benchmarks.
  static func verdict(_ rows: [LayoutSummary.Row]) throws -> Verdict {
    var verdict = SampleVerdict.rich
    let study = LayoutStudy(
      runID: verdict.run.runID, startedAt: verdict.run.startedAt, suite: "order-benchmarks",
      programHash: "ab", environmentKey: "k", benchmarks: [])
    let isStudied = rows.contains { $0.spread != nil }
    verdict.layouts = LayoutSummary(
      mode: .fresh, study: isStudied ? .init(study) : nil, benchmarks: rows)
    return verdict
  }

  static let rows = [
    row("parse/order", byLayout: 0.025), row("hash/sha", byLayout: 0.001),
    row("sort/random{n=10000}", byLayout: 0.15, speeds: speeds),
    row("io/fsync", launchSpeeds: speeds),
  ]

  @Test func `every report names the benchmarks to which layouts matter, and of no other`()
    throws
  {
    let verdict = try Self.verdict(Self.rows)
    let terminal = TerminalReport.render(verdict, style: TerminalStyle())
    #expect(try goldenDifference(terminal, "layouts.txt") == nil)
    #expect(try goldenDifference(MarkdownReport.render(verdict), "layouts.md") == nil)
    let data = try RecordFile.encode(JSONReport(verdict), path: "-")
    #expect(try goldenDifference(String(decoding: data, as: UTF8.self), "layouts.json") == nil)
    let page = HTMLReport.render(verdict)
    #expect(page.contains("<h2>Code layout</h2>"))
    #expect(page.contains("by placement: 106 and 156 µs"))
    #expect(page.contains("over layouts: 106 and 156 µs"))
    #expect(
      page.contains(
        "a new layout for each launch; aa-check of 2026-11-21 measured their effect; "
          + "layouts matter to 3 of 4 benchmarks"))
  }

  @Test func `where layouts matter to none, only the facts name them`() throws {
    let verdict = try Self.verdict([Self.row("parse/order")])
    let model = ReportModel(verdict)
    #expect(model.environment.contains { $0.value.contains("layouts matter to 0 of 1 benchmark") })
    #expect(!HTMLReport.render(verdict).contains("<h2>Code layout</h2>"))
    #expect(
      TerminalReport.render(verdict, style: TerminalStyle())
        == TerminalReport.render(SampleVerdict.rich, style: TerminalStyle()))
  }

  @Test func `of many benchmarks the first are reported, and how many more there are`() throws {
    let rows = (0..<30).map { Self.row("b\($0)", byLayout: 0.03) }
    let terminal = TerminalReport.render(try Self.verdict(rows), style: TerminalStyle())
    #expect(terminal.contains("b4: ±3.0 %") && !terminal.contains("b5: ±3.0 %"))
    #expect(terminal.contains("… and 25 more that depend on the layout of their code"))
  }

  @Test func `a verdict whose layouts contradict it is not read`() throws {
    var verdict = try Self.verdict([Self.row("formation", byLayout: 0.03)])
    func read() throws -> Verdict {
      try JSONDecoder().decode(Verdict.self, from: JSONEncoder().encode(verdict))
    }
    #expect(try read() == verdict)
    verdict.layouts?.benchmarks[0].spread?.share = 0.9
    #expect(throws: RecordContradiction.self) { try read() }
    verdict = try Self.verdict([Self.row("no/such", byLayout: 0.03)])
    #expect(throws: RecordContradiction.self) { try read() }
  }
}
