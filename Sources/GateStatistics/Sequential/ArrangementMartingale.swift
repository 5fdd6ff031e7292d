/// Evidence that the candidate's launches are the worse ones, bettered one block at a time.
///
/// If nothing changed, the way in which a ``LaunchBlock`` was divided among the two sides is one of
/// W equally likely ways. So for any function f of the launches, e^f(drawn way) divided by the mean of
/// e^f over all ways has mean 1, and a product of such factors is a non-negative martingale: by Ville's
/// inequality it ever exceeds 1/ε with a probability of at most ε, whatever the noise's distribution and
/// however it drifts from block to block. A block of two launches a side has six ways and can multiply
/// the evidence by nearly six; two separate pairs, by four.
///
/// f is a bet: a stake times the way's contrast. Two bets measure the contrast by the largest one of the
/// block itself, which makes them tests of rank; two measure it by the usual size of the blocks so far,
/// so that clear blocks count for more. None is best for every noise, so four of them share the capital,
/// and the mean of fair games is a fair game. Scales are the same for every way of a block, so no way
/// is favoured.
///
/// Sources: Ville, "Étude critique de la notion de collectif" (1939); Ramdas, Ruf, Larsson, Koolen,
/// "Admissible anytime-valid sequential inference must rely on nonnegative martingales" (2020); the
/// permutation factor is that of Fisher, "The Design of Experiments" (1935), chapter 3, as a likelihood
/// ratio.
struct ArrangementMartingale: Hashable, Sendable {
  private struct Bet {
    /// Whether the block's own largest contrast is the measure, or the blocks' usual one.
    let isRelativeToBlock: Bool
    let stake: Double
    /// The most that one way's contrast counts for.
    let cap: Double
    /// Its share of the capital.
    let share: Double

    /// Returns the score of an arrangement.
    func score(_ contrast: Double, measure: Double) -> Double {
      min(max(stake * contrast / measure, -cap), cap)
    }
  }

  /// Chosen by simulation: see `docs/decisions/0017-launches-come-in-blocks-of-two-a-side.md`.
  private static let bets = [
    Bet(isRelativeToBlock: true, stake: 1.5, cap: 1.5, share: 0.15),
    Bet(isRelativeToBlock: true, stake: 5, cap: 5, share: 0.35),
    Bet(isRelativeToBlock: false, stake: 1.5, cap: 3, share: 0.2),
    Bet(isRelativeToBlock: false, stake: 4, cap: 6, share: 0.3),
  ]

  private var logWorse = bets.map { Elementary.logarithm($0.share) }
  private var logBetter = bets.map { Elementary.logarithm($0.share) }
  /// The largest contrast of every block so far, by size.
  private var sizes: [Double] = []

  /// Adds a block's contrasts, that of the drawn way first.
  mutating func add(_ contrasts: [Double]) {
    let size = contrasts.reduce(0) { max($0, abs($1)) }
    let place = sizes.firstIndex { $0 >= size } ?? sizes.endIndex
    sizes.insert(size, at: place)
    guard size > 0 else { return }
    let usual = (sizes[(sizes.count - 1) / 2] + sizes[sizes.count / 2]) / 2
    for (index, bet) in Self.bets.enumerated() {
      let measure = bet.isRelativeToBlock || usual == 0 ? size : usual
      var sum = 0.0
      for contrast in contrasts {
        sum += Self.hyperbolicCosine(bet.score(contrast, measure: measure))
      }
      let drawn = bet.score(contrasts[0], measure: measure)
      let logMean = Elementary.logarithm(sum / Double(contrasts.count))
      logWorse[index] += drawn - logMean
      logBetter[index] -= drawn + logMean
    }
  }

  /// Continues with the blocks of another machine.
  ///
  /// Each bet's evidence of several machines multiplies, and then the bets are mixed, so that the price of not
  /// knowing the best bet is paid once. Only the usual size of a block is a matter of each machine by itself.
  mutating func startMachine() { sizes = [] }

  /// ln of the evidence that the candidate is worse; 0 before the first block.
  var logEvidence: Double { Self.logSum(logWorse) }

  /// ln of the evidence that it is better.
  var logEvidenceOfBetter: Double { Self.logSum(logBetter) }

  /// ln of the evidence that the candidate is worse by more than a shift, and by less.
  ///
  /// - Parameter starts: The places of the first blocks of further machines.
  /// - Complexity: O(blocks).
  static func logEvidence(
    of blocks: [LaunchBlock], startingAt starts: Set<Int>, less shift: Double
  ) -> (worse: Double, better: Double) {
    var martingale = ArrangementMartingale()
    for (place, block) in blocks.enumerated() {
      if starts.contains(place) { martingale.startMachine() }
      martingale.add(block.contrasts(less: shift))
    }
    return (martingale.logEvidence, martingale.logEvidenceOfBetter)
  }

  private static func logSum(_ logarithms: [Double]) -> Double {
    let largest = logarithms.max() ?? 0
    return largest
      + Elementary.logarithm(
        logarithms.reduce(0) { $0 + Elementary.exponential($1 - largest) })
  }

  private static func hyperbolicCosine(_ x: Double) -> Double {
    (Elementary.exponential(x) + Elementary.exponential(-x)) / 2
  }
}
