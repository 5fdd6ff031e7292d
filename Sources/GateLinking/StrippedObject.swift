import Foundation

/// An object without the sections that only a debugger reads.
///
/// These are more than half of an object, and the linker drops them in any case. Each section keeps its place
/// in the table, so that no symbol, relocation or group needs to be changed; only its content goes.
///
/// Source: the ELF-64 object file format, version 1.5, sections "File header" and "Section header".
enum StrippedObject {
  /// The object without them; the bytes as they are where this is no such object.
  static func bytes(of object: Data) -> Data {
    let source = [UInt8](object)
    guard let sections = Sections(source) else { return object }
    var result = Array(source[0..<64])
    var headers: [UInt8] = []
    for index in 0..<sections.count {
      var header = sections.header(index)
      let isDropped = sections.isDebugging(index)
      if isDropped {
        header.replaceSubrange(24..<32, with: little(UInt64(result.count)))
        header.replaceSubrange(32..<40, with: little(0))
        // SHT_NOBITS takes no room in the file, whatever its size says.
      } else if sections.word(index, 4) != 8 {
        let start = Int(sections.long(index, 24))
        let size = Int(sections.long(index, 32))
        guard start >= 0, size >= 0, start + size <= source.count else { return object }
        let alignment = max(1, Int(sections.long(index, 48)))
        while result.count % alignment != 0 { result.append(0) }
        header.replaceSubrange(24..<32, with: little(UInt64(result.count)))
        result += source[start..<(start + size)]
      }
      headers += header
    }
    while result.count % 8 != 0 { result.append(0) }
    result.replaceSubrange(40..<48, with: little(UInt64(result.count)))
    return Data(result + headers)
  }

  private static func little(_ value: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }

  /// The table of sections of a relocatable ELF-64 object in little-endian order.
  private struct Sections {
    private let bytes: [UInt8]
    private let start: Int
    private let names: Int
    let count: Int

    init?(_ bytes: [UInt8]) {
      self.bytes = bytes
      guard bytes.count >= 64, Array(bytes[0..<6]) == [0x7F, 0x45, 0x4C, 0x46, 2, 1] else {
        return nil
      }
      func number(_ place: Int, _ width: Int) -> Int {
        (0..<width).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
      }
      start = number(40, 7)
      count = number(60, 2)
      let nameTable = number(62, 2)
      // Relocatable, headers of the usual size, and few enough sections to be counted in the file's header.
      guard number(16, 2) == 1, number(58, 2) == 64, count > 0, nameTable < count,
        start > 0, start + 64 * count <= bytes.count
      else { return nil }
      names = number(start + 64 * nameTable + 24, 7)
    }

    func header(_ index: Int) -> [UInt8] {
      Array(bytes[(start + 64 * index)..<(start + 64 * index + 64)])
    }

    func word(_ index: Int, _ place: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(bytes[start + 64 * index + place + $1]) << (8 * UInt32($1)) }
    }

    func long(_ index: Int, _ place: Int) -> UInt64 {
      // Seven bytes are more than any file has, and never a negative number.
      (0..<7).reduce(0) { $0 | UInt64(bytes[start + 64 * index + place + $1]) << (8 * UInt64($1)) }
    }

    func isDebugging(_ index: Int) -> Bool {
      let place = names + Int(word(index, 0))
      guard place < bytes.count else { return false }
      let name = String(decoding: bytes[place...].prefix(32).prefix { $0 != 0 }, as: UTF8.self)
      return name.hasPrefix(".debug_") || name.hasPrefix(".rela.debug_")
    }
  }
}
