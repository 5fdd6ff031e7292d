import GateStatistics

/// How much a run measures before it stops of itself.
package enum MeasurementProfile: String, CaseIterable, Hashable, Sendable {
  /// For a hook before a push: an answer within the minute.
  case quick
  /// For a build.
  case standard
  /// For a release, or a machine that is noisy.
  case thorough

  /// The time a run may take by default, in seconds.
  package var timeBudget: Double {
    switch self {
    case .quick: 40
    case .standard: 120
    case .thorough: 900
    }
  }

  /// Launches of a run that has nothing beside it.
  package var soloLaunches: Int {
    switch self {
    case .quick: 3
    case .standard: 6
    case .thorough: 20
    }
  }

  /// The most launch pairs of a benchmark that stays undecided.
  package var mostPairs: Int {
    switch self {
    case .quick: 40
    case .standard: 80
    case .thorough: PercentileNeed.mostLaunches
    }
  }

  /// Samples a side takes in one launch of a batched benchmark.
  package var samplesPerLaunch: Int {
    switch self {
    case .quick: 6
    case .standard: 8
    case .thorough: 12
    }
  }
}

/// The lengths that measuring goes by, in nanoseconds.
package struct MeasurementScale: Hashable, Sendable {
  /// The least duration of a sample.
  package var sample: UInt64 = 1_000_000
  /// The warm-up of a launch after the first.
  package var warmUp: UInt64 = 2_000_000
  /// The longest duration of one side's samples in a launch, as far as two samples allow it.
  package var launch: Double = 12_000_000
  /// Samples that a side takes in one launch at least.
  package var leastSamples = 2
  /// Samples of single iterations that a side takes in one launch, at most.
  package var singleIterationSamples = 60

  /// The project's lengths.
  package init() {}
}
