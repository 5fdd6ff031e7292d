/// An order of functions that a seed gives.
enum FunctionOrder {
  /// The numbers below a count, in an order drawn from a seed.
  ///
  /// Source: the shuffle of Fisher and Yates; numbers by SplitMix64 (Steele, Lea and Flood, "Fast splittable
  /// pseudorandom number generators", OOPSLA 2014), and in a range by multiplication (Lemire, "Fast random
  /// integer generation in an interval", 2019), whose bias is below 2⁻³⁰ for a million functions.
  static func shuffled(_ count: Int, seed: UInt32) -> [Int] {
    var order = Array(0..<count)
    var state = UInt64(seed)
    for left in stride(from: count, to: 1, by: -1) {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      mixed ^= mixed >> 31
      order.swapAt(left - 1, Int(mixed.multipliedFullWidth(by: UInt64(left)).high))
    }
    return order
  }
}
