package import GateRecords

/// A counting pass's count of one metric, with everything that a driver needs to know about it.
package struct WorkerCounter: Hashable, Sendable {
  /// How counts are to be taken.
  package enum Kind: String, Hashable, Sendable {
    /// A total over all iterations; equal work gives equal counts.
    case exact
    /// A total over all iterations that differs a little from time to time.
    case varies
    /// How many there are at the end, however many iterations there were.
    case level
  }

  /// The reading of the counter.
  package enum Reading: Hashable, Sendable {
    case value(Int64)
    /// No reading, with the reason.
    case absent(String)
  }

  /// The metric's name.
  package var name: String
  /// The unit's symbol.
  package var unit: String
  /// Which way it gets better.
  package var direction: MetricDirection
  /// How counts are to be taken.
  package var kind: Kind
  /// The reading.
  package var reading: Reading

  /// Creates a counter's reading.
  package init(
    name: String, unit: String, direction: MetricDirection = .lowerIsBetter, kind: Kind,
    reading: Reading
  ) {
    self.name = name
    self.unit = unit
    self.direction = direction
    self.kind = kind
    self.reading = reading
  }
}

/// The counts of a number of iterations, by counter.
package struct WorkerCounts: Hashable, Sendable {
  /// The iterations that were counted.
  package var iterations: Int
  /// The counts, in the worker's order.
  package var counters: [WorkerCounter]

  /// Gathers counters.
  package init(iterations: Int, counters: [WorkerCounter]) {
    self.iterations = iterations
    self.counters = counters
  }

  /// A metric's value, an iteration's or a level; nil where it was not counted.
  package func value(of name: String) -> Double? {
    guard let counter = counters.first(where: { $0.name == name }),
      case .value(let count) = counter.reading
    else { return nil }
    return counter.kind == .level ? Double(count) : Double(count) / Double(iterations)
  }
}
