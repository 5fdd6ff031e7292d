/// What one program was linked from: its objects, and what each name means in them.
package struct CodeSide: Sendable {
  /// A place that a name stands for.
  struct Definition: Sendable {
    let object: Int
    let atom: Int
    let label: Int
    let isLocal: Bool
    let isWeak: Bool
  }

  /// The numbers of the objects, in the order in which they are linked.
  private(set) var objects: [Int] = []
  private var ends: [Int] = []
  private var definitions: [Definition] = []
  /// Names that are defined in a way that is not followed: room that the linker finds, absolute values.
  private(set) var unclear: Set<NameTable.Name> = []
  private var isLoaded: Set<Int> = []
  /// The objects that the linker was given by name before any archive; they are linked in this order and first.
  private(set) var named: Set<Int> = []

  /// Takes the files of a program, and from archives what is asked for.
  ///
  /// A member of an archive is loaded when a name is missing that it defines, as a linker does; the first archive that
  /// has the name wins.
  ///
  /// - Throws: ``CodeError`` when a file is not understood.
  package init(
    _ files: [CodeFile], in pool: inout CodePool, thinMember: ThinMember = { _, _ in nil }
  ) throws(CodeError) {
    var archives: [Int] = []
    var defined: Set<NameTable.Name> = []
    var wanted: [NameTable.Name] = []
    for file in files {
      switch try pool.read(file) {
      case .object(let object):
        load(object, pool, &defined, &wanted)
        if archives.isEmpty { named.insert(object) }
      case .archive(let archive): archives.append(archive)
      }
    }
    var next = 0
    var isAsked: Set<NameTable.Name> = []
    while next < wanted.count {
      let name = wanted[next]
      next += 1
      guard !defined.contains(name), isAsked.insert(name).inserted else { continue }
      for archive in archives {
        guard
          let object = try pool.member(of: archive, defining: name, thinMember: thinMember)
        else { continue }
        load(object, pool, &defined, &wanted)
        break
      }
    }
  }

  private mutating func load(
    _ index: Int, _ pool: CodePool, _ defined: inout Set<NameTable.Name>,
    _ wanted: inout [NameTable.Name]
  ) {
    guard isLoaded.insert(index).inserted else { return }
    objects.append(index)
    let object = pool.objects[index]
    for (symbol, name) in zip(object.object.symbols, object.symbolNames)
    where !symbol.isLocal && name >= 0 {
      switch symbol.place {
      case .undefined: if symbol.binding != 2 { wanted.append(name) }
      case .section: defined.insert(name)
      case .absolute, .common, .reserved:
        defined.insert(name)
        unclear.insert(name)
      }
    }
  }

  /// Orders all definitions by name, once all files of both sides are read.
  mutating func index(_ pool: CodePool) {
    var counts = [Int](repeating: 0, count: pool.names.count + 1)
    for object in objects {
      for label in pool.objects[object].labels { counts[Int(label.name) + 1] += 1 }
    }
    for name in 1..<counts.count { counts[name] += counts[name - 1] }
    ends = Array(counts.dropFirst())
    var places = counts
    let empty = Definition(object: 0, atom: 0, label: 0, isLocal: true, isWeak: true)
    definitions = [Definition](repeating: empty, count: counts.last ?? 0)
    for number in objects {
      let object = pool.objects[number]
      for (index, atom) in object.atoms.enumerated() {
        for place in atom.labels {
          let label = object.labels[place]
          definitions[places[Int(label.name)]] = Definition(
            object: number, atom: index, label: place, isLocal: label.binding == 0,
            isWeak: label.binding == 2)
          places[Int(label.name)] += 1
        }
      }
    }
  }

  /// Every definition of a name, in link order.
  func definitions(of name: NameTable.Name) -> ArraySlice<Definition> {
    guard Int(name) < ends.count else { return [] }
    return definitions[(name == 0 ? 0 : ends[Int(name) - 1])..<ends[Int(name)]]
  }

  /// The definitions among which the linker chooses for a name that is not local.
  func candidates(for name: NameTable.Name) -> [Definition] {
    let all = definitions(of: name).filter { !$0.isLocal }
    let strong = all.filter { !$0.isWeak }
    return strong.isEmpty ? all : strong
  }

  /// Whether a name that is not local is defined.
  func defines(_ name: NameTable.Name) -> Bool {
    unclear.contains(name) || definitions(of: name).contains { !$0.isLocal }
  }
}
