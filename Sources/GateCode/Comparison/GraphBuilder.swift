/// Writes down each atom of a comparison so that equal ones read alike, and digests it.
struct GraphBuilder {
  private(set) var firstNode: [Int] = []
  private(set) var targetEnds: [Int] = []
  private(set) var targets: [CodeGraph.Target] = []
  private(set) var digests: [Digest] = []
  private(set) var unknown: [Bool] = []
  private let pool: CodePool
  /// Whether a name means one thing on each side.
  private let isUnique: [Bool]
  private var text: [UInt8] = []
  private var isClear = true

  init(_ pool: CodePool, isUnique: [Bool]) {
    self.pool = pool
    self.isUnique = isUnique
    var count = 0
    for object in pool.objects {
      firstNode.append(count)
      count += object.atoms.count + object.object.sections.count
    }
    targetEnds.reserveCapacity(count)
    digests.reserveCapacity(count)
    unknown.reserveCapacity(count)
  }

  mutating func build() {
    for index in pool.objects.indices {
      let object = pool.objects[index]
      for atom in object.atoms.indices {
        write(object, index, atom: atom)
        finish()
      }
      for section in object.object.sections.indices {
        write(object, index, section: section)
        finish()
      }
    }
  }

  private mutating func finish() {
    digests.append(Digest(text))
    unknown.append(!isClear)
    targetEnds.append(targets.count)
    text.removeAll(keepingCapacity: true)
    isClear = true
  }

  /// Writes the properties of an atom's section: what the program may do with it, and its name if that makes it a
  /// member of a list.
  private mutating func write(_ object: AtomicObject, section index: Int) {
    let section = object.object.sections[index]
    text.put(UInt64(section.type))
    text.put(section.flags & SectionFlag.ofContent)
    let isCode = section.flags & SectionFlag.executable != 0
    // Data of one object shares a section, and with it the alignment that the strictest needs.
    text.put(isCode ? section.alignment : 0)
    let name = object.object.view.bytes[section.name]
    text.put(ListedSection.isList(name) ? Int(object.sectionNames[index]) : -1)
    if !AtomicObject.isUnderstood(section) { isClear = false }
  }

  private mutating func write(_ object: AtomicObject, _ index: Int, atom number: Int) {
    let atom = object.atoms[number]
    let section = object.object.sections[atom.section]
    write(object, section: atom.section)
    if section.flags & SectionFlag.executable != 0 {
      let start = UInt64(atom.range.lowerBound)
      text.put(start == 0 ? 0 : start & (~start &+ 1) & 0xfff)
    }
    text.put(atom.range.count)
    text.put(atom.labels.count)
    for label in object.labels[atom.labels] {
      text.put(Int(label.name))
      text.put(label.offset)
      text.put(UInt64(label.type) << 16 | UInt64(label.binding) << 8 | UInt64(label.visibility))
    }
    if section.type != SectionType.zeros {
      // Fields that the linker fills are not an exception: compilers leave zeros there, and what is hashed cannot hide.
      let start = object.object.view.start + section.offset
      text +=
        object.object.view.bytes[
          start + atom.range.lowerBound..<start + atom.range.upperBound]
    }
    let relocations = object.object.relocations[atom.section]
    var next = Self.first(in: relocations, from: atom.range.lowerBound)
    while next < relocations.count, relocations[next].offset < atom.range.upperBound {
      let relocation = relocations[next]
      text.put(relocation.offset - atom.range.lowerBound)
      text.put(UInt64(relocation.type))
      text.put(UInt64(bitPattern: relocation.addend))
      write(object, index, target: relocation)
      next += 1
    }
  }

  private static func first(
    in relocations: [RelocatableObject.Relocation], from offset: Int
  ) -> Int {
    relocations.partitionPoint { $0.offset < offset }
  }

  /// A section as a whole: its atoms in order.
  private mutating func write(_ object: AtomicObject, _ index: Int, section: Int) {
    write(object, section: section)
    text.put(object.object.sections[section].size)
    let atoms = object.atomsOfSection[section]
    text.put(atoms.count)
    for atom in atoms {
      text.put(object.atoms[atom].range.lowerBound)
      targets.append(.node(Int32(firstNode[index] + atom)))
    }
    // A section that is left out of the comparison proves nothing.
    if atoms.isEmpty { isClear = false }
  }

  // MARK: What a field refers to

