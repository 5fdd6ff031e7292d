/// More about the steps of one launch than their totals.
package enum WorkerStepDetail: Hashable, Sendable {
  /// Which way rows go.
  package enum Direction: String, Hashable, Sendable {
    case read
    case written
  }

  /// A step's nanoseconds in each sample, in the order of the samples; of several such lines each goes on with
  /// the one before.
  case times(name: String, [UInt64])
  /// The fewest and the most rows of one iteration, for a step whose iterations differ.
  case rows(name: String, read: ClosedRange<Int64>?, written: ClosedRange<Int64>?)
  /// The rows that all steps of an iteration read or wrote, over all timed iterations.
  case iterations(Direction, RowCounts)

  /// The samples of one line: far from what a line may hold.
  private static let samplesOfLine = 1_000

  /// A step's nanoseconds in each sample, in lines that are not too long.
  package static func timesInParts(name: String, _ samples: [UInt64]) -> [WorkerStepDetail] {
    stride(from: 0, to: samples.count, by: samplesOfLine).map { start in
      .times(name: name, Array(samples[start..<min(start + samplesOfLine, samples.count)]))
    }
  }

  var line: String {
    switch self {
    case .times(let name, let samples):
      "step_times \(FieldText.encode(name)) " + samples.map { "\($0)" }.joined(separator: ",")
    case .rows(let name, let read, let written):
      "step_rows \(FieldText.encode(name)) \(Self.text(read)) \(Self.text(written))"
    case .iterations(let direction, let counts):
      "rows \(direction.rawValue) "
        + counts.entries.map { "\($0.rows):\($0.iterations)" }.joined(separator: ",")
    }
  }

  private static func text(_ range: ClosedRange<Int64>?) -> String {
    range.map { "\($0.lowerBound):\($0.upperBound)" } ?? "-"
  }

  init?(times fields: inout LineFields) {
    guard let name = fields.text(), let list = fields.next() else { return nil }
    let parts = list.split(separator: ",", omittingEmptySubsequences: false)
    let samples = parts.compactMap { UInt64($0) }
    guard samples.count == parts.count else { return nil }
    self = .times(name: name, samples)
  }

  init?(rows fields: inout LineFields) {
    guard let name = fields.text(), let read = Self.range(fields.next()),
      let written = Self.range(fields.next())
    else { return nil }
    self = .rows(name: name, read: read, written: written)
  }

  init?(iterations fields: inout LineFields) {
    guard let direction = fields.next().flatMap({ Direction(rawValue: $0) }),
      let list = fields.next()
    else { return nil }
    let parts = list.split(separator: ",", omittingEmptySubsequences: false)
    let entries = parts.compactMap { part -> RowCounts.Entry? in
      let numbers = part.split(separator: ":", omittingEmptySubsequences: false)
      guard numbers.count == 2, let rows = Int64(numbers[0]), rows >= 0,
        let iterations = Int(numbers[1])
      else { return nil }
      return RowCounts.Entry(rows: rows, iterations: iterations)
    }
    guard entries.count == parts.count, let counts = RowCounts(entries: entries),
      counts.entries.reduce(
        into: (sum: 0, fits: true),
        { total, entry in
          let (sum, overflows) = total.sum.addingReportingOverflow(entry.iterations)
          total = (sum, total.fits && !overflows)
        }
      ).fits
    else { return nil }
    self = .iterations(direction, counts)
  }

  /// The outer optional is a broken field, the inner one an absent range.
  private static func range(_ field: String?) -> ClosedRange<Int64>?? {
    guard let field else { return nil }
    if field == "-" { return .some(nil) }
    let numbers = field.split(separator: ":", omittingEmptySubsequences: false)
      .compactMap { Int64($0) }
    guard numbers.count == 2, numbers[0] >= 0, numbers[0] <= numbers[1] else { return nil }
    return .some(numbers[0]...numbers[1])
  }
}
