/// The samples that are needed to bound a percentile on one side.
package struct PercentileNeed: Hashable, Sendable {
  /// The most launches that the longest profile takes.
  package static let mostLaunches = 300

  /// With fewer launches, each shows no more of the values beyond the percentile than one sample does.
  ///
  /// A kind of launch that comes up once in five is missed by this many launches with a probability of 3 %:
  /// 0.8¹⁶ = 0.028. What has not been met cannot be allowed for.
  package static let tellingLaunches = 16

  /// The percentile, in (0, 100).
  package let percent: Double
  /// Whether it is to be bounded from above; otherwise from below.
  package let isFromAbove: Bool
  /// The confidence of the bound, in (0, 1).
  package let confidence: Double

  /// Creates a need.
  package init(percent: Double, isFromAbove: Bool, confidence: Double = 0.95) {
    self.percent = percent
    self.isFromAbove = isFromAbove
    self.confidence = confidence
  }

  /// The fewest independent samples that do.
  package var samples: Int {
    isFromAbove
      ? OrderStatisticBounds.samplesForUpperBound(percent: percent, confidence: confidence)
      : OrderStatisticBounds.samplesForLowerBound(percent: percent, confidence: confidence)
  }

  /// The fewest launches that do, however many samples each has.
  package var leastLaunches: Int {
    max(2, min(Self.tellingLaunches, Int((Double(samples) / samplesOfLaunch).rounded(.up))))
  }

  /// The most samples that one of few launches counts for.
  ///
  /// A launch of a kind that was not met moves the share of samples on the near side of the percentile by
  /// little where that side holds most of the samples, so a near bound may rest on more of them.
  var samplesOfLaunch: Double {
    let share = percent / 100
    return max(1, isFromAbove ? (1 - share) / share : share / (1 - share))
  }

  /// About how many launches do.
  ///
  /// - Parameters:
  ///   - size: The samples of each launch.
  ///   - correlation: How much samples of one launch resemble each other, in 0...1.
  package func launches(ofSize size: Int, correlation: Double = 0) -> Int {
    let size = max(1, size)
    let correlation = min(max(correlation, 0), 1)
    let ratio = (1 + Double(size - 1) * correlation) / (1 - correlation)
    func isEnough(_ launches: Int) -> Bool {
      let groups = LaunchCorrelation(sizes: [Int](repeating: size, count: launches))
      return groups.independentSamples(groups.highest(of: ratio), for: self) >= samples
    }
    // As many launches as samples are enough, however much samples resemble each other.
    var low = 2
    var high = max(2, samples)
    while low < high {
      let middle = (low + high) / 2
      if isEnough(middle) { high = middle } else { low = middle + 1 }
    }
    return high
  }

  /// About how many launches do in all, by what these show of how much samples of one launch resemble
  /// each other.
  package func launches(after launches: [[Double]], _ bounds: LaunchPercentileBounds) -> Int {
    let sizes = launches.map(\.count).filter { $0 > 0 }
    guard !sizes.isEmpty else { return samples }
    let size = LaunchCorrelation(sizes: sizes).typicalSize
    return self.launches(ofSize: Int(size.rounded(.up)), correlation: bounds.correlation)
  }
}
