/// The data of a linked program: the places of its functions, what it needs to start, and the symbols that others may
/// use.
package struct LinkedProgram: Sendable {
  /// A function or a label in the program.
  package struct Place: Hashable, Sendable {
    /// Its address before the system has moved the program.
    package let address: Int
    /// Its bytes; 0 where they are not given.
    package let size: Int
    /// Its name.
    package let name: String
  }

  /// Everything in code that has a name, by address.
  package let places: [Place]
  /// The sections that hold code.
  package let codeSections: [String]
  /// The data that the system's loader reads, apart from addresses: libraries and their search paths, the loader
  /// itself, the stack's permissions.
  package let startInstructions: [String]
  /// The names that shared libraries can find in it.
  package let exports: Set<String>
  /// The address of every name, code or not.
  package let addresses: [String: Int]

  /// Reads a linked program.
  ///
  /// - Throws: ``CodeError`` when it is none or is broken.
  package init(_ bytes: [UInt8], file: String) throws(CodeError) {
    let view = ByteView(bytes, file: file)
    let header = try ELF.Header(view)
    guard header.type == 2 || header.type == 3 else {
      throw view.unsupported(16, "a file that is not a program")
    }
    let sections = try header.sections(view)
    let symbols = try ELF.symbols(view, sections, tableType: SectionType.symbols)
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    let code = Set(
      sections.indices.filter { sections[$0].flags & SectionFlag.executable != 0 })
    var places: [Place] = []
    var addresses: [String: Int] = [:]
    for symbol in symbols where !symbol.name.isEmpty && !symbol.isFile && !symbol.isSection {
      guard case .section(let section) = symbol.place else { continue }
      let name = text(symbol.name)
      if !symbol.isLocal { addresses[name] = symbol.value }
      guard code.contains(section) else { continue }
      places.append(Place(address: symbol.value, size: symbol.size, name: name))
    }
    self.places = places.sorted { ($0.address, $0.name) < ($1.address, $1.name) }
    self.addresses = addresses
    codeSections = code.sorted().map { text(sections[$0].name) }
    exports = Set(
      try ELF.symbols(view, sections, tableType: SectionType.dynamicSymbols)
        .filter { $0.place != .undefined && !$0.isLocal }.map { text($0.name) })
    startInstructions = try Self.segments(view, header) + Self.dynamic(view, sections)
  }

  private static func segments(
    _ view: ByteView, _ header: ELF.Header
  ) throws(CodeError) -> [String] {
    try view.require(header.segments.offset, header.segments.count * 56, "the program's segments")
    var found: [String] = ["machine \(header.machine) type \(header.type)"]
    for index in 0..<header.segments.count {
      let place = header.segments.offset + 56 * index
      switch view.checked(place, 4) {
      case 3:
        let start = try view.place(place + 8, 8, "the loader's name")
        let name = try view.text(start, "the loader's name")
        found.append("loader \(String(decoding: view.bytes[name], as: UTF8.self))")
      case 0x6474_e551: found.append("stack \(view.checked(place + 4, 4))")
      default: break
      }
    }
    return found
  }

  /// The entries of the dynamic section that name something or set a flag.
  private static func dynamic(
    _ view: ByteView, _ sections: [RelocatableObject.Section]
  ) throws(CodeError) -> [String] {
    guard let section = sections.first(where: { $0.type == SectionType.dynamic }) else { return [] }
    guard sections.indices.contains(section.link) else {
      throw view.malformed(section.offset, "the texts of the dynamic section are missing")
    }
    let names = sections[section.link]
    let texts = try view.piece(names.offset, names.size, "the texts of the dynamic section")
    var found: [String] = []
    for place in stride(from: section.offset, to: section.offset + section.size - 15, by: 16) {
      let tag = view.checked(place, 8)
      let value = view.checked(place + 8, 8)
      switch tag {
      // Needed, own name, paths, audit, filter.
      case 1, 14, 15, 29, 0x7fff_fffd, 0x7fff_ffff, 0x6fff_fefc:
        let name = try texts.text(Int(clamping: value), "a text of the dynamic section")
        found.append("\(tag) \(String(decoding: view.bytes[name], as: UTF8.self))")
      // Symbolic, relocations of code, bind now, flags.
      case 16, 22, 24, 30, 0x6fff_fffb: found.append("\(tag) \(value)")
      default: break
      }
    }
    return found
  }

  /// The names of the code that begins at an address; several where several functions became one.
  package func namesBeginning(at address: Int) -> [String] {
    let low = places.partitionPoint { $0.address < address }
    return places[low...].prefix { $0.address == address }.map(\.name)
  }
}
