import GateProtocol

/// The details of a launch's steps in addition to their totals; empty for workers before protocol 4.
struct StepDetails: Hashable, Sendable {
  /// The rows of one iteration of a step.
  struct Rows: Hashable, Sendable {
    var read: ClosedRange<Int64>?
    var written: ClosedRange<Int64>?
  }

  /// Nanoseconds of each step in each sample.
  private(set) var times: [String: [UInt64]] = [:]
  /// The rows of steps whose iterations differ.
  private(set) var rows: [String: Rows] = [:]
  /// The rows of all steps of an iteration.
  private(set) var iterations: [WorkerStepDetail.Direction: RowCounts] = [:]

  mutating func add(_ detail: WorkerStepDetail) {
    switch detail {
    case .times(let name, let samples): times[name, default: []] += samples
    case .rows(let name, let read, let written):
      rows[name] = Rows(read: read, written: written)
    case .iterations(let direction, let counts): iterations[direction] = counts
    }
  }

  /// Keeps the samples of these places alone.
  mutating func keep(_ places: [Int]) {
    times = times.mapValues { samples in
      places.allSatisfy(samples.indices.contains) ? places.map { samples[$0] } : []
    }
  }
}
