import Testing

@testable import GateStatistics

@Suite struct LaunchBlockTests {
  static func block(_ candidates: [Double], _ baselines: [Double]) throws -> LaunchBlock {
    let levels = candidates + baselines
    return try #require(
      LaunchBlock(size: candidates.count) { levels[$0] - levels[$1] })
  }

  @Test func `contrasts and evidence are NumPy's, every way gone through`() throws {
    for row in try LaunchReference.load().blocks {
      let blocks = try zip(row.candidates, row.baselines).map { try Self.block($0, $1) }
      let contrasts = blocks[0].contrasts.flatMap { [$0, -$0] }.sorted()
      #expect(contrasts.count == row.contrasts.count)
      #expect(zip(contrasts, row.contrasts).allSatisfy { abs($0 - $1) < 1e-12 })
      var martingale = ArrangementMartingale()
      for block in blocks { martingale.add(block.contrasts) }
      #expect(agree(martingale.logEvidence, row.worse, within: 1e-9), "size \(row.size)")
      #expect(agree(martingale.logEvidenceOfBetter, row.better, within: 1e-9), "size \(row.size)")
    }
  }

  // The game is fair: over the ways that a block could have been divided, the factor has mean one.
  @Test(arguments: [1, 2, 3, 4]) func `over all ways of dividing a block the evidence has mean one`(
    _ size: Int
  ) throws {
    var generator = SeededGenerator(seed: UInt64(size))
    let before = try (0..<3).map { _ in
      try Self.block(
        (0..<size).map { _ in Double.random(in: -1...2, using: &generator) },
        (0..<size).map { _ in Double.random(in: -1...1, using: &generator) })
    }
    let levels = (0..<(2 * size)).map { _ in Double.random(in: -3...3, using: &generator) }
    var sum = 0.0
    var ways = 0.0
    for mask in 0..<(1 << (2 * size)) where mask.nonzeroBitCount == size {
      let own = levels.indices.filter { mask & (1 << $0) != 0 }.map { levels[$0] }
      let others = levels.indices.filter { mask & (1 << $0) == 0 }.map { levels[$0] }
      var martingale = ArrangementMartingale()
      for block in before { martingale.add(block.contrasts) }
      let start = martingale.logEvidence
      martingale.add(try Self.block(own, others).contrasts)
      sum += Elementary.exponential(martingale.logEvidence - start)
      ways += 1
    }
    #expect(abs(sum / ways - 1) < 1e-9)
  }

  @Test func `making the candidate better shifts the contrasts as if its figures were`() throws {
    let candidates = [0.3, 0.1, 0.7]
    let baselines = [0.2, 0.25, -0.4]
    let shifted = try Self.block(candidates.map { $0 - 0.15 }, baselines)
    let block = try Self.block(candidates, baselines)
    #expect(
      zip(block.contrasts(less: 0.15), shifted.contrasts).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func `launches that have no order make no block, and infinite ones count as the most`()
    throws
  {
    #expect(LaunchBlock(size: 2) { _, _ in nil } == nil)
    #expect(LaunchBlock(size: 2) { _, _ in .nan } == nil)
    let block = try #require(LaunchBlock(size: 1) { _, _ in .infinity })
    #expect(block.pairs == [PairedDatum.mostLogRatio])
    #expect(block == LaunchBlock(pair: 1e300))
  }

  @Test func `one block multiplies the evidence by no more than the ways there are`() throws {
    for (size, ways) in [(1, 2.0), (2, 6), (3, 20), (4, 70)] {
      var martingale = ArrangementMartingale()
      let block = try Self.block(
        [Double](repeating: 9, count: size), [Double](repeating: 0, count: size))
      for count in 1...6 {
        martingale.add(block.contrasts)
        let most = Double(count) * Elementary.logarithm(ways)
        #expect(martingale.logEvidence <= most + 1e-9)
        if count == 6 { #expect(martingale.logEvidence > 0.6 * most) }
      }
    }
  }

  // Whatever the size of a block of the wrong sign, a few of the right one make up for it.
  @Test(arguments: [-0.5, -50, -1e300]) func `one wild block does not silence many others`(
    _ wild: Double
  ) throws {
    var martingale = ArrangementMartingale()
    for _ in 0..<6 { martingale.add(try Self.block([0.05, 0.051], [0, 0.001]).contrasts) }
    let before = martingale.logEvidence
    martingale.add(try Self.block([wild, 0], [0, 0]).contrasts)
    #expect(martingale.logEvidence < before)
    for _ in 0..<6 { martingale.add(try Self.block([0.05, 0.051], [0, 0.001]).contrasts) }
    #expect(martingale.logEvidence > before)
  }

  @Test func `equal launches are no evidence either way`() throws {
    var martingale = ArrangementMartingale()
    for _ in 0..<9 { martingale.add(try Self.block([1, 1], [1, 1]).contrasts) }
    #expect(abs(martingale.logEvidence) < 1e-12 && abs(martingale.logEvidenceOfBetter) < 1e-12)
  }
}

@Suite struct SignEvidenceTests {
  @Test func `the evidence is that of the bets multiplied one by one`() throws {
    for row in try LaunchReference.load().signs {
      #expect(
        agree(
          SignEvidence.logEvidence(above: row.above, below: row.below), row.evidence, within: 1e-9))
    }
  }

  @Test func `a fair coin multiplies it by one on the average`() {
    for (above, below) in [(0, 0), (5, 1), (20, 20), (2, 40)] {
      let now = SignEvidence.logEvidence(above: above, below: below)
      let up = SignEvidence.logEvidence(above: above + 1, below: below)
      let down = SignEvidence.logEvidence(above: above, below: below + 1)
      #expect(
        abs((Elementary.exponential(up - now) + Elementary.exponential(down - now)) / 2 - 1) < 1e-9)
    }
  }

  @Test(arguments: [1, 5, 6, 7, 20, 81]) func `the median lies between the ends, which are data`(
    _ count: Int
  ) {
    var generator = SeededGenerator(seed: 5)
    let data = (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
    let (low, high) = SignEvidence.interval(of: data, logThreshold: Elementary.logarithm(40))
    // Six agreeing signs are the fewest that bound anything at 95 %.
    #expect((low == nil) == (count < 6) && (high == nil) == (count < 6))
    guard let low, let high, let median = Percentile.median(of: data) else { return }
    #expect(low <= median && median <= high)
    #expect(data.contains(low) && data.contains(high))
  }
}

@Suite struct FisherExactTests {
  @Test func `the p-values are SciPy's`() throws {
    for row in try LaunchReference.load().tables {
      let p = FisherExact.pValue((row.first, of: row.ofFirst), (row.second, of: row.ofSecond))
      #expect(agree(p, row.p, within: 1e-8), "\(row)")
    }
  }
}
