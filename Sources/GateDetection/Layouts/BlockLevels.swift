import GateRecords
import GateStatistics

/// The levels of a benchmark's launches in wall time, by the blocks in which they were sampled together.
struct BlockLevels {
  /// One block's launches, each as one figure.
  struct Block {
    let candidate: [Double]
    let baseline: [Double]

    /// The figures of both sides apart.
    var sides: [[Double]] { [candidate, baseline] }
  }

  /// Blocks of which every launch gave a positive time.
  let blocks: [Block]

  /// - Returns: Nil where the benchmark was not measured in blocks of several launches a side.
  init?(_ benchmark: BenchmarkRecord) {
    guard benchmark.status == .measured, let series = benchmark.series(of: .wallTime),
      let baseline = series.baselineLaunches, let size = series.pairsTogether?.rawValue, size > 1
    else { return nil }
    let datum = PairedDatum(isTime: true, iterations: benchmark.iterationsPerSample)
    let count = min(series.launches.count, baseline.count)
    blocks = stride(from: 0, through: count - size, by: size).compactMap { start in
      func levels(_ launches: [[Double]]) -> [Double]? {
        let levels = launches[start..<(start + size)].compactMap { datum.level($0) }
        return levels.count == size && levels.allSatisfy { $0 > 0 && $0.isFinite } ? levels : nil
      }
      guard let own = levels(series.launches), let other = levels(baseline) else { return nil }
      return Block(candidate: own, baseline: other)
    }
  }

  /// The standard deviation of a launch's ln(time), within the blocks and within each side; nil with fewer
  /// than three blocks.
  var spread: Double? {
    guard blocks.count > 2 else { return nil }
    var (squares, freedom) = (0.0, 0)
    for side in blocks.flatMap(\.sides) {
      let logarithms = side.map(Elementary.logarithm)
      let mean = Mean.of(logarithms)
      squares += logarithms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      freedom += side.count - 1
    }
    return (squares / Double(freedom)).squareRoot()
  }
}

extension SpeedPair {
  /// The two speeds of figures, by the blocks in which they were measured; nil where they show one.
  init?(blocks: [[Double]]) {
    guard let found = TwoSpeeds(blocks: blocks) else { return nil }
    self.init(fast: found.low, slow: found.high, shareOfSlow: found.shareOfHigh)
  }
}
