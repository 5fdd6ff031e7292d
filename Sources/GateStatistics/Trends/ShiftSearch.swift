/// The search behind ``LevelShifts``.
struct ShiftSearch {
  let values: [Double]
  /// The factor by which the correlation of neighbours changes the variance of rank sums.
  let inflation: Double
  /// The threshold of a score.
  private let bar: Double
  /// The place of each value among all of them in the order of size, equal for equal values.
  private let order: [UInt32]

  init(values: [Double], inflation: Double, alpha: Double) {
    self.values = values
    self.inflation = inflation
    bar = Self.bar(count: values.count, alpha: alpha)
    order = Self.order(values)
  }

  /// A split and how much speaks for it, in standard deviations.
  struct Split {
    let place: Int
    let score: Double
  }

  /// Where levels begin, earliest first.
  func places() -> [Int] {
    var places: [Int] = []
    var intervals = Self.intervals(values.count)
    // The narrowest interval that answers clearly; then only intervals without that place.
    var at = 0
    while at < intervals.count {
      let interval = intervals[at]
      guard let split = split(interval), likelihood(split, of: interval) > bar else {
        at += 1
        continue
      }
      places.append(split.place)
      intervals = intervals[at...].filter {
        !($0.lowerBound < split.place && split.place < $0.upperBound)
      }
      at = 0
    }
    return settled(places.sorted())
  }

  /// The score that a shift must exceed, by the number of values.
  ///
  /// Independent noise of 20 to 3,000 values exceeds it somewhere in one series of a hundred; found by
  /// simulation, close to what the largest of *n* independent normal scores would ask, and a test holds
  /// it to that.
  private static func bar(count: Int, alpha: Double) -> Double {
    let normal = StudentT(degreesOfFreedom: .infinity)
    let reach = (2 * Elementary.logarithm(Double(count))).squareRoot()
    return reach + 0.7 + (normal.quantile(1 - alpha) - normal.quantile(0.99)) / 3
  }

  /// How unlikely a split is without a shift, as the score of a normal distribution.
  ///
  /// Correlation widens the spread of rank sums, so it is taken off first.
  private func likelihood(_ split: Split, of interval: Range<Int>) -> Double {
    RankSumTail.normalScore(
      split.score / inflation.squareRoot(), left: split.place - interval.lowerBound,
      right: interval.upperBound - split.place)
  }

  /// Intervals of geometrically growing length that overlap by half, shortest first.
  static func intervals(_ count: Int) -> [Range<Int>] {
    var result: Set<Range<Int>> = [0..<count]
    var length = Double(count)
    while true {
      length *= 0.5.squareRoot()
      let size = Int(length.rounded(.up))
      guard size >= 2 * LevelShifts.leastLength else { break }
      let number = 2 * Int((Double(count) / length).rounded(.up)) - 1
      let step = Double(count - size) / Double(max(1, number - 1))
      for index in 0..<number {
        let start = Int((Double(index) * step).rounded(.down))
        result.insert(start..<(start + size))
      }
    }
    return result.sorted { ($0.count, $0.lowerBound) < ($1.count, $1.lowerBound) }
  }

  /// The split of an interval at which the ranks before and after differ most.
  func split(_ interval: Range<Int>) -> Split? {
    var best = Split(place: interval.lowerBound, score: 0)
    forEachScore(interval) { place, score in
      if score > best.score { best = Split(place: place, score: score) }
    }
    return best.score > 0 ? best : nil
  }

  /// Calls a closure with the standardized rank sum of each split of an interval that leaves both sides long enough.
  private func forEachScore(_ interval: Range<Int>, _ body: (_ place: Int, _ score: Double) -> Void)
  {
    let count = interval.count
    let least = LevelShifts.leastLength
    guard count >= 2 * least else { return }
    let ranks = ranks(interval)
    let middle = Double(count + 1) / 2
    let power = ranks.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
    guard power > 0 else { return }
    let variance = power / Double(count - 1)
    var sum = 0.0
    for place in 1...(count - least) {
      sum += ranks[place - 1] - middle
      guard place >= least else { continue }
      let left = Double(place)
      body(
        interval.lowerBound + place,
        abs(sum) / (variance * left * Double(count - place) / Double(count)).squareRoot())
    }
  }

