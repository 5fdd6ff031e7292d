import Foundation
import GateStatistics

/// How other gates decide that a candidate is slower, as they do it: one benchmark at a time, with no
/// correction for how many there are.
enum CommonRule: CaseIterable {
  case meansBy5
  case meansBy10
  case meansBy200
  case mannWhitney
  case welch
  case bootstrap

  var name: String {
    switch self {
    case .meansBy5: "means differ by more than 5 %"
    case .meansBy10: "means differ by more than 10 %"
    case .meansBy200: "means differ by more than 200 %"
    case .mannWhitney: "Mann–Whitney U, ten runs, p < 0.05"
    case .welch: "Welch's t, ten runs, p < 0.05"
    case .bootstrap: "bootstrapped means, 95 %, noise threshold 1 %"
    }
  }

  /// Whether it would call the candidate slower.
  func alarms(_ pairs: LaunchPairs) -> Bool {
    let new = pairs.candidate.prefix(10).map(Mean.of)
    let old = pairs.baseline.prefix(10).map(Mean.of)
    let ratio = Mean.of(pairs.candidate.flatMap { $0 }) / Mean.of(pairs.baseline.flatMap { $0 })
    switch self {
    case .meansBy5: return ratio > 1.05
    case .meansBy10: return ratio > 1.1
    case .meansBy200: return ratio > 3
    case .mannWhitney: return Mean.of(new) > Mean.of(old) && Self.mannWhitney(new, old) < 0.05
    case .welch: return Mean.of(new) > Mean.of(old) && Self.welch(new, old) < 0.05
    case .bootstrap:
      return Self.bootstrapLow(pairs.candidate.flatMap { $0 }, pairs.baseline.flatMap { $0 }) > 1.01
    }
  }

  /// Two-sided p by the normal approximation with continuity.
  ///
  /// Source: Mann and Whitney, "On a test of whether one of two random variables is stochastically
  /// larger than the other", Annals of Mathematical Statistics 18 (1947).
  static func mannWhitney(_ x: [Double], _ y: [Double]) -> Double {
    let (n, m) = (Double(x.count), Double(y.count))
    guard n > 0, m > 0 else { return 1 }
    var u = 0.0
    for a in x { for b in y { u += a > b ? 1 : a == b ? 0.5 : 0 } }
    let spread = (n * m * (n + m + 1) / 12).squareRoot()
    let z = max(0, abs(u - n * m / 2) - 0.5) / spread
    return min(1, 2 * StudentT(degreesOfFreedom: .infinity).cumulative(-z))
  }

  /// Two-sided p.
  ///
  /// Source: Welch, "The generalization of Student's problem", Biometrika 34 (1947).
  static func welch(_ x: [Double], _ y: [Double]) -> Double {
    guard let a = Mean.standardDeviation(of: x), let b = Mean.standardDeviation(of: y) else {
      return 1
    }
    let (va, vb) = (a * a / Double(x.count), b * b / Double(y.count))
    guard va + vb > 0 else { return 1 }
    let t = (Mean.of(x) - Mean.of(y)) / (va + vb).squareRoot()
    let degrees =
      (va + vb) * (va + vb)
      / (va * va / Double(x.count - 1) + vb * vb / Double(y.count - 1))
    return 2 * StudentT(degreesOfFreedom: degrees).cumulative(-abs(t))
  }

  /// The lower end of a 95 % percentile bootstrap of the ratio of means, from 1,000 resamples.
  static func bootstrapLow(_ x: [Double], _ y: [Double]) -> Double {
    var generator = SeededGenerator(seed: 1)
    func resampled(_ values: [Double]) -> Double {
      Mean.of(values.map { _ in values[Int.random(in: 0..<values.count, using: &generator)] })
    }
    guard !x.isEmpty, !y.isEmpty else { return 0 }
    let ratios = (0..<1_000).map { _ in resampled(x) / resampled(y) }.sorted()
    return ratios[24]
  }
}
