/// Where the level of a series of measurements shifted.
///
/// Every interval of a fixed family, long ones and short ones that overlap, is asked for the split
/// at which ranks before and after differ most. Ranks make one wild value count no more than any
/// other, and make the answer the same for every law of noise. Among the intervals that answer
/// clearly enough, the narrowest is taken first: it holds one shift only. What was found is then put
/// to the test between its neighbours, and what does not pass is dropped.
///
/// Builds that follow each other share the machine's moods. How much they do is measured on
/// differences of neighbours, none of which crosses an exceptional place, and raises the bar: a
/// first search shows the places, the second one judges them.
///
/// Sources: Pettitt, Applied Statistics 28 (1979) for the statistic; Kovács, Bühlmann, Li, Munk,
/// Biometrika 110 (2023) for the seeded intervals; Baranowski, Chen, Fryzlewicz, J. R. Stat. Soc. B
/// 81 (2019) for the narrowest first; Hansen, Econometrica 68 (2000) for the range of a place.
package struct LevelShifts: Hashable, Sendable {
  /// One shift of the level.
  package struct Shift: Hashable, Sendable {
    /// The first value of the new level.
    package let place: Int
    /// Every place where the new level may begin, at 95 %; holds ``place``.
    package let range: ClosedRange<Int>
    /// The median from the shift before up to this one.
    package let before: Double
    /// The median from this shift up to the next.
    package let after: Double
    /// How sure it is that there is a shift, after looking everywhere for one, in [0, 1].
    package let confidence: Double
  }

  /// The shifts, earliest first.
  package let shifts: [Shift]
  /// The correlation of neighbours that the bar was raised for, in [0, 1).
  package let correlation: Double

  /// The fewest values that make a level.
  package static let leastLength = 3

  /// Finds shifts.
  ///
  /// - Parameters:
  ///   - values: Finite values in the order of time.
  ///   - alpha: How often a series without a shift may show one, about; in (0, 0.5].
  /// - Complexity: O(*n* log² *n*) for few shifts.
  package init(_ values: [Double], alpha: Double = 0.01) {
    guard values.count >= 2 * Self.leastLength else {
      shifts = []
      correlation = 0
      return
    }
    if Plateaus.fit(values) {
      shifts = Plateaus.shifts(values)
      correlation = 0
      return
    }
    let first = ShiftSearch(values: values, inflation: 1, alpha: alpha).places()
    let correlation = Self.correlation(values, without: first)
    let search = ShiftSearch(
      values: values, inflation: (1 + correlation) / (1 - correlation), alpha: alpha)
    self.correlation = correlation
    shifts = search.described(correlation > 0 ? search.places() : first)
  }

  /// The correlation of neighbours, from the spreads of differences over one place and over two.
  ///
  /// With x(t) = ρ x(t−1) + noise their variances have the ratio 1 : 1 + ρ. Wild differences are clipped,
  /// and a value that independent noise could give counts as none.
  ///
  /// - Parameter places: Where levels may begin, earliest first; a difference between two levels says
  ///   nothing about the noise, and one over two places meets twice as many of them.
  static func correlation(_ values: [Double], without places: [Int] = []) -> Double {
    let n = values.count
    guard n > 3 else { return 0 }
    func power(_ distance: Int) -> Double {
      var next = places[...]
      let differences = (distance..<n).compactMap { index -> Double? in
        while let place = next.first, place <= index - distance { next = next.dropFirst() }
        if let place = next.first, place <= index { return nil }
        return abs(values[index] - values[index - distance])
      }
      guard !differences.isEmpty else { return 0 }
      var copy = differences
      let limit = 4.5 * Selection.median(&copy)
      guard limit > 0 else { return 0 }
      return Mean.of(differences.map { min($0, limit) * min($0, limit) })
    }
    let near = power(1)
    guard near > 0 else { return 0 }
    let ratio = power(2) / near - 1
    // Independent noise gives a ratio of spread 1.5 / √n about 0, by simulation.
    return ratio > 1.645 * 1.5 / Double(n).squareRoot() ? min(ratio, 0.95) : 0
  }
}

/// Series without noise, such as counts of allocations: most values repeat the one before.
enum Plateaus {
  /// Whether a series is of this kind.
  static func fit(_ values: [Double]) -> Bool {
    let repeats = (1..<values.count).count { values[$0] == values[$0 - 1] }
    return repeats * 5 >= (values.count - 1) * 4
  }

  /// Every change that lasts: here nothing is chance.
  static func shifts(_ values: [Double]) -> [LevelShifts.Shift] {
    var levels: [(start: Int, value: Double)] = []
    var start = 0
    while start < values.count {
      var end = start
      while end < values.count, values[end] == values[start] { end += 1 }
      let isLasting = end - start >= 2 || end == values.count
      if isLasting, levels.last?.value != values[start] { levels.append((start, values[start])) }
      start = end
    }
    return zip(levels, levels.dropFirst()).map { before, after in
      LevelShifts.Shift(
        place: after.start, range: after.start...after.start, before: before.value,
        after: after.value, confidence: 1)
    }
  }
}
