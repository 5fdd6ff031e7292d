package import GateRecords

/// Finds which functions cost more in a regression, from the profiles that were made after measuring.
package struct CauseRule {
  private let profiles: [BenchmarkIdentifier: BenchmarkProfile]

  /// A function that carries less than this share of the change is not reported.
  private static let leastShare = 0.01
  /// Standard errors by which a sampled difference must differ from none: dozens of functions are looked at.
  private static let leastErrors = 3.0

  init(_ run: RunRecord) {
    profiles = Dictionary((run.profiles ?? []).map { ($0.benchmark, $0) }) { first, _ in first }
  }

  /// Adds causes to regressions of what a profile explains: times, instructions, allocations.
  ///
  /// Of a benchmark's times only the first that regressed is explained, because the others have the same cause.
  ///
  /// - Parameter findings: All findings, the worst first.
  func explained(_ findings: [Finding]) -> [Finding] {
    var explainedBefore: Set<String> = []
    return findings.map { finding in
      guard finding.status == .regressed, finding.rule == .regression,
        let profile = profiles[finding.benchmark], let kind = Kind(finding.metric),
        explainedBefore.insert("\(kind) \(finding.benchmark)").inserted
      else { return finding }
      var explained = finding
      if let reason = profile.reason {
        explained.notes.append(DetectionMessage.causeUnknown(reason: reason).line)
      } else {
        explained.cause = kind == .work ? Self.work(profile) : Self.allocations(profile)
      }
      return explained
    }
  }

  /// The metric that a profile explains.
  private enum Kind {
    case work, allocations

    init?(_ metric: MetricName?) {
      switch metric {
      case .wallTime?, .meanTime?, .tailTime?, .cpuTime?, .throughput?, .instructions?, .cycles?:
        self = .work
      case .allocations?, .allocatedBytes?: self = .allocations
      default: return nil
      }
    }
  }

  /// A function with how much more of something it has now.
  private struct Growth {
    var function: ProfiledFunction
    var change: Double
  }

  /// Which functions do more work than in the baseline; nil where there is nothing to compare.
  package static func work(_ profile: BenchmarkProfile) -> Cause? {
    guard let baseline = profile.baseline, let candidate = profile.candidate else { return nil }
    let isEqual = profile.hasEqualInstructions
    let grown = profile.functions.map { Growth(function: $0, change: $0.change) }
      .filter { growth in
        switch profile.method {
        case .callgrind: growth.change > 0
        case .sampled: growth.change > leastErrors * error(of: growth.function, profile)
        }
      }
    let samples = [baseline.samples, candidate.samples].compactMap(\.self).min()
    return Cause(
      method: profile.method,
      quantity: profile.method == .callgrind ? .instructions : .nanoseconds,
      baseline: baseline.cost, candidate: candidate.cost, samples: samples,
      hasEqualInstructions: isEqual,
      functions: isEqual
        ? [] : named(grown, of: candidate.cost - baseline.cost, least: candidate.cost))
  }

  /// The functions that allocate memory more often; nil where allocations were not counted.
  static func allocations(_ profile: BenchmarkProfile) -> Cause? {
    guard profile.method == .callgrind, profile.baseline != nil else { return nil }
    func sum(_ side: Side) -> Double {
      profile.functions.reduce(0) { $0 + ($1.cost(on: side)?.allocations ?? 0) }
    }
    let grown = profile.functions.map { function in
      // The function with most of the instructions is not always the one that allocates.
      var alone = function
      alone.through = nil
      return Growth(
        function: alone,
        change: (function.candidate?.allocations ?? 0) - (function.baseline?.allocations ?? 0))
    }
    .filter { $0.change > 1e-6 }
    let (before, after) = (sum(.baseline), sum(.candidate))
    return Cause(
      method: .callgrind, quantity: .allocations, baseline: before, candidate: after,
      functions: named(grown, of: after - before, least: after))
  }

  /// The functions that grew most, with their parts in the whole change.
  private static func named(
    _ grown: [Growth], of whole: Double, least total: Double
  ) -> [CausingFunction] {
    let sum = grown.reduce(0) { $0 + $1.change }
    return grown.filter { $0.change >= leastShare * sum && $0.change >= 1e-4 * total }
      .sorted { ($1.change, $0.function.symbol) < ($0.change, $1.function.symbol) }
      .prefix(Cause.mostFunctions).map { growth in
        let (before, after) = (growth.function.baseline, growth.function.candidate)
        return CausingFunction(
          name: growth.function.name, change: growth.change,
          share: whole > 0 ? growth.change / whole : nil, callsBefore: before?.calls,
          callsAfter: after?.calls, onlyIn: before == nil ? .candidate : nil,
          through: growth.function.through)
      }
  }

  /// The standard error of the difference of a function's times: each look sees it or does not.
  private static func error(of function: ProfiledFunction, _ profile: BenchmarkProfile) -> Double {
    func variance(_ cost: ProfiledFunction.Cost?, _ total: BenchmarkProfile.Total?) -> Double {
      guard let total, total.cost > 0, let samples = total.samples, samples > 0 else { return 0 }
      // One look more and one less keep a function that was never seen from being certain.
      let seen = (cost?.charged ?? 0) / total.cost * Double(samples)
      let share = (seen + 1) / Double(samples + 2)
      return total.cost * total.cost * share * (1 - share) / Double(samples)
    }
    return
      (variance(function.baseline, profile.baseline)
      + variance(function.candidate, profile.candidate)).squareRoot()
  }
}
