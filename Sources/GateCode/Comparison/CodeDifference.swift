/// Which functions and which data two programs do not have in common.
package struct CodeDifference: Hashable, Sendable {
  /// The names of one kind of atoms, as the linker has them, sorted.
  package struct Names: Hashable, Sendable {
    /// Only the candidate has them.
    package var added: [String] = []
    /// Only the baseline has them.
    package var removed: [String] = []
    /// Both have them, and they differ.
    package var edited: [String] = []
    /// Both have them, and which of several definitions counts is not known.
    package var unclear: [String] = []

    /// How many there are.
    package var count: Int { added.count + removed.count + edited.count + unclear.count }
    /// Whether there are none.
    package var isEmpty: Bool { count == 0 }
  }

  /// Functions.
  package var functions = Names()
  /// Tables, constants, variables, metadata.
  package var data = Names()
  /// How many named functions the baseline has.
  package var baselineFunctions = 0
  /// How many named functions the candidate has.
  package var candidateFunctions = 0

  /// Whether nothing that has a name changed.
  package var isEmpty: Bool { functions.isEmpty && data.isEmpty }

  /// Lists what differs.
  ///
  /// A function of several names is listed by its first.
  package init(_ identity: CodeIdentity) {
    var old: [NameTable.Name: Bool] = [:]
    var new: [NameTable.Name: Bool] = [:]
    baselineFunctions = Self.collect(identity, .baseline, &old)
    candidateFunctions = Self.collect(identity, .candidate, &new)
    for (name, isCode) in old where new[name] == nil { add(name, isCode, \.removed, identity) }
    for (name, isCode) in new {
      guard old[name] != nil else {
        add(name, isCode, \.added, identity)
        continue
      }
      switch identity.sameness(all: name) {
      case .same, .outside: break
      case .missing, .different: add(name, isCode, \.edited, identity)
      case .unclear: add(name, isCode, \.unclear, identity)
      }
    }
    for path in [\CodeDifference.functions, \.data] {
      self[keyPath: path].added.sort()
      self[keyPath: path].removed.sort()
      self[keyPath: path].edited.sort()
      self[keyPath: path].unclear.sort()
    }
  }

  private mutating func add(
    _ name: NameTable.Name, _ isCode: Bool, _ kind: WritableKeyPath<Names, [String]>,
    _ identity: CodeIdentity
  ) {
    let text = identity.pool.names.string(name)
    if isCode {
      functions[keyPath: kind].append(text)
    } else {
      data[keyPath: kind].append(text)
    }
  }

  /// The first names of one side's atoms, and whether they are code; returns the number of functions.
  ///
  /// Functions that are in one and the same file on both sides are counted and not compared.
  private static func collect(
    _ identity: CodeIdentity, _ of: CodeIdentity.Of, _ names: inout [NameTable.Name: Bool]
  ) -> Int {
    let shared = Set(identity.baseline.objects).intersection(identity.candidate.objects)
    var functions: Set<NameTable.Name> = []
    for number in identity.side(of).objects {
      let object = identity.pool.objects[number]
      for atom in object.atoms {
        guard let first = atom.labels.first else { continue }
        let isCode =
          object.object.sections[atom.section].flags & SectionFlag.executable != 0
        let name = object.labels[first].name
        if isCode { functions.insert(name) }
        if !shared.contains(number) { names[name] = isCode }
      }
    }
    return functions.count
  }
}
