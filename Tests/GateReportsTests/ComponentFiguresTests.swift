import Foundation
import GateFiles
import GateRecords
import Testing

@testable import GateReports

/// S6: the figures of each component in the summary for machines.
@Suite struct ComponentFiguresTests {
  private func measurement(
    _ name: String, _ metric: MetricName, _ value: Double, _ unit: MetricUnit
  ) -> GateRecords.Measurement {
    GateRecords.Measurement(
      benchmark: BenchmarkIdentifier(name), metric: metric, unit: unit, direction: .lowerIsBetter,
      samples: 9, launches: 3, minimum: value, mean: value, median: value, p95: value, p99: value,
      maximum: value)
  }

  private func components(
    _ measurements: [GateRecords.Measurement], _ findings: [Finding]
  ) throws -> [[String: Any]] {
    var verdict = SampleVerdict.rich
    verdict.measurements = measurements
    verdict.findings = findings
    let data = try RecordFile.encode(JSONReport(verdict), path: "p")
    let object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    return object["components"] as? [[String: Any]] ?? []
  }

  @Test func `each component has its time, status, category and records a second`() throws {
    let found = try components(
      [
        measurement("b", .wallTime, 121e9, .nanoseconds),
        measurement("b", .rowsRead, 489, .count), measurement("b", .rowsWritten, 242, .count),
        measurement("a", .wallTime, 60e9, .nanoseconds),
        measurement("a", .throughput, 8, .itemsPerSecond),
      ],
      [
        SampleVerdict.serviceLevel("b", .breach, .critical, seconds: 121),
        SampleVerdict.serviceLevel("a", .within, .excellent, seconds: 60),
      ])
    #expect(found.map { $0["benchmark"] as? String } == ["a", "b"])
    #expect(found.map { $0["status"] as? String } == ["WITHIN_SLA", "SLA_BREACH"])
    #expect(found.map { $0["category"] as? String } == ["EXCELLENT", "CRITICAL"])
    #expect(found.map { $0["time_ns"] as? Double } == [60e9, 121e9])
    #expect(found.map { $0["records"] as? Double } == [480, 242])
    #expect(found.map { $0["records_per_second"] as? Double } == [8, 2])
  }

  @Test func `bytes a second are no records, and without levels there are no components`() throws {
    let found = try components(
      [
        measurement("a", .wallTime, 60e9, .nanoseconds),
        measurement("a", .throughput, 8, .bytesPerSecond),
      ], [SampleVerdict.serviceLevel("a", .within, .excellent, seconds: 60)])
    #expect(found.count == 1 && found[0]["records"] == nil && found[0]["time_ns"] != nil)
    #expect(try components([], []).isEmpty)
  }
}
