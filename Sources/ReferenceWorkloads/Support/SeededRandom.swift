/// Pseudo-random numbers whose sequence the seed fixes, so that every run does the same work.
///
/// A linear congruential generator of 64 bits with a mixed output: quality matters little here, sameness
/// does. Constants: Knuth, "The Art of Computer Programming", vol. 2, §3.3.4 (MMIX).
struct SeededRandom: RandomNumberGenerator, Hashable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 2 &+ 1
  }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let mixed = (state ^ (state >> 33)) &* 0xff51_afd7_ed55_8ccd
    return mixed ^ (mixed >> 29)
  }

  /// A number in 0 ..< bound.
  mutating func below(_ bound: Int) -> Int {
    Int(next() % UInt64(bound))
  }

  /// Whether an event of this probability happens.
  mutating func happens(_ probability: Double) -> Bool {
    Double(next() >> 11) * 0x1p-53 < probability
  }
}
