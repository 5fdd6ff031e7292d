import CSpeedgate
import GateProtocol
import GateRecords

/// Records what the named steps of one launch's timed iterations take, read and write.
@usableFromInline
final class StepRecorder {
  /// A step that has begun: its place, the step around it, and the time.
  @usableFromInline
  struct Mark {
    let slot: Int
    let outer: Int
    let startTime: UInt64
  }

  /// In one value, so that a call of a step checks once that no one else is changing it.
  private var log = StepLog()
  private let clock: Int32
  /// The time that reading the clock adds to every step, in nanoseconds.
  private let clockCost: UInt64

  init(clock: HarnessClock) {
    self.clock = clock.number
    clockCost = UInt64(clock.cost.rounded())
  }

  /// Off during calibration and warm-up.
  var isRecording: Bool {
    get { log.isRecording }
    set { log.isRecording = newValue }
  }

  /// The iterations that the totals cover.
  var iterations: Int { log.iterations }

  /// The steps in the order in which they first ran.
  var totals: [StepTotal] { log.totals }

  @usableFromInline
  func begin(_ name: String, _ kind: BenchmarkRun.StepKind?) -> Mark {
    let (slot, outer) = log.begin(name, kind)
    return Mark(slot: slot, outer: outer, startTime: speedgate_clock(clock))
  }

  @usableFromInline
  func end(_ mark: Mark, rowsRead: Int?, rowsWritten: Int?) {
    let elapsed = speedgate_clock(clock) &- mark.startTime
    log.end(
      mark, elapsed > clockCost ? elapsed &- clockCost : 0, rowsRead: rowsRead,
      rowsWritten: rowsWritten)
  }

  func add(read: Int, written: Int) { log.add(read: read, written: written) }

  /// Closes an iteration: its rows are known only now, because a step may run several times.
  @usableFromInline
  func endIteration() { log.endIteration() }

  /// Remembers what was recorded, for a batch that may have to be forgotten.
  func save() { log.save() }

  /// Forgets what came since, but not the steps' places and kinds.
  func restore() { log.restore() }

  /// Closes a sample and counts the iterations that it adds.
  ///
  /// - Parameter iterations: 0 for a sample that is to be left out, which keeps its place.
  func finish(iterations: Int) { log.finish(iterations: iterations) }

  /// The rows that all steps of an iteration read; nil when no step reports any.
  var rowsRead: RowCounts? { log.read.covering(iterations) }

  /// The rows that all steps of an iteration wrote; nil when no step reports any.
  var rowsWritten: RowCounts? { log.written.covering(iterations) }

  /// Why the steps cannot be reported; nil when they can.
  var misuse: String? {
    (log.misusedCall ?? (totals.contains(where: \.name.isEmpty) ? .stepWithoutName : nil))?.line
  }
}
