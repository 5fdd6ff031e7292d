import Foundation
import GateFiles
import GateInterchange
import GateRecords
import TestSupport
import Testing

@Suite struct ExporterTests {
  /// A paired run of two benchmarks with every kind of metric.
  static let run: RunRecord = {
    func series(
      _ metric: MetricName, _ unit: MetricUnit, _ launches: [[Double]],
      _ direction: MetricDirection = .lowerIsBetter, exact: Bool = false,
      baseline: [[Double]]? = nil
    ) -> MetricSeries {
      MetricSeries(
        metric: metric, unit: unit, direction: direction, isDeterministic: exact,
        launches: launches, baselineLaunches: baseline)
    }
    var run = Fixture.run(ImportedResultsFixture.empty, format: .generic)
    run.suite = SuiteRecord(name: "Order Benchmarks", commit: "abc123")
    run.baseline = SuiteRecord(name: "Order Benchmarks", commit: "def456")
    run.benchmarks = [
      BenchmarkRecord(
        name: BenchmarkIdentifier("sort/random{n=1000,order=up}"), status: .measured,
        iterationsPerSample: 120,
        metrics: [
          series(.wallTime, .nanoseconds, [[10, 12, 11], [13, 14]], baseline: [[9, 9], [8]]),
          series(.cpuTime, .nanoseconds, [[10], [13]]),
          series(.peakMemory, .bytes, [[4096], [8192]]),
          series(.allocations, .count, [[7], [7]], exact: true),
          series(.throughput, .itemsPerSecond, [[1e6], [2e6]], .higherIsBetter),
          series(
            MetricName(rawValue: "match_rate"), .ratio, [[0.5], [0.75]], .higherIsBetter),
        ]),
      BenchmarkRecord(
        name: BenchmarkIdentifier("one launch"), status: .measured,
        metrics: [series(.wallTime, .nanoseconds, [[1.5, 2.5]])]),
      BenchmarkRecord(
        name: BenchmarkIdentifier("broken"), status: .failed,
        failure: BenchmarkFailure(kind: .crashed, message: "crashed")),
    ]
    return run
  }()

  @Test func `Go's text has a line for each launch`() throws {
    #expect(try goldenDifference(GoBenchmarkExporter.text(of: Self.run), "export-go.txt") == nil)
    #expect(
      try goldenDifference(
        GoBenchmarkExporter.text(of: Self.run, side: .baseline), "export-go-baseline.txt") == nil)
  }

  @Test func `the generic form has a row for each metric`() throws {
    let data = try RecordFile.encode(GenericExporter.rows(of: Self.run), path: "-")
    #expect(
      try goldenDifference(String(decoding: data, as: UTF8.self), "export-generic.json") == nil)
    #expect(GenericExporter.rows(of: Self.run, metrics: ["allocations"]).count == 1)
    #expect(GenericExporter.rows(of: Self.run, metrics: ["absent"]).isEmpty)
  }

  @Test func `an exported generic run is read back with its medians`() throws {
    let data = try RecordFile.encode(GenericExporter.rows(of: Self.run), path: "-")
    let results = try Fixture.parsed(String(decoding: data, as: UTF8.self), format: .generic)
    let name = "sort/random{n=1000,order=up}"
    #expect(results.series(name, .wallTime)?.launches == [[12]])
    let rate = try #require(results.series(name, MetricName(rawValue: "match_rate")))
    #expect(rate.launches == [[0.625]] && rate.unit == .ratio && rate.direction == .higherIsBetter)
  }

  @Test func `an exported Go text is read back with its launches and parameters`() throws {
    let results = try Fixture.parsed(GoBenchmarkExporter.text(of: Self.run), format: .go)
    let name = "Order_Benchmarks/Sort/random{n=1000,order=up}"
    #expect(results.series(name, .wallTime)?.samples == [11, 13.5])
    #expect(results.series(name, .peakMemory)?.unit == .bytes)
    #expect(results.series(name, .allocations)?.isDeterministic == true)
    #expect(results.series(name, .throughput)?.direction == .higherIsBetter)
    #expect(results.series(name, MetricName(rawValue: "match_rate"))?.samples == [0.5, 0.75])
  }
}

/// Results without a benchmark, to make a record's frame of.
enum ImportedResultsFixture {
  static let empty: ImportedResults = {
    let text = "[{\"name\":\"a\",\"value\":1}]"
    // A text this short is read without fail; the frame's benchmarks are replaced.
    guard let results = try? Fixture.parsed(text, format: .generic) else {
      preconditionFailure("the generic form was not read")
    }
    return results
  }()
}
