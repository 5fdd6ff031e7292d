package import Foundation
import GateFiles

/// The part of a program that runs, without what only names a build or helps a debugger.
///
/// Two builds of the same sources at the same place differ in the build's identifier and in the hashes by which the
/// compiler knows its modules (`.swift_modhash`), because these cover the debugger's part.
package enum ProgramCode {
  /// The SHA-256 over every section that is loaded, except those that only name a build; nil for a program in another
  /// format than ELF with 64 bits, least significant byte first.
  ///
  /// Source: System V Application Binary Interface, "Object Files", sections "ELF Header" and "Sections".
  package static func hash(of data: Data) -> String? {
    guard let sections = sections(of: data) else { return nil }
    var digest = SHA256()
    for section in sections
    where section.isLoaded && !namesOfBuilds.contains(section.name) {
      digest.update("\(section.name) \(section.kind) \(section.address) \(section.size)\n".utf8)
      if section.kind != Section.withoutContent {
        digest.update(data[data.startIndex + section.offset..<data.startIndex + section.end])
      }
    }
    return digest.hexDigest()
  }

  private static let namesOfBuilds: Set<String> = [".note.gnu.build-id", ".swift_modhash"]

  private struct Section {
    static let withoutContent: UInt64 = 8
    var name = ""
    var nameOffset: Int
    var kind: UInt64
    var isLoaded: Bool
    var address: UInt64
    var offset: Int
    var size: Int
    var end: Int { offset + size }
  }

  /// The sections; nil when the bytes are no such program, or one that is cut off.
  private static func sections(of data: Data) -> [Section]? {
    let magic: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1]
    guard data.count >= 64, data.prefix(6).elementsEqual(magic) else { return nil }
    func number(_ offset: Int, _ length: Int) -> UInt64? {
      guard offset >= 0, offset <= data.count - length else { return nil }
      let start = data.startIndex + offset
      return data[start..<start + length].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    guard let table = number(40, 8).flatMap({ Int(exactly: $0) }), let step = number(58, 2),
      let count = number(60, 2), let names = number(62, 2), step >= 64, count > 0, names < count
    else { return nil }
    var sections: [Section] = []
    for index in 0..<Int(count) {
      let (start, isTooFar) = table.addingReportingOverflow(index * Int(step))
      guard !isTooFar, let name = number(start, 4), let kind = number(start + 4, 4),
        let flags = number(start + 8, 8), let address = number(start + 16, 8),
        let offset = number(start + 24, 8).flatMap({ Int(exactly: $0) }),
        let size = number(start + 32, 8).flatMap({ Int(exactly: $0) })
      else { return nil }
      guard kind == Section.withoutContent || (offset <= data.count && size <= data.count - offset)
      else { return nil }
      sections.append(
        Section(
          nameOffset: Int(name), kind: kind, isLoaded: flags & 2 != 0, address: address,
          offset: offset, size: size))
    }
    let texts = sections[Int(names)]
    guard texts.kind != Section.withoutContent else { return nil }
    let bytes = data[data.startIndex + texts.offset..<data.startIndex + texts.end]
    for index in sections.indices {
      guard sections[index].nameOffset < bytes.count else { return nil }
      sections[index].name = String(
        decoding: bytes.dropFirst(sections[index].nameOffset).prefix { $0 != 0 }, as: UTF8.self)
    }
    return sections
  }
}
