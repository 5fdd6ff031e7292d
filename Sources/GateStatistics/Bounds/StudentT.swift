import Synchronization

/// Student's t distribution.
package struct StudentT: Hashable, Sendable {
  /// Its degrees of freedom, above 0; infinity gives the normal distribution.
  package let degreesOfFreedom: Double

  /// Creates the distribution.
  package init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value up to this one.
  ///
  /// Source: Abramowitz and Stegun (1964), 26.7.1 with 26.5.27.
  package func cumulative(_ t: Double) -> Double {
    guard degreesOfFreedom.isFinite else { return Elementary.normalTail(t) }
    let x = degreesOfFreedom / (degreesOfFreedom + t * t)
    let tail = IncompleteBeta(a: degreesOfFreedom / 2, b: 0.5).value(x) / 2
    return t > 0 ? 1 - tail : tail
  }

  /// The value that is exceeded with probability 1 − p; p in (0, 1).
  ///
  /// Newton's steps within a bracket that is halved where a step would leave it, so that it never
  /// fails to converge. A thousand rules ask for it tens of thousands of times.
  package func quantile(_ p: Double) -> Double {
    // The upper tail is found as a mirrored lower tail, where small probabilities keep their digits.
    guard p < 0.5 else { return p == 0.5 ? 0 : -quantile(1 - p) }
    let question = Question(degreesOfFreedom: degreesOfFreedom, probability: p)
    if let known = Self.known.withLock({ $0[question] }) { return known }
    let answer = searchedQuantile(p)
    Self.known.withLock {
      // A suite asks few questions, most of them once for each benchmark.
      if $0.count >= Self.mostKnown { $0.removeAll(keepingCapacity: true) }
      $0[question] = answer
    }
    return answer
  }

  private struct Question: Hashable {
    let degreesOfFreedom: Double
    let probability: Double
  }

  private static let mostKnown = 256
  private static let known = Mutex<[Question: Double]>([:])

  /// The quantile of a probability below one half.
  private func searchedQuantile(_ p: Double) -> Double {
    var low = -1.0
    while cumulative(low) > p { low *= 2 }
    var high = low == -1 ? 0 : low / 2
    let logScale = logScale
    var t = (low + high) / 2
    // Halving alone would end within this many steps.
    for _ in 0..<100 {
      let error = cumulative(t) - p
      if error < 0 { low = t } else { high = t }
      let step = t - error / density(t, logScale: logScale)
      let next = step > low && step < high ? step : (low + high) / 2
      let isSettled = abs(next - t) <= 1e-14 * abs(t)
      t = next
      if isSettled { break }
    }
    return t
  }

  /// Source: Abramowitz and Stegun (1964), 26.7.1.
  private func density(_ t: Double, logScale: Double) -> Double {
    guard degreesOfFreedom.isFinite else { return Elementary.exponential(logScale - t * t / 2) }
    return Elementary.exponential(
      logScale - (degreesOfFreedom + 1) / 2
        * Elementary.logarithmOfOnePlus(t * t / degreesOfFreedom))
  }

  /// The logarithm of the density at zero.
  private var logScale: Double {
    guard degreesOfFreedom.isFinite else { return -Elementary.logarithm(2 * .pi) / 2 }
    return Elementary.logarithmOfGamma((degreesOfFreedom + 1) / 2)
      - Elementary.logarithmOfGamma(degreesOfFreedom / 2)
      - Elementary.logarithm(degreesOfFreedom * .pi) / 2
  }
}

/// The regularized incomplete beta function.
///
/// Source: the continued fraction of Abramowitz and Stegun (1964), 26.5.8, evaluated by the modified
/// Lentz method: Thompson, Barnett, J. Comput. Phys. 64 (1986).
struct IncompleteBeta {
  let a: Double
  let b: Double

  func value(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // The fraction converges quickly only below the mean; above it, the mirror image does.
    let isAbove = x > (a + 1) / (a + b + 2)
    return isAbove ? 1 - IncompleteBeta(a: b, b: a).direct(1 - x) : direct(x)
  }

  private func direct(_ x: Double) -> Double {
    let logarithm =
      Elementary.logarithmOfGamma(a + b) - Elementary.logarithmOfGamma(a)
      - Elementary.logarithmOfGamma(b) + a * Elementary.logarithm(x)
      + b * Elementary.logarithmOfOnePlus(-x)
    return Elementary.exponential(logarithm) / (a * fraction(x))
  }

  private func fraction(_ x: Double) -> Double {
    let tiny = 1e-300
    var result = 1.0
    var c = 1.0
    var d = 0.0
    for term in 1...10_000 {
      let m = Double(term / 2)
      let coefficient =
        term % 2 == 0
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 + coefficient * d
      d = 1 / (abs(d) < tiny ? tiny : d)
      c = 1 + coefficient / c
      if abs(c) < tiny { c = tiny }
      result *= c * d
      if abs(c * d - 1) < 1e-15 { break }
    }
    return result
  }
}
