/// The launch pairs of a benchmark as they are kept from run to run.
extension BenchmarkRecord {
  /// How many launch pairs its series hold.
  package var pairCount: Int { metrics.first?.launches.count ?? 0 }

  /// The launch pairs of these metrics that this run measured itself, and nothing else; nil without any.
  package func ownPairs(of wanted: Set<MetricName>) -> BenchmarkRecord? {
    guard status == .measured else { return nil }
    let paired = metrics.filter {
      wanted.contains($0.metric) && $0.pairsTogether != nil && $0.baselineUnit == nil
        && $0.baselineDirection == nil && $0.baselineLaunches?.count == $0.launches.count
    }
    let own = paired.map { series in
      var own = series
      let earlier = series.earlierPairs ?? 0
      own.launches = Array(series.launches.dropFirst(earlier))
      own.baselineLaunches = series.baselineLaunches.map { Array($0.dropFirst(earlier)) }
      own.earlierPairs = nil
      return own
    }
    guard let count = own.map(\.launches.count).max(), count > 0,
      own.allSatisfy({ $0.launches.count == count })
    else { return nil }
    let disturbed = disturbedSamples.map { Array($0.suffix(count)) }
    return BenchmarkRecord(
      name: name, status: status, sampling: sampling, iterationsPerSample: iterationsPerSample,
      metrics: own,
      disturbedSamples: disturbed?.count == count && disturbed?.contains { !$0.isEmpty } == true
        ? disturbed : nil)
  }

  /// Whether these launches can be appended to those: samples are of the same kind and about as long.
  package func continues(_ earlier: BenchmarkRecord) -> Bool {
    let lengths = [iterationsPerSample, earlier.iterationsPerSample].sorted()
    return sampling == earlier.sampling && lengths[1] / 2 <= lengths[0]
      && metrics.allSatisfy { series in
        earlier.series(of: series.metric).map {
          $0.unit == series.unit && $0.direction == series.direction
            && $0.pairsTogether == series.pairsTogether
        } ?? true
      }
  }

  /// These launch pairs and behind them those of another run; a metric that a run lacks has empty launches.
  package func followed(by other: BenchmarkRecord) -> BenchmarkRecord {
    let (first, second) = (pairCount, other.pairCount)
    func empty(_ count: Int) -> [[Double]] { Array(repeating: [], count: count) }
    var both = self
    let added = other.metrics.filter { series(of: $0.metric) == nil }
    both.metrics = (metrics + added).map { series in
      let before = self.series(of: series.metric)
      let after = other.series(of: series.metric)
      var joined = series
      joined.launches = (before?.launches ?? empty(first)) + (after?.launches ?? empty(second))
      joined.baselineLaunches =
        (before?.baselineLaunches ?? empty(first)) + (after?.baselineLaunches ?? empty(second))
      return joined
    }
    both.disturbedSamples = Self.joined(
      disturbedSamples, first, other.disturbedSamples, second)
    return both
  }

  /// The places of disturbed samples in launches that follow each other; nil where there are none.
  package static func joined(
    _ first: [[Int]]?, _ firstCount: Int, _ second: [[Int]]?, _ secondCount: Int
  ) -> [[Int]]? {
    guard first != nil || second != nil else { return nil }
    func empty(_ count: Int) -> [[Int]] { Array(repeating: [], count: count) }
    return (first ?? empty(firstCount)) + (second ?? empty(secondCount))
  }

  /// The first of its launch pairs, in whole blocks.
  package func keepingPairs(_ most: Int) -> BenchmarkRecord {
    let together = metrics.first?.pairsTogether?.rawValue ?? 1
    let kept = most / together * together
    guard pairCount > kept else { return self }
    var shortened = self
    shortened.metrics = metrics.map { series in
      var first = series
      first.launches = Array(series.launches.prefix(kept))
      first.baselineLaunches = series.baselineLaunches.map { Array($0.prefix(kept)) }
      return first
    }
    shortened.disturbedSamples = disturbedSamples.map { Array($0.prefix(kept)) }
    return shortened
  }
}
