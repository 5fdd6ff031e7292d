import GateFiles
import GateInterchange
import GateRecords
import Testing

/// The receipt says what became of the rows.
@Suite struct ImportReceiptTests {
  private static func lines(_ text: String, _ format: InterchangeFormat) throws -> [String] {
    let results = try Fixture.parsed(text, format: format)
    let run = Fixture.run(results, format: format)
    return results.receipt.lines(
      format: format.rawValue, measured: run.benchmarks.count { $0.status == .measured },
      failed: run.benchmarks.count { $0.status == .failed },
      skipped: run.benchmarks.count { $0.status == .skipped },
      figures: run.benchmarks.flatMap(\.metrics).reduce(0) { $0 + $1.samples.count })
  }

  @Test func `rows, figures, failures and what was left out are counted`() throws {
    let text = """
      BenchmarkA-8 100 10 ns/op 3 B/op
      BenchmarkA-8 100 11 ns/op NaN x
      BenchmarkB-8 \t--- FAIL: BenchmarkB-8
      --- SKIP: BenchmarkC-8
      BenchmarkD-8 \tlog
      BenchmarkE-8 \tlog
      BenchmarkF-8 \t 7
      """
    #expect(
      try Self.lines(text, .go) == [
        "imported from go: 7 rows seen, 4 imported; 1 benchmark with 3 figures, 1 failed, 1 skipped",
        "2 rows not imported, because no figures follow the benchmark's name (the first at given:5)",
        "1 row not imported, because the row is cut short before its first figure (at given:7)",
        "1 single field was left out; see the notes in the record",
      ])
  }

  @Test(arguments: InterchangeFormatTests.cases)
  func `every row of a fixture is counted and imported`(_ row: InterchangeFormatTests.Case) throws {
    let results = try Fixture.results(row.fixture, format: row.format)
    #expect(results.receipt.rows >= results.benchmarks.count)
    #expect(results.receipt.droppedCount == 0 && results.receipt.reasons.isEmpty)
  }

  @Test func `where every row gives nothing, the import is refused with the reasons`() throws {
    let error = #expect(throws: FileError.self) {
      try Fixture.parsed("BenchmarkA-8 \tlog\nPASS\n", format: .go)
    }
    #expect(
      error?.description
        == "given: holds no benchmark of the format go (1 row not imported, because no figures "
        + "follow the benchmark's name (at given:1)); check --from")
  }

  @Test func `what was dropped is in the record's warnings`() throws {
    let results = try Fixture.parsed("BenchmarkA 1 5 ns/op\nBenchmarkB-8 \tlog\n", format: .go)
    #expect(Fixture.run(results, format: .go).warnings.count == 1)
  }
}
