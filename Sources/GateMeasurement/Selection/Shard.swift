/// One of several jobs that share a suite.
package struct Shard: Hashable, Sendable {
  /// Which, from 1.
  package let index: Int
  /// Of how many.
  package let count: Int

  /// Creates a shard; nil when there is no such one.
  package init?(index: Int, of count: Int) {
    guard count >= 1, count <= 10_000, (1...count).contains(index) else { return nil }
    self.index = index
    self.count = count
  }

  /// Parses `2/4`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else { return nil }
    self.init(index: index, of: count)
  }

  /// This shard's names.
  ///
  /// The longest benchmarks are dealt first, each to the shard that has least so far, so that all
  /// shards take about as long; a name whose duration is unknown counts as an average one, and without
  /// any duration the numbers are even. Every shard computes the same shares from the same durations.
  /// Source: Graham, "Bounds on Multiprocessing Timing Anomalies", SIAM J. Appl. Math. 17 (1969).
  ///
  /// - Complexity: O(*n* log *n* + *n* · shards).
  package func names(of all: [String], durations: [String: Double]) -> [String] {
    let known = all.compactMap { durations[$0] }.filter { $0 > 0 && $0.isFinite }
    let average = known.isEmpty ? 1 : known.reduce(0, +) / Double(known.count)
    let weighted = all.map { name in
      (name: name, weight: durations[name].flatMap { $0 > 0 && $0.isFinite ? $0 : nil } ?? average)
    }.sorted { ($1.weight, $0.name) < ($0.weight, $1.name) }
    var loads = [Double](repeating: 0, count: count)
    var mine: [String] = []
    for entry in weighted {
      let lightest = loads.indices.min { loads[$0] < loads[$1] } ?? 0
      loads[lightest] += entry.weight
      if lightest == index - 1 { mine.append(entry.name) }
    }
    return mine
  }
}
