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
      totals[mark.slot].count(read: rowsRead, written: rowsWritten)
    }
    current = mark.outer
  }

  func add(read: Int, written: Int) {
    guard isRecording, let current else { return }
    totals[current].count(read: read == 0 ? nil : read, written: written == 0 ? nil : written)
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
}

extension StepRecorder.Total {
  /// Adds rows; a step that says nothing about them keeps none, which is not zero.
  fileprivate mutating func count(read: Int?, written: Int?) {
    if let read { rowsRead = (rowsRead ?? 0) &+ Int64(read) }
    if let written { rowsWritten = (rowsWritten ?? 0) &+ Int64(written) }
  }
}
