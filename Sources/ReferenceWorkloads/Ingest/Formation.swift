import Speedgate

/// Forms records from events that were not formed before: read, select, score, shape.
enum Formation {
  struct Formed: Hashable, Sendable {
    let id: Int
    let score: Int
  }

  /// Events of which every third has been formed already.
  static func input(count: Int) -> (events: [Event], formed: [Int]) {
    let events = Event.lines(count: count, seed: 11).compactMap { Event(line: $0) }
    return (events, events.filter { $0.id % 3 == 0 }.map(\.id))
  }

  /// The events not formed yet, by a hash anti-join: one look-up an event.
  static func antiJoin(_ events: [Event], formed: [Int]) -> [Event] {
    let known = Set(formed)
    return events.filter { !known.contains($0.id) }
  }

  /// The same by NOT EXISTS as a careless query does it: a scan of all formed ones for each event.
  static func notExists(_ events: [Event], formed: [Int]) -> [Event] {
    events.filter { event in !formed.contains(event.id) }
  }

  /// Scores events by their distance from their source's mean.
  static func score(_ events: [Event]) -> [Formed] {
    var sums = [Int](repeating: 0, count: 40)
    var counts = [Int](repeating: 0, count: 40)
    for event in events {
      sums[event.source] += event.amount
      counts[event.source] += 1
    }
    return events.map { event in
      Formed(id: event.id, score: event.amount - sums[event.source] / max(1, counts[event.source]))
    }
  }

  /// The best of each bucket of ids, ordered by id.
  static func shape(_ formed: [Formed]) -> [Formed] {
    var best: [Int: Formed] = [:]
    for record in formed where (best[record.id / 4]?.score ?? .min) < record.score {
      best[record.id / 4] = record
    }
    return best.values.sorted { $0.id < $1.id }
  }

  /// The digest that both ways of selecting must share.
  static func digest(_ formed: [Formed]) -> String {
    var digest = ResultDigest()
    for record in formed {
      digest.combine(record.id)
      digest.combine(record.score)
    }
    return digest.text
  }
}
