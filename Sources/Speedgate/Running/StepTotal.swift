/// The time and rows of one named step in the timed iterations of one launch.
struct StepTotal: Hashable {
  let name: String
  var kind: BenchmarkRun.StepKind?
  /// Nanoseconds in all.
  var nanoseconds: UInt64 = 0
  /// Nanoseconds of each sample.
  private(set) var samples: [UInt64]
  private(set) var read = StepRows()
  private(set) var written = StepRows()
  /// Whether it reported rows in the running iteration.
  private(set) var hasRows = false
  /// The nanoseconds that the samples hold.
  private var sampled: UInt64 = 0

  /// - Parameter samples: How many samples ended before it first ran.
  init(name: String, kind: BenchmarkRun.StepKind? = nil, samples: Int = 0) {
    self.name = name
    self.kind = kind
    self.samples = [UInt64](repeating: 0, count: samples)
  }

  /// Rows read in all; nil when it does not say.
  var rowsRead: Int64? { read.total }

  /// Rows written in all; nil when it does not say.
  var rowsWritten: Int64? { written.total }

  /// Adds rows to the iteration that is running; false for a number below zero, or a sum that overflows.
  mutating func count(read rowsRead: Int?, written rowsWritten: Int?) -> Bool {
    hasRows = true
    let fits = read.add(rowsRead)
    return written.add(rowsWritten) && fits
  }

  /// Closes an iteration; false when a sum overflows.
  mutating func endIteration(addingTo allRead: inout Int64?, _ allWritten: inout Int64?) -> Bool {
    hasRows = false
    let fits = read.endIteration(addingTo: &allRead)
    return written.endIteration(addingTo: &allWritten) && fits
  }

  mutating func endSample() {
    samples.append(nanoseconds &- sampled)
    sampled = nanoseconds
  }
}

/// The rows of one step, in one direction.
struct StepRows: Hashable {
  /// In all; nil when it does not say.
  private(set) var total: Int64?
  /// The fewest and the most of one iteration that says something.
  private var least = Int64.max
  private var most = Int64.min
  /// The iterations that say something.
  private var said = 0
  private var iteration: Int64?

  /// Adds a count to the iteration that is running; false when it is below zero or the sum overflows.
  mutating func add(_ count: Int?) -> Bool {
    guard let count else { return true }
    let (sum, overflows) = (iteration ?? 0).addingReportingOverflow(Int64(count))
    iteration = sum
    return count >= 0 && !overflows
  }

  /// Closes an iteration; false when a sum overflows.
  mutating func endIteration(addingTo all: inout Int64?) -> Bool {
    guard let rows = iteration else { return true }
    iteration = nil
    said += 1
    least = min(least, rows)
    most = max(most, rows)
    let own = (total ?? 0).addingReportingOverflow(rows)
    let whole = (all ?? 0).addingReportingOverflow(rows)
    total = own.partialValue
    all = whole.partialValue
    return !own.overflow && !whole.overflow
  }

  /// The fewest and the most rows of one iteration; an iteration that reports no rows counts as 0.
  ///
  /// Nil when no iteration reports rows.
  func range(of iterations: Int) -> ClosedRange<Int64>? {
    guard total != nil else { return nil }
    return said < iterations ? min(least, 0)...max(most, 0) : least...most
  }
}