  /// The ranks of an interval's values among themselves, from 1; ties share the mean of theirs.
  ///
  /// All values were put in order once. A part of them sorts quicker by these places, which are whole numbers, and
  /// most parts are too short for a sort that divides.
  private func ranks(_ interval: Range<Int>) -> [Double] {
    let count = interval.count
    var keys: [UInt64] = []
    keys.reserveCapacity(count)
    for offset in 0..<count {
      keys.append(UInt64(order[interval.lowerBound + offset]) << 32 | UInt64(offset))
    }
    if count <= 24 {
      for end in 1..<count {
        let key = keys[end]
        var at = end
        while at > 0, keys[at - 1] > key {
          keys[at] = keys[at - 1]
          at -= 1
        }
        keys[at] = key
      }
    } else {
      keys.sort()
    }
    var ranks = [Double](repeating: 0, count: count)
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, keys[end] >> 32 == keys[start] >> 32 { end += 1 }
      let rank = Double(start + 1 + end) / 2
      for index in start..<end { ranks[Int(keys[index] & 0xffff_ffff)] = rank }
      start = end
    }
    return ranks
  }

  private static func order(_ values: [Double]) -> [UInt32] {
    let sorted = values.indices.sorted { values[$0] < values[$1] }
    var order = [UInt32](repeating: 0, count: values.count)
    var place: UInt32 = 0
    for (number, index) in sorted.enumerated() {
      if number > 0, values[index] != values[sorted[number - 1]] { place += 1 }
      order[index] = place
    }
    return order
  }

  /// Moves each place to where it fits best between its neighbours, and drops the weakest until all
  /// stand.
  private func settled(_ places: [Int]) -> [Int] {
    var places = places
    for _ in 0..<3 {
      for index in places.indices {
        if let better = split(around(index, of: places)) { places[index] = better.place }
        places[index] = fit(places[index], in: around(index, of: places)).place
      }
    }
    places = Array(Set(places)).sorted()
    while !places.isEmpty {
      let strengths = places.indices.map { strength($0, of: places) }
      guard let weakest = strengths.indices.min(by: { strengths[$0] < strengths[$1] }),
        strengths[weakest] <= bar
      else { break }
      places.remove(at: weakest)
    }
    return places
  }

  /// From the shift before to the shift after.
  private func around(_ index: Int, of places: [Int]) -> Range<Int> {
    let start = index > 0 ? places[index - 1] : 0
    let end = index + 1 < places.count ? places[index + 1] : values.count
    return start..<end
  }

  private func strength(_ index: Int, of places: [Int]) -> Double {
    let interval = around(index, of: places)
    var found = 0.0
    forEachScore(interval) { place, score in
      if place == places[index] { found = score }
    }
    guard found > 0 else { return 0 }
    return likelihood(Split(place: places[index], score: found), of: interval)
  }

  /// The shifts at places that were found.
  func described(_ places: [Int]) -> [LevelShifts.Shift] {
    places.indices.map { index in
      let interval = around(index, of: places)
      let place = places[index]
      // As many places as there are values, and each could have shown this by chance.
      let chance = 2 * Elementary.normalTail(-strength(index, of: places)) * Double(values.count)
      return LevelShifts.Shift(
        place: place, range: fit(place, in: interval).range,
        before: Percentile.median(of: Array(values[interval.lowerBound..<place])) ?? 0,
        after: Percentile.median(of: Array(values[place..<interval.upperBound])) ?? 0,
        confidence: max(0, 1 - chance))
    }
  }

  /// The place near a split at which two levels fit best, and every place that fits nearly as well.
  ///
  /// Ranks find that there is a shift; where exactly it lies the values themselves say better. Each is
  /// charged its squared distance from its level, no value more than three deviations.
  private func fit(
    _ place: Int, in interval: Range<Int>
  ) -> (place: Int, range: ClosedRange<Int>) {
    let least = LevelShifts.leastLength
    let candidates = (interval.lowerBound + least)...(interval.upperBound - least)
    let before = Percentile.median(of: Array(values[interval.lowerBound..<place])) ?? 0
    let after = Percentile.median(of: Array(values[place..<interval.upperBound])) ?? 0
    var residuals = interval.map { abs(values[$0] - ($0 < place ? before : after)) }
    let spread = 1.4826 * Selection.median(&residuals)
    guard spread > 0, candidates.contains(place) else { return (place, place...place) }
    func charge(_ value: Double, _ level: Double) -> Double {
      min(9, (value - level) * (value - level) / (spread * spread))
    }
    // The cost of beginning the new level at each candidate, relative to the first one.
    var costs: [Double] = [0]
    for moved in candidates.dropLast() {
      costs.append(
        (costs.last ?? 0) + charge(values[moved], before) - charge(values[moved], after))
    }
    let best = costs.indices.min { costs[$0] < costs[$1] } ?? 0
    // −2 ln(1 − √0.95): Hansen's 95 % value for the loss that a wrong place costs.
    let ceiling = costs[best] + 7.352 * inflation
    var first = best
    while first > 0, costs[first - 1] <= ceiling { first -= 1 }
    var last = best
    while last + 1 < costs.count, costs[last + 1] <= ceiling { last += 1 }
    let start = candidates.lowerBound
    return (start + best, (start + first)...(start + last))
  }
}
