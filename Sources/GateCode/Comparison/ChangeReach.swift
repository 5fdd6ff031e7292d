/// From which functions a change can be reached by following what code and data refer to.
///
/// This may only order work: what is found through conformances, casts or the name of a type is not seen, so that a
/// function from which nothing is reached here may still come to run changed code. Nothing is proven by it; see
/// ``SameCodeProof``.
package struct ChangeReach: Sendable {
  private let identity: CodeIdentity
  /// The nodes from which a change is reached, on either side.
  private let reached: Set<Int>

  /// Follows references backwards from all that changed.
  package init(_ identity: CodeIdentity, _ difference: CodeDifference) {
    self.identity = identity
    var todo: [Int] = []
    for names in [difference.functions, difference.data] {
      for text in names.added + names.removed + names.edited + names.unclear {
        guard let name = identity.pool.names.known(text) else { continue }
        todo += Self.nodes(of: name, identity)
      }
    }
    var reached = Set(todo)
    let referrers = Self.referrers(identity)
    while let node = todo.popLast() {
      for other in referrers[node, default: []] where reached.insert(other).inserted {
        todo.append(other)
      }
    }
    self.reached = reached
  }

  /// The functions that can reach a change.
  package func functions(among names: [String]) -> [String] {
    names.filter { text in
      guard let name = identity.pool.names.known(text) else { return false }
      return Self.nodes(of: name, identity).contains(where: reached.contains)
    }
  }

  private static func nodes(of name: NameTable.Name, _ identity: CodeIdentity) -> [Int] {
    CodeIdentity.Of.allCases.flatMap { of in
      identity.side(of).definitions(of: name).map {
        identity.graph.node($0.object, atom: $0.atom)
      }
    }
  }

  private static func referrers(_ identity: CodeIdentity) -> [Int: [Int]] {
    var referrers: [Int: [Int]] = [:]
    for object in Set(identity.baseline.objects + identity.candidate.objects) {
      let first = identity.graph.firstNode[object]
      let atomic = identity.pool.objects[object]
      for node in first..<first + atomic.atoms.count + atomic.object.sections.count {
        for target in identity.graph.targets(of: node) {
          switch target {
          case .node(let other): referrers[Int(other), default: []].append(node)
          case .global(let name), .local(let name):
            for other in nodes(of: name, identity) { referrers[other, default: []].append(node) }
          }
        }
      }
    }
    return referrers
  }
}
