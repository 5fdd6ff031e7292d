import Foundation
import GateRecords

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// One writer at a time on one machine, by an advisory lock on a file.
package enum FileLock {
  /// Milliseconds of waiting after which it is said whom is waited for.
  private static let quietWait = 1000
  /// Milliseconds between two attempts during them.
  private static let step = 20

  /// Does something while no other process that asks is doing it.
  ///
  /// The lock ends with the process, also when it is killed. Who waits for longer than a second says so on
  /// standard error.
  ///
  /// - Throws: ``FileError`` from the work, or when the lock file cannot be made.
  package static func holding<Result>(
    _ path: String, _ work: () throws(FileError) -> Result
  ) throws(FileError) -> Result {
    try Folder.make(URL(fileURLWithPath: path).deletingLastPathComponent().path, for: path)
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .notWritable(path: path, reason: SystemRefusal().reason) }
    defer { close(descriptor) }
    let error = wait(for: descriptor, isShared: false, path: path)
    guard error == 0 else { throw .notWritable(path: path, reason: SystemRefusal(error).reason) }
    return try work()
  }

  /// Waits for a lock on an open file.
  ///
  /// - Parameters:
  ///   - isShared: Whether others may have the lock at the same time.
  ///   - path: The file, for the notice.
  ///   - notice: Is given a line when the wait is long; by default it is written to standard error.
  /// - Returns: 0, or the system's error number.
  package static func wait(
    for descriptor: Int32, isShared: Bool, path: String,
    notice: (String) -> Void = {
      FileHandle.standardError.write(Data("note: \($0)\n".utf8))
    }
  ) -> Int32 {
    let kind = isShared ? LOCK_SH : LOCK_EX
    for _ in 0..<(quietWait / step) {
      if flock(descriptor, kind | LOCK_NB) == 0 { return 0 }
      guard errno == EWOULDBLOCK || errno == EINTR else { return errno }
      usleep(UInt32(step) * 1000)
    }
    notice(FileMessage.lockHeld(path: path, holder: LockHolder(of: descriptor)?.words).line)
    while flock(descriptor, kind) != 0 {
      guard errno == EINTR else { return errno }
    }
    return 0
  }
}
