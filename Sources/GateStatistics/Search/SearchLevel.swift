/// A level between the two ends of a ``ChangeSearch``, and on which side of it each position's launches lay.
struct SearchLevel: Hashable, Sendable {
  /// A side of the level.
  enum Side: Hashable, Sendable {
    case below, above
  }

  /// Where the level lies, as a share of the whole change.
  let share: Double
  /// ln of the evidence that leaves a hypothesis out.
  let threshold: Double
  /// How many positions share most of the capital.
  private let usualPositions: Int
  private var above: [Int: Int] = [:]
  private var below: [Int: Int] = [:]
  /// The positions with observations, in the order in which they were first measured.
  private(set) var measured: [Int] = []

  init(share: Double, threshold: Double, usualPositions: Int) {
    self.share = share
    self.threshold = threshold
    self.usualPositions = usualPositions
  }

  /// ln of the share of the capital that is bet on a position: seven eighths for the usual number of positions, the rest
  /// for those after them, fewer and fewer each, so that their sum is never more than the whole.
  func logShare(of position: Int) -> Double {
    Elementary.logarithm(measured.firstIndex(of: position).map(capital) ?? 0)
  }

  /// The share of the capital that is bet on no position yet.
  var unspent: Double { 1 - measured.indices.reduce(0) { $0 + capital($1) } }

  private func capital(_ place: Int) -> Double {
    guard place >= usualPositions else { return 0.875 / Double(usualPositions) }
    let rest = Double(place - usualPositions + 1)
    return 0.125 / (rest * (rest + 1))
  }

  /// Adds an observation, as a share of the whole change; one on the level itself counts for neither side.
  mutating func add(_ observed: Double, at position: Int) {
    if !measured.contains(position) { measured.append(position) }
    if observed > share { above[position, default: 0] += 1 }
    if observed < share { below[position, default: 0] += 1 }
  }

  /// Counts a position's observations as those of another one with the same program.
  mutating func merge(_ gone: Int, into kept: Int) {
    if let place = measured.firstIndex(of: gone) {
      if measured.contains(kept) { measured.remove(at: place) } else { measured[place] = kept }
    }
    if let count = above.removeValue(forKey: gone) { above[kept, default: 0] += count }
    if let count = below.removeValue(forKey: gone) { below[kept, default: 0] += count }
  }

  /// ln of the evidence against a position lying on a side; 0 without observations.
  func evidence(against side: Side, at position: Int) -> Double {
    let (up, down) = (above[position] ?? 0, below[position] ?? 0)
    return switch side {
    case .below: SignEvidence.logEvidence(above: up, below: down)
    case .above: SignEvidence.logEvidence(above: down, below: up)
    }
  }

  /// Whether the observations say by themselves on which side a position lies.
  func isSettled(at position: Int) -> Bool {
    let needed = threshold - logShare(of: position)
    return evidence(against: .below, at: position) >= needed
      || evidence(against: .above, at: position) >= needed
  }
}
