/// The objects from which one program was linked, and the meaning of each name in them.
package struct CodeSide: Sendable {
  /// A place that a name means.
  struct Definition: Sendable {
    let object: Int
    let section: Int
    let atom: Int
    let label: Int
    let isLocal: Bool
    let isWeak: Bool
  }

  /// A section of an object.
  struct SectionPlace: Hashable, Sendable {
    let object: Int
    let section: Int
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
  /// The objects of each file, by what the linker calls it.
  private var objectsOfFile: [String: [Int]] = [:]
  /// Which sections the linker took, by object; nil where that is not known.
  private(set) var linked: [Int: Set<Int>]?
  /// The place of the definition that the linker took, of names with several.
  private var taken: [NameTable.Name: [SectionPlace]] = [:]
  private var sectionsOfName: [Int: [NameTable.Name: [Int]]] = [:]

  /// Takes the files of a program, and from archives what is asked for.
  ///
  /// A member of an archive is loaded when a name is missing that it defines, as a linker does; the first archive that
  /// has the name wins.
  ///
  /// - Throws: ``CodeError`` when a file is not understood.
  package init(
    _ files: [CodeFile], in pool: inout CodePool, thinMember: ThinMember = { _, _ in nil }
  ) throws(CodeError) {
    var archives: [(path: String, number: Int)] = []
    var defined: Set<NameTable.Name> = []
    var wanted: [NameTable.Name] = []
    for file in files {
      switch try pool.read(file) {
      case .object(let object):
        load(object, pool, &defined, &wanted)
        if archives.isEmpty { named.insert(object) }
        objectsOfFile[file.path, default: []].append(object)
      case .archive(let archive): archives.append((file.path, archive))
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
          let object = try pool.member(of: archive.number, defining: name, thinMember: thinMember)
        else { continue }
        load(object, pool, &defined, &wanted)
        break
      }
    }
    for archive in archives {
      for member in pool.loadedMembers(of: archive.number) where isLoaded.contains(member.object) {
        objectsOfFile["\(archive.path)(\(member.name))", default: []].append(member.object)
      }
    }
  }

  /// Learns from the linker's map which sections of its objects became part of the program.
  ///
  /// Of several sections of one name in an object all count as taken when one is.
  package mutating func learn(_ map: LinkMap, in pool: CodePool) {
    for object in objects { sectionsOfName[object] = Self.sectionsByName(pool.objects[object]) }
    var linked: [Int: Set<Int>] = [:]
    var seen: Set<[String]> = []
    for piece in map.pieces where seen.insert([map.file(of: piece), piece.section]).inserted {
      for place in places(of: piece, map, in: pool) {
        linked[place.object, default: []].insert(place.section)
      }
    }
    for object in objects {
      for (index, section) in pool.objects[object].object.sections.enumerated() {
        // Pieces of these are put together with others' and have no place of their own.
        if section.flags & SectionFlag.merged != 0 { linked[object, default: []].insert(index) }
      }
    }
    self.linked = linked
    learnNames(map, in: pool)
  }

  /// Learns which of several definitions of a name that is not local the linker took.
  private mutating func learnNames(_ map: LinkMap, in pool: CodePool) {
    var counts = [UInt8](repeating: 0, count: pool.names.count)
    for object in objects {
      for label in pool.objects[object].labels where label.binding != 0 {
        counts[Int(label.name)] = min(2, counts[Int(label.name)] + 1)
      }
    }
    for (range, piece) in map.symbols {
      guard let name = pool.names.known(map.bytes, range), counts[Int(name)] > 1 else { continue }
      taken[name, default: []] += places(of: piece, map, in: pool)
    }
  }

  /// The sections that a piece of the program may be.
  private func places(of piece: LinkMap.Piece, _ map: LinkMap, in pool: CodePool) -> [SectionPlace]
  {
    places(file: map.file(of: piece), section: piece.section, in: pool)
  }

  /// The sections that have a name in a file.
  func places(file: String, section: String, in pool: CodePool) -> [SectionPlace] {
    guard let objects = objectsOfFile[file], let name = pool.names.known(section) else { return [] }
    return objects.flatMap { object -> [SectionPlace] in
      let known = sectionsOfName[object] ?? Self.sectionsByName(pool.objects[object])
      return (known[name] ?? []).map { SectionPlace(object: object, section: $0) }
    }
  }

  private static func sectionsByName(_ object: AtomicObject) -> [NameTable.Name: [Int]] {
    var byName: [NameTable.Name: [Int]] = [:]
    for (index, name) in object.sectionNames.enumerated() {
      byName[name, default: []].append(index)
    }
    return byName
  }

  /// Whether a section became part of the program, as far as is known.
  func isLinked(_ object: Int, _ section: Int) -> Bool {
    guard let linked else { return true }
    return linked[object]?.contains(section) ?? false
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
      for atom in pool.objects[object].atoms
      where isLinked(object, atom.section) {
        for label in pool.objects[object].labels[atom.labels] { counts[Int(label.name) + 1] += 1 }
      }
    }
    for name in 1..<counts.count { counts[name] += counts[name - 1] }
    ends = Array(counts.dropFirst())
    var places = counts
    let empty = Definition(object: 0, section: 0, atom: 0, label: 0, isLocal: true, isWeak: true)
    definitions = [Definition](repeating: empty, count: counts.last ?? 0)
    for number in objects {
      let object = pool.objects[number]
      for (index, atom) in object.atoms.enumerated() where isLinked(number, atom.section) {
        for place in atom.labels {
          let label = object.labels[place]
          definitions[places[Int(label.name)]] = Definition(
            object: number, section: atom.section, atom: index, label: place,
            isLocal: label.binding == 0,
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
    if let places = taken[name] {
      let chosen = all.filter { definition in
        places.contains { $0.object == definition.object && $0.section == definition.section }
      }
      if !chosen.isEmpty { return chosen }
    }
    let strong = all.filter { !$0.isWeak }
    return strong.isEmpty ? all : strong
  }

  /// Whether a name that is not local is defined.
  func defines(_ name: NameTable.Name) -> Bool {
    unclear.contains(name) || definitions(of: name).contains { !$0.isLocal }
  }
}
