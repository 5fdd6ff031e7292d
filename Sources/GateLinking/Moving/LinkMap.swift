/// Where the linker put the sections of its inputs, as its map tells.
///
/// A line has an address, a load address, a size, all in hexadecimal digits, an alignment, and a name: that of an output
/// section at once, that of an input section after 8 more blanks, and that of a symbol after 16.
enum LinkMap {
  /// An input section that is part of the program's code.
  struct Piece: Hashable {
    /// What the section is called, without its file.
    let name: String
    let address: Int
    let size: Int
    let alignment: Int
  }

  /// The pieces of an output section, in the order of their addresses; nil where a line cannot be read.
  static func pieces(of output: String, in map: [UInt8]) -> [Piece]? {
    var pieces: [Piece] = []
    var isInside = false
    for line in map.split(separator: 10) {
      guard let entry = entry(line) else {
        // The heading is the only other line.
        guard line.starts(with: " ".utf8), line.contains(UInt8(ascii: "V")) else { return nil }
        continue
      }
      switch entry.indent {
      case 0: isInside = line[entry.name...].elementsEqual(output.utf8)
      case 8 where isInside:
        guard let piece = piece(entry, line) else { return nil }
        pieces.append(piece)
      default: continue
      }
    }
    return pieces
  }

  private struct Entry {
    let address: Int
    let size: Int
    let alignment: Int
    let indent: Int
    /// Where in the line the name begins.
    let name: Int
  }

  private static func entry(_ line: ArraySlice<UInt8>) -> Entry? {
    var rest = line
    func number(_ radix: Int) -> Int? {
      rest = rest.drop { $0 == 32 }
      var value = 0
      let start = rest.startIndex
      while let byte = rest.first, let digit = digit(byte), digit < radix, value < 1 << 48 {
        value = value * radix + digit
        rest = rest.dropFirst()
      }
      return rest.startIndex > start && rest.first == 32 ? value : nil
    }
    guard let address = number(16), number(16) != nil, let size = number(16),
      let alignment = number(10)
    else { return nil }
    rest = rest.dropFirst()
    let name = rest.drop { $0 == 32 }.startIndex
    return Entry(
      address: address, size: size, alignment: alignment, indent: name - rest.startIndex, name: name
    )
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 48
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte) - 87
    default: nil
    }
  }

  /// `FILE:(SECTION)`.
  private static func piece(_ entry: Entry, _ line: ArraySlice<UInt8>) -> Piece? {
    let text = line[entry.name...]
    guard text.last == UInt8(ascii: ")"), entry.alignment > 0 else { return nil }
    var place = text.endIndex - 2
    while place > text.startIndex,
      text[place] != UInt8(ascii: "(") || text[place - 1] != UInt8(ascii: ":")
    {
      place -= 1
    }
    guard place > text.startIndex else { return nil }
    return Piece(
      name: String(decoding: text[(place + 1)..<(text.endIndex - 1)], as: UTF8.self),
      address: entry.address, size: entry.size, alignment: entry.alignment)
  }
}
