import Foundation

/// Room behind the functions of a program, so that nothing else moves when they take another order.
///
/// Functions that start cache lines leave gaps between them, and how large all gaps are together depends on
/// the order. Behind all functions comes a single byte that starts where a large power of two divides the address.
/// Before it, functions in any order find room, and what follows it stays where it is.
struct TextRoom {
  /// Which sections are code and not this room, as `--shuffle-sections` takes it.
  static let others = ".tex*[!~]"
  /// Its sections; only their names end with this character.
  static let names = [".text.fill~", ".text.room~"]

  /// The power of two, in bytes.
  let alignment: Int
  /// The bytes before it that are left free.
  let fill: Int

  /// Chooses it.
  ///
  /// - Parameter size: The bytes of all functions in their order, with the gaps.
  init(size: Int) {
    // At least what all gaps are together, if functions of 500 bytes start cache lines of 64.
    var alignment = 4096
    while alignment < size / 16 { alignment *= 2 }
    self.alignment = alignment
    // Most orders have smaller gaps than the build's, in which functions of cache lines are next to each other.
    let end = size % alignment
    fill = (alignment * 7 / 4 - end) % alignment
  }

  /// The object that makes it: two sections that the linker keeps although nothing refers to them.
  ///
  /// Source: the ELF-64 object file format, version 1.5.
  var object: Data {
    let table = [UInt8]("\0\(Self.names[0])\0\(Self.names[1])\0.shstrtab\0".utf8)
    var result: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 57)
    result.store(UInt16(1), at: 16)
    result.store(UInt16(62), at: 18)
    result.store(UInt32(1), at: 20)
    result.store(UInt16(64), at: 52)
    result.store(UInt16(64), at: 58)
    result.store(UInt16(4), at: 60)
    result.store(UInt16(3), at: 62)
    let code = result.count
    result += [UInt8](repeating: 0xCC, count: fill + 1)
    let names = result.count
    result += table
    while result.count % 8 != 0 { result.append(0) }
    result.store(UInt64(result.count), at: 40)
    // SHF_ALLOC, SHF_EXECINSTR and SHF_GNU_RETAIN.
    let flags: UInt64 = 0x20_0006
    let first = 1
    let second = first + Self.names[0].utf8.count + 1
    let third = second + Self.names[1].utf8.count + 1
    result += [UInt8](repeating: 0, count: 64)
    result += Self.header(first, 1, flags, code, fill, 1)
    result += Self.header(second, 1, flags, code + fill, 1, alignment)
    result += Self.header(third, 3, 0, names, table.count, 1)
    return Data(result)
  }

  private static func header(
    _ name: Int, _ type: UInt32, _ flags: UInt64, _ place: Int, _ size: Int, _ alignment: Int
  ) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 64)
    header.store(UInt32(name), at: 0)
    header.store(type, at: 4)
    header.store(flags, at: 8)
    header.store(UInt64(place), at: 24)
    header.store(UInt64(size), at: 32)
    header.store(UInt64(alignment), at: 48)
    return header
  }
}
