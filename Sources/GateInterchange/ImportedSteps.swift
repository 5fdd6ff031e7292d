import GateRecords

/// The named steps of a benchmark's iterations as another program measured them.
struct ImportedSteps: Sendable {
  /// The time and rows of one step in one iteration.
  struct Share: Hashable, Sendable {
    var name: String
    var kind: StepKind?
    var milliseconds: Double
    var rowsRead: Int64?
    var rowsWritten: Int64?

    /// Whether it took longer than the whole that it is a part of, by more than rounded figures differ.
    func isLonger(than wholeMilliseconds: Double) -> Bool {
      milliseconds > wholeMilliseconds * 1.01 + 1
    }

    /// The same step, run again in the same iteration.
    ///
    /// - Returns: nil when the rows are more than can be counted.
    func adding(_ other: Share) -> Share? {
      guard let read = Self.sum(rowsRead, other.rowsRead),
        let written = Self.sum(rowsWritten, other.rowsWritten)
      else { return nil }
      var sum = self
      sum.milliseconds += other.milliseconds
      sum.rowsRead = read
      sum.rowsWritten = written
      sum.kind = kind ?? other.kind
      return sum
    }

    /// The sum of what is known; the outer nil means an overflow.
    static func sum(_ one: Int64?, _ other: Int64?) -> Int64?? {
      guard let one else { return .some(other) }
      guard let other else { return .some(one) }
      let sum = one.addingReportingOverflow(other)
      return sum.overflow ? nil : .some(sum.partialValue)
    }
  }

  /// The totals of one step over all iterations.
  private struct Tally {
    var name: String
    var kind: StepKind?
    var iterations = 0
    var milliseconds = 0.0
    var read = Rows()
    var written = Rows()
  }

  /// The rows of the iterations that say them.
  private struct Rows {
    var iterations = 0
    var least = Int64.max
    var most: Int64 = 0
    var sum = 0.0

    mutating func add(_ rows: Int64?) {
      guard let rows else { return }
      iterations += 1
      least = min(least, rows)
      most = max(most, rows)
      sum += Double(rows)
    }

    /// The mean as a whole number; nil where no iteration says any.
    var mean: Int64? { iterations > 0 ? Int64(exactMean.rounded()) : nil }

    /// The extremes, where iterations differ.
    var range: RowRange? {
      guard iterations > 0, least < most else { return nil }
      return RowRange(least: Double(least), most: Double(most), mean: exactMean)
    }

    private var exactMean: Double { sum / Double(iterations) }
  }

  private var tallies: [Tally] = []
  private var places: [String: Int] = [:]

  /// Adds a step's share of one more iteration.
  mutating func add(_ share: Share) {
    let place = places[share.name] ?? tallies.count
    if place == tallies.count {
      places[share.name] = place
      tallies.append(Tally(name: share.name))
    }
    tallies[place].kind = tallies[place].kind ?? share.kind
    tallies[place].iterations += 1
    tallies[place].milliseconds += share.milliseconds
    tallies[place].read.add(share.rowsRead)
    tallies[place].written.add(share.rowsWritten)
  }

  /// The steps in the order in which they first came: mean times and rows, and the range of rows that differ.
  var records: [StepRecord] {
    tallies.map { tally in
      var record = StepRecord(
        stepID: tally.name, durationMilliseconds: tally.milliseconds / Double(tally.iterations),
        rowsRead: tally.read.mean, rowsWritten: tally.written.mean, kind: tally.kind)
      record.readRange = tally.read.range
      record.writtenRange = tally.written.range
      return record
    }
  }
}
