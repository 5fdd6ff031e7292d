import GateRecords
import GateStatistics

/// One metric on two sides: two runs, branches, commits, machines or scenarios.
package struct HistoryComparison: Hashable, Sendable {
  /// The property in which the sides differ.
  package enum Dimension: String, Hashable, Sendable, CaseIterable {
    /// Two runs, by the beginning of their identifiers.
    case run
    /// Two commits, by the beginning of their hashes.
    case commit
    /// Two branches.
    case branch
    /// Two kinds of machine, by their keys.
    case environment
    /// Two scenarios: patterns of benchmark names, matched by what their stars match.
    case scenario
  }

  /// The runs of the left or the right.
  package struct Runs: Hashable, Sendable {
    /// The values, oldest first.
    package let values: [Double]
    /// Their median.
    package let median: Double
    /// The lower end of the median's 95 % interval; for a single run, the run's own.
    package let low: Double?
    /// The upper end of the median's 95 % interval; for a single run, the run's own.
    package let high: Double?
  }

  /// The metric, as the left side names it.
  package let history: MetricHistory
  /// The left side.
  package let left: Runs
  /// The right side.
  package let right: Runs
  /// The right side against the left one.
  package let size: ChangeSize

  /// Compares what both sides have, by name.
  ///
  /// - Parameters:
  ///   - histories: The medians of the runs.
  ///   - lows: The lower ends of the runs' own intervals, from the same query.
  ///   - highs: The upper ends.
  package static func all(
    _ left: String, _ right: String, by dimension: Dimension, histories: MetricHistories,
    lows: MetricHistories, highs: MetricHistories
  ) -> [HistoryComparison] {
    let values = sides(left, right, dimension, histories)
    let low = sides(left, right, dimension, lows)
    let high = sides(left, right, dimension, highs)
    return values.keys.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { key in
      guard let pair = values[key], let history = pair.history, !pair.left.isEmpty,
        !pair.right.isEmpty
      else { return nil }
      let leftSide = Runs(pair.left, low: low[key]?.left, high: high[key]?.left)
      let rightSide = Runs(pair.right, low: low[key]?.right, high: high[key]?.right)
      return HistoryComparison(
        history: history, left: leftSide, right: rightSide,
        size: size(leftSide, rightSide, isInPoints: history.unit == .ratio))
    }
  }

  /// The size of the difference: from runs against runs where there are enough, else from the two
  /// medians' intervals, which hold it with at least 90 %.
  private static func size(_ left: Runs, _ right: Runs, isInPoints: Bool) -> ChangeSize {
    let size = ChangeSize(
      from: Array(left.values.suffix(ChangeSize.mostRuns)),
      to: Array(right.values.suffix(ChangeSize.mostRuns)), isInPoints: isInPoints)
    guard size.low == nil, let leftLow = left.low, let leftHigh = left.high,
      let rightLow = right.low, let rightHigh = right.high
    else { return size }
    let low =
      size.isInPoints ? rightLow - leftHigh : leftHigh > 0 ? rightLow / leftHigh - 1 : nil
    let high = size.isInPoints ? rightHigh - leftLow : leftLow > 0 ? rightHigh / leftLow - 1 : nil
    return ChangeSize(
      estimate: size.estimate, low: low, high: high, isInPoints: size.isInPoints)
  }

  private struct Pair {
    var history: MetricHistory?
    var left: [Double] = []
    var right: [Double] = []
  }

  /// The values of both sides by what must be equal on them.
  private static func sides(
    _ left: String, _ right: String, _ dimension: Dimension, _ histories: MetricHistories
  ) -> [[String]: Pair] {
    var pairs: [[String]: Pair] = [:]
    let leftPattern = GlobPattern(left)
    let rightPattern = GlobPattern(right)
    for series in histories.series {
      func belongs(_ point: MetricHistory.Point, _ text: String, _ pattern: GlobPattern) -> Bool {
        let origin = histories.origin(of: point)
        return switch dimension {
        case .run: origin.runID?.rawValue.hasPrefix(text) ?? false
        case .commit: origin.commit?.hasPrefix(text) ?? false
        case .branch: pattern.matches(origin.branch ?? "")
        case .environment: pattern.matches(series.environment)
        case .scenario: pattern.matches(series.benchmark.rawValue)
        }
      }
      func key(_ text: String) -> [String] {
        let name =
          dimension == .scenario
          ? stars(of: text, in: series.benchmark.rawValue) : series.benchmark.rawValue
        return [
          series.suite, name, series.metric.rawValue,
          dimension == .environment ? "" : series.environment,
        ]
      }
      let leftValues = series.points.filter { belongs($0, left, leftPattern) }.map(\.value)
      if !leftValues.isEmpty {
        pairs[key(left), default: Pair()].left += leftValues
        pairs[key(left), default: Pair()].history = series
      }
      let rightValues = series.points.filter { belongs($0, right, rightPattern) }.map(\.value)
      if !rightValues.isEmpty { pairs[key(right), default: Pair()].right += rightValues }
    }
    return pairs
  }

  /// Returns the part of a name without the literal characters before the first star and after the last one.
  static func stars(of pattern: String, in name: String) -> String {
    guard let first = pattern.firstIndex(of: "*"), let last = pattern.lastIndex(of: "*") else {
      return ""
    }
    let head = pattern[..<first].count
    let tail = pattern[pattern.index(after: last)...].count
    return String(name.dropFirst(head).dropLast(tail))
  }
}

extension HistoryComparison.Runs {
  fileprivate init(_ values: [Double], low: [Double]?, high: [Double]?) {
    self.values = values
    let sorted = values.sorted()
    median = Percentile.median(of: sorted) ?? 0
    let bounds = OrderStatisticBounds(percent: 50, ofSorted: sorted, confidence: 0.975)
    let isSingle = values.count == 1
    self.low = isSingle ? low?.first : bounds.low
    self.high = isSingle ? high?.first : bounds.high
  }
}
