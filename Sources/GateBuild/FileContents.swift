import Foundation
package import GateFiles
import GateRecords

/// Contents of files as hashes, each read once.
///
/// A hash that is known from an earlier build is taken when the system says that the file was not touched since. That
/// goes by the time of the last change of any kind, which no program can set, and by the file's number on the disk:
/// checkouts, copies and restored caches give a file another one.
package struct FileContents {
  /// A file that was touched so shortly before it was read may have been written again in the same tick of the clock.
  private static let tick: Int64 = 2_000_000_000

  /// The known files, for the next build.
  package private(set) var known: [String: BuildStamp.KnownFile] = [:]
  private let earlier: [String: BuildStamp.KnownFile]
  private let now: Int64

  /// - Parameter now: The time in nanoseconds since 1970.
  package init(earlier: [String: BuildStamp.KnownFile], now: Int64) {
    self.earlier = earlier
    self.now = now
  }

  /// The hash of what is at a path; of a folder, that of everything in it; `absent` when nothing is there.
  ///
  /// - Throws: ``FileError`` when it is there and cannot be read.
  package mutating func hash(of path: String) throws(FileError) -> String {
    switch PathKind(of: path) {
    case .absent: return "absent"
    case .hidden(let reason): throw .unreadable(path: path, reason: reason)
    case .special: return "special"
    case .folder: return try hash(ofFolder: path)
    case .file: break
    }
    guard let state = FileState(of: path) else { return "absent" }
    if let entry = known[path], entry.state == state { return entry.hash }
    if let entry = earlier[path], entry.state == state {
      known[path] = entry
      return entry.hash
    }
    let hash = try SHA256.hexDigest(ofFile: path)
    if state.changed + Self.tick < now {
      known[path] = BuildStamp.KnownFile(state: state, hash: hash)
    }
    return hash
  }

  private mutating func hash(ofFolder path: String) throws(FileError) -> String {
    guard let names = try? FileManager.default.subpathsOfDirectory(atPath: path) else {
      throw .unreadable(path: path, reason: BuildMessage.folderUnlisted.line)
    }
    var parts: [String] = []
    for name in names.sorted() where PathKind(of: path + "/" + name) == .file {
      parts += [name, try hash(of: path + "/" + name)]
    }
    return Self.hash(of: parts)
  }

  /// The hash of texts in order.
  package static func hash(of parts: some Sequence<String>) -> String {
    var digest = SHA256()
    var text: [UInt8] = []
    for part in parts {
      text += "\(part.utf8.count):".utf8
      text += part.utf8
    }
    digest.update(text)
    return digest.hexDigest()
  }
}
