import GateRecords
import GateStatistics

/// Why launches do not bound a percentile, and how many would.
struct PercentileShortage {
  /// In words, with the option that helps.
  let text: String

  /// - Parameters:
  ///   - statistic: The percentile, for its name.
  ///   - need: The samples that are needed.
  ///   - launches: The samples that were measured, by launch.
  init(_ statistic: Statistic, _ need: PercentileNeed, _ launches: [[Double]]) {
    let filled = launches.map { $0.filter(\.isFinite) }.filter { !$0.isEmpty }
    let bounds = LaunchPercentileBounds(
      percent: need.percent, launches: filled, confidence: need.confidence)
    let samples = filled.reduce(0) { $0 + $1.count }
    let independent = need.isFromAbove ? bounds.samplesForHigh : bounds.samplesForLow
    let enough = need.launches(after: filled, bounds)
    let have = "\(samples) sample\(samples == 1 ? "" : "s")"
    let reason =
      filled.count < 2
      ? "one launch cannot bound \(statistic): its samples resemble each other"
      : independent == samples
        ? "\(have) cannot bound \(statistic), which needs \(need.samples)"
        : "\(have) of \(filled.count) launches count as \(independent) independent ones, and "
          + "\(statistic) needs \(need.samples)"
    text =
      DetectionMessage.percentileShort(
        reason: reason, launches: enough, samples: samples / max(1, filled.count),
        isTooMany: enough > PercentileNeed.mostLaunches
      ).line
  }
}
