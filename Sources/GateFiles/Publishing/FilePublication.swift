import Foundation

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The one way in which a file gets new content: whole and with its mode, or not at all.
enum FilePublication {
  /// Puts content at a path, in place of what is there.
  ///
  /// A kill at any moment leaves the old file or the new one. What else it may leave has a name that
  /// ``AbandonedParts`` recognises, and the next writer in the folder removes it.
  ///
  /// - Parameters:
  ///   - target: The path, with links resolved.
  ///   - mode: Its permissions; nil keeps those of the file that is replaced.
  ///   - isDurable: Whether the content is forced to the disk.
  static func publish(
    _ data: Data, at target: URL, mode: mode_t?, isDurable: Bool
  ) throws(SystemRefusal) {
    let folder = target.deletingLastPathComponent().path
    AbandonedParts.removeOnce(in: folder)
    let permissions = mode ?? Self.mode(of: target.path)
    var refusal: SystemRefusal?
    for form in UnpublishedFile.Form.allCases {
      do {
        let file = try UnpublishedFile(in: folder, form, isPrivate: permissions != nil)
        try file.fill(data, isDurable: isDurable)
        if let mode {
          try file.allow(mode)
        } else if let permissions {
          // A file system that refuses has the same mode for all files.
          try? file.allow(permissions)
        }
        return try file.publish(at: target.path)
      } catch {
        refusal = error
        // A full disk would only be filled again.
        if [ENOSPC, EDQUOT, EFBIG, EIO].contains(error.number) { break }
      }
    }
    throw refusal ?? SystemRefusal(EIO)
  }

  /// The permissions of a regular file; nil where there is none.
  private static func mode(of path: String) -> mode_t? {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return status.st_mode & 0o777
  }
}
