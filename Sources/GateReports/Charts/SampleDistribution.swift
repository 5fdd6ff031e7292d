import GateRecords

/// The distribution of a series' samples, the baseline's above the candidate's on one axis.
struct SampleDistribution {
  private static let bins = 60
  private let series: MetricSeries

  init(_ series: MetricSeries) {
    self.series = series
  }

  /// The drawing; nothing when all values are one.
  var svg: String {
    let candidate = series.samples
    let baseline = series.baselineLaunches?.flatMap { $0 } ?? []
    let sorted = (candidate + baseline).filter(\.isFinite).sorted()
    // A hundredth at either end may lie anywhere; the axis is for the rest.
    let cut = sorted.count / 100
    guard let low = sorted.dropFirst(cut).first, let high = sorted.dropLast(cut).last, low < high
    else { return "" }
    func label(_ value: Double, _ x: String, _ anchor: String) -> String {
      "<text class=\"axis\" x=\"\(x)\" y=\"104\" text-anchor=\"\(anchor)\">"
        + "\(VisibleText.html(QuantityFormat.string(value, unit: series.unit)))</text>"
    }
    let sides = baseline.isEmpty ? "" : ", the baseline's above and this change's below"
    let beyond =
      cut > 0 ? "; a hundredth of the values at either end lies beyond the axis" : ""
    return """
      <svg class="wide" viewBox="0 0 600 108" role="img" aria-label="distribution of \(sorted.count) samples\(sides)\(beyond)">\
      \(bars(baseline, from: low, to: high, bottom: 44, "before"))\
      \(bars(candidate, from: low, to: high, bottom: 92, "after"))\
      <line class="zero" x1="0" y1="92" x2="600" y2="92"/>\
      \(label(low, "0", "start"))\(label(high, "600", "end"))</svg>
      """
  }

  /// One side as one path, which is a tenth of the size of sixty rectangles.
  private func bars(
    _ values: [Double], from low: Double, to high: Double, bottom: Int, _ name: String
  ) -> String {
    let counts = Self.counts(values, low, high)
    guard let most = counts.max(), most > 0 else { return "" }
    let path = counts.indices.filter { counts[$0] > 0 }.map { bin in
      let height = QuantityFormat.fixed(Double(counts[bin]) / Double(most) * 40, decimals: 1)
      return "M\(bin * 10) \(bottom)v-\(height)h9v\(height)z"
    }
    return "<path class=\"\(name)\" d=\"\(path.joined())\"/>"
  }

  /// How many values fall into each bin; what lies beyond the axis is in none.
  static func counts(_ values: [Double], _ low: Double, _ high: Double) -> [Int] {
    var counts = [Int](repeating: 0, count: bins)
    for value in values where value >= low && value <= high {
      counts[min(bins - 1, Int((value - low) / (high - low) * Double(bins)))] += 1
    }
    return counts
  }
}
