/// The cost of one program's functions, and the calls between them.
///
/// A function may appear several times, once for each chain of callers that the tool kept apart.
package struct CallProfile: Hashable, Sendable {
  /// A function in one context.
  package struct Node: Hashable, Sendable {
    /// The linker's name of the function, then those of the callers that it is kept apart by, nearest first.
    package var chain: [String]
    /// The file that holds the function; empty where that is not known.
    package var object: String
    /// The cost of the function itself, without those that it calls.
    package var cost: Double

    /// Describes a function.
    package init(chain: [String], object: String, cost: Double) {
      self.chain = chain
      self.object = object
      self.cost = cost
    }

    /// The linker's name of the function.
    package var name: String { chain[0] }
  }

  /// All calls from one function to another.
  package struct Edge: Hashable, Sendable {
    /// The place of the caller among the nodes.
    package var caller: Int
    /// The place of the function called among the nodes.
    package var callee: Int
    /// How often it was called.
    package var calls: Double
    /// The cost of the calls, with all that they called in turn.
    package var cost: Double

    /// Describes calls.
    package init(caller: Int, callee: Int, calls: Double, cost: Double) {
      self.caller = caller
      self.callee = callee
      self.calls = calls
      self.cost = cost
    }
  }

  /// The functions.
  package var nodes: [Node] = []
  /// The calls.
  package var edges: [Edge] = []

  /// Gathers functions and calls.
  package init(nodes: [Node] = [], edges: [Edge] = []) {
    self.nodes = nodes
    self.edges = edges
  }

  /// The cost of all functions together.
  package var total: Double { nodes.reduce(0) { $0 + $1.cost } }

  /// The same costs divided by a number of iterations.
  package func perIteration(_ iterations: Int) -> CallProfile {
    var profile = self
    let share = 1 / Double(iterations)
    for place in nodes.indices { profile.nodes[place].cost *= share }
    for place in edges.indices {
      profile.edges[place].calls *= share
      profile.edges[place].cost *= share
    }
    return profile
  }
}
