/// A theory of change: a graph from activities over outputs to outcomes.
struct TheoryOfChange: Hashable, Sendable {
  /// For each node, the nodes it leads to.
  let edges: [[Int]]

  /// Builds a layered graph from causal links; nodes are numbered by first appearance, and links that
  /// would point backwards are dropped.
  init(_ links: [CausalDetector.Link]) {
    var numbers: [UInt64: Int] = [:]
    func number(_ concept: UInt64) -> Int {
      if let known = numbers[concept] { return known }
      numbers[concept] = numbers.count
      return numbers.count - 1
    }
    let pairs = links.map { (number($0.cause), number($0.effect)) }
    var edges = [[Int]](repeating: [], count: numbers.count)
    for (cause, effect) in pairs where cause < effect && !edges[cause].contains(effect) {
      edges[cause].append(effect)
    }
    self.edges = edges
  }

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
