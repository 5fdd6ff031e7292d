import GateStatistics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The noise of a launch pair's log ratio, symmetric about zero given the past.
enum NoiseLaw: String, CaseIterable, Sendable {
  case normal
  case heavyTailed
  case skewedSides
  case drifting
  case bursty

  /// The next log ratio; `index` is the pair's number.
  func draw(_ spread: Double, index: Int, using generator: inout SeededGenerator) -> Double {
    switch self {
    case .normal: return spread * gaussian(&generator)
    case .heavyTailed:
      // Student's t with three degrees of freedom.
      let squares = (0..<3).reduce(0.0) { sum, _ in
        let z = gaussian(&generator)
        return sum + z * z
      }
      return spread * gaussian(&generator) / (squares / 3).squareRoot()
    case .skewedSides:
      // Each side's time is skewed; their difference is symmetric because they are exchangeable.
      return spread * (exponential(&generator) - exponential(&generator))
    case .drifting:
      let sign = Bool.random(using: &generator) ? 1.0 : -1.0
      return sign * spread * abs(gaussian(&generator)) * (1 + Double(index) / 5)
    case .bursty:
      let isBurst = (index / 4) % 3 == 0
      return spread * gaussian(&generator) * (isBurst ? 20 : 0.2)
    }
  }

  private func gaussian(_ generator: inout SeededGenerator) -> Double {
    // Box and Muller (1958).
    let u = Double.random(in: Double.leastNonzeroMagnitude..<1, using: &generator)
    let v = Double.random(in: 0..<1, using: &generator)
    return (-2 * log(u)).squareRoot() * cos(2 * .pi * v)
  }

  private func exponential(_ generator: inout SeededGenerator) -> Double {
    -log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &generator))
  }
}
