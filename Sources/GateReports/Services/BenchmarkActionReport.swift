package import GateRecords

/// A verdict's figures in the custom form of `github-action-benchmark`.
///
/// One of its files holds metrics of one direction: `customSmallerIsBetter` or `customBiggerIsBetter`.
/// Source: the action's README, "Use this action with your own benchmark".
package struct BenchmarkActionReport: Encodable, Sendable {
  /// One figure.
  package struct Entry: Encodable, Sendable {
    var name: String
    var unit: String
    var value: Double
    var range: String
    var extra: String
  }

  private let entries: [Entry]

  /// Takes the figures of one direction.
  package init(_ verdict: Verdict, _ direction: MetricDirection) {
    entries = verdict.measurements.filter { $0.direction == direction }.map { row in
      func text(_ value: Double) -> String { QuantityFormat.string(value, unit: row.unit) }
      let metric = row.metric == .wallTime ? "" : " \(row.metric)"
      return Entry(
        name: VisibleText.name(row.benchmark.rawValue + metric),
        unit: VisibleText.plain(row.unit.rawValue), value: row.median,
        range: "\(text(row.minimum)) … \(text(row.maximum))",
        extra: "\(row.samples) samples in \(row.launches) launches\np95 \(text(row.p95))\n"
          + "p99 \(text(row.p99))")
    }
  }

  /// Writes the list and nothing around it.
  package func encode(to encoder: any Encoder) throws { try entries.encode(to: encoder) }
}
