import GateStatistics

/// Whether changes of level are found where they are, and only there, and how long looking takes.
struct ChangePoints {
  private let trials: Int

  init(trials: Int) {
    self.trials = trials
  }

  func run() {
    print("no shift: how often one is reported, promised 1 %")
    for law in [NoiseLaw.normal, .heavyTailed, .skewedSides] {
      for count in [20, 50, 200, 1000] {
        report("  \(count) values, \(law.rawValue)") { !shifts(Series(count, law), $0).isEmpty }
      }
    }
    for correlation in [0.2, 0.5, 0.8] {
      report("  200 values, neighbours correlated by \(correlation)") {
        !shifts(Series(200, .normal, correlation: correlation), $0).isEmpty
      }
    }
    report("  200 values, every tenth five times as far off") {
      !shifts(Series(200, .normal, outliers: 10), $0).isEmpty
    }
    report("  200 values, four times the noise from the middle on") {
      !shifts(Series(200, .normal, growth: 4), $0).isEmpty
    }
    print("one shift, in standard deviations: how often it is reported within three places")
    for (count, last, size) in [
      (100, 50, 0.8), (100, 50, 1), (100, 50, 2), (100, 5, 3), (100, 4, 4), (1000, 4, 4),
      (1000, 3, 6),
    ] {
      report("  \(size) on the last \(last) of \(count)") {
        shifts(Series(count, .normal, shift: (count - last, size)), $0).contains {
          abs($0 - (count - last)) <= 3
        }
      }
    }
    print("time for one series")
    for count in [1000, 10_000] {
      let values = Series(count, .heavyTailed, correlation: 0.2, shift: (count / 2, 1)).values(
        seed: 5)
      var found = 0
      let time = ContinuousClock().measure { found = LevelShifts(values).shifts.count }
      print("  \(count) values, \(found) shift\(found == 1 ? "" : "s"): \(time)")
    }
  }

  private func shifts(_ series: Series, _ seed: UInt64) -> [Int] {
    LevelShifts(series.values(seed: seed)).shifts.map(\.place)
  }

  private func report(_ name: String, _ happens: (UInt64) -> Bool) {
    let count = (0..<UInt64(trials)).count { happens($0) }
    let tenths = (Double(count) / Double(trials) * 1000).rounded() / 10
    print("\(name): \(tenths) %")
  }

  /// What a simulated series is made of; its noise has a spread of about 1.
  private struct Series {
    let count: Int
    let law: NoiseLaw
    let correlation: Double
    let shift: (place: Int, size: Double)
    let outliers: Int
    let growth: Double

    init(
      _ count: Int, _ law: NoiseLaw, correlation: Double = 0,
      shift: (place: Int, size: Double) = (0, 0), outliers: Int = .max, growth: Double = 1
    ) {
      self.count = count
      self.law = law
      self.correlation = correlation
      self.shift = shift
      self.outliers = outliers
      self.growth = growth
    }

    func values(seed: UInt64) -> [Double] {
      var generator = SeededGenerator(seed: seed)
      var last = 0.0
      return (0..<count).map { index in
        last = correlation * last + law.draw(1, index: 0, using: &generator)
        let noise = last * (index % outliers == 7 ? 5 : 1) * (2 * index >= count ? growth : 1)
        return 100 + noise + (index >= shift.place ? shift.size : 0)
      }
    }
  }
}
