import Foundation
import GateFiles
import GateInterchange
import GateRecords
import TestSupport
import Testing

/// Which iteration a step belongs to, and what becomes of iterations that fail or do not end.
@Suite struct LineOrderTests {
  private static let slow =
    #"{"benchmark":"a","step":"read","duration_ms":900,"rows_read":1000}"#
  private static let fast = #"{"benchmark":"a","step":"read","duration_ms":9,"rows_read":10}"#

  private func values(_ results: ImportedResults, _ metric: MetricName) -> [[Double]]? {
    results.series("a", metric)?.launches
  }

  @Test(arguments: [
    #"{"benchmark":"a","duration_ms":1,"ok":false,"error":"no connection"}"#,
    #"{"benchmark":"a","duration_ms":1,"ok":true}"#, #"{"benchmark":"a","ok":false}"#,
    #"{"benchmark":"a","duration_ms":1}"#,
  ]) func `a first call without steps shifts no step`(first: String) throws {
    let results = try LinesTests.results(
      first, Self.slow, #"{"benchmark":"a","duration_ms":1000,"ok":true}"#, Self.fast,
      #"{"benchmark":"a","duration_ms":10,"ok":true}"#)
    #expect(values(results, .rowsRead) == [[1000, 10]])
    #expect(values(results, .step("read")) == [[9e8, 9e6]])
    #expect(!results.origin.errors.contains { $0.contains("did not end") })
  }

  @Test func `the steps of a failed call are no samples, whatever came before it`() throws {
    let results = try LinesTests.results(
      #"{"benchmark":"a","duration_ms":1,"ok":true}"#, Self.slow,
      #"{"benchmark":"a","duration_ms":1000,"ok":false}"#, Self.fast,
      #"{"benchmark":"a","duration_ms":10,"ok":true}"#)
    #expect(values(results, .rowsRead) == [[10]])
    #expect(values(results, .step("read")) == [[9e6]])
  }

  @Test func `an iteration that does not end is an error of the run`() throws {
    let results = try LinesTests.results(
      Self.fast, #"{"benchmark":"a","duration_ms":10}"#, Self.slow)
    #expect(values(results, .rowsRead) == [[10]])
    #expect(results.origin.errors.count == 1)
    #expect(results.origin.errors.first?.contains("did not end") == true)
    #expect(results.receipt.droppedCount == 1)
    #expect(results.receipt.reasons.first?.contains("given:4") == true)
    let run = Fixture.run(results, format: .lines)
    #expect(run.status == .partial)
    let verdict = try Fixture.verdict(run)
    #expect(verdict.outcome == .warn && verdict.attention.runErrors == 1)
    #expect(verdict.warnings.contains { $0.contains("did not end") })
    #expect(try Fixture.verdict(run, isStrict: true).outcome == .fail)
  }

  @Test func `a time of the whole before its steps is reported`() throws {
    let total = #"{"benchmark":"a","duration_ms":10}"#
    let results = try LinesTests.results(total, Self.fast, total, Self.fast)
    #expect(results.origin.errors.contains { $0.contains("did not end") })
  }

  @Test func `a step longer than its whole iteration is reported`() throws {
    let results = try LinesTests.results(
      Self.slow, #"{"benchmark":"a","duration_ms":2}"#)
    #expect(results.origin.warnings.contains { $0.contains("longer than its whole iteration") })
    let rounded = try LinesTests.results(Self.fast, #"{"benchmark":"a","duration_ms":8.9}"#)
    #expect(rounded.origin.warnings.isEmpty)
  }

  @Test func `a file of errors alone says them`() throws {
    let error = #expect(throws: FileError.self) { try LinesTests.results(#"{"error":"boom"}"#) }
    #expect(error?.description.contains("holds no benchmark, only an error: boom") == true)
  }

  @Test func `a rate far above one is probably in per cent, which is reported`() throws {
    func warnings(_ value: String) throws -> [String] {
      try LinesTests.results(
        #"{"benchmark":"a","metric":"match_rate","value":\#(value),"unit":"ratio"}"#
      ).origin.warnings
    }
    #expect(try warnings("93").contains { $0.contains("with the unit %") })
    #expect(try warnings("0.93").isEmpty)
  }
}
