/// Finite samples of several launches, each launch put in order once, for all figures that are read off them.
package struct SortedLaunches {
  /// The samples, launch after launch.
  private var values: [Double] = []
  /// Where each launch that has samples is.
  package private(set) var ranges: [Range<Int>] = []

  /// Below this many samples, moving each to its place costs less than a general sort.
  private static let fewSamples = 33

  /// - Parameter launches: Samples that are finite.
  /// - Complexity: O(*n* log *n*), or O(*n*²) for each launch of few samples.
  package init(_ launches: [[Double]]) {
    values.reserveCapacity(launches.reduce(0) { $0 + $1.count })
    ranges.reserveCapacity(launches.count)
    for launch in launches where !launch.isEmpty {
      let start = values.count
      values.append(contentsOf: launch.count < Self.fewSamples ? launch : launch.sorted())
      if launch.count < Self.fewSamples {
        var samples = values.mutableSpan
        Self.sortFew(&samples, from: start)
      }
      ranges.append(start..<values.count)
    }
  }

  /// The samples of a launch in ascending order.
  package func launch(_ range: Range<Int>) -> ArraySlice<Double> { values[range] }

  private static func sortFew(_ samples: inout MutableSpan<Double>, from start: Int) {
    var place = start + 1
    while place < samples.count {
      let sample = samples[place]
      var free = place
      while free > start, samples[free - 1] > sample {
        samples[free] = samples[free - 1]
        free -= 1
      }
      samples[free] = sample
      place += 1
    }
  }

  /// The median of all samples; nil without any.
  ///
  /// The samples below the median of the launches' middles are counted in each launch; from there a few steps lead to
  /// the middle of all.
  ///
  /// - Complexity: O(launches · (log *n* + steps)).
  package var median: Double? {
    guard !values.isEmpty else { return nil }
    if ranges.count == 1 { return Percentile.median(ofSorted: values[...]) }
    let middles = ranges.map { values[$0.lowerBound + $0.count / 2] }.sorted()
    let pivot = middles[middles.count / 2]
    // How far each launch belongs to the lower half.
    var ends = ranges.map { firstPlace(notBelow: pivot, in: $0) }
    var below = zip(ends, ranges).reduce(0) { $0 + $1.0 - $1.1.lowerBound }
    let lower = (values.count - 1) / 2
    while below > lower {
      var largest = -1
      for launch in ends.indices where ends[launch] > ranges[launch].lowerBound {
        if largest < 0 || values[ends[launch] - 1] > values[ends[largest] - 1] { largest = launch }
      }
      ends[largest] -= 1
      below -= 1
    }
    while below < lower {
      _ = takeSmallest(&ends)
      below += 1
    }
    let middle = takeSmallest(&ends)
    return values.count % 2 == 1 ? middle : (middle + takeSmallest(&ends)) / 2
  }

  private func firstPlace(notBelow pivot: Double, in range: Range<Int>) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if values[middle] < pivot { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The smallest sample that is not taken yet, which then is.
  private func takeSmallest(_ ends: inout [Int]) -> Double {
    var smallest = -1
    for launch in ends.indices where ends[launch] < ranges[launch].upperBound {
      if smallest < 0 || values[ends[launch]] < values[ends[smallest]] { smallest = launch }
    }
    ends[smallest] += 1
    return values[ends[smallest] - 1]
  }
}
