/// Launches of both sides that were sampled together, in an order drawn from all orders: the unit of
/// evidence.
///
/// If nothing changed, every way of calling half of the launches the candidate's is equally likely,
/// because the way that was used was drawn. A block of one launch a side is a pair, and has two such
/// ways; one of two launches a side has six.
package struct LaunchBlock: Hashable, Sendable {
  /// Launches of each side, at least 1.
  package let size: Int
  /// By how much the launches called the candidate's are worse than the others, the drawn way first.
  ///
  /// Each is an average over all pairs across. Of two opposite ways, whose contrasts differ in sign only,
  /// one is here.
  let contrasts: [Double]
  /// ln(candidate ÷ baseline) of the paired launches, `size` of them.
  package let pairs: [Double]

  /// A block of one launch a side.
  package init(pair logRatio: Double) {
    size = 1
    let d = Self.bounded(logRatio)
    contrasts = [d]
    pairs = [d]
  }

  /// A block of several launches a side; nil where a difference is nil or not a number.
  ///
  /// - Parameters:
  ///   - size: Launches of each side; at most 4, because the ways are tried one by one.
  ///   - difference: By how much one launch is worse than another, as a log ratio; turned for the
  ///     exchanged launches. The candidate's launches have the places from 0, the baseline's from `size`.
  package init?(size: Int, difference: (_ launch: Int, _ other: Int) -> Double?) {
    precondition((1...4).contains(size))
    var matrix = [[Double]](
      repeating: [Double](repeating: 0, count: 2 * size), count: 2 * size)
    for one in 0..<(2 * size) {
      for other in (one + 1)..<(2 * size) {
        guard let d = difference(one, other), !d.isNaN else { return nil }
        matrix[one][other] = Self.bounded(d)
        matrix[other][one] = -matrix[one][other]
      }
    }
    self.size = size
    pairs = (0..<size).map { matrix[$0][size + $0] }
    contrasts = Self.ways(size).map { way in
      var sum = 0.0
      for one in way {
        for other in 0..<(2 * size) where !way.contains(other) { sum += matrix[one][other] }
      }
      return sum / Double(size * size)
    }
  }

  /// The contrasts after the candidate's launches have each been made better by so much.
  ///
  /// Launches that are both on one side of a way's divide cancel out, so each contrast moves by the
  /// shift times how much more of the candidate's launches the way calls its own.
  func contrasts(less shift: Double) -> [Double] {
    zip(contrasts, Self.leanings[size - 1]).map { $0 - shift * $1 }
  }

  /// How much more of the candidate's launches than of the baseline's each way calls its own, as a share.
  private static let leanings: [[Double]] = allWays.enumerated().map { place, ways in
    let size = place + 1
    return ways.map { way in Double(2 * way.count { $0 < size } - size) / Double(size) }
  }

  /// The ways to call `size` launches the candidate's, the true one first; of two opposite ways the one with
  /// the first launch.
  private static func ways(_ size: Int) -> [[Int]] { allWays[size - 1] }

  private static let allWays: [[[Int]]] = (1...4).map { size in
    func choices(_ count: Int, from first: Int) -> [[Int]] {
      guard count > 0 else { return [[]] }
      return (first..<max(first, 2 * size - count + 1)).flatMap { place in
        choices(count - 1, from: place + 1).map { [place] + $0 }
      }
    }
    return choices(size - 1, from: 1).map { [0] + $0 }
  }

  private static func bounded(_ logRatio: Double) -> Double {
    min(max(logRatio, -PairedDatum.mostLogRatio), PairedDatum.mostLogRatio)
  }
}
