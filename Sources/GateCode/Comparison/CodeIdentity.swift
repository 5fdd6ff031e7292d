/// Two programs' code, atom by atom: what is the same, what changed and what it takes to be sure.
package struct CodeIdentity: Sendable {
  /// One of the two programs.
  package enum Of: CaseIterable, Sendable {
    /// The program that is known.
    case baseline
    /// The program that may differ from it.
    case candidate
  }

  let pool: CodePool
  let graph: CodeGraph
  let baseline: CodeSide
  let candidate: CodeSide
  /// The harness's differences between the two sides.
  private(set) var harnessDifferences: [String] = []

  /// Compares what two programs were linked from.
  ///
  /// Both sides must have been read into this pool.
  package init(baseline: CodeSide, candidate: CodeSide, pool: CodePool) {
    var (baseline, candidate) = (baseline, candidate)
    baseline.index(pool)
    candidate.index(pool)
    let isUnique = (0..<pool.names.count).map { name in
      baseline.definitions(of: NameTable.Name(name)).count <= 1
        && candidate.definitions(of: NameTable.Name(name)).count <= 1
    }
    self.pool = pool
    self.baseline = baseline
    self.candidate = candidate
    graph = CodeGraph(pool, isUnique: isUnique)
    harnessDifferences = findHarnessDifferences()
  }

  /// Reads and compares what two programs were linked from.
  ///
  /// - Parameter maps: Where the linker put what it took; without them it is not known which of several definitions it
  ///   took.
  /// - Throws: ``CodeError`` when a file is not understood.
  package init(
    baseline: [CodeFile], candidate: [CodeFile],
    maps: (baseline: LinkMap, candidate: LinkMap)? = nil,
    thinMember: @escaping ThinMember = { _, _ in nil }
  ) throws(CodeError) {
    var pool = CodePool()
    var first = try CodeSide(baseline, in: &pool, thinMember: thinMember)
    var second = try CodeSide(candidate, in: &pool, thinMember: thinMember)
    if let maps {
      first.learn(maps.baseline, in: pool)
      second.learn(maps.candidate, in: pool)
    }
    self.init(baseline: first, candidate: second, pool: pool)
  }

  func side(_ of: Of) -> CodeSide { of == .baseline ? baseline : candidate }

  /// The meaning of a name on one side.
  struct Meaning: Hashable {
    var digest: Digest
    /// The name's place in the atom.
    var offset: Int
    /// The object, where the name is local to it.
    var object: NameTable.Name?
  }

  /// Whether a name means the same, how sure that is, and how much is there.
  enum Sameness: Hashable, Sendable {
    /// The same atoms.
    case same
    /// On neither side: something outside the kits.
    case outside
    /// On one side only.
    case missing
    /// Other atoms.
    case different
    /// Definitions that differ and compete, or something that is not understood.
    case unclear
  }

  /// Compares what a name means to other objects.
  func sameness(global name: NameTable.Name) -> Sameness {
    if baseline.unclear.contains(name) || candidate.unclear.contains(name) { return .unclear }
    let old = baseline.candidates(for: name)
    let new = candidate.candidates(for: name)
    if old.isEmpty, new.isEmpty { return .outside }
    guard let first = old.first, !new.isEmpty else { return .missing }
    if (old + new).contains(where: isUnknown) { return .unclear }
    // Which of several the linker takes need not be known while they are equal.
    let meaning = self.meaning(first)
    let isOne = old.allSatisfy { self.meaning($0) == meaning }
    let others = Set(new.map { self.meaning($0) })
    if isOne, others == [meaning] { return .same }
    if isOne, others.count == 1 { return .different }
    guard let taken = self.taken(old, baseline), let other = self.taken(new, candidate) else {
      return .unclear
    }
    return self.meaning(taken) == self.meaning(other) ? .same : .different
  }

  /// The definition that the linker takes of several that are equally strong, where that is certain.
  ///
  /// It is the first, if no archive comes before it. One in a group may be left out for another group's sake.
  private func taken(_ definitions: [CodeSide.Definition], _ side: CodeSide)
    -> CodeSide.Definition?
  {
    guard let first = definitions.first, side.named.contains(first.object) else { return nil }
    let object = pool.objects[first.object]
    let section = object.object.sections[object.atoms[first.atom].section]
    return section.flags & SectionFlag.grouped == 0 ? first : nil
  }

  /// Compares everything that has a name: what it means to other objects, and what in each object of its own.
  func sameness(all name: NameTable.Name) -> Sameness {
    let old = baseline.definitions(of: name)
    let new = candidate.definitions(of: name)
    let global = sameness(global: name)
    let oldLocal = old.filter(\.isLocal)
    let newLocal = new.filter(\.isLocal)
    if oldLocal.isEmpty, newLocal.isEmpty { return global }
    guard global == .outside || global == .same else { return global }
    if oldLocal.isEmpty || newLocal.isEmpty { return .missing }
    if (oldLocal + newLocal).contains(where: isUnknown) { return .unclear }
    return order(oldLocal.map { localMeaning($0) }) == order(newLocal.map { localMeaning($0) })
      ? .same : .different
  }

  private func order(_ meanings: [Meaning]) -> [Meaning] {
    meanings.sorted {
      ($0.object ?? -1, $0.offset, $0.digest) < ($1.object ?? -1, $1.offset, $1.digest)
    }
  }

  private func meaning(_ definition: CodeSide.Definition) -> Meaning {
    let object = pool.objects[definition.object]
    return Meaning(
      digest: graph.digests[graph.node(definition.object, atom: definition.atom)],
      offset: object.labels[definition.label].offset)
  }

  private func localMeaning(_ definition: CodeSide.Definition) -> Meaning {
    var meaning = self.meaning(definition)
    // A local name that is the only one needs no object to be known by; a source file may be renamed.
    let name = pool.objects[definition.object].labels[definition.label].name
    let isOnly =
      baseline.definitions(of: name).count <= 1 && candidate.definitions(of: name).count <= 1
    meaning.object = isOnly ? nil : pool.objects[definition.object].key
    return meaning
  }

  private func isUnknown(_ definition: CodeSide.Definition) -> Bool {
    graph.unknown[graph.node(definition.object, atom: definition.atom)]
  }

  /// The baseline's atoms that a stretch of executed code belongs to.
  func atoms(of stretch: ExecutedCode.Stretch) -> [(object: Int, atom: Int)] {
    baseline.places(file: stretch.file, section: stretch.section, in: pool).flatMap { place in
      pool.objects[place.object].atoms(in: place.section, stretch.offsets).map {
        (place.object, $0)
      }
    }
  }

  /// The baseline's functions that executed stretches belong to, by their first names, sorted.
  package func functions(of stretches: [ExecutedCode.Stretch]) -> [String] {
    let names = Set(
      stretches.flatMap { atoms(of: $0) }.compactMap { place in
        pool.objects[place.object].labels(of: place.atom).first?.name
      })
    return names.map { pool.names.string($0) }.sorted()
  }

  /// Whether the candidate has an atom like one of the baseline's that has no name, in an object of the same key.
  func hasTwin(_ node: Int, _ object: Int) -> Bool {
    guard !graph.unknown[node] else { return false }
    let key = pool.objects[object].key
    return candidate.objects.contains { other in
      guard pool.objects[other].key == key else { return false }
      let first = graph.firstNode[other]
      return (first..<first + pool.objects[other].atoms.count).contains {
        graph.digests[$0] == graph.digests[node] && !graph.unknown[$0]
      }
    }
  }

  /// The sections of a name on one side, in link order, as nodes.
  func listed(_ section: NameTable.Name, _ of: Of) -> [Int] {
    side(of).objects.flatMap { number in
      let object = pool.objects[number]
      return object.sectionNames.indices.compactMap { index in
        object.sectionNames[index] == section && !object.atomsOfSection[index].isEmpty
          && side(of).isLinked(number, index)
          ? graph.node(number, section: index) : nil
      }
    }
  }

  /// Whether two lists of nodes are the same, place by place.
  func areSame(_ old: [Int], _ new: [Int]) -> Bool {
    old.count == new.count
      && zip(old, new).allSatisfy { first, second in
        graph.digests[first] == graph.digests[second] && !graph.unknown[first]
          && !graph.unknown[second]
      }
  }
}
