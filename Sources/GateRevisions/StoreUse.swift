import Foundation
import GateFiles
import GateRecords

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// Marks the programs of a store as used for as long as it exists; used programs are not pruned.
///
/// The system lets go of the lock with the process, however that ends.
package final class StoreUse: Sendable {
  private let descriptor: Int32

  /// Waits while another command prunes.
  ///
  /// - Throws: ``RevisionError`` where the store cannot be written.
  package init(of root: String) throws(RevisionError) {
    try? FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    let path = root + "/in-use"
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw RevisionError(RevisionMessage.notWritable(path: path, reason: Self.reason()))
    }
    let error = FileLock.wait(for: descriptor, isShared: true, path: path)
    guard error == 0 else {
      throw RevisionError(
        RevisionMessage.notLocked(
          path: path, reason: unsafe String(cString: strerror(error)).lowercased()))
    }
  }

  deinit { close(descriptor) }

  /// Does something while no other command uses the store.
  ///
  /// - Returns: Nil, and nothing was done, where another one does.
  package func alone<Result>(_ work: () throws -> Result) throws -> Result? {
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      // A lock that cannot be changed may have been lost on the way.
      _ = flock(descriptor, LOCK_SH)
      return nil
    }
    defer { _ = flock(descriptor, LOCK_SH) }
    return try work()
  }

  private static func reason() -> String { unsafe String(cString: strerror(errno)).lowercased() }
}
