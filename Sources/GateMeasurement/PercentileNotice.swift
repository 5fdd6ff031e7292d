import GateBudgets
import GateProtocol
import GateRecords
import GateStatistics

/// The notice before measuring about limits on percentiles that need more launches than the profile makes by itself.
struct PercentileNotice {
  /// One such limit.
  private struct Ask {
    let subject: String
    let launches: Int
  }

  private let asks: [Ask]
  private let profile: MeasurementProfile

  /// - Parameters:
  ///   - benchmarks: Those that are to be measured.
  ///   - policy: The budgets as they hold on this machine.
  ///   - scale: The most samples of single iterations that a launch takes.
  init(
    _ benchmarks: [ListedBenchmark], policy: BudgetPolicy, profile: MeasurementProfile,
    scale: MeasurementScale
  ) {
    self.profile = profile
    asks = benchmarks.flatMap { benchmark -> [Ask] in
      let size =
        benchmark.samplesSingleIterations
        ? scale.singleIterationSamples : profile.samplesPerLaunch
      return policy.rules(for: BenchmarkIdentifier(benchmark.name)).compactMap { rule in
        guard let need = rule.percentileNeed(), let size = rule.samples(ofLaunch: size),
          benchmark.records(rule.metric)
        else { return nil }
        let launches = need.launches(ofSize: size)
        guard launches > profile.soloLaunches else { return nil }
        return Ask(subject: "\(rule.statistic) of \(benchmark.name)", launches: launches)
      }
    }
  }

  /// The notice in one line; nil when no limit needs more than the profile takes.
  var text: String? {
    guard let most = asks.max(by: { $0.launches < $1.launches }) else { return nil }
    let own = profile.soloLaunches
    let message: MeasurementMessage =
      asks.count > 1
      ? .percentilesNeed(
        count: asks.count, subject: most.subject, launches: most.launches, own: own,
        profile: profile.rawValue)
      : .percentileNeeds(
        subject: most.subject, launches: most.launches, own: own, profile: profile.rawValue)
    return message.line
  }
}

extension PercentileNotice {
  /// Returns the warning after measuring about percentiles that a profile's launches cannot bound; nil where they
  /// can.
  static func excess(
    of benchmarks: [MeasuredBenchmark], _ limits: MeasurementLimits, _ profile: MeasurementProfile
  ) -> String? {
    let all = benchmarks.filter { $0.failure == nil }.flatMap { benchmark in
      benchmark.percentiles.excess(over: limits.mostPairs).map { (benchmark.identifier, $0) }
    }
    guard let (name, first) = all.first else { return nil }
    return MeasurementMessage.percentileTooHigh(
      benchmark: name.rawValue, need: first, others: all.count - 1, profile: profile.rawValue,
      most: limits.mostPairs, canBeThorough: profile != .thorough
    ).line
  }
}

extension BudgetRule {
  /// The samples that a launch gives of its metric, where the harness times that number; nil where only the
  /// suite knows.
  fileprivate func samples(ofLaunch size: Int) -> Int? {
    switch metric {
    case .wallTime, .cpuTime, .throughput: size
    case .peakMemory: 1
    default: nil
    }
  }
}
