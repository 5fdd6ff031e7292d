/// All atoms of a comparison with what they refer to, and a digest for each, by which two of them are the same.
///
/// An atom's digest covers what it is (flags, size, names, bytes) and each field that the linker fills: where, how, what
/// it refers to, and by how much. What it refers to goes
///
/// - by name, where a name means one thing on each side. Whether *that* thing is the same is asked of its own digest;
///   so an edit of a function does not show in its callers;
/// - by content, where there is no such name: an unnamed constant, a local name that several objects have. The digest
///   of the referrer then covers the digest of the target, which covers the digests of its own unnamed targets.
///
/// References to such targets may form circles. So digests are refined in rounds, each mixing in the targets' digests
/// from the round before, until a round distinguishes no more atoms than the one before. Atoms that are equal then stay
/// equal however far references are followed: this is the coarsest partition of Hopcroft's algorithm for automata
/// (J. E. Hopcroft, "An n log n algorithm for minimizing states in a finite automaton", 1971).
///
/// A place that is given by a section and a distance names its atom only if the section holds one; a compiler may fold
/// any constant into the distance. Otherwise it refers to the whole section.
struct CodeGraph: Sendable {
  /// The target of a reference.
  enum Target: Hashable, Sendable {
    /// A name that other objects may see, too.
    case global(NameTable.Name)
    /// A name that means one thing on each side.
    case local(NameTable.Name)
    /// An atom or a section, by its content.
    case node(Int32)
  }

  /// The first node of each object: its atoms, then its sections.
  let firstNode: [Int]
  private let targetEnds: [Int]
  private let targets: [Target]
  private(set) var digests: [Digest]
  /// The atoms that never count as equal: those that are not understood, and those that refer to such atoms by
  /// content.
  private(set) var unknown: [Bool]
  let pool: CodePool

  init(_ pool: CodePool, isUnique: [Bool]) {
    var builder = GraphBuilder(pool, isUnique: isUnique)
    builder.build()
    self.pool = pool
    firstNode = builder.firstNode
    targetEnds = builder.targetEnds
    targets = builder.targets
    digests = builder.digests
    unknown = builder.unknown
    refine()
  }

  func node(_ object: Int, atom: Int) -> Int { firstNode[object] + atom }

  func node(_ object: Int, section: Int) -> Int {
    firstNode[object] + pool.objects[object].atoms.count + section
  }

  /// Returns the targets of a node; a section's targets are its atoms.
  func targets(of node: Int) -> ArraySlice<Target> {
    targets[(node == 0 ? 0 : targetEnds[node - 1])..<targetEnds[node]]
  }

  /// The object of a node.
  func object(of node: Int) -> Int {
    firstNode.partitionPoint { $0 <= node } - 1
  }

  /// The atom of a node; nil when it is a section.
  func atom(of node: Int) -> (object: Int, atom: Atom)? {
    let object = object(of: node)
    let index = node - firstNode[object]
    let atoms = pool.objects[object].atoms
    return index < atoms.count ? (object, atoms[index]) : nil
  }

  /// Whether a node is a function: it lies in code and has a function's name.
  ///
  /// Tables may lie in code, too, as assemblers' do. They are data: they are never executed.
  func isFunction(_ node: Int) -> Bool {
    guard let (object, atom) = atom(of: node) else { return false }
    let atomic = pool.objects[object]
    return atomic.object.sections[atom.section].flags & SectionFlag.executable != 0
      && atomic.labels[atom.labels].contains { $0.type == 2 || $0.type == 10 }
  }

  private mutating func refine() {
    let deep = digests.indices.compactMap { node -> (Int, [Int])? in
      let nodes = targets(of: node).compactMap { target -> Int? in
        if case .node(let other) = target { Int(other) } else { nil }
      }
      return nodes.isEmpty ? nil : (node, nodes)
    }
    var classes = Set(deep.map { digests[$0.0] }).count
    while true {
      var next: [Digest] = []
      var isSettled = true
      next.reserveCapacity(deep.count)
      for (node, others) in deep {
        var text: [UInt8] = []
        text.reserveCapacity(16 * (1 + others.count))
        text.put(digests[node])
        for other in others {
          text.put(digests[other])
          if unknown[other], !unknown[node] {
            unknown[node] = true
            isSettled = false
          }
        }
        next.append(Digest(text))
      }
      for (index, (node, _)) in deep.enumerated() { digests[node] = next[index] }
      let refined = Set(next).count
      guard refined > classes || !isSettled else { return }
      classes = refined
    }
  }
}

extension [UInt8] {
  /// Appends a number, little-endian.
  mutating func put(_ number: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  /// Appends a number, little-endian.
  mutating func put(_ number: Int) { put(UInt64(bitPattern: Int64(number))) }

  /// Appends a digest.
  mutating func put(_ digest: Digest) {
    put(digest.high)
    put(digest.low)
  }
}
