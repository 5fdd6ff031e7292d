package import GateRecords

/// One metric of one benchmark on one kind of machine, over time.
package struct MetricHistory: Hashable, Sendable {
  /// The suite.
  package let suite: String
  /// The benchmark.
  package let benchmark: BenchmarkIdentifier
  /// The metric.
  package let metric: MetricName
  /// The environment's key; machines of different kinds never share a series.
  package let environment: String
  /// The unit of the values.
  package let unit: MetricUnit
  /// Which way the metric gets better.
  package let direction: MetricDirection
  /// The values, oldest first.
  package var points: [Point]

  /// One run's value.
  package struct Point: Hashable, Sendable {
    /// When the run began, in milliseconds since 1970.
    package let milliseconds: Int64
    /// The statistic that was asked for, per iteration, in the base unit.
    package let value: Double
    /// The run and its source, by its place in ``MetricHistories/origins``.
    package let origin: Int32

    /// When the run began.
    package var time: Timestamp { Timestamp(millisecondsSinceEpoch: milliseconds) }
  }
}

/// The result of a query for metrics.
package struct MetricHistories: Hashable, Sendable {
  /// One a suite, benchmark, metric and environment, by name.
  package var series: [MetricHistory]
  /// The runs that points name.
  package var origins: [EventOrigin]
  /// The lines that were passed over.
  package var report: ReadReport

  /// An empty result.
  package static let none = MetricHistories(series: [], origins: [], report: ReadReport())

  /// The run and the source of a point.
  package func origin(of point: MetricHistory.Point) -> EventOrigin { origins[Int(point.origin)] }

  /// How many values there are.
  package var count: Int { series.reduce(0) { $0 + $1.points.count } }
}

/// Whether a metric says how much something costs or how good its result is.
package enum MetricKind: String, Hashable, Sendable, CaseIterable {
  /// The metrics that the harness measures: times, memory, counts, throughput.
  case benchmark
  /// A metric that a suite reports itself, such as a match rate.
  case quality
  /// Both.
  case all

  /// Whether a metric is of this kind.
  package func includes(_ metric: MetricName) -> Bool {
    switch self {
    case .all: true
    case .benchmark: metric.isBuiltIn || metric.isRows
    case .quality: !metric.isBuiltIn && !metric.isRows
    }
  }
}
