import GateProtocol
import GateRecords

/// The times and rows of the steps that were recorded so far.
struct StepLog {
  /// The totals before a batch, to which the log returns when the batch is discarded.
  private struct Saved {
    var totals: [StepTotal] = []
    var read = RowCounts()
    var written = RowCounts()
  }

  private(set) var totals: [StepTotal] = []
  /// The rows of all steps of an iteration.
  private(set) var read = RowCounts()
  private(set) var written = RowCounts()
  private(set) var iterations = 0
  /// A call that cannot be reported; nil when there was none.
  private(set) var misusedCall: SuiteMessage?
  var isRecording = false

  /// The place of the running step; -1 when no step is running.
  private var current = -1
  private var latest = -1
  /// Whether a step of this iteration reported rows.
  private var hasRows = false
  /// The samples that ``StepTotal/samples`` hold.
  private var sampleCount = 0
  private var saved = Saved()

  init() {
    // Room for the usual number of steps, so that recording does not allocate.
    totals.reserveCapacity(16)
  }

  /// The step's place, and that of the step around it.
  mutating func begin(
    _ name: String, _ kind: BenchmarkRun.StepKind?
  ) -> (slot: Int, outer: Int) {
    let slot = slot(of: name)
    if let kind, totals[slot].kind != kind { declare(kind, in: slot) }
    let outer = current
    current = slot
    latest = slot
    return (slot, outer)
  }

  mutating func end(
    _ mark: StepRecorder.Mark, _ nanoseconds: UInt64, rowsRead: Int?, rowsWritten: Int?
  ) {
    current = mark.outer
    guard isRecording else { return }
    totals[mark.slot].nanoseconds &+= nanoseconds
    if rowsRead != nil || rowsWritten != nil {
      count(read: rowsRead, written: rowsWritten, in: mark.slot)
    }
  }

  mutating func add(read: Int, written: Int) {
    guard current >= 0 else {
      misusedCall = misusedCall ?? .rowsOutsideSteps
      return
    }
    guard isRecording, read != 0 || written != 0 else { return }
    count(read: read == 0 ? nil : read, written: written == 0 ? nil : written, in: current)
  }

  mutating func endIteration() {
    guard hasRows else { return }
    hasRows = false
    var isSound = true
    var allRead: Int64?
    var allWritten: Int64?
    for slot in totals.indices where totals[slot].hasRows {
      let fits = totals[slot].endIteration(addingTo: &allRead, &allWritten)
      isSound = isSound && fits
    }
    if let allRead { read.add(allRead) }
    if let allWritten { written.add(allWritten) }
    guard !isSound, misusedCall == nil else { return }
    misusedCall = .rowsOverflow
  }

  mutating func save() { saved = Saved(totals: totals, read: read, written: written) }

  mutating func restore() {
    let now = totals
    (totals, read, written) = (saved.totals, saved.read, saved.written)
    hasRows = false
    for slot in now.indices where slot >= totals.count {
      totals.append(StepTotal(name: now[slot].name, kind: now[slot].kind, samples: sampleCount))
    }
  }

  mutating func finish(iterations: Int) {
    guard isRecording else { return }
    self.iterations += iterations
    sampleCount += 1
    for slot in totals.indices { totals[slot].endSample() }
  }

  /// The step's place among the totals.
  private mutating func slot(of name: String) -> Int {
    // Steps come in the same order every time, so the place after the last one is nearly always right.
    let next = latest + 1 < totals.count ? latest + 1 : 0
    if next < totals.count, totals[next].name == name { return next }
    if let known = totals.firstIndex(where: { $0.name == name }) { return known }
    totals.append(StepTotal(name: name, samples: sampleCount))
    return totals.count - 1
  }

  private mutating func declare(_ kind: BenchmarkRun.StepKind, in slot: Int) {
    guard totals[slot].kind != nil else {
      totals[slot].kind = kind
      return
    }
    misusedCall = misusedCall ?? .stepOfTwoKinds(totals[slot].name)
  }

  /// Adds rows to a step; a step that reports no rows has no count, which differs from a count of zero.
  private mutating func count(read: Int?, written: Int?, in slot: Int) {
    hasRows = true
    guard !totals[slot].count(read: read, written: written), misusedCall == nil else { return }
    misusedCall = .stepRows(totals[slot].name)
  }
}
