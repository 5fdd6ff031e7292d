/// Constants that objects and linked programs share.
enum ELF {
  static let magic: [UInt8] = [0x7f, 0x45, 0x4c, 0x46]
  private static let sectionHeaderSize = 64
  private static let symbolSize = 24

  /// The header of the file.
  struct Header {
    let type: UInt16
    let machine: UInt16
    let segments: (offset: Int, count: Int)
    private let table: Int
    private let count: Int
    private let names: Int

    init(_ view: ByteView) throws(CodeError) {
      try view.require(0, 4, "the file's first bytes")
      guard view[0] == 0x7f, view[1] == 0x45, view[2] == 0x4c, view[3] == 0x46 else {
        throw view.unsupported(0, "a file that is not ELF")
      }
      try view.require(0, 64, "the file's header")
      guard view[4] == 2, view[5] == 1, view[6] == 1 else {
        throw view.unsupported(4, "an ELF file that is not of 64 bits, little-endian, version 1")
      }
      type = UInt16(view.checked(16, 2))
      machine = UInt16(view.checked(18, 2))
      guard machine == 62 || machine == 183 else {
        throw view.unsupported(18, "code for machine \(machine)")
      }
      segments = (try view.place(32, 8, "the file's header"), Int(view.checked(56, 2)))
      guard segments.count == 0 || view.checked(54, 2) == 56 else {
        throw view.malformed(54, "headers of segments are not of 56 bytes")
      }
      table = try view.place(40, 8, "the file's header")
      guard view.checked(58, 2) == UInt64(ELF.sectionHeaderSize) else {
        throw view.malformed(58, "headers of sections are not of 64 bytes")
      }
      var count = Int(view.checked(60, 2))
      var names = Int(view.checked(62, 2))
      // Numbers that do not fit are in the first section's header.
      try view.require(table, ELF.sectionHeaderSize, "the first section's header")
      if count == 0 { count = try view.place(table + 32, 8, "the number of sections") }
      if names == 0xffff { names = Int(view.checked(table + 40, 4)) }
      guard count <= view.count / ELF.sectionHeaderSize else {
        throw view.malformed(60, "\(count) sections are declared")
      }
      try view.require(table, count * ELF.sectionHeaderSize, "the headers of sections")
      guard names < count else { throw view.malformed(62, "no section holds the names") }
      self.count = count
      self.names = names
    }

    /// The headers of all sections, whose ranges are all there.
    func sections(_ view: ByteView) throws(CodeError) -> [RelocatableObject.Section] {
      let offset = try view.place(
        table + names * ELF.sectionHeaderSize + 24, 8, "the names of sections")
      let size = try view.place(
        table + names * ELF.sectionHeaderSize + 32, 8, "the names of sections")
      let text = try view.piece(offset, size, "the names of sections")
      var sections: [RelocatableObject.Section] = []
      sections.reserveCapacity(count)
      var total = 0
      for index in 0..<count {
        let place = table + index * ELF.sectionHeaderSize
        let type = UInt32(view.checked(place + 4, 4))
        let section = RelocatableObject.Section(
          name: try text.text(Int(view.checked(place, 4)), "a section's name"), type: type,
          flags: view.checked(place + 8, 8),
          offset: try view.place(place + 24, 8, "a section's place"),
          size: try view.place(place + 32, 8, "a section's size"),
          link: Int(view.checked(place + 40, 4)), info: Int(view.checked(place + 44, 4)),
          alignment: view.checked(place + 48, 8),
          entrySize: try view.place(place + 56, 8, "the size of a section's entries"))
        // The first header may hold the number of sections where others have their size.
        if index > 0, type != SectionType.zeros, type != SectionType.none {
          try view.require(section.offset, section.size, "section \(index)")
          total += section.size
          guard total <= view.count else {
            throw view.malformed(place, "sections overlap")
          }
        }
        sections.append(section)
      }
      return sections
    }
  }

