import Foundation
import GateRecords

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

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
    guard let stream = unsafe opendir(path) else {
      throw .unreadable(path: path, reason: SystemRefusal().reason)
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        guard errno == 0 else { throw .unreadable(path: path, reason: SystemRefusal().reason) }
        return names.sorted()
      }
      // Proof: the system ends a name with a zero byte, and keeps it until the folder is read on.
      let (name, text) = unsafe withUnsafePointer(to: &entry.pointee.d_name) { place in
        unsafe place.withMemoryRebound(to: CChar.self, capacity: 1) { name in
          unsafe (String(cString: name), String(validatingCString: name))
        }
      }
      if name.hasPrefix(".") { continue }
      // As text it would be another name, under which nothing is found.
      guard let text else {
        throw .unreadable(path: path, reason: FileMessage.nameNotUTF8(name: name).line)
      }
      names.append(text)
    }
  }

  /// Makes a folder, and those above it.
  ///
  /// - Throws: ``FileError/notWritable(path:reason:)`` for a path, with the system's reason.
  static func make(_ folder: String, for path: String) throws(FileError) {
    do throws(SystemRefusal) {
      try make(folder)
    } catch {
      throw .notWritable(path: path, reason: error.reason)
    }
  }

  private static func make(_ folder: String) throws(SystemRefusal) {
    guard unsafe mkdir(folder, 0o777) != 0 else { return }
    let refusal = SystemRefusal()
    if TextFile.isFolder(folder) { return }
    guard refusal.number == ENOENT, let slash = folder.dropLast().lastIndex(of: "/"),
      slash > folder.startIndex
    else { throw refusal.number == EEXIST ? SystemRefusal(ENOTDIR) : refusal }
    try make(String(folder[..<slash]))
    guard unsafe mkdir(folder, 0o777) != 0, errno != EEXIST else { return }
    throw SystemRefusal()
  }
}
