#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The system's data about a file, without its content.
package struct FileState: Hashable, Sendable, Codable {
  /// Which file it is on its disk.
  package var inode: UInt64
  /// Its length in bytes.
  package var size: Int64
  /// When its content was written, in nanoseconds since 1970; any program may set it.
  package var modified: Int64
  /// When the file was last touched in any way, in nanoseconds since 1970; no program may set it.
  package var changed: Int64

  /// Creates a state.
  package init(inode: UInt64, size: Int64, modified: Int64, changed: Int64) {
    self.inode = inode
    self.size = size
    self.modified = modified
    self.changed = changed
  }

  /// Reads it from the system; nil when there is no file.
  package init?(of path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let modification = status.st_mtimespec
      let change = status.st_ctimespec
    #else
      let modification = status.st_mtim
      let change = status.st_ctim
    #endif
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    modified = Int64(modification.tv_sec) * 1_000_000_000 + Int64(modification.tv_nsec)
    changed = Int64(change.tv_sec) * 1_000_000_000 + Int64(change.tv_nsec)
  }
}
