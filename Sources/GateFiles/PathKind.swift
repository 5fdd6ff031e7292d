import GateRecords

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The kind of file at a path, with all links followed.
///
/// A path that the system does not show never counts as absent: if an unreadable baseline counted as no baseline,
/// every change would pass.
package enum PathKind: Hashable, Sendable {
  /// There is no file.
  case absent
  /// A regular file.
  case file
  /// A folder.
  case folder
  /// A device, a pipe or a socket.
  case special
  /// The system does not say, for this reason; a link to a missing file is one.
  case hidden(reason: String)

  /// Determines the kind of a path.
  package init(of path: String) {
    var status = stat()
    if unsafe stat(path, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFREG: self = .file
      case S_IFDIR: self = .folder
      default: self = .special
      }
      return
    }
    let failure = errno
    guard failure == ENOENT else {
      self = .hidden(reason: unsafe String(cString: strerror(failure)).lowercased())
      return
    }
    switch Self.brokenLink(on: path) {
    case path?: self = .hidden(reason: FileMessage.brokenLink(link: nil).line)
    case let link?: self = .hidden(reason: FileMessage.brokenLink(link: link).line)
    case nil: self = .absent
    }
  }

  /// The last part of a path that is there, when it is a link to a missing file.
  private static func brokenLink(on path: String) -> String? {
    var part = path[...]
    while !part.isEmpty {
      var status = stat()
      if unsafe lstat(String(part), &status) == 0 {
        return unsafe stat(String(part), &status) == 0 ? nil : String(part)
      }
      guard let slash = part.lastIndex(of: "/") else { return nil }
      part = part[..<slash]
    }
    return nil
  }

  /// Makes sure that a file can be asked for its content.
  ///
  /// - Parameter origin: How the path came to be read; a pipe or a device counts as a file where the user named it.
  /// - Throws: ``FileError`` when nothing is there, or no file.
  package static func requireFile(
    _ path: String, from origin: FileOrigin = .folder
  ) throws(FileError) {
    switch PathKind(of: path) {
    case .file: return
    case .special:
      guard origin == .argument else {
        throw .unreadable(path: path, reason: FileMessage.notRegular.line)
      }
    case .absent: throw .notFound(path: path)
    case .folder: throw .unreadable(path: path, reason: FileMessage.isFolderNotFile.line)
    case .hidden(let reason): throw .unreadable(path: path, reason: reason)
    }
  }
}
