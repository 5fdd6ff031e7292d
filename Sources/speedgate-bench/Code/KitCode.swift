import Foundation
import GateCode
import GateFiles
import GateLinking
import GateRecords

/// The objects and archives that a link kit names, read into memory in the order in which they are linked.
struct KitCode: Sendable {
  /// The files that were read and had the hash that a kit names; both sides share the toolchain's archives and most
  /// objects.
  typealias Cache = [String: [UInt8]]

  /// The files; what is linked at run time, such as a shared library, is left out.
  let files: [CodeFile]
  /// The parts that are not compared: the linker's arguments and its other inputs.
  let circumstances: LinkCircumstances
  /// The folder of the toolchain's programs.
  let toolFolder: String

  /// Reads the files of one kit.
  init(_ kit: LinkKit) throws {
    var read = Cache()
    try self.init(kit, &read)
  }

  /// Reads the files, and makes sure that they are what the kit was made with.
  ///
  /// - Throws: ``LinkingError`` where one is gone or has changed, `FileError` where it cannot be read.
  init(_ kit: LinkKit, _ read: inout Cache) throws {
    var files: [CodeFile] = []
    var others: [LinkInput] = []
    for input in kit.record.inputs {
      let path = kit.path(of: input)
      guard PathKind(of: path) != .absent else { throw LinkingError.inputGone(path: path) }
      let bytes = try read[input.hash] ?? Self.bytes(at: path, hash: input.hash)
      read[input.hash] = bytes
      if Self.isLinkedIn(bytes) {
        files.append(
          CodeFile(name: input.name, path: LinkKit.lastingName(input), bytes: bytes))
      } else {
        others.append(input)
      }
    }
    self.files = files
    circumstances = LinkCircumstances(arguments: kit.record.arguments, others: others)
    toolFolder = URL(fileURLWithPath: kit.record.linker.path).deletingLastPathComponent().path
  }

  private static func bytes(at path: String, hash: String) throws -> [UInt8] {
    let bytes = [UInt8](try TextFile.read(path, limit: .max))
    var digest = SHA256()
    digest.update(bytes)
    guard digest.hexDigest() == hash else { throw LinkingError.inputChanged(path: path) }
    return bytes
  }

  /// The member of a thin archive, which lies beside it.
  static func member(_ archive: String, _ member: String) -> [UInt8]? {
    let folder = URL(fileURLWithPath: archive).deletingLastPathComponent().path
    return (try? TextFile.read(member.hasPrefix("/") ? member : "\(folder)/\(member)"))
      .map { [UInt8]($0) }
  }

  /// Whether a file's content becomes part of the program: an archive, or an object that can be linked.
  private static func isLinkedIn(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: Array("!<arch>\n".utf8)) || bytes.starts(with: Array("!<thin>\n".utf8)) {
      return true
    }
    // ELF, of the type "relocatable file".
    return bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) && bytes.count > 17 && bytes[16] == 1
      && bytes[17] == 0
  }
}
