/// Samples out of counted values.
enum Unfolding {
  /// Every value as often as it was counted, in ascending order; where that exceeds the limit, as
  /// many evenly spaced order statistics instead, which keep the percentiles.
  ///
  /// Counts are a file's, so that their sum may be beyond any integer; it then counts as the largest.
  static func values(_ pairs: [(value: Double, count: Int)], limit: Int) -> [Double] {
    let sorted = pairs.filter { $0.count > 0 }.sorted { $0.value < $1.value }
    let total = sorted.reduce(0) { saturating($0, $1.count) }
    guard total > 0 else { return [] }
    let wanted = min(total, limit)
    var values: [Double] = []
    var index = 0
    var seen = sorted[0].count
    for number in 0..<wanted {
      // The share is taken first, so that no product is beyond an integer.
      let rank =
        total <= limit
        ? number : Int(min((Double(number) + 0.5) / Double(wanted) * Double(total), 9e18))
      while rank >= seen, index + 1 < sorted.count {
        index += 1
        seen = saturating(seen, sorted[index].count)
      }
      values.append(sorted[index].value)
    }
    return values
  }

  private static func saturating(_ sum: Int, _ count: Int) -> Int {
    let (result, overflowed) = sum.addingReportingOverflow(count)
    return overflowed ? .max : result
  }
}
