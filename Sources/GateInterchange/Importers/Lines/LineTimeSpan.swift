import GateRecords

/// The earliest and the latest moment of the lines.
struct LineTimeSpan {
  private var first: Timestamp?
  private var last: Timestamp?

  mutating func take(_ time: Timestamp) {
    first = min(first ?? time, time)
    last = max(last ?? time, time)
  }

  /// Of several files the earliest and the latest count.
  func write(into origin: inout ImportedOrigin) {
    guard let first, let last else { return }
    origin.date = min(origin.date ?? first, first)
    origin.completed = max(origin.completed ?? last, last)
  }
}
