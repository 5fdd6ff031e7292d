/// The places of the sections that a linker took from each file.
///
/// Source: the text that `ld.lld --Map --no-demangle` writes. Its columns are address, load address, size (all hexadecimal), alignment,
/// then the output section, an input section eight columns further in, or a symbol sixteen further in.
package struct LinkMap: Sendable {
  /// A piece of the program: a section of an input file.
  package struct Piece: Hashable, Sendable {
    /// Its address before the system has moved the program.
    package let address: Int
    /// Its bytes.
    package let size: Int
    /// The alignment of its address.
    package let alignment: Int
    /// The place of the program's section that it became part of, among these.
    let output: Int
    /// The place of its file among the files.
    let file: Int
    /// The section's name.
    package let section: String
  }

  /// The files, as the linker was given them; members of archives as `ARCHIVE(MEMBER)`.
  package private(set) var files: [String] = []
  /// The program's sections, in their order.
  private var outputs: [String] = []
  /// All pieces of input files, as the linker put them one behind the other.
  package private(set) var pieces: [Piece] = []
  private var byAddress: [Piece] = []
  /// Each name with the piece that it is defined in; of several definitions it is the one that the linker took.
  package private(set) var symbols: [(name: Range<Int>, piece: Piece)] = []
  /// The map's bytes, which the names are ranges of.
  package let bytes: [UInt8]

  /// Reads a map.
  ///
  /// - Parameter names: The names of files that are known by another name; archives without their members.
  /// - Throws: ``CodeError`` when it is none.
  package init(
    _ bytes: [UInt8], file: String, names: [String: String] = [:]
  ) throws(CodeError) {
    let header = Array(
      "             VMA              LMA     Size Align Out     In      Symbol\n".utf8)
    guard bytes.starts(with: header) else {
      throw CodeError(file: file, offset: 0, reason: .malformed("it is not a map of ld.lld"))
    }
    guard bytes.last == 0x0a else {
      throw CodeError(file: file, offset: bytes.count, reason: .truncated("the map"))
    }
    self.bytes = bytes
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    var current: Piece?
    var place = header.count
    while place < bytes.count {
      var end = place
      while end < bytes.count, bytes[end] != 0x0a { end += 1 }
      defer { place = end + 1 }
      guard let line = Line(bytes, place..<end) else {
        throw CodeError(
          file: file, offset: place, reason: .malformed("the line is of an unknown kind"))
      }
      if let name = line.output { outputs.append(String(decoding: bytes[name], as: UTF8.self)) }
      if let name = line.symbol, let current { symbols.append((name, current)) }
      guard let name = line.input else { continue }
      let number: Int
      if let known = numbers[bytes[name.file]] {
        number = known
      } else {
        number = files.count
        files.append(Self.renamed(String(decoding: bytes[name.file], as: UTF8.self), names))
        numbers[bytes[name.file]] = number
      }
      let piece = Piece(
        address: line.address, size: line.size, alignment: line.alignment,
        output: outputs.count - 1, file: number,
        section: String(decoding: bytes[name.section], as: UTF8.self))
      pieces.append(piece)
      current = piece
    }
    byAddress = pieces.sorted { ($0.address, $0.size) < ($1.address, $1.size) }
  }

  /// The pieces of a section of the program, in the order of their addresses.
  package func pieces(of output: String) -> [Piece] {
    let places = Set(outputs.indices.filter { outputs[$0] == output })
    return pieces.filter { places.contains($0.output) }
  }

  private static func renamed(_ file: String, _ names: [String: String]) -> String {
    if let name = names[file] { return name }
    guard file.hasSuffix(")"), let open = file.lastIndex(of: "("),
      let name = names[String(file[..<open])]
    else { return file }
    return name + file[open...]
  }

  /// A piece's file.
  package func file(of piece: Piece) -> String { files[piece.file] }

  /// The piece that holds an address; nil where none does.
  package func piece(at address: Int) -> Piece? {
    let low = byAddress.partitionPoint { $0.address <= address }
    guard low > 0 else { return nil }
    // Empty pieces lie at the beginning of others and hold nothing.
    let found = byAddress[low - 1]
    return address < found.address + found.size ? found : nil
  }

  /// One line: what is at which address.
  private struct Line {
    let address: Int
    let size: Int
    let alignment: Int
    /// The section of the program; nil on all other lines.
    var output: Range<Int>?
    /// The file and the section; nil on lines of output sections and symbols.
    var input: (file: Range<Int>, section: Range<Int>)?
    /// The name; nil on all other lines.
    var symbol: Range<Int>?

    init?(_ bytes: [UInt8], _ range: Range<Int>) {
      var place = range.lowerBound
      func spaces() -> Int {
        let first = place
        while place < range.upperBound, bytes[place] == 0x20 { place += 1 }
        return place - first
      }
      func number(_ base: Int) -> Int? {
        var value = 0
        let first = place
        while place < range.upperBound, bytes[place] != 0x20 {
          let digit: Int
          switch bytes[place] {
          case 0x30...0x39: digit = Int(bytes[place]) - 0x30
          case 0x61...0x66 where base == 16: digit = Int(bytes[place]) - 0x57
          default: return nil
          }
          guard value < 1 << 58 else { return nil }
          value = value * base + digit
          place += 1
        }
        return place > first ? value : nil
      }
      _ = spaces()
      guard let address = number(16) else { return nil }
      _ = spaces()
      guard number(16) != nil else { return nil }
      _ = spaces()
      guard let size = number(16) else { return nil }
      _ = spaces()
      guard let alignment = number(10), alignment > 0 else { return nil }
      self.address = address
      self.size = size
      self.alignment = alignment
      let indent = spaces()
      if indent == 1, place < range.upperBound { output = place..<range.upperBound }
      if indent == 17, place < range.upperBound { symbol = place..<range.upperBound }
      guard indent == 9, bytes[range.upperBound - 1] == 0x29 else { return }
      // FILE:(SECTION); a file's name may hold what separates them, a section's hardly does.
      var split = range.upperBound - 2
      while split > place, !(bytes[split] == 0x3a && bytes[split + 1] == 0x28) { split -= 1 }
      guard split > place else { return }
      input = (place..<split, split + 2..<range.upperBound - 1)
    }
  }
}
