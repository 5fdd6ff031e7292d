/// The sections of a linked program for x86-64.
///
/// Source: the ELF-64 object file format, version 1.5, and the System V ABI, "AMD64 Architecture Processor
/// Supplement".
struct LinkedImage {
  /// A section, with addresses and places in the file in bytes.
  struct Section {
    let name: String
    let type: UInt32
    let isLoaded: Bool
    let address: Int
    let place: Int
    let size: Int
    /// The value of `sh_info`: for relocations, the section that they apply to.
    let info: Int

    /// Whether the file holds its bytes: `SHT_NOBITS` takes no room.
    var hasBytes: Bool { type != 8 }
  }

  let bytes: [UInt8]
  let sections: [Section]

  /// Reads the table of sections; nil where this is no such program.
  init?(_ bytes: [UInt8]) {
    // A 64-bit file in little-endian order, for x86-64 (62), a program or a shared object that can be run.
    guard bytes.count >= 64, Array(bytes[0..<6]) == [0x7F, 0x45, 0x4C, 0x46, 2, 1],
      let type = bytes.number(UInt16.self, at: 16), type == 2 || type == 3,
      bytes.number(UInt16.self, at: 18) == 62, bytes.number(UInt16.self, at: 58) == 64,
      let start = bytes.offset(at: 40), let count = bytes.number(UInt16.self, at: 60),
      let names = bytes.number(UInt16.self, at: 62),
      let nameTable = bytes.offset(at: start + 64 * Int(names) + 24)
    else { return nil }
    var sections: [Section] = []
    for index in 0..<Int(count) {
      let header = start + 64 * index
      guard let name = bytes.number(UInt32.self, at: header),
        let type = bytes.number(UInt32.self, at: header + 4),
        let flags = bytes.number(UInt64.self, at: header + 8),
        let address = bytes.offset(at: header + 16), let place = bytes.offset(at: header + 24),
        let size = bytes.offset(at: header + 32),
        let info = bytes.number(UInt32.self, at: header + 44), nameTable + Int(name) < bytes.count,
        type == 8 || place + size <= bytes.count
      else { return nil }
      let text = bytes[(nameTable + Int(name))...].prefix { $0 != 0 }
      sections.append(
        Section(
          name: String(decoding: text, as: UTF8.self), type: type, isLoaded: flags & 2 != 0,
          address: address, place: place, size: size, info: Int(info)))
    }
    self.bytes = bytes
    self.sections = sections
  }

  /// The first loaded section of a name.
  func loaded(_ name: String) -> Section? { sections.first { $0.isLoaded && $0.name == name } }
}

extension [UInt8] {
  /// A place or a size; nil where it is none that a file can have.
  func offset(at place: Int) -> Int? {
    number(UInt64.self, at: place).flatMap { $0 < 1 << 48 ? Int($0) : nil }
  }
}
