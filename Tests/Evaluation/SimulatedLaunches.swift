import GateStatistics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The noise of launches' log times, however the two sides' launches are placed among each other.
enum LaunchLaw: String, CaseIterable, Sendable {
  case normal
  case heavyTailed
  case skewed
  case drifting
  case bursty
  /// Each launch's noise is nine tenths of the one before it, and a new part.
  case autocorrelated
}

/// Draws blocks of launches, as a machine with such noise would give them.
struct SimulatedLaunches {
  /// How the sides scatter in ways of their own.
  enum Shape: Sendable {
    case alike
    /// This share of a side's launches takes this many times as long.
    case baselineSlow(share: Double, times: Double)
    case candidateSlow(share: Double, times: Double)
  }

  let law: LaunchLaw
  /// The standard deviation of a launch pair's log ratio, where the law has one.
  let spread: Double
  /// ln of the candidate's true ratio, its shape apart.
  var change = 0.0
  var shape = Shape.alike
  /// Launches of each side that are sampled together.
  var together = 2

  private var launches = 0
  private var memory = 0.0

  init(
    _ law: LaunchLaw, spread: Double, change: Double = 0, shape: Shape = .alike, together: Int = 2
  ) {
    self.law = law
    self.spread = spread
    self.change = change
    self.shape = shape
    self.together = together
  }

  /// The next block: the machine's noise belongs to a place in the order, and the order is drawn.
  mutating func next(using generator: inout SeededGenerator) -> LaunchBlock {
    let levels = nextLevels(using: &generator)
    guard let block = LaunchBlock(size: together, difference: { levels[$0] - levels[$1] }) else {
      fatalError("a noise that is no number")
    }
    return block
  }

  /// ln of the times of the next block's launches, the candidate's first.
  mutating func nextLevels(using generator: inout SeededGenerator) -> [Double] {
    let noise = (0..<(2 * together)).map { _ in draw(using: &generator) }
      .shuffled(using: &generator)
    return noise.enumerated().map { place, noise in
      noise + own(isCandidate: place < together, using: &generator)
    }
  }

  private func own(isCandidate: Bool, using generator: inout SeededGenerator) -> Double {
    let base = isCandidate ? change : 0
    let slow: (share: Double, times: Double)? =
      switch shape {
      case .alike: nil
      case .baselineSlow(let share, let times): isCandidate ? nil : (share, times)
      case .candidateSlow(let share, let times): isCandidate ? (share, times) : nil
      }
    guard let slow, Double.random(in: 0..<1, using: &generator) < slow.share else { return base }
    return base + log(slow.times)
  }

  private mutating func draw(using generator: inout SeededGenerator) -> Double {
    let index = launches / (2 * together)
    launches += 1
    let spread = spread / 2.0.squareRoot()
    let pair = index * together
    return switch law {
    case .normal: NoiseLaw.normal.draw(spread, index: pair, using: &generator)
    case .heavyTailed: NoiseLaw.heavyTailed.draw(spread, index: pair, using: &generator)
    case .drifting: NoiseLaw.drifting.draw(spread, index: pair, using: &generator)
    case .bursty: NoiseLaw.bursty.draw(spread, index: pair, using: &generator)
    case .skewed:
      -spread * log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &generator))
    case .autocorrelated: spread * nextOfChain(using: &generator)
    }
  }

  private mutating func nextOfChain(using generator: inout SeededGenerator) -> Double {
    let new = NoiseLaw.normal.draw(1, index: 0, using: &generator)
    memory = 0.9 * memory + (1 - 0.81).squareRoot() * new
    return memory
  }
}
