import CSpeedgate

/// Totals of the named steps over the samples of one launch.
@usableFromInline
final class StepRecorder {
  struct Total: Hashable {
    var name: String
    var nanoseconds: UInt64 = 0
    var rowsRead: Int64?
    var rowsWritten: Int64?
  }

  /// A step that has begun: its place, the step around it, and the time.
  @usableFromInline
  struct Mark {
    let slot: Int
    let outer: Int?
    let startTime: UInt64
  }

  private(set) var totals: [Total] = []
  private(set) var iterations = 0
  /// A call that cannot be reported; nil when there was none.
  private var misusedCall: String?
  /// Off during calibration and warm-up.
  var isRecording = false

  private let clock: Int32
  /// What reading the clock adds to every step, in nanoseconds.
  private let clockCost: UInt64
  private var current: Int?
  private var latest = -1
  /// The totals when the batch began.
  private var savedTotals: [Total] = []

  init(clock: HarnessClock) {
    self.clock = clock.number
    clockCost = UInt64(clock.cost.rounded())
    // Room for the usual number of steps, so that recording does not allocate.
    totals.reserveCapacity(16)
  }

  @usableFromInline
  func begin(_ name: String) -> Mark {
    let slot = slot(of: name)
    let outer = current
    current = slot
    latest = slot
    return Mark(slot: slot, outer: outer, startTime: speedgate_clock(clock))
  }

  @usableFromInline
  func end(_ mark: Mark, rowsRead: Int?, rowsWritten: Int?) {
    let elapsed = speedgate_clock(clock) &- mark.startTime
    if isRecording {
      totals[mark.slot].nanoseconds &+= elapsed > clockCost ? elapsed &- clockCost : 0
      count(read: rowsRead, written: rowsWritten, in: mark.slot)
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

  /// Remembers the totals, for a batch that may have to be forgotten.
  func save() { savedTotals = totals }

  /// Forgets what came since, but not the steps' places.
  func restore() {
    for slot in totals.indices {
      totals[slot] =
        slot < savedTotals.count ? savedTotals[slot] : Total(name: totals[slot].name)
    }
  }

  /// What was told of the steps that cannot be reported; nil when there is nothing.
  var misuse: String? {
    misusedCall ?? (totals.contains(where: \.name.isEmpty) ? "a step has an empty name" : nil)
  }

  /// Counts the iterations that the totals cover.
  func finish(iterations: Int) {
    if isRecording { self.iterations += iterations }
  }

  /// The step's place among the totals.
  private func slot(of name: String) -> Int {
    // Steps come in the same order every time, so the place after the last one is nearly always right.
    let next = latest + 1 < totals.count ? latest + 1 : 0
    if next < totals.count, totals[next].name == name { return next }
    if let known = totals.firstIndex(where: { $0.name == name }) { return known }
    totals.append(Total(name: name))
    return totals.count - 1
  }

  /// Adds rows to a step; one that says nothing about them keeps none, which is not zero.
  private func count(read: Int?, written: Int?, in slot: Int) {
    let isSound =
      Self.add(read, to: &totals[slot].rowsRead) && Self.add(written, to: &totals[slot].rowsWritten)
    guard !isSound, misusedCall == nil else { return }
    misusedCall =
      "the step \(totals[slot].name) tells of fewer rows than none, or of more than can be counted"
  }

  /// Adds a count; false when it is below none or the sum runs over.
  private static func add(_ count: Int?, to sum: inout Int64?) -> Bool {
    guard let count else { return true }
    let (total, runsOver) = (sum ?? 0).addingReportingOverflow(Int64(count))
    sum = total
    return count >= 0 && !runsOver
  }
}
