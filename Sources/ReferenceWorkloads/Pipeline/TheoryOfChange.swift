/// A theory of change: a graph from activities over outputs to outcomes.
struct TheoryOfChange: Hashable, Sendable {
  /// For each node, the nodes it leads to.
  let edges: [[Int]]

  init(edges: [[Int]]) {
    self.edges = edges
  }

  /// A layered graph of a given size, in an order that the seed fixes.
  static func layered(nodes: Int, seed: UInt64) -> TheoryOfChange {
    var random = SeededRandom(seed: seed)
    return TheoryOfChange(
      edges: (0..<nodes).map { node in
        let rest = nodes - node - 1
        return (0..<min(3, rest)).map { _ in node + 1 + random.below(min(rest, 12)) }
      })
  }

  /// The number of nodes on the longest path, found in the nodes' order; edges point forwards.
  func longestPath(from start: Int = 0) -> Int {
    var depths = [Int](repeating: 0, count: edges.count)
    guard edges.indices.contains(start) else { return 0 }
    depths[start] = 1
    for node in start..<edges.count where depths[node] > 0 {
      for next in edges[node] { depths[next] = max(depths[next], depths[node] + 1) }
    }
    return depths.max() ?? 0
  }
}