  /// The symbols of a table of this type; none where there is no such table.
  static func symbols(
    _ view: ByteView, _ sections: [RelocatableObject.Section], tableType: UInt32
  ) throws(CodeError) -> [RelocatableObject.Symbol] {
    let tables = sections.indices.filter { sections[$0].type == tableType }
    guard let index = tables.first else { return [] }
    let table = sections[index]
    guard tables.count == 1 else { throw view.malformed(table.offset, "two tables of symbols") }
    guard table.entrySize == symbolSize, table.size % symbolSize == 0 else {
      throw view.malformed(table.offset, "symbols are not of 24 bytes each")
    }
    guard sections.indices.contains(table.link), sections[table.link].type == SectionType.texts
    else { throw view.malformed(table.offset, "the names of symbols are missing") }
    let text = try view.piece(
      sections[table.link].offset, sections[table.link].size, "the names of symbols")
    let wide = sections.first {
      $0.type == SectionType.wideIndices && $0.link == index
    }
    let isObject = tableType == SectionType.symbols && view.checked(16, 2) == 1
    var symbols: [RelocatableObject.Symbol] = []
    symbols.reserveCapacity(table.size / symbolSize)
    for entry in 0..<table.size / symbolSize {
      let place = table.offset + entry * symbolSize
      let information = view[place + 4]
      var symbol = RelocatableObject.Symbol(
        name: try text.text(Int(view.checked(place, 4)), "a symbol's name"),
        type: information & 15, binding: information >> 4, visibility: view[place + 5] & 3,
        place: try sectionPlace(view, place, entry, wide, sections.count),
        value: Int(truncatingIfNeeded: view.checked(place + 8, 8)),
        size: try view.place(place + 16, 8, "a symbol's size"))
      if isObject, case .section(let section) = symbol.place {
        let size = sections[section].size
        guard symbol.value >= 0, symbol.value <= size else {
          throw view.malformed(place, "symbol \(entry) is outside its section")
        }
        // Swift's second names of metadata announce the size of a larger type.
        symbol.size = min(symbol.size, size - symbol.value)
      }
      symbols.append(symbol)
    }
    return symbols
  }

  private static func sectionPlace(
    _ view: ByteView, _ place: Int, _ entry: Int, _ wide: RelocatableObject.Section?, _ count: Int
  ) throws(CodeError) -> RelocatableObject.Place {
    var section = Int(view.checked(place + 6, 2))
    switch section {
    case 0: return .undefined
    case 0xfff1: return .absolute
    case 0xfff2: return .common
    case 0xffff:
      guard let wide, wide.size >= 4 * (entry + 1) else {
        throw view.malformed(place, "the section of symbol \(entry) is missing")
      }
      section = Int(view.checked(wide.offset + 4 * entry, 4))
    case 0xff00...: return .reserved
    default: break
    }
    guard section < count else { throw view.malformed(place, "there is no section \(section)") }
    return .section(section)
  }
}

/// Types of sections.
enum SectionType {
  static let none: UInt32 = 0
  static let content: UInt32 = 1
  static let symbols: UInt32 = 2
  static let texts: UInt32 = 3
  static let relocations: UInt32 = 4
  static let dynamic: UInt32 = 6
  static let note: UInt32 = 7
  static let zeros: UInt32 = 8
  static let relocationsInPlace: UInt32 = 9
  static let dynamicSymbols: UInt32 = 11
  static let initialisers: UInt32 = 14
  static let finalisers: UInt32 = 15
  static let earlyInitialisers: UInt32 = 16
  static let wideIndices: UInt32 = 18
  static let unwinding: UInt32 = 0x7000_0001
}

/// Flags of sections.
enum SectionFlag {
  static let writable: UInt64 = 1
  static let allocated: UInt64 = 2
  static let executable: UInt64 = 4
  static let merged: UInt64 = 0x10
  static let texts: UInt64 = 0x20
  static let grouped: UInt64 = 0x200
  static let threadLocal: UInt64 = 0x400
  static let compressed: UInt64 = 0x800
  static let excluded: UInt64 = 0x8000_0000
  /// The flags that state what a program may do with the bytes.
  static let ofContent: UInt64 = writable | executable | merged | texts | threadLocal
  /// The flags that are understood: those of content, and order, groups, retention, large.
  static let known: UInt64 =
    ofContent | allocated | 0x40 | 0x80 | 0x200 | 0x20_0000 | 0x1000_0000 | excluded
}
