/// An ELF object as a compiler writes it, of x86-64 or arm64.
///
/// Everything that is announced is checked against what is there, so that a broken file is an error and never a wrong
/// answer.
///
/// Source: "System V Application Binary Interface, Edition 5", chapters 4 (object files) and 5; numbers of sections
/// and symbols of GNU and LLVM from `elf.h`.
package struct RelocatableObject: Sendable {
  /// A section's header.
  package struct Section: Sendable {
    var name: Range<Int>
    var type: UInt32
    var flags: UInt64
    var offset: Int
    var size: Int
    var link: Int
    var info: Int
    var alignment: UInt64
    var entrySize: Int
  }

  /// Where a symbol is.
  package enum Place: Hashable, Sendable {
    case undefined
    case section(Int)
    case absolute
    /// Room that the linker finds; which definition wins is not said here.
    case common
    /// A place that is reserved for something unknown.
    case reserved
  }

  /// A symbol.
  package struct Symbol: Sendable {
    var name: Range<Int>
    var type: UInt8
    var binding: UInt8
    var visibility: UInt8
    var place: Place
    var value: Int
    var size: Int

    var isLocal: Bool { binding == 0 }
    var isSection: Bool { type == 3 }
    var isFile: Bool { type == 4 }
  }

  /// A field that the linker fills.
  package struct Relocation: Sendable {
    var offset: Int
    var type: UInt32
    var symbol: Int
    var addend: Int64
  }

  let view: ByteView
  let machine: UInt16
  let sections: [Section]
  let symbols: [Symbol]
  /// By section, in order of the offset.
  let relocations: [[Relocation]]

  /// Whether a file begins as an ELF file does.
  package static func isELF(_ bytes: [UInt8]) -> Bool { bytes.starts(with: ELF.magic) }

  /// Reads an object.
  ///
  /// - Throws: ``CodeError`` with the place where it breaks off, contradicts itself or is not understood.
  package init(_ view: ByteView) throws(CodeError) {
    let header = try ELF.Header(view)
    guard header.type == 1 else { throw view.unsupported(16, "a file that is not an object") }
    self.view = view
    machine = header.machine
    sections = try header.sections(view)
    symbols = try ELF.symbols(view, sections, tableType: SectionType.symbols)
    relocations = try Self.relocations(view, sections, symbols.count)
  }

  private static func relocations(
    _ view: ByteView, _ sections: [Section], _ symbolCount: Int
  ) throws(CodeError) -> [[Relocation]] {
    var all = [[Relocation]](repeating: [], count: sections.count)
    for section in sections {
      let isPlain = section.type == SectionType.relocationsInPlace
      guard section.type == SectionType.relocations || isPlain else { continue }
      guard sections.indices.contains(section.info) else {
        throw view.malformed(section.offset, "relocations belong to section \(section.info)")
      }
      let target = sections[section.info]
      guard target.flags & SectionFlag.allocated != 0 else { continue }
      guard !isPlain else { throw view.unsupported(section.offset, "a relocation without addend") }
      guard target.type != SectionType.zeros else {
        throw view.malformed(section.offset, "a section without bytes has relocations")
      }
      guard section.entrySize == 24, section.size % 24 == 0 else {
        throw view.malformed(section.offset, "relocations are not of 24 bytes each")
      }
      var list: [Relocation] = []
      list.reserveCapacity(section.size / 24)
      for place in stride(from: section.offset, to: section.offset + section.size, by: 24) {
        let offset = view.checked(place, 8)
        let information = view.checked(place + 8, 8)
        guard offset < UInt64(target.size) else {
          throw view.malformed(place, "a relocation at \(offset) is outside its section")
        }
        guard information >> 32 < UInt64(max(1, symbolCount)) else {
          throw view.malformed(place, "there is no symbol \(information >> 32)")
        }
        list.append(
          Relocation(
            offset: Int(offset), type: UInt32(truncatingIfNeeded: information),
            symbol: Int(information >> 32),
            addend: Int64(bitPattern: view.checked(place + 16, 8))))
      }
      all[section.info] += list
    }
    for index in all.indices where !isOrdered(all[index]) {
      // The order of several relocations of one field has a meaning, so the sort must keep it.
      all[index] = all[index].enumerated()
        .sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
        .map(\.element)
    }
    return all
  }

  private static func isOrdered(_ list: [Relocation]) -> Bool {
    zip(list, list.dropFirst()).allSatisfy { $0.offset <= $1.offset }
  }
}
