extension CallMonitor {
  /// One call of a monitored function, which can be divided into steps.
  public struct Call {
    @usableFromInline let recorder: CallRecorder?

    @usableFromInline
    init(recorder: CallRecorder?) { self.recorder = recorder }

    /// Times a part of the call.
    ///
    /// - Parameters:
    ///   - name: The step's name.
    ///   - kind: The kind of work that it does; by default its name decides.
    ///   - rowsRead: The rows it reads, when known beforehand.
    ///   - rowsWritten: The rows it writes, when known beforehand.
    ///   - body: The work.
    /// - Returns: What the work returns.
    /// - Throws: What the work throws.
    @inlinable
    public func step<Result: ~Copyable, Failure: Error>(
      _ name: String, _ kind: StepKind? = nil, rowsRead: Int? = nil, rowsWritten: Int? = nil,
      _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
      guard let recorder else { return try body() }
      let mark = recorder.begin(name, kind, rowsRead, rowsWritten)
      defer { recorder.end(mark) }
      return try body()
    }

    /// Times an asynchronous part of the call; steps follow one another.
    ///
    /// - Parameters:
    ///   - name: The step's name.
    ///   - kind: The kind of work that it does; by default its name decides.
    ///   - rowsRead: The rows it reads, when known beforehand.
    ///   - rowsWritten: The rows it writes, when known beforehand.
    ///   - isolation: The caller's actor, on which the step stays.
    ///   - body: The work.
    /// - Returns: What the work returns.
    /// - Throws: What the work throws.
    @inlinable
    public func step<Result: ~Copyable, Failure: Error>(
      _ name: String, _ kind: StepKind? = nil, rowsRead: Int? = nil, rowsWritten: Int? = nil,
      isolation: isolated (any Actor)? = #isolation,
      _ body: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
      guard let recorder else { return try await body() }
      let mark = recorder.begin(name, kind, rowsRead, rowsWritten)
      defer { recorder.end(mark) }
      return try await body()
    }

    /// Adds rows to the running step, or to the last one if no step is running; before the first step, to the whole
    /// call.
    ///
    /// Numbers below zero add nothing.
    public func rows(read: Int = 0, written: Int = 0) {
      recorder?.add(read: read, written: written)
    }
  }
}

/// The steps and rows that one call has recorded so far.
@usableFromInline
final class CallRecorder {
  struct Step {
    var name: String
    var kind: CallMonitor.StepKind?
    var start: UInt64
    var nanoseconds: UInt64 = 0
    var rowsRead: Int?
    var rowsWritten: Int?
  }

  /// The steps in the order in which they began.
  private(set) var steps: [Step] = []
  private(set) var rowsRead: Int?
  private(set) var rowsWritten: Int?
  /// The steps that run, the innermost last.
  private var running: [Int] = []
  private var last: Int?

  @usableFromInline init() {}

  @usableFromInline
  func begin(
    _ name: String, _ kind: CallMonitor.StepKind?, _ rowsRead: Int?, _ rowsWritten: Int?
  ) -> Int {
    let place = steps.count
    steps.append(
      Step(
        name: name, kind: kind, start: Platform.monotonicNanoseconds(),
        rowsRead: rowsRead.map { max(0, $0) }, rowsWritten: rowsWritten.map { max(0, $0) }))
    running.append(place)
    last = place
    return place
  }

  @usableFromInline
  func end(_ place: Int) {
    steps[place].nanoseconds = Platform.monotonicNanoseconds() &- steps[place].start
    running.removeAll { $0 == place }
    last = place
  }

  @usableFromInline
  func add(read: Int, written: Int) {
    if let place = running.last ?? last {
      if read > 0 { steps[place].rowsRead = Self.sum(steps[place].rowsRead, read) }
      if written > 0 { steps[place].rowsWritten = Self.sum(steps[place].rowsWritten, written) }
    } else {
      if read > 0 { rowsRead = Self.sum(rowsRead, read) }
      if written > 0 { rowsWritten = Self.sum(rowsWritten, written) }
    }
  }

  private static func sum(_ known: Int?, _ more: Int) -> Int {
    let (sum, overflow) = (known ?? 0).addingReportingOverflow(more)
    return overflow ? .max : sum
  }
}
