import CSpeedgate

/// One iteration of a measured closure, divided into named steps.
public struct Iteration {
  @usableFromInline let recorder: StepRecorder

  @usableFromInline
  init(recorder: StepRecorder) {
    self.recorder = recorder
  }

  /// Times a part of the iteration under a name of its own.
  ///
  /// Every step reads the clock twice, some 50 ns: right for steps of microseconds and more. Steps
  /// do not nest.
  ///
  /// - Parameters:
  ///   - name: The step's name; a literal costs nothing.
  ///   - rowsRead: The rows it reads, when known beforehand.
  ///   - rowsWritten: The rows it writes, when known beforehand.
  ///   - body: The work.
  /// - Returns: What the work returns.
  /// - Throws: What the work throws.
  @inlinable
  public func step<Result>(
    _ name: String, rowsRead: Int? = nil, rowsWritten: Int? = nil, _ body: () throws -> Result
  ) rethrows -> Result {
    recorder.begin(name)
    let result = try body()
    recorder.end(rowsRead: rowsRead, rowsWritten: rowsWritten)
    return result
  }

  /// Adds rows to the step that is running, when their number shows only in the work.
  public func rows(read: Int = 0, written: Int = 0) {
    recorder.add(read: read, written: written)
  }
}

/// Totals of the named steps over the samples of one launch.
@usableFromInline
final class StepRecorder {
  struct Total: Hashable {
    var name: String
    var nanoseconds: UInt64 = 0
    var rowsRead: Int64?
    var rowsWritten: Int64?
  }

  private(set) var totals: [Total] = []
  private(set) var iterations = 0
  /// Off during calibration and warm-up.
  var isRecording = false
  var clock: Int32 = 0

  private var current = 0
  private var startTime: UInt64 = 0

  init() {
    // Room for the usual number of steps, so that recording does not allocate.
    totals.reserveCapacity(16)
  }

  @usableFromInline
  func begin(_ name: String) {
    // Steps come in the same order every time, so the slot after the last one is nearly always right.
    let next = current + 1 < totals.count ? current + 1 : 0
    if next < totals.count, totals[next].name == name {
      current = next
    } else if let known = totals.firstIndex(where: { $0.name == name }) {
      current = known
    } else {
      totals.append(Total(name: name))
      current = totals.count - 1
    }
    startTime = speedgate_clock(clock)
  }

  @usableFromInline
  func end(rowsRead: Int?, rowsWritten: Int?) {
    let elapsed = speedgate_clock(clock) &- startTime
    guard isRecording else { return }
    totals[current].nanoseconds &+= elapsed
    if let rowsRead { add(read: rowsRead, written: 0) }
    if let rowsWritten { add(read: 0, written: rowsWritten) }
    if rowsRead == 0 { totals[current].rowsRead = totals[current].rowsRead ?? 0 }
    if rowsWritten == 0 { totals[current].rowsWritten = totals[current].rowsWritten ?? 0 }
  }

  func add(read: Int, written: Int) {
    guard isRecording else { return }
    if read != 0 { totals[current].rowsRead = (totals[current].rowsRead ?? 0) + Int64(read) }
    if written != 0 {
      totals[current].rowsWritten = (totals[current].rowsWritten ?? 0) + Int64(written)
    }
  }

  /// Counts the iterations that the totals cover.
  func finish(iterations: Int) {
    if isRecording { self.iterations += iterations }
  }
}
