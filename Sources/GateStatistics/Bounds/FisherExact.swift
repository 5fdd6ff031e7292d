/// Whether two groups have something equally often, by Fisher's exact test.
///
/// Source: Fisher, "The Design of Experiments" (1935), §21.
package enum FisherExact {
  /// The two-sided p-value: the probability of a table as unlikely as this one, or less likely, given how many
  /// have it in all.
  ///
  /// - Parameters:
  ///   - first: How many of the first group have it, and how many there are.
  ///   - second: The same of the second group.
  /// - Complexity: O(members of the smaller group).
  package static func pValue(_ first: (Int, of: Int), _ second: (Int, of: Int)) -> Double {
    let having = first.0 + second.0
    let all = first.of + second.of
    func probability(_ count: Int) -> Double {
      Elementary.exponential(
        logChoose(first.of, count) + logChoose(second.of, having - count)
          - logChoose(all, having))
    }
    let observed = probability(first.0)
    let possible = max(0, having - second.of)...min(first.of, having)
    return min(1, possible.map(probability).filter { $0 <= observed * (1 + 1e-7) }.reduce(0, +))
  }

  /// ln of the number of ways to choose k of n.
  static func logChoose(_ n: Int, _ k: Int) -> Double {
    Elementary.logarithmOfGamma(Double(n + 1)) - Elementary.logarithmOfGamma(Double(k + 1))
      - Elementary.logarithmOfGamma(Double(n - k + 1))
  }
}
