/// Checks that graphs have no cycle, and by sampling how likely random ones have none.
enum DagValidation {
  /// Whether the graph has no cycle.
  ///
  /// Source: Kahn, "Topological Sorting of Large Networks", CACM 5 (1962).
  static func isAcyclic(_ edges: [[Int]]) -> Bool {
    var incoming = [Int](repeating: 0, count: edges.count)
    for next in edges.joined() { incoming[next] += 1 }
    var free = incoming.indices.filter { incoming[$0] == 0 }
    var removed = 0
    while let node = free.popLast() {
      removed += 1
      for next in edges[node] {
        incoming[next] -= 1
        if incoming[next] == 0 { free.append(next) }
      }
    }
    return removed == edges.count
  }

  /// Draws one random graph and checks it; a Monte-Carlo estimate is the mean of many.
  static func sampleIsAcyclic(nodes: Int, seed: UInt64) -> Bool {
    var random = SeededRandom(seed: seed)
    let edges = (0..<nodes).map { node in
      (0..<2).compactMap { _ in random.happens(0.3) ? random.below(nodes) : nil }
        .filter { $0 != node }
    }
    return isAcyclic(edges)
  }
}
