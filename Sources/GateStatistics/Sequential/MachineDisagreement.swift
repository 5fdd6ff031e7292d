/// Machines that do not agree on a change: the way to part them in two that is the least likely by chance.
///
/// The log ratios of all machines have one median. If the change is the same everywhere, the launches of every
/// machine lie above it as often as below, whatever the noise of each. For a way to part the machines in two,
/// Fisher's exact test says how likely the counts of both sides are then. The way is chosen by looking at the
/// figures, so the rate is shared among all ways that there are: first among the sizes of a part, then among
/// the parts of a size.
///
/// Source: Mood, "Introduction to the Theory of Statistics" (1950), §16.4, for the test of a common median;
/// Fisher, "The Design of Experiments" (1935), §21.
package struct MachineDisagreement: Hashable, Sendable {
  /// The places of the machines on which the candidate is worse than on the others, in order.
  package let worse: [Int]
  /// The p-value, times the number of ways that share the rate.
  package let pValue: Double
  /// Among how many ways the rate is shared, as this way counts them.
  package let ways: Double

  /// The clearest way to part the machines; nil where chance explains every one.
  ///
  /// - Parameters:
  ///   - machines: ln(candidate ÷ baseline) of each machine's launch pairs, larger being worse.
  ///   - rate: The probability of finding a difference where there is none, at most.
  /// - Complexity: O(n log n) for n launches, times the number of machines.
  package static func clearest(among machines: [[Double]], rate: Double) -> MachineDisagreement? {
    let heard = machines.indices.filter { !machines[$0].isEmpty }
    guard heard.count > 1, let center = Percentile.median(of: heard.flatMap { machines[$0] }) else {
      return nil
    }
    let sorted = heard.map { (place: $0, median: Percentile.median(of: machines[$0]) ?? 0) }
      .sorted { ($0.median, $0.place) > ($1.median, $1.place) }.map(\.place)
    let above = machines.map { $0.count { $0 > center } }
    let found = (1..<sorted.count).map { count -> MachineDisagreement in
      let worse = sorted.prefix(count)
      let others = sorted.dropFirst(count)
      func table(_ places: ArraySlice<Int>) -> (Int, of: Int) {
        (places.reduce(0) { $0 + above[$1] }, of: places.reduce(0) { $0 + machines[$1].count })
      }
      let ways = Self.ways(of: count, among: sorted.count)
      return MachineDisagreement(
        worse: worse.sorted(),
        pValue: min(1, FisherExact.pValue(table(worse), table(others)) * ways),
        ways: ways)
    }
    guard let clearest = found.min(by: { $0.pValue < $1.pValue }), clearest.pValue < rate else {
      return nil
    }
    return clearest
  }

  /// Among how many ways the rate is shared where a part has this many machines.
  package static func ways(of count: Int, among all: Int) -> Double {
    Double(max(1, all - 1)) * Elementary.exponential(FisherExact.logChoose(all, count))
  }
}
