import GateRecords
import GateStatistics

/// The samples of a series, the baseline's above the candidate's on one axis: a cloud for all samples, a dot below it for
/// the median of each launch, a line for the median of all.
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
      "<text class=\"axis\" x=\"\(x)\" y=\"128\" text-anchor=\"\(anchor)\">"
        + "\(VisibleText.html(QuantityFormat.string(value, unit: series.unit)))</text>"
    }
    let sides = baseline.isEmpty ? "" : ", the baseline's above and this change's below"
    let beyond =
      cut > 0 ? "; a hundredth of the values at either end lies beyond the axis" : ""
    return """
      <svg class="wide" viewBox="0 0 600 132" role="img" aria-label="distribution of \(sorted.count) samples\(sides)\(beyond)">\
      \(side(series.baselineLaunches ?? [], from: low, to: high, bottom: 42, "before"))\
      \(side(series.launches, from: low, to: high, bottom: 98, "after"))\
      <path class="zero" d="M0 116H600"/>\
      \(label(low, "0", "start"))\(label(high, "600", "end"))</svg>
      """
  }

  /// One side: its cloud, the launches' medians below it, and the median of all samples.
  private func side(
    _ launches: [[Double]], from low: Double, to high: Double, bottom: Int, _ name: String
  ) -> String {
    let samples = launches.flatMap { $0 }
    guard !samples.isEmpty else { return "" }
    func x(_ value: Double) -> String {
      QuantityFormat.fixed((value - low) / (high - low) * 600, decimals: 1)
    }
    let isOnAxis: (Double) -> Bool = { $0 >= low && $0 <= high }
    let medians = launches.compactMap(Percentile.median(of:)).filter(isOnAxis)
    // Neighbours lie on three lines by turns, so that equal launches can be counted.
    let dots = medians.enumerated().map { index, value in
      "M\(x(value)) \(bottom + 4 + index % 3 * 4)h0"
    }
    let middle = Percentile.median(of: samples.filter(\.isFinite)).flatMap {
      isOnAxis($0) ? $0 : nil
    }
    return bars(samples, from: low, to: high, bottom: bottom, name)
      + "<path class=\"launches \(name)\" d=\"\(dots.joined())\"/>"
      + (middle.map { "<path class=\"middle\" d=\"M\(x($0)) \(bottom - 40)v56\"/>" } ?? "")
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
