/// Searches a line of programs for the one with which a figure changed its level, and bounds the chance of naming a
/// wrong one.
///
/// Position 0 is the good end of the line and the last position the bad one; between them lies a change that was
/// measured before. The change *came with* position j when all programs before j lie below a level between the
/// two ends and j and all after it lie above. There is one hypothesis for each j.
///
/// What is added are log ratios of launch pairs of one position and one end. Each says "above" or "below" by its sign
/// alone. Under a hypothesis every position's true answer is known, so ``SignEvidence`` of the opposite answer is a
/// fair game, whatever the noise. A hypothesis shares its capital out among the positions in the order in which they
/// are first measured, and what it owns in all is a fair game, too. By Ville's inequality the true hypothesis is
/// ever left out with a probability of at most the error, however often one looks and whichever position is
/// measured next.
///
/// Three levels are asked at the same time, at ½, ¼ and ¾ of the change, and share the error. One of them always
/// lies apart from the programs between two steps of the same size.
///
/// Sources: Ville, "Étude critique de la notion de collectif" (1939); Waudby-Smith, Ramdas, "Estimating means of
/// bounded random variables by betting" (2024), for sets of hypotheses that hold at any time. The choice of the next
/// position follows Burnashev, Zigangirov, "An interval estimation problem for controlled observations" (1974).
package struct ChangeSearch: Hashable, Sendable {
  /// An end of the line, which a position is measured beside.
  package enum End: String, Hashable, Sendable, Codable, CaseIterable {
    case good, bad
  }

  /// Where the search is.
  package enum State: Hashable, Sendable {
    /// This position is to be built and measured, or measured again.
    case measure(Int)
    /// The change came with this position.
    case found(Int)
    /// It came with one of these positions, which no measurement can distinguish.
    case between(ClosedRange<Int>)
    /// No single step explains what was measured.
    case contradiction
  }

  /// The last position, the bad end.
  package let last: Int
  /// The probability of leaving out the true position, at most.
  package let error: Double
  /// ln of the bad end's figure ÷ the good end's, as it was measured; its sign is the change's.
  package let change: Double
  /// Pairs of one position after which it is not measured again.
  package let mostPairs: Int

  private var levels: [SearchLevel]
  /// The position that represents each, where programs are equal.
  private var program: [Int]
  private var unavailable: Set<Int> = []
  private var pairCounts: [Int: Int] = [:]

  /// Starts without measurements.
  ///
  /// - Parameters:
  ///   - last: The bad end's position, at least 1.
  ///   - change: ln of the bad end's figure ÷ the good end's, not 0.
  package init(last: Int, change: Double, error: Double = 0.01, mostPairs: Int = 160) {
    precondition(last >= 1 && change != 0 && error > 0 && error < 1)
    self.last = last
    self.change = change
    self.error = error
    self.mostPairs = mostPairs
    program = Array(0...last)
    let shares = [0.5, 0.25, 0.75]
    let threshold = Elementary.logarithm(Double(shares.count) / error)
    // A search halves what is left, so it seldom measures more positions than these.
    let usual = (1...63).first { 1 << $0 > last } ?? 63
    levels = shares.map {
      SearchLevel(share: $0, threshold: threshold, usualPositions: usual + 2)
    }
  }

  /// Leaves out a position whose program is not available.
  package mutating func leaveOut(_ position: Int) { unavailable.insert(position) }

  /// Notes that two positions have the same program, so that the change did not come between them.
  package mutating func equate(_ one: Int, _ other: Int) {
    let (first, second) = (program[one], program[other])
    guard first != second else { return }
    let kept = min(first, second)
    let gone = max(first, second)
    for position in program.indices where program[position] == gone { program[position] = kept }
    pairCounts[kept, default: 0] += pairCounts.removeValue(forKey: gone) ?? 0
    for place in levels.indices { levels[place].merge(gone, into: kept) }
  }

  /// Adds what launch pairs of a position and an end show.
  ///
  /// - Parameter logRatios: ln of the position's figure ÷ the end's, each of a pair of launches.
  package mutating func add(_ logRatios: [Double], at position: Int, beside end: End) {
    let place = program[position]
    pairCounts[place, default: 0] += logRatios.count
    for level in levels.indices {
      for ratio in logRatios {
        let share = ratio / change + (end == .bad ? 1 : 0)
        levels[level].add(share, at: place)
      }
    }
  }

  /// The launch pairs of a position's program.
  package func pairs(at position: Int) -> Int { pairCounts[program[position]] ?? 0 }

  /// The positions with which the change may have come: those in the smallest confidence set.
  package var left: [Int] {
    sets.filter { !$0.isEmpty }.min { $0.count < $1.count } ?? []
  }

  /// The weight of each position, from 0 to 1, by the level with the most information: what is left of a uniform prior when
  /// each hypothesis is divided by the evidence that every position has against it.
  package var weights: [Int: Double] {
    let sets = self.sets
    func rank(_ level: Int) -> Int { sets[level].isEmpty ? .max : sets[level].count }
    let best = levels.indices.min { rank($0) < rank($1) } ?? 0
    return weights(at: best, among: sets[best])
  }

  /// Where the search is.
  package var state: State {
    let sets = self.sets
    if let single = sets.first(where: { $0.count == 1 })?.first { return .found(single) }
    guard sets.contains(where: { !$0.isEmpty }) else { return .contradiction }
    for (place, set) in sets.enumerated() where !set.isEmpty {
      if let next = next(at: place, among: set) { return .measure(next) }
      // Other levels help if a program lies on this one, not if programs are not available.
      guard isStuck(at: place, among: set) else { break }
    }
    let left = self.left
    return .between((left.first ?? 1)...(left.last ?? last))
  }

  // MARK: Hypotheses

  private var sets: [[Int]] {
    let possible = (1...last).filter { !isWithinEqual($0) }
    return levels.map { level in
      let findings = Findings(level)
      return possible.filter { findings.evidence(against: $0) < level.threshold }
    }
  }

  /// Whether the same program is before the position and at it or behind.
  private func isWithinEqual(_ position: Int) -> Bool {
    let before = Set(program[..<position])
    return program[position...].contains { before.contains($0) }
  }

  /// The answers of the measured positions at one level, computed once for all hypotheses.
  private struct Findings {
    struct Place {
      let position: Int
      let logShare: Double
      let againstBelow: Double
      let againstAbove: Double
    }

    let places: [Place]
    let unspent: Double

    init(_ level: SearchLevel) {
      places = level.measured.map {
        Place(
          position: $0, logShare: level.logShare(of: $0),
          againstBelow: level.evidence(against: .below, at: $0),
          againstAbove: level.evidence(against: .above, at: $0))
      }
      unspent = level.unspent
    }

    /// ln of the evidence against the change having come with a position.
    func evidence(against position: Int) -> Double {
      let terms = places.map {
        $0.logShare + ($0.position < position ? $0.againstBelow : $0.againstAbove)
      }
      guard let largest = terms.max() else { return 0 }
      let sum = terms.reduce(unspent * Elementary.exponential(-largest)) {
        $0 + Elementary.exponential($1 - largest)
      }
      return largest + Elementary.logarithm(sum)
    }

    /// ln of how much less likely the observations make it that the change came with a position.
    ///
    /// It only chooses what to measure next, so nothing needs to be promised of it.
    func discredit(of position: Int) -> Double {
      places.reduce(0) { $0 + ($1.position < position ? $1.againstBelow : $1.againstAbove) }
    }
  }

  private func weights(at level: Int, among set: [Int]) -> [Int: Double] {
    guard !set.isEmpty else { return [:] }
    let findings = Findings(levels[level])
    let against = set.map { findings.discredit(of: $0) }
    let least = against.min() ?? 0
    let raw = against.map { Elementary.exponential(least - $0) }
    let sum = raw.reduce(0, +)
    return Dictionary(uniqueKeysWithValues: zip(set, raw.map { $0 / sum }))
  }

  /// The position to measure next; nil where none distinguishes the rest.
  ///
  /// Building costs more than measuring, so what is built is measured until it has an answer. Then comes the
  /// position that halves the weight of what is left.
  private func next(at place: Int, among set: [Int]) -> Int? {
    let level = levels[place]
    guard let first = set.first, let final = set.last, first < final else { return nil }
    let inner = inner(first..<final).filter { pairs(at: $0) < mostPairs }
    if let unsettled = inner.first(where: { position in
      pairs(at: position) > 0 && !level.isSettled(at: program[position])
    }) {
      return unsettled
    }
    let weights = self.weights(at: place, among: set)
    var sum = 0.0
    var before: [Int: Double] = [:]
    for position in first..<final {
      sum += weights[position] ?? 0
      before[position] = sum
    }
    return inner.filter { pairs(at: $0) == 0 }.min {
      let distance = abs((before[$0] ?? 0) - 0.5)
      let other = abs((before[$1] ?? 0) - 0.5)
      return distance < other
    }
  }

  /// The positions of a range that can be measured.
  private func inner(_ range: Range<Int>) -> [Int] {
    range.filter { position in
      !unavailable.contains(position) && program[position] != program[0]
        && program[position] != program[last]
    }
  }

  /// Whether a position was measured as often as allowed and lies on neither side of a level.
  private func isStuck(at place: Int, among set: [Int]) -> Bool {
    guard let first = set.first, let final = set.last, first < final else { return false }
    return inner(first..<final).contains {
      pairs(at: $0) >= mostPairs && !levels[place].isSettled(at: program[$0])
    }
  }
}
