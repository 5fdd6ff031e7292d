import GateProtocol
import Testing

@Suite struct RowCountsTests {
  static func counts(_ rows: some Sequence<Int64>) -> RowCounts {
    rows.reduce(into: RowCounts()) { $0.add($1) }
  }

  @Test func `equal iterations have one value`() {
    #expect(Self.counts([7, 7, 7]).ranked() == [7])
    #expect(RowCounts().ranked().isEmpty && RowCounts().covering(5) == nil)
  }

  @Test func `numbers that came apart are counted together`() {
    let counts = Self.counts([0, 150, 0, 150, 0])
    #expect(counts.entries == [.init(rows: 0, iterations: 3), .init(rows: 150, iterations: 2)])
    #expect(counts.iterations == 5 && counts.mean == 60)
    #expect(counts.ranked() == [0, 0, 0, 150, 150])
  }

  @Test(arguments: [1, 3, 7, 31])
  func `the fewest and the most are exact, whatever the order and however many there are`(
    _ factor: Int64
  ) {
    let rows = (0..<1_000).map { (Int64($0) &* factor) % 997 + 5 }
    let counts = Self.counts(rows)
    #expect(counts.entries.count == RowCounts.mostValues && counts.iterations == 1_000)
    #expect(counts.ranked().first == 5 && counts.ranked().last == 1_001)
    #expect(counts.ranked() == counts.ranked().sorted())
    #expect(counts.ranked().allSatisfy { rows.contains(Int64($0)) })
  }

  @Test func `iterations that say nothing have no rows`() {
    #expect(
      Self.counts([4]).covering(3)?.entries == [
        .init(rows: 0, iterations: 2), .init(rows: 4, iterations: 1),
      ])
    #expect(Self.counts([4, 4]).covering(2)?.ranked() == [4])
  }

  @Test func `a long list of samples is reported in several lines that belong together`() {
    let samples = (0..<2_500).map { UInt64($0) }
    let parts = WorkerStepDetail.timesInParts(name: "a", samples)
    let reported = parts.flatMap { if case .times(_, let part) = $0 { part } else { [UInt64]() } }
    #expect(parts.count == 3 && reported == samples)
  }

  @Test(arguments: [
    "rows read", "rows read 1", "rows read 1:0", "rows read 2:1,1:1", "rows read 1:1,1:1",
    "rows read -1:4", "rows up 1:1", "rows read 1:9223372036854775807,2:1", "rows read 1:1 2",
    "step_times a", "step_times a 1,", "step_times a -1", "step_rows a 2:1 -", "step_rows a -1:2 -",
    "step_rows a 1:2", "step a 1 - - 1 reads",
  ]) func `a broken line about steps is no message`(_ line: String) {
    #expect(WorkerMessage(line: line) == nil)
  }
}
