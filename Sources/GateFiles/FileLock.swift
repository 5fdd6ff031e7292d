import Foundation

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// One writer at a time on one machine, by an advisory lock on a file.
package enum FileLock {
  /// Does something while no other process that asks is doing it.
  ///
  /// The lock ends with the process, also when it is killed.
  ///
  /// - Throws: ``FileError`` from the work, or when the lock file cannot be made.
  package static func holding<Result>(
    _ path: String, _ work: () throws(FileError) -> Result
  ) throws(FileError) -> Result {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw .notWritable(path: path, reason: unsafe String(cString: strerror(errno)).lowercased())
    }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        throw .notWritable(path: path, reason: unsafe String(cString: strerror(errno)).lowercased())
      }
    }
    return try work()
  }
}
