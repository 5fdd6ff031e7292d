/// How fast the machine was in this run and in each stored run, estimated from all benchmarks together.
///
/// One benchmark cannot distinguish a slower machine from slower code. Many can: a machine moves all of them,
/// a change moves some. So the middle benchmark shows the machine as long as fewer than half of them
/// changed. The stored runs' own factors come from a median polish (Tukey, "Exploratory Data Analysis",
/// 1977, chapter 11) with means for the benchmarks' levels.
package struct MachineShift: Hashable, Sendable {
  /// The fewest benchmarks that show a machine's speed: with five, two may have changed.
  package static let leastBenchmarks = 5

  /// The largest shift that is attributed to the machine, in either direction: a factor of 1.5.
  ///
  /// Hosts of one kind that are each 10 % off differ by 22 %, throttled ones by more. What is beyond this is the suite's.
  package static let most = 1.5

  /// ln of how much slower each stored run was than the usual one; 0 where there are too few benchmarks.
  package let stored: [Double]
  /// ln of how much slower this run is than the usual stored run, within ± ln ``most``.
  package let logRatio: Double
  /// Whether this run lies further from the stored ones than a machine explains.
  package let exceedsMachine: Bool
  /// The standard error of that figure.
  package let error: Double
  /// How far each benchmark lies from the middle one, in the order given.
  package let residuals: [Double]

  /// How many benchmarks it is estimated from.
  package var benchmarkCount: Int { residuals.count }

  /// Estimates the factors; nil with fewer than ``leastBenchmarks``.
  ///
  /// - Parameters:
  ///   - new: ln of this run's time, one a benchmark.
  ///   - stored: ln of the stored runs' times, for each benchmark one a run; nil where a run has none.
  ///     Every benchmark has one at least.
  package init?(new: [Double], stored rows: [[Double?]]) {
    guard new.count >= Self.leastBenchmarks, new.count == rows.count, let runs = rows.first?.count
    else { return nil }
    let stored = Self.polished(rows, runs: runs)
    let differences = zip(new, rows).map { $0 - Self.level(of: $1, without: stored) }
    guard let middle = Percentile.median(of: differences),
      let spread = Percentile.spread(of: differences)
    else { return nil }
    self.stored = stored
    let most = Elementary.logarithm(Self.most)
    logRatio = min(max(middle, -most), most)
    exceedsMachine = abs(middle) > most
    residuals = differences.map { $0 - middle }
    // Of normal data a median's standard error is √(π ÷ 2) times a mean's.
    error = (Double.pi / 2 / Double(new.count)).squareRoot() * spread
  }

  /// A benchmark's mean over the stored runs that have it, each run's factor taken out.
  private static func level(of row: [Double?], without factors: [Double]) -> Double {
    Mean.of(zip(row, factors).compactMap { value, factor in value.map { $0 - factor } })
  }

  /// Each run's factor, with a mean of zero over the runs.
  private static func polished(_ rows: [[Double?]], runs: Int) -> [Double] {
    var factors = [Double](repeating: 0, count: runs)
    // A benchmark that only one run has says nothing about that run.
    let shared = rows.filter { row in row.count { $0 != nil } > 1 }
    let isUsable = (0..<runs).map { run in
      shared.count { $0[run] != nil } >= leastBenchmarks
    }
    guard isUsable.count(where: \.self) > 1 else { return factors }
    // Complete rows settle in two rounds; gaps take a few more.
    for _ in 0..<50 {
      let levels = shared.map { level(of: $0, without: factors) }
      var next = factors
      for run in 0..<runs where isUsable[run] {
        let distances = zip(shared, levels).compactMap { row, level in row[run].map { $0 - level } }
        next[run] = Percentile.median(of: distances) ?? 0
      }
      let center = Mean.of(zip(next, isUsable).filter(\.1).map(\.0))
      for run in 0..<runs where isUsable[run] { next[run] -= center }
      let step = zip(next, factors).map { abs($0 - $1) }.max() ?? 0
      factors = next
      if step < 1e-12 { break }
    }
    return factors
  }

  /// How many times more the benchmarks scatter around the common factor than their spreads explain;
  /// 1 at least.
  ///
  /// Machines differ in more than one number: another cache moves some benchmarks and not others, which
  /// stored runs of one machine do not show. The deviation of the middle benchmark shows it, again as long
  /// as fewer than half of them changed. Source: Devlin, Roeder, "Genomic Control for Association
  /// Studies", Biometrics 55 (1999), where the same median corrects a whole family of tests.
  ///
  /// - Parameter errors: For each benchmark the standard error of its residual with the law of it.
  package func inflation(over errors: [(error: Double, law: StudentT)]) -> Double {
    let sizes = zip(residuals, errors).map { residual, known in
      abs(residual) / (known.error * known.law.quantile(0.75))
    }
    return max(1, Percentile.median(of: sizes) ?? 1)
  }
}
