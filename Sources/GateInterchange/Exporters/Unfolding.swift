/// Samples out of counted values.
enum Unfolding {
  /// Every value as often as it was counted, in ascending order; where that exceeds the limit, as
  /// many evenly spaced order statistics instead, which keep the percentiles.
  static func values(_ pairs: [(value: Double, count: Int)], limit: Int) -> [Double] {
    let sorted = pairs.filter { $0.count > 0 }.sorted { $0.value < $1.value }
    let total = sorted.reduce(0) { $0.addingReportingOverflow($1.count).partialValue }
    guard total > 0 else { return [] }
    let wanted = min(total, limit)
    var values: [Double] = []
    var index = 0
    var seen = sorted[0].count
    for number in 0..<wanted {
      let rank =
        total <= limit ? number : Int((Double(number) + 0.5) / Double(wanted) * Double(total))
      while rank >= seen, index + 1 < sorted.count {
        index += 1
        seen += sorted[index].count
      }
      values.append(sorted[index].value)
    }
    return values
  }
}
