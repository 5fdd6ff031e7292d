import GateBudgets
import GateRecords
import Testing

@testable import GateDetection

@Suite struct DeclarationPlaceTests {
  @Test func `a regression says where its benchmark is declared, and what is unchanged does not`()
    throws
  {
    var slower = Records.benchmark(
      "slower", [[200], [201], [202]], baseline: [[100], [101], [102]])
    slower.source = SourcePlace(file: "Sources/A.swift", line: 5)
    let finding = Finding(
      Finding.Subject(slower.name), .presence(.failed), message: "it crashed")
    let fine = Finding(Finding.Subject(slower.name), .regression(.passed, nil), message: "fine")
    let places = DeclarationPlaces(Records.run([slower]))
    #expect(places.noted(finding).source == slower.source)
    #expect(places.noted(fine).source == nil)
    let other = Finding(
      Finding.Subject(BenchmarkIdentifier("other")), .presence(.failed), message: "it crashed")
    #expect(places.noted(other).source == nil)
  }

  @Test func `a verdict holds the place`() throws {
    var failed = BenchmarkRecord(
      name: BenchmarkIdentifier("a"), status: .failed,
      failure: BenchmarkFailure(kind: .threw, message: "no such file"))
    failed.source = SourcePlace(file: "Sources/A.swift", line: 5)
    let verdict = CheckTests.verdict(Records.run([failed]))
    #expect(verdict.findings.contains { $0.status == .failed && $0.source == failed.source })
  }
}
