import CSpeedgate
import GateProtocol

/// What the named steps of one launch's timed iterations took, read and wrote.
@usableFromInline
final class StepRecorder {
  /// A step that has begun: its place, the step around it, and the time.
  @usableFromInline
  struct Mark {
    let slot: Int
    let outer: Int?
    let startTime: UInt64
  }

  /// Everything that a batch adds to, so that a batch can be forgotten.
  private struct State {
    var totals: [StepTotal] = []
    var read = RowCounts()
    var written = RowCounts()
  }

  private var state = State()
  private(set) var iterations = 0
  /// The samples that ``StepTotal/samples`` hold.
  private var sampleCount = 0
  /// A call that cannot be reported; nil when there was none.
  private var misusedCall: String?
  /// Off during calibration and warm-up.
  var isRecording = false

  private let clock: Int32
  /// What reading the clock adds to every step, in nanoseconds.
  private let clockCost: UInt64
  private var current: Int?
  private var latest = -1
  /// Whether a step of this iteration said something about rows.
  private var hasRows = false
  /// The state when the batch began.
  private var saved = State()

  init(clock: HarnessClock) {
    self.clock = clock.number
    clockCost = UInt64(clock.cost.rounded())
    // Room for the usual number of steps, so that recording does not allocate.
    state.totals.reserveCapacity(16)
  }

  /// The steps in the order in which they first ran.
  var totals: [StepTotal] { state.totals }

  @usableFromInline
  func begin(_ name: String, _ kind: BenchmarkRun.StepKind?) -> Mark {
    let slot = slot(of: name)
    if let kind, state.totals[slot].kind != kind { declare(kind, in: slot) }
    let outer = current
    current = slot
    latest = slot
    return Mark(slot: slot, outer: outer, startTime: speedgate_clock(clock))
  }

  @usableFromInline
  func end(_ mark: Mark, rowsRead: Int?, rowsWritten: Int?) {
    let elapsed = speedgate_clock(clock) &- mark.startTime
    if isRecording {
      state.totals[mark.slot].nanoseconds &+= elapsed > clockCost ? elapsed &- clockCost : 0
      if rowsRead != nil || rowsWritten != nil {
        count(read: rowsRead, written: rowsWritten, in: mark.slot)
      }
    }
    current = mark.outer
  }

  func add(read: Int, written: Int) {
    guard let current else {
      misusedCall = misusedCall ?? "rows(read:written:) was called outside of every step"
      return
    }
    guard isRecording else { return }
    count(read: read == 0 ? nil : read, written: written == 0 ? nil : written, in: current)
  }

  /// Closes an iteration: its rows are known only now, because a step may run several times.
  @usableFromInline
  func endIteration() {
    guard hasRows else { return }
    hasRows = false
    var isSound = true
    var read: Int64?
    var written: Int64?
    for slot in state.totals.indices where state.totals[slot].hasRows {
      state.totals[slot].hasRows = false
      isSound = state.totals[slot].read.endIteration(addingTo: &read) && isSound
      isSound = state.totals[slot].written.endIteration(addingTo: &written) && isSound
    }
    if let read { state.read.add(read) }
    if let written { state.written.add(written) }
    if !isSound {
      misusedCall = misusedCall ?? "the steps read or write more rows than can be counted"
    }
  }

  /// Remembers what was recorded, for a batch that may have to be forgotten.
  func save() { saved = state }

  /// Forgets what came since, but not the steps' places and kinds.
  func restore() {
    let now = state.totals
    state = saved
    for slot in now.indices where slot >= state.totals.count {
      state.totals.append(StepTotal(name: now[slot].name, kind: now[slot].kind))
      state.totals[slot].samples = [UInt64](repeating: 0, count: sampleCount)
    }
  }

  /// Why the steps cannot be reported; nil when they can.
  var misuse: String? {
    misusedCall ?? (totals.contains(where: \.name.isEmpty) ? "a step has an empty name" : nil)
  }

  /// Closes a sample and counts the iterations that it adds.
  ///
  /// - Parameter iterations: 0 for a sample that is to be left out, which keeps its place.
  func finish(iterations: Int) {
    guard isRecording else { return }
    self.iterations += iterations
    sampleCount += 1
    for slot in state.totals.indices { state.totals[slot].endSample() }
  }

  /// The rows that all steps of an iteration read; nil when none says so.
  var rowsRead: RowCounts? { state.read.covering(iterations) }

  /// The rows that all steps of an iteration wrote; nil when none says so.
  var rowsWritten: RowCounts? { state.written.covering(iterations) }

  /// The step's place among the totals.
  private func slot(of name: String) -> Int {
    // Steps come in the same order every time, so the place after the last one is nearly always right.
    let next = latest + 1 < state.totals.count ? latest + 1 : 0
    if next < state.totals.count, state.totals[next].name == name { return next }
    if let known = state.totals.firstIndex(where: { $0.name == name }) { return known }
    var total = StepTotal(name: name)
    total.samples = [UInt64](repeating: 0, count: sampleCount)
    state.totals.append(total)
    return state.totals.count - 1
  }

  private func declare(_ kind: BenchmarkRun.StepKind, in slot: Int) {
    let step = state.totals[slot]
    guard step.kind != nil else {
      state.totals[slot].kind = kind
      return
    }
    misusedCall =
      misusedCall ?? "the step \(step.name) is given two kinds; give each kind a step of its own"
  }

  /// Adds rows to a step; one that says nothing about them keeps none, which is not zero.
  private func count(read: Int?, written: Int?, in slot: Int) {
    guard read != nil || written != nil else { return }
    hasRows = true
    state.totals[slot].hasRows = true
    let isSound =
      state.totals[slot].read.add(read) && state.totals[slot].written.add(written)
    guard !isSound, misusedCall == nil else { return }
    misusedCall =
      "the step \(state.totals[slot].name) gives a number of rows below zero, or more than can be counted"
  }
}

/// What one named step did in the timed iterations of one launch.
struct StepTotal: Hashable {
  let name: String
  var kind: BenchmarkRun.StepKind?
  /// Nanoseconds in all.
  var nanoseconds: UInt64 = 0
  /// Nanoseconds of each sample.
  var samples: [UInt64] = []
  var read = StepRows()
  var written = StepRows()
  /// Whether it said something about rows in the iteration that is running.
  var hasRows = false
  /// The nanoseconds that the samples hold.
  private var sampled: UInt64 = 0

  init(name: String, kind: BenchmarkRun.StepKind? = nil) {
    self.name = name
    self.kind = kind
  }

  /// Rows read in all; nil when it does not say.
  var rowsRead: Int64? { read.total }

  /// Rows written in all; nil when it does not say.
  var rowsWritten: Int64? { written.total }

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

  /// The fewest and the most of one iteration; one that says nothing has none. Nil when none says something.
  func range(of iterations: Int) -> ClosedRange<Int64>? {
    guard total != nil else { return nil }
    return said < iterations ? min(least, 0)...max(most, 0) : least...most
  }
}
