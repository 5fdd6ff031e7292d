import Foundation
import Synchronization

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// Hidden files of writers that were killed before their file had its name.
///
/// A writer holds a lock on its hidden file for as long as it lives, so the lock alone shows whether it
/// does. Where the file system has no locks, a file that is an hour old counts as abandoned.
package enum AbandonedParts {
  /// Seconds after which a file counts as abandoned where no lock shows it.
  private static let patience: time_t = 3600
  private static let prefix = ".speedgate-"
  private static let suffix = ".part"

  /// The folders that this process has looked through.
  private static let seen = Mutex<Set<String>>([])

  /// A hidden path that no other writer has: `.speedgate-` and 16 hexadecimal digits.
  static func freshPath(in folder: String) -> String {
    let digits = String(UInt64.random(in: 0 ... .max), radix: 16)
    let padding = String(repeating: "0", count: 16 - digits.count)
    return "\(folder)/\(prefix)\(padding)\(digits)\(suffix)"
  }

  /// Removes them from a folder at this process's first write in it.
  ///
  /// Errors are not reported: what cannot be removed stays, and fails no write.
  static func removeOnce(in folder: String) {
    guard seen.withLock({ $0.insert(folder).inserted }) else { return }
    remove(in: folder)
  }

  /// Removes them from a folder.
  ///
  /// - Parameter ownsFolder: Whether all hidden files with the names of this program's parts are its own, also
  ///   with the names that earlier versions gave them.
  package static func remove(in folder: String, ownsFolder: Bool = false) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      guard name.hasPrefix("."), name.hasSuffix(suffix) else { continue }
      if isPart(name) {
        remove("\(folder)/\(name)", trustsLock: true)
      } else if ownsFolder, isFormerPart(name) {
        remove("\(folder)/\(name)", trustsLock: false)
      }
    }
  }

  static func isPart(_ name: String) -> Bool {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return false }
    let digits = name.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
    return digits.count == 16
      && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// Whether a name is `.FILE.NUMBER.part`, as parts were named that had no locks.
  static func isFormerPart(_ name: String) -> Bool {
    let pieces = name.dropFirst().dropLast(suffix.count).split(
      separator: ".", omittingEmptySubsequences: false)
    guard pieces.count >= 2, let number = pieces.last, !pieces[0].isEmpty else { return false }
    return number.allSatisfy { $0.isASCII && $0.isNumber } && UInt32(number) != nil
  }

  private static func remove(_ path: String, trustsLock: Bool) {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let descriptor = unsafe open(path, flags)
    guard descriptor >= 0 else { return }
    defer { _ = close(descriptor) }
    var own = stat()
    var found = stat()
    guard unsafe fstat(descriptor, &own) == 0, own.st_mode & S_IFMT == S_IFREG else { return }
    let isLocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0
    guard isLocked || errno != EWOULDBLOCK else { return }
    guard (isLocked && trustsLock) || isOld(own) else { return }
    // It may have got its real name meanwhile.
    guard unsafe lstat(path, &found) == 0, found.st_ino == own.st_ino, found.st_dev == own.st_dev
    else { return }
    unsafe unlink(path)
  }

  private static func isOld(_ status: stat) -> Bool {
    #if canImport(Darwin)
      let changed = status.st_mtimespec.tv_sec
    #else
      let changed = status.st_mtim.tv_sec
    #endif
    return time(nil) - changed > patience
  }
}
