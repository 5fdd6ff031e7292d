import GateRecords

extension Benchmark {
  /// A metric that a benchmark records itself.
  public struct CustomMetric: Hashable, Sendable {
    /// The unit of a custom metric.
    public enum Unit: Hashable, Sendable {
      /// A share: 0.7 is 70 %.
      case ratio
      /// A number of things.
      case count
      /// Nanoseconds.
      case nanoseconds
      /// Bytes.
      case bytes
      /// Any other, by its symbol.
      case other(String)

      var symbol: String {
        switch self {
        case .ratio: "ratio"
        case .count: "count"
        case .nanoseconds: "ns"
        case .bytes: "bytes"
        case .other(let symbol): symbol
        }
      }
    }

    /// Which way a custom metric gets better.
    public enum Direction: Hashable, Sendable {
      /// More is better.
      case higher
      /// Less is better.
      case lower

      /// The direction as records name it.
      var direction: MetricDirection {
        switch self {
        case .higher: .higherIsBetter
        case .lower: .lowerIsBetter
        }
      }
    }

    let name: String
    let value: Double
    let unit: Unit
    let better: Direction

    /// The mistake in it; nil when it can be reported.
    var fault: String? {
      message?.line
    }

    private var message: SuiteMessage? {
      if name.isEmpty { return .metricWithoutName }
      if MetricName(rawValue: name).isBuiltIn { return .metricOfTheHarness(name) }
      let series = MetricSeries(
        metric: MetricName(rawValue: name), unit: MetricUnit(rawValue: unit.symbol),
        direction: better.direction, launches: [])
      if let reason = series.vocabularyContradiction {
        return .metricContradicts(reason)
      }
      if unit.symbol.isEmpty { return .metricUnitEmpty(name) }
      return value.isFinite ? nil : .metricNotFinite(name, value: value)
    }
  }
}
