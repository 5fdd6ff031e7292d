package import GateHistory
package import GateRecords

/// How the benchmarks of a verdict did in the runs before it, drawn with bars in one line of text.
package struct RecentTrends: Sendable {
  private struct Key: Hashable {
    let benchmark: BenchmarkIdentifier
    let metric: MetricName
  }

  private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let mostRuns = 19
  /// The share of the middle value that the bars span at least, so that noise looks like noise.
  private static let leastSpan = 0.1

  private let values: [Key: [Double]]
  /// The medians of the verdict's own run, as the history will keep them: a comparison estimates another figure.
  private let own: [Key: Double]

  /// No trends.
  package static let none = RecentTrends(values: [:], own: [:])

  private init(values: [Key: [Double]], own: [Key: Double]) {
    self.values = values
    self.own = own
  }

  /// Takes the medians of the verdict's suite on its kind of machine.
  package init(_ histories: MetricHistories, for verdict: Verdict) {
    let run = verdict.run
    var values: [Key: [Double]] = [:]
    for series in histories.series
    where series.suite == run.suite.name && series.environment == run.environment.key {
      let past = series.points.filter {
        histories.origin(of: $0).runID != run.runID && $0.time < run.startedAt
      }
      values[Key(benchmark: series.benchmark, metric: series.metric)] = past.suffix(Self.mostRuns)
        .map(\.value)
    }
    self.values = values
    own = Dictionary(
      verdict.measurements.map {
        (Key(benchmark: $0.benchmark, metric: $0.metric), $0.median)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The past medians of a finding's metric with the run's own at the end; nil with fewer than
  /// three of them, and for findings about something else than a median.
  func sparkline(_ finding: Finding) -> String? {
    guard let metric = finding.metric, finding.statistic == .median, let value = finding.value,
      let past = values[Key(benchmark: finding.benchmark, metric: metric)], past.count >= 2
    else { return nil }
    return Self.text(
      past + [own[Key(benchmark: finding.benchmark, metric: metric)] ?? value])
  }

  /// Values as bars: the whole height is their range, or a tenth of the middle one if that is more.
  static func text(_ values: [Double]) -> String {
    let sorted = values.sorted()
    guard let low = sorted.first, let high = sorted.last else { return "" }
    let span = max(high - low, abs(sorted[sorted.count / 2]) * leastSpan)
    guard span > 0, span.isFinite else { return String(values.map { _ in bars[0] }) }
    let floor = (low + high - span) / 2
    return String(
      values.map { bars[min(bars.count - 1, max(0, Int(($0 - floor) / span * 8)))] })
  }
}
