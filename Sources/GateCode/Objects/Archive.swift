/// An archive of objects: what `ar` makes, with GNU's long names, thin ones too.
///
/// Source: the description of the format in `ar.h` and in the manual of GNU binutils, "ar, archive file format".
package struct Archive: Sendable {
  /// A member of an archive.
  package struct Member: Sendable {
    /// Its name.
    package let name: String
    /// The place of its header.
    package let header: Int
    /// Its bytes; nil in a thin archive, where ``name`` is the path of a file beside the archive.
    package let content: ByteView?
  }

  /// The members, in order.
  package let members: [Member]
  /// Whether the members are files of their own.
  package let isThin: Bool
  /// The names that the index gives, as ranges of the file's bytes, with the header of the member that defines each.
  package let index: [(name: Range<Int>, header: Int)]
  /// The file.
  package let view: ByteView

  private static let magic = Array("!<arch>\n".utf8)
  private static let thinMagic = Array("!<thin>\n".utf8)
  private static let headerSize = 60

  /// Whether a file begins as an archive does.
  package static func isArchive(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: magic) || bytes.starts(with: thinMagic)
  }

  /// Reads an archive.
  ///
  /// - Throws: ``CodeError`` with the place where it breaks off or contradicts itself.
  package init(_ view: ByteView) throws(CodeError) {
    guard Self.isArchive(view.bytes) else {
      throw view.unsupported(0, "a file that is not an archive")
    }
    self.view = view
    isThin = view.bytes.starts(with: Self.thinMagic)
    var members: [Member] = []
    var longNames: ByteView?
    var index: [(name: Range<Int>, header: Int)] = []
    var place = Self.magic.count
    while place < view.count {
      let header = try Header(view, place)
      let isSpecial = header.name == "//" || header.name == "/" || header.name == "/SYM64/"
      let start = place + Self.headerSize
      let stored = isThin && !isSpecial ? 0 : header.size
      let content = try view.piece(start, stored, "the member '\(header.name)'")
      switch header.name {
      case "//": longNames = content
      case "/": index += try Self.index(content, width: 4, in: view)
      case "/SYM64/": index += try Self.index(content, width: 8, in: view)
      default:
        let name = try Self.name(header.name, longNames, view, place)
        let member = "\(view.file)(\(name))"
        members.append(
          Member(
            name: name, header: place,
            content: isThin ? nil : try view.piece(start, stored, member, file: member)))
      }
      place = start + stored + stored % 2
    }
    self.members = members
    self.index = index
  }

  private struct Header {
    let name: String
    let size: Int

    init(_ view: ByteView, _ place: Int) throws(CodeError) {
      try view.require(place, headerSize, "a member's header")
      guard view[place + 58] == 0x60, view[place + 59] == 0x0a else {
        throw view.malformed(place, "a member's header is expected here")
      }
      name = Self.field(view, place, 16)
      let digits = Self.field(view, place + 48, 10)
      guard let size = Int(digits), size >= 0, digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 })
      else { throw view.malformed(place + 48, "'\(digits)' is not a size") }
      self.size = size
    }

    private static func field(_ view: ByteView, _ start: Int, _ length: Int) -> String {
      var bytes = (start..<start + length).map { view[$0] }
      while bytes.last == 0x20 { bytes.removeLast() }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private static func name(
    _ field: String, _ longNames: ByteView?, _ view: ByteView, _ place: Int
  ) throws(CodeError) -> String {
    guard field.hasPrefix("/") else {
      guard !field.hasPrefix("#1/") else { throw view.unsupported(place, "a BSD archive") }
      return field.hasSuffix("/") ? String(field.dropLast()) : field
    }
    guard let longNames, let offset = Int(field.dropFirst()), offset >= 0, offset < longNames.count
    else { throw view.malformed(place, "the name '\(field)' is not in the table of long names") }
    var end = offset
    while end < longNames.count, longNames[end] != 0x0a, longNames[end] != 0 { end += 1 }
    guard end < longNames.count else {
      throw view.malformed(place, "the name '\(field)' is not terminated")
    }
    var bytes = (offset..<end).map { longNames[$0] }
    if bytes.last == 0x2f { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The index: a big-endian number of entries, their members' headers, then their names.
  private static func index(
    _ content: ByteView, width: Int, in view: ByteView
  ) throws(CodeError) -> [(name: Range<Int>, header: Int)] {
    func bigEndian(_ offset: Int) throws(CodeError) -> Int {
      let value = try content.number(offset, width, "the archive's index").byteSwapped
      return Int(truncatingIfNeeded: (value >> UInt64(64 - 8 * width)) & (UInt64.max >> 1))
    }
    let count = try bigEndian(0)
    guard count <= content.count / width else {
      throw content.malformed(0, "the archive's index announces \(count) names")
    }
    var entries: [(name: Range<Int>, header: Int)] = []
    entries.reserveCapacity(count)
    var text = width * (1 + count)
    for entry in 0..<count {
      let header = try bigEndian(width * (1 + entry))
      let name = try content.text(text, "the archive's index")
      text += name.count + 1
      entries.append((name, header))
    }
    return entries
  }
}
