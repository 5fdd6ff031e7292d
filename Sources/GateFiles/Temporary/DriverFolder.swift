package import Foundation

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// A temporary folder of this driver, locked for as long as the driver lives.
///
/// A driver that is killed takes nothing away, and copies of programs in memory would stay until the
/// machine starts again. So the next driver removes them. The lock alone shows whether an owner
/// lives: the system lets go of it with the process, however that ends, while a process's number may
/// be given to another, or mean another in another container.
package final class DriverFolder: Sendable {
  /// The folder; of one length for every folder of one parent.
  package let path: String
  private let lock: Int32

  /// Makes a folder that only this user may enter.
  ///
  /// - Throws: ``FileError`` when the parent takes no folder.
  package init(in parent: URL) throws(FileError) {
    // Another driver that sweeps may find the folder in the moment before it is locked, and take it.
    for _ in 0..<100 {
      let path = parent.appending(path: Self.freshName()).path
      let error = TemporaryFolders.make(path)
      guard error == 0 || error == EEXIST else {
        throw .notWritable(
          path: parent.path, reason: unsafe String(cString: strerror(error)).lowercased())
      }
      guard error == 0, let lock = Self.locked(path) else {
        TemporaryFolders.remove(path)
        continue
      }
      self.path = path
      self.lock = lock
      return
    }
    throw .notWritable(path: parent.path, reason: "folders made in it do not stay")
  }

  deinit {
    remove()
    close(lock)
  }

  /// Takes the folder away, with all that is in it.
  package func remove() { TemporaryFolders.remove(path) }

  /// Removes the folders in a parent whose drivers no longer live.
  ///
  /// Errors are not reported: folders that cannot be removed stay, and do not fail the run.
  package static func removeAbandoned(in parent: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    for name in names where isName(name) {
      let path = parent.appending(path: name).path
      guard let folder = opened(path) else { continue }
      defer { close(folder) }
      guard isPrivate(folder), flock(folder, LOCK_EX | LOCK_NB) == 0 else { continue }
      endWorkers(in: path)
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  /// Kills what still runs from a folder whose driver no longer lives.
  ///
  /// A worker notices that its driver is gone when it next speaks, which one in an endless body never
  /// does: it would hold its processor and disturb whatever is measured there.
  private static func endWorkers(in path: String) {
    #if os(Linux)
      let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      for process in processes.compactMap(pid_t.init) where process > 1 {
        let program = try? FileManager.default.destinationOfSymbolicLink(
          atPath: "/proc/\(process)/exe")
        guard program?.hasPrefix(path + "/") == true else { continue }
        kill(-process, SIGKILL)
        kill(process, SIGKILL)
      }
    #endif
  }

  /// Ten digits of the process's number, for people who look, and ten of chance.
  private static func freshName() -> String {
    String(
      format: "speedgate-driver-%010d-%010u", getpid(), UInt32.random(in: 0 ... .max))
  }

  private static func isName(_ name: String) -> Bool {
    // The system's folder may hold thousands of others, and the pattern is slow.
    name.hasPrefix("speedgate-driver-")
      && name.wholeMatch(of: /speedgate-driver-[0-9]{10}-[0-9]{10}/) != nil
  }

  /// Opens a folder; a link is none.
  private static func opened(_ path: String) -> Int32? {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    return descriptor < 0 ? nil : descriptor
  }

  /// Whether this user owns an open folder and no other may enter it, as every driver makes its own.
  private static func isPrivate(_ folder: Int32) -> Bool {
    var status = stat()
    return unsafe fstat(folder, &status) == 0 && status.st_uid == geteuid()
      && status.st_mode & 0o077 == 0
  }

  /// Opens and locks a folder; nil when it is another's by now, or gone.
  ///
  /// Where the system has no such locks the folder stays unlocked, and no other driver can lock it.
  private static func locked(_ path: String) -> Int32? {
    guard let descriptor = opened(path) else { return nil }
    let isTaken = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
    var own = stat()
    var found = stat()
    guard !isTaken, unsafe fstat(descriptor, &own) == 0, unsafe lstat(path, &found) == 0,
      own.st_ino == found.st_ino, own.st_dev == found.st_dev
    else {
      close(descriptor)
      return nil
    }
    return descriptor
  }
}
