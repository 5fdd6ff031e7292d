import GateRecords

/// The distribution of a benchmark's samples in one line, and in a paired run the baseline's above it.
///
/// Both lines share their axis, which leaves out the farthest hundredth at either end when that would
/// squeeze the rest.
struct SampleHistogram {
  private let series: MetricSeries
  private let width: Int

  private static let heights: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  init(_ series: MetricSeries, width: Int) {
    self.series = series
    self.width = width
  }

  /// One line, or two.
  var lines: [String] {
    let candidate = series.samples
    let baseline = series.baselineLaunches?.flatMap { $0 } ?? []
    let sorted = (candidate + baseline).sorted()
    guard let axis = Self.axis(sorted) else { return [] }
    let start = QuantityFormat.string(axis.lowerBound, unit: series.unit)
    let end = QuantityFormat.string(axis.upperBound, unit: series.unit)
    let bins = min(40, max(8, width - start.count - end.count - 16))
    func line(_ values: [Double], _ title: ReportHeading?) -> String {
      "\(start) \(Self.bars(values, axis, bins: bins)) \(end)"
        + (title.map { "  \($0.text)" } ?? "")
    }
    return baseline.isEmpty
      ? [line(candidate, nil)] : [line(baseline, .baseline), line(candidate, .candidate)]
  }

  /// The range that is drawn; nil when all values are one.
  private static func axis(_ sorted: [Double]) -> ClosedRange<Double>? {
    guard let first = sorted.first, let last = sorted.last, first < last else { return nil }
    let cut = sorted.count / 100
    let low = sorted[cut]
    let high = sorted[sorted.count - 1 - cut]
    return low < high && (last - first) > 2 * (high - low) ? low...high : first...last
  }

  private static func bars(
    _ values: [Double], _ axis: ClosedRange<Double>, bins: Int
  ) -> String {
    var counts = [Int](repeating: 0, count: bins)
    for value in values where axis.contains(value) {
      let place = (value - axis.lowerBound) / (axis.upperBound - axis.lowerBound)
      counts[min(bins - 1, Int(place * Double(bins)))] += 1
    }
    let most = max(1, counts.max() ?? 1)
    return String(
      counts.map { count in
        // Every bin with a sample is visible, even with few samples.
        count == 0 ? " " : heights[max(0, (count * heights.count + most - 1) / most - 1)]
      })
  }
}
