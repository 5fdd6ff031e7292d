import Foundation
import Testing

@testable import GateRecords

@Suite struct LayoutRecordTests {
  static let spread = LayoutSpread(
    layouts: 24, launches: 48, byLayout: 0.03, low: 0.02, high: 0.05, withinLayout: 0.04,
    twoSpeeds: SpeedPair(fast: 106_000, slow: 156_000, shareOfSlow: 0.4))

  @Test func `the share follows from both deviations`() {
    #expect(abs(Self.spread.share - 0.36) < 1e-12 && abs(Self.spread.ofLaunch - 0.05) < 1e-12)
    #expect(Self.spread.contradiction == nil)
  }

  /// A change that makes figures impossible, and what is said of it.
  struct Case: Sendable {
    let words: String
    let change: @Sendable (inout LayoutSpread) -> Void
  }

  static let cases: [Case] = [
    Case(words: "are too few for a spread") { $0.layouts = 1 },
    Case(words: "are too few for a spread") { $0.launches = 24 },
    Case(words: "negative") { $0.withinLayout = -1 },
    Case(words: "negative") { $0.high = .infinity },
    Case(words: "outside its interval") { $0.low = 0.04 },
    Case(words: "share does not follow") { $0.share = 0.5 },
    Case(words: "are not a faster and a slower one") { $0.twoSpeeds?.slow = 100_000 },
    Case(words: "are not a faster and a slower one") { $0.twoSpeeds?.shareOfSlow = 1 },
  ]

  @Test(arguments: cases) func `figures that cannot be are refused`(_ row: Case) throws {
    var spread = Self.spread
    row.change(&spread)
    #expect(try #require(spread.contradiction).contains(row.words))
  }

  @Test(arguments: [
    (106_000.0, 156_000.0, "106 and 156 µs"), (980.0, 1_300.0, "980 ns and 1.30 µs"),
  ]) func `two speeds have one unit where it suits both`(
    _ fast: Double, _ slow: Double, _ words: String
  ) {
    #expect(SpeedPair(fast: fast, slow: slow, shareOfSlow: 0.5).inWords == words)
  }

  @Test(arguments: [
    (
      LayoutSummary.Row(benchmark: BenchmarkIdentifier("z")), "twice, or the verdict has no figures"
    ),
    (
      .init(benchmark: BenchmarkIdentifier("b"), launchSpread: -1), "spread of its launches is -1.0"
    ),
    (.init(benchmark: BenchmarkIdentifier("b"), spread: spread), "spreads without a study"),
  ]) func `a summary that its verdict cannot hold is refused`(
    _ row: LayoutSummary.Row, _ words: String
  ) throws {
    let summary = LayoutSummary(mode: .fresh, study: nil, benchmarks: [row])
    let reason = summary.contradiction(among: [BenchmarkIdentifier("b")])
    #expect(try #require(reason).contains(words))
  }

  @Test func `launches of one layout have no spread over layouts`() throws {
    let row = LayoutSummary.Row(benchmark: BenchmarkIdentifier("b"), launchSpread: 0.1)
    func reason(_ mode: LayoutRecord.Mode) -> String? {
      LayoutSummary(mode: mode, study: nil, benchmarks: [row])
        .contradiction(among: [BenchmarkIdentifier("b")])
    }
    #expect(reason(.fresh) == nil)
    #expect(try #require(reason(.fixed)).contains("all launches had one layout"))
  }
}
