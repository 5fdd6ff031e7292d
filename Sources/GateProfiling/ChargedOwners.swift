/// Which functions of the suite's own the cost of each function belongs to.
///
/// A function of the suite's own bears its cost itself. What the runtime and libraries do is charged to the nearest
/// caller that is the suite's own. The chain of callers mostly names it. Where it does not reach that far, the cost is
/// divided among the callers in proportion to what their calls cost, again and again until it arrives. What never
/// arrives, because no function of the suite called it, is charged to the function itself.
struct ChargedOwners {
  /// For each function of the profile the owners with their shares, which come to 1.
  let owners: [[(name: FunctionName, share: Double)]]

  private static let mostRounds = 64

  init(_ calls: CallProfile, _ names: [[FunctionName]]) {
    var owners: [[String: Double]] = Array(repeating: [:], count: names.count)
    var known: [String: FunctionName] = [:]
    var open: [Int] = []
    for (place, chain) in names.enumerated() {
      guard let owner = chain.first(where: \.isOwn) else {
        open.append(place)
        continue
      }
      known[owner.key] = owner
      owners[place] = [owner.key: 1]
    }
    let callers = Self.callers(of: open, calls)
    // Shares arrive from callers round by round; chains of open functions are short.
    for _ in 0..<Self.mostRounds where !open.isEmpty {
      var moved = 0.0
      for place in open {
        var shares: [String: Double] = [:]
        for (caller, weight) in callers[place] ?? [] {
          for (owner, share) in owners[caller] { shares[owner, default: 0] += share * weight }
        }
        moved += abs(shares.values.reduce(0, +) - owners[place].values.reduce(0, +))
        owners[place] = shares
      }
      if moved < 1e-9 { break }
    }
    self.owners = owners.enumerated().map { place, shares in
      let sum = shares.values.reduce(0, +)
      guard sum > 1e-6 else { return [(names[place][0], 1)] }
      return shares.sorted { $0.key < $1.key }.compactMap { key, share in
        known[key].map { ($0, share / sum) }
      }
    }
  }

  /// For each of these functions its callers, with their parts in what it costs.
  private static func callers(
    of open: [Int], _ calls: CallProfile
  ) -> [Int: [(caller: Int, weight: Double)]] {
    let wanted = Set(open)
    var edges: [Int: [CallProfile.Edge]] = [:]
    for edge in calls.edges where wanted.contains(edge.callee) && edge.caller != edge.callee {
      edges[edge.callee, default: []].append(edge)
    }
    return edges.mapValues { edges in
      let cost = edges.reduce(0) { $0 + $1.cost }
      let count = edges.reduce(0) { $0 + $1.calls }
      return edges.compactMap { edge in
        let weight = cost > 0 ? edge.cost / cost : count > 0 ? edge.calls / count : 0
        return weight > 0 ? (edge.caller, weight) : nil
      }
    }
  }
}
