// Types that a user's library may have beside the benchmarks. Each is named like a type inside `Benchmark` or
// `BenchmarkRun`: were one of those at the top level, its name would be ambiguous here and nothing would compile.

/// A user's group of people.
public struct Group {
  /// How many there are.
  public var members = 3

  /// Creates a group.
  public init() {}
}

/// A user's metric: a way of measuring distances.
public struct Metric {
  /// Creates a metric.
  public init() {}

  /// The distance between two points.
  public func distance(_ one: Int, _ other: Int) -> Int { abs(one - other) }
}

/// A user's iteration.
public struct Iteration {
  /// Its number.
  public var number = 1

  /// Creates an iteration.
  public init() {}
}

/// A user's threads of a conversation.
public enum Threads { case none, some }

/// A user's way of sampling.
public enum Sampling { case uniform }

/// A user's throughput.
public struct Throughput {
  /// Creates a throughput.
  public init() {}
}

/// A user's metric of a customer.
public struct CustomMetric {
  /// Creates a metric.
  public init() {}
}

/// A user's own circuit breaker, which is what the benchmark measures.
public struct CircuitBreaker {
  /// Whether calls are let through.
  public var isClosed = true

  /// Creates a closed breaker.
  public init() {}
}

/// A user's error.
public struct CircuitOpen: Error {
  /// Creates an error.
  public init() {}
}

/// A user's guarded calls.
public struct GuardedCalls {
  /// Creates guarded calls.
  public init() {}
}

/// A user's settings.
public struct Settings {
  /// Creates settings.
  public init() {}
}
