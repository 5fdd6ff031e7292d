/// The distribution of a program's work: the cost of each function, and the calls between them.
package struct Profile: Hashable, Sendable {
  /// The cost of one function.
  package struct Function: Hashable, Sendable {
    /// The function.
    package var name: FunctionName
    /// The function's own cost.
    package var own = 0.0
    /// The same with what the runtime and libraries do for it.
    package var charged = 0.0
    /// How often it is called; nil where that was not counted.
    package var calls: Double?
    /// How often memory is asked for in its name; nil where that was not counted.
    package var allocations: Double?
    /// The cost of functions of the runtime and of libraries that it called, by their readable names.
    package var through: [String: Double] = [:]
  }

  /// The functions that something is charged to, by ``FunctionName/key``.
  package private(set) var functions: [String: Function] = [:]
  /// The cost of all functions together.
  package private(set) var total = 0.0
  /// The calls, from the outermost function on.
  package private(set) var tree: StackTree

  /// Charges what the runtime and libraries do to the functions that called them.
  ///
  /// - Parameters:
  ///   - calls: The counted functions and calls.
  ///   - isProgram: Returns true for the file of the program itself, and false for shared libraries.
  package init(_ calls: CallProfile, isProgram: (String) -> Bool) {
    var known: [String: FunctionName] = [:]
    func name(_ symbol: String, _ object: String) -> FunctionName {
      if let found = known[symbol] { return found }
      let made = FunctionName(symbol, isInProgram: isProgram(object))
      known[symbol] = made
      return made
    }
    // Only a function's own entry shows whether it is in the program; a caller's name in a chain does not.
    for node in calls.nodes { _ = name(node.name, node.object) }
    let names = calls.nodes.map { node in
      node.chain.map { known[$0] ?? FunctionName($0, isInProgram: true) }
    }
    total = calls.total
    tree = StackTree()
    let charges = ChargedOwners(calls, names)
    for (place, node) in calls.nodes.enumerated() where node.cost > 0 {
      charge(node.cost, of: names[place][0], to: charges.owners[place])
    }
    countCalls(calls, names, charges)
    tree = StackTree(calls, names.map { $0[0] })
  }

  /// Takes stacks that a timer saw.
  ///
  /// - Parameters:
  ///   - stacks: The linker's names from the innermost function outwards, with how often the timer saw them.
  ///   - cost: The cost of one sample.
  package init(stacks: [(stack: [FunctionName], count: Int)], cost: Double) {
    tree = StackTree()
    let hasHarness = stacks.contains { $0.stack.contains(where: \.isHarness) }
    for (stack, count) in stacks {
      guard let leaf = stack.first else { continue }
      let amount = Double(count) * cost
      total += amount
      let owner = stack.first(where: \.isOwn) ?? leaf
      charge(amount, of: leaf, to: [(owner, 1)])
      tree.add(StackTree.body(of: stack.reversed(), hasHarness: hasHarness), amount)
    }
  }

  private mutating func charge(
    _ amount: Double, of name: FunctionName, to owners: [(name: FunctionName, share: Double)]
  ) {
    for (owner, share) in owners {
      var function = functions[owner.key] ?? Function(name: owner)
      function.charged += amount * share
      if owner.key == name.key {
        function.own += amount * share
      } else {
        function.through[name.readable, default: 0] += amount * share
      }
      functions[owner.key] = function
    }
  }

  private mutating func countCalls(
    _ calls: CallProfile, _ names: [[FunctionName]], _ charges: ChargedOwners
  ) {
    for key in functions.keys {
      functions[key]?.calls = 0
      functions[key]?.allocations = 0
    }
    for edge in calls.edges {
      let callee = names[edge.callee][0]
      functions[callee.key]?.calls? += edge.calls
      // The program's own malloc calls the library's; that is one call.
      guard Self.allocators.contains(callee.symbol),
        !Self.allocators.contains(names[edge.caller][0].symbol)
      else { continue }
      for (owner, share) in charges.owners[edge.caller] {
        functions[owner.key]?.allocations? += edge.calls * share
      }
    }
  }

  private static let allocators: Set<String> = [
    "malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc", "memalign",
  ]
}
