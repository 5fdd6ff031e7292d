/// The name of a metric: one of the known ones, or a custom one such as `match_rate`.
public struct MetricName: RawRepresentable, Hashable, Sendable, Comparable, Codable {
  /// The name in snake case, as written in files.
  public let rawValue: String

  /// Creates a metric's name.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Elapsed time of one iteration, in nanoseconds.
  public static let wallTime = MetricName(rawValue: "wall_time")

  /// Mean elapsed time of one iteration in a launch, in nanoseconds: it holds what happens seldom, too.
  public static let meanTime = MetricName(rawValue: "mean_time")

  /// The 99th percentile of the elapsed times of one launch's iterations, in nanoseconds.
  public static let tailTime = MetricName(rawValue: "tail_time")

  /// Processor time of one iteration over all threads, in nanoseconds.
  public static let cpuTime = MetricName(rawValue: "cpu_time")

  /// Heap allocations of one iteration.
  public static let allocations = MetricName(rawValue: "allocations")

  /// Bytes asked of the heap in one iteration.
  public static let allocatedBytes = MetricName(rawValue: "allocated_bytes")

  /// Instructions executed in one iteration.
  public static let instructions = MetricName(rawValue: "instructions")

  /// Processor cycles of one iteration.
  public static let cycles = MetricName(rawValue: "cycles")

  /// Page faults of both kinds in one iteration.
  public static let pageFaults = MetricName(rawValue: "page_faults")

  /// Context switches of both kinds in one iteration.
  public static let contextSwitches = MetricName(rawValue: "context_switches")

  /// Threads of the process when the counted iterations end.
  public static let threads = MetricName(rawValue: "threads")

  /// System calls of one iteration.
  public static let systemCalls = MetricName(rawValue: "system_calls")

  /// System calls of one iteration that read or write.
  public static let ioCalls = MetricName(rawValue: "io_calls")

  /// The highest resident memory while the benchmark ran, in bytes.
  public static let peakMemory = MetricName(rawValue: "peak_memory")

  /// Items or bytes processed in a second, derived from the wall time.
  public static let throughput = MetricName(rawValue: "throughput")

  /// Rows that the steps of one iteration read.
  public static let rowsRead = MetricName(rawValue: "rows_read")

  /// Rows that the steps of one iteration wrote.
  public static let rowsWritten = MetricName(rawValue: "rows_written")

  /// Elapsed time of a named step in one iteration, in nanoseconds.
  public static func step(_ name: String) -> MetricName {
    MetricName(rawValue: stepPrefix + name)
  }

  /// The step whose time it is; nil for any other metric.
  package var stepName: String? {
    rawValue.hasPrefix(Self.stepPrefix) ? String(rawValue.dropFirst(Self.stepPrefix.count)) : nil
  }

  private static let stepPrefix = "step:"

  /// Whether it counts the rows of an iteration's steps.
  package var isRows: Bool { self == .rowsRead || self == .rowsWritten }

  /// Elapsed time of an empty command, which says what starting a command takes.
  public static let spawnTime = MetricName(rawValue: "spawn_time")

  /// Whether the harness measures it, so that it is not a suite's own metric.
  package var isBuiltIn: Bool { Self.builtIn.contains(rawValue) || stepName != nil }

  /// Whether launches that count give it, so that what its launches differ by is noise.
  package var isCounted: Bool {
    isBuiltIn && !Self.timed.contains(self) && stepName == nil
  }

  /// The built-in metrics that timed launches give.
  package static let timed: Set<MetricName> = [
    .wallTime, .meanTime, .tailTime, .cpuTime, .peakMemory, .throughput,
  ]

  /// Which way a built-in metric, or rows, get better; nil for a suite's own.
  package var knownDirection: MetricDirection? {
    guard isBuiltIn || isRows else { return nil }
    return self == .throughput ? .higherIsBetter : .lowerIsBetter
  }

  /// The units that a built-in metric, or rows, may have; nil for a suite's own.
  package var knownUnits: [MetricUnit]? {
    guard isBuiltIn || isRows else { return nil }
    if stepName != nil { return [.nanoseconds] }
    return switch self {
    case .wallTime, .meanTime, .tailTime, .cpuTime: [.nanoseconds]
    case .peakMemory, .allocatedBytes: [.bytes]
    case .throughput: [.itemsPerSecond, .bytesPerSecond]
    default: [.count]
    }
  }

  private static let builtIn: Set<String> = [
    "wall_time", "mean_time", "tail_time", "cpu_time", "peak_memory", "throughput", "allocations",
    "allocated_bytes",
    "page_faults", "context_switches", "threads", "system_calls", "io_calls", "instructions",
    "cycles",
  ]

  /// Orders names alphabetically.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension MetricName: CustomStringConvertible {
  /// The name.
  public var description: String { rawValue }
}

/// The base unit in which a metric's values are stored.
public struct MetricUnit: RawRepresentable, Hashable, Sendable, Codable {
  /// The unit's symbol, as written in files.
  public let rawValue: String

  /// Creates a unit from its symbol.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Nanoseconds.
  public static let nanoseconds = MetricUnit(rawValue: "ns")

  /// Bytes.
  public static let bytes = MetricUnit(rawValue: "bytes")

  /// A number of things.
  public static let count = MetricUnit(rawValue: "count")

  /// A dimensionless share, 0.7 for 70 %.
  public static let ratio = MetricUnit(rawValue: "ratio")

  /// Things in a second.
  public static let itemsPerSecond = MetricUnit(rawValue: "items/s")

  /// Bytes in a second.
  public static let bytesPerSecond = MetricUnit(rawValue: "bytes/s")
}

/// Which way a metric gets better.
public enum MetricDirection: String, Hashable, Sendable, Codable {
  /// Times, memory, counts of work.
  case lowerIsBetter = "lower_is_better"

  /// Throughput, hit rates, quality.
  case higherIsBetter = "higher_is_better"
}
