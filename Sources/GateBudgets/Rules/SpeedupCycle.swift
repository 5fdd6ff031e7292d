import GateFiles
import GateRecords
import GateStatistics

/// Speed-ups that form a circle: each can be kept, but not all of them together.
///
/// When a is twice as fast as b, b twice as fast as c and c twice as fast as a, then a is eight
/// times as fast as itself.
struct SpeedupCycle {
  /// The speed-ups in the order of the circle; the slower benchmark of each is the faster one of the next.
  let rules: [SpeedupRule]
  /// The machines on which all of them hold.
  let condition: RuleCondition

  /// The first that is found; nil when all speed-ups can be kept together.
  ///
  /// Speed-ups of one metric meet where a machine keeps the conditions of both.
  ///
  /// - Complexity: O(conditions · benchmarks · speed-ups) at worst, a few times that of reading the
  ///   rules where they do not form long chains.
  static func first(in rules: [SpeedupRule]) -> SpeedupCycle? {
    var seen: Set<Meeting> = []
    for rule in rules {
      let meeting = Meeting(metric: rule.metric, condition: rule.terms.condition)
      guard seen.insert(meeting).inserted else { continue }
      let places = rules.indices.filter {
        rules[$0].metric == meeting.metric
          && rules[$0].terms.condition.includes(meeting.condition)
      }
      if let cycle = cycle(among: places.map { rules[$0] }) {
        return SpeedupCycle(rules: cycle, condition: meeting.condition)
      }
    }
    return nil
  }

  private struct Meeting: Hashable {
    let metric: MetricName
    let condition: RuleCondition
  }

  private struct Edge {
    let faster: Int
    let slower: Int
    let gain: Double
  }

  /// A circle in which the factors' product is above 1.
  ///
  /// Found by the algorithm of Bellman and Ford on the factors' logarithms, where it is a circle of
  /// positive length. Source: Cormen, Leiserson, Rivest and Stein, "Introduction to Algorithms"
  /// (2009), 24.1 and problem 24-3.
  private static func cycle(among rules: [SpeedupRule]) -> [SpeedupRule]? {
    var numbers: [BenchmarkIdentifier: Int] = [:]
    func number(_ name: BenchmarkIdentifier) -> Int {
      let number = numbers[name] ?? numbers.count
      numbers[name] = number
      return number
    }
    let edges = rules.map {
      Edge(
        faster: number($0.faster), slower: number($0.slower),
        gain: Elementary.logarithm($0.atLeast))
    }
    var lengths = [Double](repeating: 0, count: numbers.count)
    var arrivals = [Int?](repeating: nil, count: numbers.count)
    var touched: Int?
    for _ in 0...numbers.count {
      touched = nil
      for (place, edge) in edges.enumerated()
      where lengths[edge.faster] + edge.gain > lengths[edge.slower] + rounding {
        lengths[edge.slower] = lengths[edge.faster] + edge.gain
        arrivals[edge.slower] = place
        touched = edge.slower
      }
      if touched == nil { return nil }
    }
    // As many steps back as there are benchmarks end within the circle, wherever they begin.
    for _ in numbers {
      touched = touched.flatMap { arrivals[$0] }.map { edges[$0].faster }
    }
    var places: [Int] = []
    while let here = touched, let arrival = arrivals[here], places.first != arrival {
      places.append(arrival)
      touched = edges[arrival].faster
    }
    // 3 times and a third do not always make 1 to the last bit.
    guard places.reduce(0, { $0 + edges[$1].gain }) > 10 * rounding else { return nil }
    places.reverse()
    let first = places.indices.min { places[$0] < places[$1] } ?? 0
    return (places[first...] + places[..<first]).map { rules[$0] }
  }

  /// The largest rounding error of a sum of many logarithms.
  private static let rounding = 1e-10
}

extension SpeedupCycle {
  /// The most that one line names.
  private static let mostNamed = 6

  /// Returns the error that describes the circle, at the last of its speed-ups.
  ///
  /// - Parameter order: All speed-ups, in the order of the files.
  func error(in order: [SpeedupRule]) -> FileError {
    let last = order.last { rules.contains($0) } ?? rules[rules.count - 1]
    let others = rules.filter { $0 != last }.map(\.terms.source)
    let steps = rules.map { "\($0.faster) ≥ \(QuantityFormat.brief($0.atLeast)) × \($0.slower)" }
    let metric = rules[0].metric == .wallTime ? "" : " in \(rules[0].metric)"
    let machines = condition.count == 0 ? "" : " when \(condition)"
    return BudgetPolicy.error(
      last.terms.source,
      .speedupCycle(
        others: Self.named(others), faster: rules[0].faster, condition: metric + machines,
        steps: Self.named(steps)))
  }

  private static func named(_ texts: [String]) -> String {
    guard texts.count > mostNamed else { return texts.joined(separator: ", ") }
    return texts.prefix(mostNamed).joined(separator: ", ") + " and \(texts.count - mostNamed) more"
  }
}

extension RuleCondition {
  /// Whether it holds wherever the other one does, because it has no further conditions.
  func includes(_ other: RuleCondition) -> Bool {
    func fits(_ own: GlobPattern?, _ others: GlobPattern?) -> Bool { own == nil || own == others }
    return fits(operatingSystem, other.operatingSystem) && fits(architecture, other.architecture)
      && fits(runner, other.runner)
  }
}
