/// Functions within their callers, with what each costs together with all that it calls.
package struct StackTree: Hashable, Sendable {
  /// One function within its callers.
  package struct Frame: Hashable, Sendable {
    /// The function's name; empty for the root.
    package var name: String
    /// The cost, with all that it calls.
    package var cost: Double
    /// The functions that it calls, by name, as places among the frames.
    package var children: [String: Int] = [:]
  }

  /// The frames; the first is the root, which is the program.
  package private(set) var frames = [Frame(name: "", cost: 0)]

  /// A tree of nothing.
  init() {}

  /// Adds a cost at the end of a path of names, the outermost first.
  mutating func add(_ path: [String], _ cost: Double) {
    var place = 0
    frames[0].cost += cost
    for name in path.prefix(Self.deepest) {
      place = child(name, of: place)
      frames[place].cost += cost
    }
  }

  private mutating func child(_ name: String, of parent: Int) -> Int {
    if let known = frames[parent].children[name] { return known }
    frames[parent].children[name] = frames.count
    frames.append(Frame(name: name, cost: 0))
    return frames.count - 1
  }

  /// Callers deeper than this are of no interest.
  private static let deepest = 100
  /// Functions that cost less than this part of the whole are not followed.
  private static let least = 0.001

  /// Follows calls from the functions without callers.
  ///
  /// A profile says what each caller spent in each function, not along which path. A function that is kept apart by its
  /// callers has few of them; where it has several, what it spends is divided as its own cost was.
  ///
  /// The callers of the benchmark's body, which are the harness and everything before it, are left out.
  init(_ calls: CallProfile, _ names: [FunctionName]) {
    var outgoing: [Int: [CallProfile.Edge]] = [:]
    var incoming = Array(repeating: 0.0, count: calls.nodes.count)
    for edge in calls.edges where edge.caller != edge.callee && edge.cost > 0 {
      outgoing[edge.caller, default: []].append(edge)
      incoming[edge.callee] += edge.cost
    }
    let spent = calls.nodes.indices.map { place in
      calls.nodes[place].cost + (outgoing[place] ?? []).reduce(0) { $0 + $1.cost }
    }
    let total = calls.total
    func follow(
      _ place: Int, _ cost: Double, into parent: Int, _ trunk: Trunk, _ path: [Int],
      _ tree: inout Self
    ) {
      guard cost >= total * Self.least, path.count < Self.deepest, !path.contains(place),
        spent[place] > 0
      else { return }
      let next = trunk.after(names[place])
      var frame = parent
      if next.hasEnded {
        frame = tree.child(names[place].readable, of: parent)
        tree.frames[frame].cost += cost
      }
      let share = min(1, cost / spent[place])
      for edge in outgoing[place] ?? [] {
        follow(edge.callee, edge.cost * share, into: frame, next, path + [place], &tree)
      }
    }
    let trunk = Trunk(hasHarness: names.contains(where: \.isHarness))
    for place in calls.nodes.indices {
      let uncalled = spent[place] - incoming[place]
      guard uncalled > total * Self.least else { continue }
      frames[0].cost += uncalled
      follow(place, uncalled, into: 0, trunk, [], &self)
    }
  }

  /// The names of a path of callers from the benchmark's body on, the outermost first.
  static func body(of path: [FunctionName], hasHarness: Bool) -> [String] {
    var trunk = Trunk(hasHarness: hasHarness)
    return path.compactMap { name in
      trunk = trunk.after(name)
      return trunk.hasEnded ? name.readable : nil
    }
  }
}

/// Where a walk from the program's start to a benchmark's body is: the body is the first function of the suite's own that
/// the harness calls.
private struct Trunk {
  private var isPastHarness: Bool
  private(set) var hasEnded = false

  init(hasHarness: Bool) { isPastHarness = !hasHarness }

  func after(_ name: FunctionName) -> Trunk {
    guard !hasEnded else { return self }
    var next = self
    if name.isHarness { next.isPastHarness = true }
    next.hasEnded = isPastHarness && name.isOwn
    return next
  }
}
