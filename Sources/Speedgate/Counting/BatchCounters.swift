import CSpeedgate
import GateProtocol
import GateRecords

/// The counters around one batch.
///
/// Counting costs time, so none of this ever runs while time is measured.
struct BatchCounters {
  private let metrics: [CountedMetric]
  /// Why a metric is not counted here; nil where it is.
  private let absences: [String?]
  // Made beforehand: nothing may be allocated between beginning and end.
  private var atBegin: [Int64]
  private var atEnd: [Int64]
  /// The counts that the counters themselves cause, which are subtracted.
  private var own: [Int64]

  init(_ metrics: [CountedMetric] = CountedMetric.all) {
    self.metrics = metrics
    absences = metrics.map { $0.absence() }
    atBegin = [Int64](repeating: 0, count: metrics.count)
    atEnd = atBegin
    own = atBegin
    // Empty batches. The first may include costs that occur once, hence the least of several.
    var least = [Int64](repeating: .max, count: metrics.count)
    for _ in 0..<3 {
      begin()
      end()
      for place in metrics.indices { least[place] = min(least[place], difference(place)) }
    }
    own = least
  }

  /// Begins to count.
  mutating func start() {
    begin()
    speedgate_counted_part_begins()
  }

  /// Ends counting.
  mutating func stop() -> [WorkerCounter] {
    speedgate_counted_part_ends()
    end()
    return metrics.indices.map(counter)
  }

  private mutating func begin() {
    var place = 0
    while place < metrics.count {
      if absences[place] == nil { atBegin[place] = metrics[place].begin() }
      place += 1
    }
  }

  private mutating func end() {
    var place = metrics.count - 1
    while place >= 0 {
      if absences[place] == nil { atEnd[place] = metrics[place].end() }
      place -= 1
    }
  }

  private func difference(_ place: Int) -> Int64 { atEnd[place] - atBegin[place] }

  private func counter(_ place: Int) -> WorkerCounter {
    let metric = metrics[place]
    let reading: WorkerCounter.Reading =
      if let absence = absences[place] {
        .absent(absence)
      } else if metric.kind == .level {
        .value(max(0, atEnd[place]))
      } else {
        .value(max(0, difference(place) - own[place]))
      }
    return WorkerCounter(
      name: metric.metric.name.rawValue, unit: metric.unit.rawValue,
      direction: metric.direction, kind: metric.kind, reading: reading)
  }
}
