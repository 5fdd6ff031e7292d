/// A piece of an object that is compared as one: a function, a table, a constant.
///
/// It is the range of a symbol, of several that overlap, or what lies unnamed between two.
package struct Atom: Sendable {
  /// A name for a place in an atom.
  package struct Label: Sendable {
    var name: NameTable.Name
    /// Bytes from the atom's beginning.
    var offset: Int
    var type: UInt8
    var binding: UInt8
    var visibility: UInt8
  }

  /// The section that holds it.
  let section: Int
  /// Its bytes in the section.
  let range: Range<Int>
  /// Its names in the object's list, in order of their places.
  let labels: Range<Int>
}

/// An object cut into atoms.
package struct AtomicObject: Sendable {
  let object: RelocatableObject
  /// The key that distinguishes this object from others in a program: its file's name and its source's name.
  let key: NameTable.Name
  /// The names of the object's symbols by number; −1 for those that have none.
  let symbolNames: [NameTable.Name]
  private(set) var atoms: [Atom] = []
  private(set) var labels: [Atom.Label] = []
  /// The atoms of each section.
  private(set) var atomsOfSection: [Range<Int>] = []
  /// The names of sections.
  let sectionNames: [NameTable.Name]

  /// Cuts an object.
  ///
  /// - Throws: ``CodeError`` when a field that the linker fills reaches from one atom into another.
  init(_ object: RelocatableObject, names: inout NameTable) throws(CodeError) {
    self.object = object
    let bytes = object.view.bytes
    symbolNames = object.symbols.map { $0.name.isEmpty ? -1 : names.number(bytes, $0.name) }
    sectionNames = object.sections.map { names.number(bytes, $0.name) }
    let source = object.symbols.first(where: \.isFile).map {
      String(decoding: bytes[$0.name], as: UTF8.self)
    }
    let file = object.view.file.split(separator: "/").last.map(String.init) ?? ""
    key = names.number("\(file) of \(source ?? "?")")
    cut()
    try checkFields()
  }

  /// Whether a section is part of what is compared.
  ///
  /// Sections that only a debugger, an unwinder or a reader of notes uses are not compared; a benchmark that unwinds
  /// the stack is never proven to run the same code.
  static func isCompared(_ section: RelocatableObject.Section, _ bytes: [UInt8]) -> Bool {
    guard section.flags & SectionFlag.allocated != 0, section.flags & SectionFlag.excluded == 0
    else { return false }
    switch section.type {
    case SectionType.note, SectionType.unwinding, SectionType.relocations: return false
    case SectionType.none: return false
    default: return !bytes[section.name].elementsEqual(".eh_frame".utf8)
    }
  }

  /// Whether all about a section is understood.
  static func isUnderstood(_ section: RelocatableObject.Section) -> Bool {
    guard section.flags & ~SectionFlag.known == 0 else { return false }
    switch section.type {
    case SectionType.content, SectionType.zeros, SectionType.initialisers, SectionType.finalisers,
      SectionType.earlyInitialisers:
      return true
    default: return false
    }
  }

  private mutating func cut() {
    var symbolsOfSection = [[Int]](repeating: [], count: object.sections.count)
    for (index, symbol) in object.symbols.enumerated() {
      guard case .section(let section) = symbol.place, isLabel(symbol, index) else { continue }
      symbolsOfSection[section].append(index)
    }
    for (index, section) in object.sections.enumerated() {
      let first = atoms.count
      if Self.isCompared(section, object.view.bytes) {
        cut(
          index,
          symbolsOfSection[index].sorted { object.symbols[$0].value < object.symbols[$1].value })
      }
      atomsOfSection.append(first..<atoms.count)
    }
  }

  /// Whether a symbol names an atom: not a section or a file, and not a label that an assembler made up, whose number
  /// changes with what comes before it.
  private func isLabel(_ symbol: RelocatableObject.Symbol, _ index: Int) -> Bool {
    guard !symbol.isSection, !symbol.isFile, symbolNames[index] >= 0 else { return false }
    guard symbol.isLocal else { return true }
    let name = object.view.bytes[symbol.name]
    if name.starts(with: ".L".utf8) { return false }
    // arm64's marks of where code and data begin.
    let isMark =
      symbol.type == 0
      && (name.elementsEqual("$x".utf8) || name.elementsEqual("$d".utf8)
        || name.starts(with: "$x.".utf8) || name.starts(with: "$d.".utf8))
    return !isMark
  }

  private mutating func cut(_ section: Int, _ symbols: [Int]) {
    let size = object.sections[section].size
    var cursor = 0
    var next = 0
    while next < symbols.count {
      let start = object.symbols[symbols[next]].value
      if start > cursor { append(section, cursor..<start, []) }
      var end = start
      var last = next
      while last < symbols.count {
        let symbol = object.symbols[symbols[last]]
        guard symbol.value == start || symbol.value < end else { break }
        end = max(end, symbol.value + symbol.size)
        last += 1
      }
      // Names without a size, as assemblers write them, reach to the next one.
      if end == start { end = last < symbols.count ? object.symbols[symbols[last]].value : size }
      append(section, start..<end, symbols[next..<last])
      cursor = end
      next = last
    }
    if cursor < size || symbols.isEmpty { append(section, cursor..<size, []) }
  }

  private mutating func append(_ section: Int, _ range: Range<Int>, _ symbols: ArraySlice<Int>) {
    let first = labels.count
    for index in symbols {
      let symbol = object.symbols[index]
      labels.append(
        Atom.Label(
          name: symbolNames[index], offset: symbol.value - range.lowerBound, type: symbol.type,
          binding: symbol.binding, visibility: symbol.visibility))
    }
    // Equal places in the order of their names' bindings, then numbers: both sides alike.
    labels[first...].sort {
      ($0.offset, $1.binding, $0.name) < ($1.offset, $0.binding, $1.name)
    }
    atoms.append(Atom(section: section, range: range, labels: first..<labels.count))
  }

  private func checkFields() throws(CodeError) {
    for (section, relocations) in object.relocations.enumerated() where !relocations.isEmpty {
      let range = atomsOfSection[section]
      guard !range.isEmpty else { continue }
      var atom = range.lowerBound
      for relocation in relocations {
        while atom < range.upperBound - 1, atoms[atom].range.upperBound <= relocation.offset {
          atom += 1
        }
        let end = relocation.offset + Self.width(of: relocation.type, machine: object.machine)
        guard end <= atoms[atom].range.upperBound else {
          throw object.view.malformed(
            object.sections[section].offset + relocation.offset,
            "a field that the linker fills reaches from one symbol into another")
        }
      }
    }
  }

  /// The bytes that the linker fills, at least.
  private static func width(of type: UInt32, machine: UInt16) -> Int {
    switch (machine, type) {
    case (62, 0), (183, 0), (183, 256): 0
    case (62, 1), (62, 24), (62, 25), (62, 27...31), (62, 17), (62, 18), (62, 33), (183, 257),
      (183, 260):
      8
    case (62, 12), (62, 13), (183, 259), (183, 262): 2
    case (62, 14), (62, 15): 1
    // A marker of a call through a descriptor, which fills two bytes.
    case (62, 35): 2
    default: 4
    }
  }

  /// An atom's names.
  func labels(of atom: Int) -> ArraySlice<Atom.Label> { labels[atoms[atom].labels] }

  /// The atoms of a section that have bytes in a stretch of it.
  func atoms(in section: Int, _ offsets: ClosedRange<Int>) -> [Int] {
    atomsOfSection[section].filter { atom in
      atoms[atom].range.lowerBound <= offsets.upperBound
        && atoms[atom].range.upperBound > offsets.lowerBound
    }
  }

  /// The atom that holds a place of a section.
  func atom(in section: Int, at offset: Int) -> Int? {
    let range = atomsOfSection[section]
    guard !range.isEmpty, offset >= 0 else { return nil }
    // Before it is the last that begins at or before the place.
    let low = atoms[range].partitionPoint { $0.range.lowerBound <= offset }
    guard low > range.lowerBound else { return nil }
    return offset <= atoms[low - 1].range.upperBound ? low - 1 : nil
  }
}
