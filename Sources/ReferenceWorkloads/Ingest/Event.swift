/// A raw event as it arrives: to be parsed, checked and counted.
struct Event: Hashable, Sendable {
  let id: Int
  let source: Int
  let amount: Int

  /// Lines of events, some of them broken, in an order that the seed fixes.
  static func lines(count: Int, seed: UInt64) -> [String] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { index in
      random.happens(0.02)
        ? "broken;\(index)" : "\(index);\(random.below(40));\(random.below(100_000))"
    }
  }

  /// Parses a line; nil when it is broken.
  init?(line: String) {
    let parts = line.utf8.split(separator: UInt8(ascii: ";"))
    guard parts.count == 3, let id = Int(Substring(parts[0])),
      let source = Int(Substring(parts[1])), let amount = Int(Substring(parts[2]))
    else { return nil }
    self.id = id
    self.source = source
    self.amount = amount
  }
}

/// The result of a batch of events, independent of the order of its parts.
struct IngestTotal: Hashable, Sendable {
  var accepted = 0
  var rejected = 0
  var amount = 0

  init() {}

  /// Ingests lines one after the other.
  init(ingesting lines: ArraySlice<String>) {
    for line in lines {
      if let event = Event(line: line) {
        accepted += 1
        amount += event.amount * (event.source + 1)
      } else {
        rejected += 1
      }
    }
  }

  /// Adds another part.
  mutating func add(_ other: IngestTotal) {
    accepted += other.accepted
    rejected += other.rejected
    amount += other.amount
  }

  /// Ingests in as many tasks as are asked for, at the same time.
  static func inParallel(_ lines: [String], jobs: Int) async -> IngestTotal {
    await withTaskGroup(of: IngestTotal.self) { group in
      for part in lines.pieces(of: (lines.count + jobs - 1) / jobs) {
        group.addTask { IngestTotal(ingesting: part) }
      }
      return await group.reduce(into: IngestTotal()) { $0.add($1) }
    }
  }
}
