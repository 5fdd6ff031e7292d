import GateRecords

/// How a metric's figures move when the machine is slower.
enum MachinePace: Hashable, Sendable {
  /// They grow as much: times.
  case time
  /// They fall as much: what is done in a time.
  case rate
  /// They do not: memory, counts, shares.
  case none

  init(_ series: MetricSeries) {
    switch (series.unit, series.direction) {
    case (.nanoseconds, .lowerIsBetter): self = .time
    case (.itemsPerSecond, .higherIsBetter), (.bytesPerSecond, .higherIsBetter): self = .rate
    case (_, .lowerIsBetter), (_, .higherIsBetter): self = .none
    }
  }

  /// By what ln of a factor on times is multiplied to give that on these figures.
  var sign: Double {
    switch self {
    case .time: 1
    case .rate: -1
    case .none: 0
    }
  }
}