  private mutating func write(
    _ object: AtomicObject, _ index: Int, target relocation: RelocatableObject.Relocation
  ) {
    guard relocation.symbol > 0 else {
      text.put(0)
      return
    }
    let symbol = object.object.symbols[relocation.symbol]
    let name = object.symbolNames[relocation.symbol]
    guard symbol.isLocal else {
      guard name >= 0 else {
        isClear = false
        return
      }
      text.put(1)
      text.put(Int(name))
      // A weak reference may stay empty where a strong one would not.
      text.put(symbol.place == .undefined && symbol.binding == 2 ? 1 : 0)
      targets.append(.global(name))
      return
    }
    switch symbol.place {
    case .section(let section): write(object, index, symbol, section, relocation)
    case .absolute:
      text.put(2)
      text.put(symbol.value)
    case .undefined, .common, .reserved: isClear = false
    }
  }

  private mutating func write(
    _ object: AtomicObject, _ index: Int, _ symbol: RelocatableObject.Symbol, _ section: Int,
    _ relocation: RelocatableObject.Relocation
  ) {
    let header = object.object.sections[section]
    guard !object.atomsOfSection[section].isEmpty else {
      isClear = false
      return
    }
    if header.flags & SectionFlag.merged != 0, object.object.relocations[section].isEmpty {
      // For a section's own symbol, linkers look up the piece by the addend; for others, by the symbol's value.
      let place = symbol.isSection ? Int(clamping: relocation.addend) : symbol.value
      write(object, piece: header, at: place)
      return
    }
    let count = object.atomsOfSection[section].count
    if symbol.isSection, count > 1 {
      content(object, header, of: firstNode[index] + object.atoms.count + section)
      return
    }
    guard let atom = object.atom(in: section, at: symbol.value) else {
      isClear = false
      return
    }
    let labels = object.labels[object.atoms[atom].labels]
    text.put(symbol.value - object.atoms[atom].range.lowerBound)
    if let first = labels.first, isUnique[Int(first.name)] {
      text.put(3)
      text.put(Int(first.name))
      targets.append(.local(first.name))
    } else {
      content(object, header, of: firstNode[index] + atom)
    }
  }

  private mutating func content(
    _ object: AtomicObject, _ header: RelocatableObject.Section, of node: Int
  ) {
    text.put(4)
    // Two variables of equal content are still two.
    text.put(header.flags & SectionFlag.writable != 0 ? Int(object.key) : -1)
    targets.append(.node(Int32(node)))
  }

  /// A piece of a section whose equal pieces the linker makes one: a string with its end, or a constant.
  private mutating func write(
    _ object: AtomicObject, piece header: RelocatableObject.Section, at place: Int
  ) {
    let unit = header.entrySize
    guard place >= 0, place < header.size, unit > 0, unit <= 4096 else {
      isClear = false
      return
    }
    let bytes = object.object.view.bytes
    let start = object.object.view.start + header.offset
    var first = place / unit * unit
    var end = first + unit
    if header.flags & SectionFlag.texts != 0 {
      func isEnd(_ at: Int) -> Bool { (at..<at + unit).allSatisfy { bytes[start + $0] == 0 } }
      while first >= unit, !isEnd(first - unit) { first -= unit }
      while end <= header.size, !isEnd(end - unit) { end += unit }
    }
    guard end <= header.size else {
      isClear = false
      return
    }
    text.put(5)
    text.put(header.flags & SectionFlag.ofContent)
    text.put(unit)
    text.put(place - first)
    text.put(end - first)
    text += bytes[start + first..<start + end]
  }
}

/// Sections whose members a program finds as a list, by where the list begins and ends.
enum ListedSection {
  /// Whether the linker makes a list of all sections of this name: those whose name is a word of C, and those of
  /// functions that run at the beginning and at the end.
  static func isList(_ name: ArraySlice<UInt8>) -> Bool {
    isWord(name) || isRun(name)
  }

  static func isRun(_ name: ArraySlice<UInt8>) -> Bool {
    runAtStartOrEnd.contains { kind in
      name.elementsEqual(kind) || name.starts(with: kind + [0x2e])
    }
  }

  private static func isWord(_ name: ArraySlice<UInt8>) -> Bool {
    guard let first = name.first, !(0x30...0x39).contains(first) else { return false }
    return name.allSatisfy { byte in
      byte == 0x5f || (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
        || (0x61...0x7a).contains(byte)
    }
  }

  private static let runAtStartOrEnd: [[UInt8]] = [
    ".init", ".fini", ".init_array", ".fini_array", ".preinit_array", ".ctors", ".dtors",
  ].map { Array($0.utf8) }
}
