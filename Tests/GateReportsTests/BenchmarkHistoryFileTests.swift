import Foundation
import GateFiles
import GateRecords
import Testing

@testable import GateHistory
@testable import GateReports

@Suite struct BenchmarkHistoryFileTests {
  /// A point as Foundation's encoder writes it.
  private struct Point: Encodable {
    let time: Timestamp
    let value: Double
    let runID: RunIdentifier?
    let commit: String?

    private enum CodingKeys: String, CodingKey {
      case time, value, commit
      case runID = "run_id"
    }
  }

  private static let values = [
    100, 0.1, -3, 1e15, 1e16, 123_456_789_012_345_680, 2.3e-308, 1.7e308, 0, 2.5e-7, 1_234.567_89,
  ]

  private func histories(_ values: [Double]) -> MetricHistories {
    let commits = [nil, "abc123", "with \"quotes\" and \\", "naïve 🦔 \u{1} \n", "a/b"]
    let origins = commits.enumerated().map { place, commit in
      EventOrigin(
        runID: place == 1 ? nil : RunIdentifier(rawValue: "RUN \(place)/é"), suite: "s",
        commit: commit, branch: "main", environment: "linux", producer: "p")
    }
    // The last point is of a run that the log also names with another moment.
    let points = values.enumerated().map { place, value in
      MetricHistory.Point(
        milliseconds: 1_795_248_000_000 + Int64(place), value: value,
        origin: Int32(place % origins.count))
    }
    return MetricHistories(
      series: [
        MetricHistory(
          suite: "s \"1\"", benchmark: BenchmarkIdentifier("a/b"), metric: .wallTime,
          environment: "linux", unit: .nanoseconds, direction: .lowerIsBetter, points: points)
      ], origins: origins, report: ReadReport())
  }

  private func record(_ values: [Double]) async throws -> (Data, Dashboard) {
    let dashboard = await Dashboard(
      histories: histories(values), verdicts: [], alerts: [], levels: [], breakers: [], claims: [],
      madeAt: Timestamp(millisecondsSinceEpoch: 0))
    let (subject, trends) = try #require(dashboard.subjects.first)
    return (
      try BenchmarkHistoryFile(dashboard.histories).data(
        BenchmarkHistory(subject, trends, in: dashboard), path: "x"), dashboard
    )
  }

  @Test func `points are written as Foundation would write them`() async throws {
    let (data, dashboard) = try await record(Self.values)
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.hasSuffix("}\n"))
    let points = dashboard.histories.series[0].points.map { point in
      let origin = dashboard.histories.origin(of: point)
      return Point(time: point.time, value: point.value, runID: origin.runID, commit: origin.commit)
    }
    let expected = String(
      decoding: try RecordFile.encode(points, path: "x").dropLast(), as: UTF8.self)
    #expect(text.contains("\"points\":\(expected),\"state\":{"), "\(text)")
    #expect(try JSONSerialization.jsonObject(with: data) is [String: Any])
  }

  @Test func `a figure that is no number is refused`() async throws {
    let histories = histories([1, .infinity])
    let trend = try #require(MetricTrend(self.histories([1, 2]).series[0]))
    let series = BenchmarkHistory.Series(
      state: MetricState(trend), points: histories.series[0].points, changes: [])
    #expect(throws: FileError.self) {
      try BenchmarkHistoryFile(histories).data(
        BenchmarkHistory(
          id: "i", suite: "s", benchmark: BenchmarkIdentifier("b"), series: [series]), path: "x")
    }
  }
}
