/// How many iterations read, or wrote, how many rows.
///
/// The fewest and the most rows are always exact. Of more than ``mostValues`` different numbers the rarest ones
/// between them are counted with a neighbour.
package struct RowCounts: Hashable, Sendable {
  /// A number of rows, and the iterations that had it.
  package struct Entry: Hashable, Sendable {
    /// The rows of one iteration.
    package var rows: Int64
    /// The iterations.
    package var iterations: Int

    /// Creates an entry.
    package init(rows: Int64, iterations: Int) {
      self.rows = rows
      self.iterations = iterations
    }
  }

  /// The numbers that are kept apart.
  package static let mostValues = 32

  private var table: [Entry] = []
  /// The number that came last, with the iterations in a row that had it: most programs have no other.
  private var latest = Entry(rows: 0, iterations: 0)

  /// No iterations.
  package init() {}

  /// Takes entries as they are; nil unless they grow and count something.
  package init?(entries: [Entry]) {
    guard !entries.isEmpty, entries.allSatisfy({ $0.iterations > 0 }),
      zip(entries, entries.dropFirst()).allSatisfy({ $0.rows < $1.rows })
    else { return nil }
    table = entries
  }

  /// The numbers in ascending order.
  package var entries: [Entry] {
    var copy = self
    copy.flush()
    return copy.table
  }

  /// The iterations in all.
  package var iterations: Int { table.reduce(latest.iterations) { $0 &+ $1.iterations } }

  /// Adds an iteration.
  package mutating func add(_ rows: Int64) {
    if rows != latest.rows {
      flush()
      latest = Entry(rows: rows, iterations: 0)
    }
    latest.iterations &+= 1
  }

  /// With the iterations that say nothing as such without rows; nil when none says something.
  package func covering(_ all: Int) -> RowCounts? {
    let said = iterations
    guard said > 0 else { return nil }
    var copy = self
    copy.flush()
    if all > said { copy.insert(Entry(rows: 0, iterations: all - said)) }
    return copy
  }

  private mutating func flush() {
    guard latest.iterations > 0 else { return }
    insert(latest)
    latest.iterations = 0
  }

  private mutating func insert(_ entry: Entry) {
    let place = table.firstIndex { $0.rows >= entry.rows } ?? table.count
    if place < table.count, table[place].rows == entry.rows {
      table[place].iterations &+= entry.iterations
      return
    }
    table.insert(entry, at: place)
    guard table.count > Self.mostValues else { return }
    // The ends stay, whatever their number.
    let inner = table.indices.dropFirst().dropLast()
    guard let rarest = inner.min(by: { table[$0].iterations < table[$1].iterations }) else {
      return
    }
    table[rarest - 1 > 0 ? rarest - 1 : rarest + 1].iterations &+= table[rarest].iterations
    table.remove(at: rarest)
  }

  /// Rows of single iterations, evenly spaced by rank, the fewest and the most among them.
  ///
  /// One value is enough where all are equal.
  package func ranked(_ most: Int = mostValues) -> [Double] {
    let entries = entries
    guard entries.count > 1 else { return entries.map { Double($0.rows) } }
    let all = entries.reduce(0) { $0 + $1.iterations }
    let count = min(all, most)
    return (0..<count).map { place in
      var rank = Int((Double(place) * Double(all - 1) / Double(count - 1)).rounded())
      for entry in entries {
        if rank < entry.iterations { return Double(entry.rows) }
        rank -= entry.iterations
      }
      return Double(entries[entries.count - 1].rows)
    }
  }

  /// The mean rows of an iteration; 0 without iterations.
  package var mean: Double {
    let entries = entries
    let all = entries.reduce(0.0) { $0 + Double($1.iterations) }
    guard all > 0 else { return 0 }
    return entries.reduce(0.0) { $0 + Double($1.rows) * Double($1.iterations) } / all
  }
}
