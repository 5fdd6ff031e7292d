import GateStatistics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the samples of launches come from: samples of one launch resemble each other.
enum SampleLaw: Hashable, Sendable {
  /// Launches and samples are normal, or their logarithms are: bounds are ranks, which logarithms keep.
  case normal
  /// Exponential samples, times a factor of the launch whose logarithm is normal.
  case exponential
  /// Normal samples, and a share of the launches is slower.
  case bimodal(Double)

  /// The name in tables.
  var words: String {
    switch self {
    case .normal: "normal or lognormal"
    case .exponential: "exponential, scaled"
    case .bimodal(let share): "one launch in \(Int((1 / share).rounded())) is slower"
    }
  }

  /// Draws launches of these sizes.
  ///
  /// - Parameter correlation: Of two samples of one launch, or of their logarithms, in [0, 1).
  func draw(
    sizes: [Int], correlation: Double, using generator: inout SeededGenerator
  ) -> [[Double]] {
    sizes.map { size in
      let launch = shift(correlation, using: &generator)
      return (0..<size).map { _ in sample(launch, correlation, using: &generator) }
    }
  }

  /// The true percentile.
  func percentile(_ percent: Double, correlation: Double) -> Double {
    var low = -100.0
    var high = 100.0
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if share(below: middle, correlation) < percent / 100 { low = middle } else { high = middle }
    }
    return low
  }

  private func shift(
    _ correlation: Double, using generator: inout SeededGenerator
  ) -> Double {
    switch self {
    case .normal: correlation.squareRoot() * Self.normal(&generator)
    case .exponential: scale(correlation) * Self.normal(&generator)
    case .bimodal(let share):
      Double.random(in: 0..<1, using: &generator) < share ? distance(share, correlation) : 0
    }
  }

  private func sample(
    _ launch: Double, _ correlation: Double, using generator: inout SeededGenerator
  ) -> Double {
    switch self {
    case .normal: launch + (1 - correlation).squareRoot() * Self.normal(&generator)
    case .exponential: launch + log(Self.exponential(&generator))
    case .bimodal: launch + Self.normal(&generator)
    }
  }

  private func share(below x: Double, _ correlation: Double) -> Double {
    let normal = StudentT(degreesOfFreedom: .infinity)
    switch self {
    case .normal: return normal.cumulative(x)
    case .bimodal(let share):
      return (1 - share) * normal.cumulative(x)
        + share * normal.cumulative(x - distance(share, correlation))
    case .exponential:
      // Over the launches, in steps that are fine beside everything that the integrand does.
      let steps = stride(from: -8.0, through: 8, by: 0.02)
      let weights = steps.map { exp(-$0 * $0 / 2) }
      let sum = zip(steps, weights).reduce(0) { sum, step in
        sum + step.1 * -expm1(-exp(x - scale(correlation) * step.0))
      }
      return sum / weights.reduce(0, +)
    }
  }

  /// How far apart the kinds of launches are, in deviations of a sample.
  private func distance(_ share: Double, _ correlation: Double) -> Double {
    (correlation / (1 - correlation) / (share * (1 - share))).squareRoot()
  }

  /// The deviation of a launch's logarithm; that of an exponential sample's is π ÷ √6.
  private func scale(_ correlation: Double) -> Double {
    (correlation / (1 - correlation)).squareRoot() * .pi / 6.0.squareRoot()
  }

  private static func normal(_ generator: inout SeededGenerator) -> Double {
    // Box and Muller (1958).
    let u = Double.random(in: Double.leastNonzeroMagnitude..<1, using: &generator)
    let v = Double.random(in: 0..<1, using: &generator)
    return (-2 * log(u)).squareRoot() * cos(2 * .pi * v)
  }

  private static func exponential(_ generator: inout SeededGenerator) -> Double {
    -log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &generator))
  }
}
