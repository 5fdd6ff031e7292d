/// Hartigan's dip: how far the distribution of values is from every one with a single peak.
///
/// It is the largest difference between the values' distribution function and the nearest one that is convex
/// up to a point and concave beyond it: 1 ÷ 2n for values that agree with one peak, up to ¼ for two clusters
/// of equal size.
///
/// Sources: J. A. and P. M. Hartigan, "The Dip Test of Unimodality", Annals of Statistics 13 (1985);
/// P. M. Hartigan, Algorithm AS 217, Applied Statistics 34 (1985).
enum DipTest {
  /// The fewest values that are judged.
  static let leastValues = 10

  /// Whether values have more than one peak, with a false alarm in at most one of a hundred cases.
  ///
  /// The bound holds for every law with one peak: of all of them the uniform law has the largest dips, and the
  /// critical values are its. For a normal law there is hardly a false alarm.
  ///
  /// - Complexity: O(*n* log *n*) for most values.
  static func hasSeveralPeaks(_ values: [Double]) -> Bool {
    guard values.count >= leastValues, values.allSatisfy(\.isFinite) else { return false }
    let root = Double(values.count).squareRoot()
    return statistic(of: values) * root > critical(values.count)
  }

  /// The dip; 0 for fewer than two values.
  static func statistic(of values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let sorted = values.sorted()
    guard sorted[0] < sorted[sorted.count - 1] else { return 0.5 / Double(values.count) }
    return DipSearch(sorted).dip / Double(2 * values.count)
  }

  /// The dip times √n that a uniform law exceeds in one of a hundred samples of n values.
  ///
  /// Drawn by `Tests/GateStatisticsTests/Fixtures/layouts.py`; between the sizes it is nearly a straight line
  /// in ln n.
  private static func critical(_ count: Int) -> Double {
    guard let next = table.firstIndex(where: { $0.size >= count }) else {
      return table[table.count - 1].value
    }
    guard next > 0 else { return table[0].value }
    let (one, other) = (table[next - 1], table[next])
    let place =
      Elementary.logarithm(Double(count) / Double(one.size))
      / Elementary.logarithm(Double(other.size) / Double(one.size))
    return one.value + place * (other.value - one.value)
  }

  private static let table: [(size: Int, value: Double)] = [
    (10, 0.5032), (12, 0.515), (16, 0.5295), (20, 0.5401), (24, 0.5463), (32, 0.5578), (48, 0.5731), (64, 0.5803), (100, 0.5898), (200, 0.6018), (500, 0.615),
  ]
}

/// The search for the dip in values that are sorted and not all equal.
///
/// The values' distribution function is held between its greatest convex minorant and its least concave
/// majorant. Where the two lie furthest apart the modal interval is narrowed, until that finds no larger dip.
private struct DipSearch {
  private let values: [Double]
  /// For each value the one before it on the convex minorant that ends there.
  private let before: [Int]
  /// For each value the one behind it on the concave majorant that begins there.
  private let behind: [Int]

  init(_ sorted: [Double]) {
    values = sorted
    before = Self.chain(sorted, backwards: false)
    behind = Self.chain(sorted, backwards: true)
  }

  /// The dip times twice the number of values.
  var dip: Double {
    var (low, high) = (0, values.count - 1)
    var dip = 1.0
    while true {
      let minorant = path(from: high, to: low, by: before)
      let majorant = path(from: low, to: high, by: behind)
      let found = furthest(minorant, majorant)
      guard found.distance >= dip else { return dip }
      let new = max(
        gap(along: Array(minorant[found.onMinorant...].reversed()), isConvex: true),
        gap(along: Array(majorant[found.onMajorant...]), isConvex: false))
      dip = max(dip, new)
      let next = (minorant[found.onMinorant], majorant[found.onMajorant])
      guard next != (low, high) else { return dip }
      (low, high) = next
    }
  }

  /// The neighbours on the hulls: each value's nearest one from which the slope never turns back.
  private static func chain(_ x: [Double], backwards: Bool) -> [Int] {
    let last = x.count - 1
    let (end, step) = backwards ? (last, 1) : (0, -1)
    var chain = [Int](repeating: end, count: x.count)
    for place in backwards ? Array((0..<last).reversed()) : Array(1...last) {
      chain[place] = place + step
      while chain[place] != end {
        let (near, far) = (chain[place], chain[chain[place]])
        let isTurned =
          (x[place] - x[near]) * Double(near - far) < (x[near] - x[far]) * Double(place - near)
        if isTurned { break }
        chain[place] = far
      }
    }
    return chain
  }

  private func path(from start: Int, to end: Int, by chain: [Int]) -> [Int] {
    var path = [start]
    while let last = path.last, last != end { path.append(chain[last]) }
    return path
  }

  /// Where minorant and majorant lie furthest apart, and how far, in steps of the distribution function.
  ///
  /// - Parameters:
  ///   - minorant: From high to low.
  ///   - majorant: From low to high.
  private func furthest(
    _ minorant: [Int], _ majorant: [Int]
  ) -> (distance: Double, onMinorant: Int, onMajorant: Int) {
    var result = (distance: 0.0, onMinorant: minorant.count - 1, onMajorant: majorant.count - 1)
    guard minorant.count != 2 || majorant.count != 2 else {
      return (1, minorant.count - 1, majorant.count - 1)
    }
    var (lower, upper) = (minorant.count - 2, 1)
    repeat {
      let (one, other) = (minorant[lower], majorant[upper])
      if one > other {
        let start = minorant[lower + 1]
        let distance =
          Double(other - start + 1)
          - (values[other] - values[start]) * Double(one - start) / (values[one] - values[start])
        upper += 1
        if distance >= result.distance { result = (distance, lower + 1, upper - 1) }
      } else {
        let start = majorant[upper - 1]
        let distance =
          (values[one] - values[start]) * Double(other - start) / (values[other] - values[start])
          - Double(one - start - 1)
        lower -= 1
        if distance >= result.distance { result = (distance, lower + 1, upper) }
      }
      lower = max(lower, 0)
      upper = min(upper, majorant.count - 1)
    } while minorant[lower] != majorant[upper]
    return result
  }

  /// The largest distance between the distribution function and straight pieces of a hull, 1 at least.
  private func gap(along hull: [Int], isConvex: Bool) -> Double {
    zip(hull, hull.dropFirst()).reduce(1.0) { largest, piece in
      let (start, end) = piece
      guard end - start > 1, values[start] < values[end] else { return largest }
      let slope = Double(end - start) / (values[end] - values[start])
      return (start...end).reduce(largest) { largest, place in
        let line = (values[place] - values[start]) * slope
        let steps = Double(place - start)
        return max(largest, isConvex ? steps + 1 - line : line - steps + 1)
      }
    }
  }
}
