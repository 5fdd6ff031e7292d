package import GateRecords

/// A verdict's figures in Bencher Metric Format, which `bencher run --adapter json` reads.
///
/// Benchmark, then measure, then the median with the smallest and the largest sample beside it.
/// Source: Bencher's reference, "Bencher Metric Format (BMF)".
package struct BencherReport: Encodable, Sendable {
  /// One measure of one benchmark.
  package struct Metric: Encodable, Sendable {
    var value: Double
    var lowerValue: Double
    var upperValue: Double

    private enum CodingKeys: String, CodingKey {
      case value
      case lowerValue = "lower_value"
      case upperValue = "upper_value"
    }
  }

  private let benchmarks: [String: [String: Metric]]

  /// Takes the figures of a verdict.
  package init(_ verdict: Verdict) {
    benchmarks = verdict.measurements.reduce(into: [:]) { result, row in
      // Bencher refuses names beyond 1,024 characters and measures beyond 64.
      let name = VisibleText.name(row.benchmark.rawValue, to: 1_024)
      let measure = VisibleText.shortened(Self.measure(row.metric), to: 64)
      result[name, default: [:]][measure] = Metric(
        value: row.median, lowerValue: row.minimum, upperValue: row.maximum)
    }
  }

  /// Bencher's own name of a metric, where it has one: its latency is in nanoseconds, too.
  private static func measure(_ metric: MetricName) -> String {
    guard metric != .wallTime else { return "latency" }
    return VisibleText.plain(metric.rawValue).split(separator: "_").joined(separator: "-")
  }

  /// Writes the benchmarks and nothing around them.
  package func encode(to encoder: any Encoder) throws { try benchmarks.encode(to: encoder) }
}
