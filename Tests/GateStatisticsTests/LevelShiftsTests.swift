import Testing

@testable import Evaluation
@testable import GateStatistics

@Suite struct LevelShiftsTests {
  /// Values around levels that begin at given places.
  private func series(
    _ count: Int, shifts: [(place: Int, by: Double)] = [], law: NoiseLaw = .normal,
    correlation: Double = 0, seed: UInt64
  ) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    var last = 0.0
    return (0..<count).map { index in
      last = correlation * last + law.draw(1, index: 0, using: &generator)
      return 100 + last + shifts.filter { $0.place <= index }.reduce(0) { $0 + $1.by }
    }
  }

  @Test(arguments: [NoiseLaw.normal, .heavyTailed, .skewedSides], [20, 100])
  func `a series without a shift shows one no more often than promised`(law: NoiseLaw, count: Int) {
    let trials = 300
    let alarms = (0..<trials).count { trial in
      !LevelShifts(series(count, law: law, seed: UInt64(trial))).shifts.isEmpty
    }
    // One in a hundred is promised; this many come by chance in one test of two hundred.
    #expect(alarms <= (count == 20 ? 10 : 5), "\(alarms) of \(trials)")
  }

  @Test func `machines with moods raise the bar`() {
    let trials = 100
    let alarms = (0..<trials).count { trial in
      !LevelShifts(series(200, correlation: 0.5, seed: UInt64(1000 + trial))).shifts.isEmpty
    }
    #expect(alarms <= 5, "\(alarms) of \(trials)")
    let found = LevelShifts(series(200, correlation: 0.5, seed: 5)).correlation
    #expect(abs(found - 0.5) < 0.2)
  }

  @Test(arguments: [NoiseLaw.normal, .heavyTailed]) func `shifts are found where they are`(
    law: NoiseLaw
  ) {
    let truth = [(place: 60, by: 4.0), (place: 130, by: -5.0), (place: 150, by: 3.0)]
    var hits = 0
    for trial in 0..<30 {
      let found = LevelShifts(series(220, shifts: truth, law: law, seed: UInt64(trial))).shifts
      if found.count == 3, zip(found, truth).allSatisfy({ abs($0.place - $1.place) <= 3 }) {
        hits += 1
      }
      for shift in found { #expect(shift.range.contains(shift.place)) }
    }
    #expect(hits >= (law == .normal ? 27 : 20), "\(hits) of 30")
  }

  @Test func `the range holds the place nineteen times in twenty`() {
    var found = 0
    var held = 0
    for trial in 0..<150 {
      let shifts = LevelShifts(
        series(120, shifts: [(70, 1.5)], seed: UInt64(trial))
      ).shifts
      guard shifts.count == 1 else { continue }
      found += 1
      if shifts[0].range.contains(70) { held += 1 }
    }
    #expect(found > 125)
    #expect(Double(held) / Double(found) > 0.93, "\(held) of \(found)")
  }

  @Test func `sizes are medians, which outliers do not move`() throws {
    var values = series(100, shifts: [(50, 10)], seed: 3)
    for place in [7, 23, 61, 62, 90] { values[place] *= 8 }
    let shift = try #require(LevelShifts(values).shifts.first)
    #expect(LevelShifts(values).shifts.count == 1)
    #expect(shift.place == 50)
    #expect(abs(shift.before - 100) < 0.6 && abs(shift.after - 110) < 0.6)
    #expect(shift.confidence > 0.999)
  }

  @Test func `a change of noise alone is no shift`() {
    let trials = 60
    let alarms = (0..<trials).count { trial in
      let values = series(200, seed: UInt64(trial)).enumerated().map { index, value in
        index < 100 ? value : 100 + (value - 100) * 4
      }
      return !LevelShifts(values).shifts.isEmpty
    }
    #expect(alarms <= 5, "\(alarms) of \(trials)")
  }

  @Test func `exact counts shift at every change that lasts`() {
    let values: [Double] =
      Array(repeating: 100, count: 20) + [101] + Array(repeating: 100, count: 5)
      + Array(repeating: 104, count: 6) + [103]
    let shifts = LevelShifts(values).shifts
    #expect(shifts.map(\.place) == [26, 32])
    #expect(shifts.map(\.before) == [100, 104])
    #expect(shifts.map(\.after) == [104, 103])
    #expect(shifts.allSatisfy { $0.confidence == 1 })
  }

  @Test(arguments: [[], [1], [1, 2, 3, 4, 5], [5, 5, 5, 5, 5, 5, 5]] as [[Double]])
  func `too few values and equal values show nothing`(values: [Double]) {
    #expect(LevelShifts(values).shifts.isEmpty)
  }

  @Test(arguments: [(60, 4), (200, 4), (1000, 4)])
  func `a clear shift shows after four values`(
    count: Int, runs: Int
  ) {
    let hits = (0..<40).count { trial in
      let values = series(count, shifts: [(count - runs, 6)], seed: UInt64(40 + trial))
      return LevelShifts(values).shifts.last?.place == count - runs
    }
    #expect(hits >= 32, "\(hits) of 40")
  }

  @Test func `a shift does not pass for correlation`() {
    let values = series(40, shifts: [(20, 10)], seed: 2)
    #expect(LevelShifts.correlation(values, without: [20]) == 0)
    #expect(LevelShifts(values).shifts.map(\.place) == [20])
  }
}

@Suite struct RankSumTailTests {
  /// The exact distribution of U, by its generating function.
  private func exactTail(_ u: Int, _ m: Int, _ n: Int) -> Double {
    var counts = [Double](repeating: 0, count: m * n + 1)
    counts[0] = 1
    for j in 1...m {
      for at in stride(from: m * n, through: 0, by: -1) where at >= n + j {
        counts[at] -= counts[at - n - j]
      }
      for at in 0...(m * n) where at >= j { counts[at] += counts[at - j] }
    }
    return counts[u...].reduce(0, +) / counts.reduce(0, +)
  }

  @Test(arguments: [(3, 40), (4, 30), (5, 100), (10, 10), (10, 30), (8, 60)])
  func `scores are as unlikely as the exact distribution says, to the last value`(m: Int, n: Int) {
    let deviation = (Double(m * n * (m + n + 1)) / 12).squareRoot()
    let normal = StudentT(degreesOfFreedom: .infinity)
    for u in (m * n / 2)...(m * n) {
      let score = (Double(u) - Double(m * n) / 2) / deviation
      guard score > 2 else { continue }
      let exact = -normal.quantile(exactTail(u, m, n))
      let found = RankSumTail.normalScore(score, left: m, right: n)
      #expect(abs(found - exact) < 0.03, "U = \(u): \(found), exactly \(exact)")
      #expect(RankSumTail.normalScore(score, left: n, right: m) == found)
    }
  }

  @Test func `many values on both sides need no correction`() {
    #expect(RankSumTail.normalScore(5, left: 61, right: 61) == 5)
    #expect(RankSumTail.normalScore(1.9, left: 3, right: 5) == 1.9)
    #expect(abs(RankSumTail.normalScore(4, left: 60, right: 400) - 4) < 0.1)
  }
}
