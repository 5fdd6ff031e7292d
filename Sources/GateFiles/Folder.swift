import Foundation
import GateRecords

/// Reads folders that may be absent; a folder that cannot be read never counts as absent.
package enum Folder {
  /// Whether there is a folder; false only when nothing is at the path.
  ///
  /// - Throws: ``FileError/unreadable(path:reason:)`` for a file, a link to a missing file, or what the
  ///   system does not show.
  package static func isThere(_ path: String) throws(FileError) -> Bool {
    switch PathKind(of: path) {
    case .absent: return false
    case .folder: return true
    case .file, .special: throw .unreadable(path: path, reason: FileMessage.notAFolder.line)
    case .hidden(let reason): throw .unreadable(path: path, reason: reason)
    }
  }

  /// The names in a folder, sorted, without hidden ones; none when there is no folder.
  ///
  /// - Throws: ``FileError/unreadable(path:reason:)`` as ``isThere(_:)`` does, and when the folder may
  ///   not be listed.
  package static func names(in path: String) throws(FileError) -> [String] {
    guard try isThere(path) else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
        .filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      throw .unreadable(path: path, reason: TextFile.reason(error))
    }
  }
}
