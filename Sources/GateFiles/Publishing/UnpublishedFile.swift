import Foundation
import GateRecords

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The system's refusal, by its number.
struct SystemRefusal: Error, Hashable, Sendable {
  /// `errno`.
  let number: Int32

  init(_ number: Int32 = errno) { self.number = number }

  /// The system's words for it.
  var reason: String { unsafe String(cString: strerror(number)).lowercased() }
}

/// The content of a file before it has its name.
///
/// On Linux it has no name at all, so that a kill leaves nothing. Where the name is taken, or the file
/// system knows no files without names, it has a hidden name for a moment, and a lock that ends with the
/// process: ``AbandonedParts`` takes it away when its writer no longer lives.
final class UnpublishedFile {
  /// How it exists until it has its name.
  enum Form: CaseIterable {
    case nameless
    case hidden
  }

  private let folder: String
  private let descriptor: Int32
  /// The hidden path, while it has one.
  private var part: String?

  /// Opens one in the folder of the name that it will have.
  ///
  /// - Parameter isPrivate: Whether only this user may read it until its mode is set.
  init(in folder: String, _ form: Form, isPrivate: Bool) throws(SystemRefusal) {
    self.folder = folder
    let mode: mode_t = isPrivate ? 0o600 : 0o666
    switch form {
    case .nameless:
      descriptor = try Self.nameless(in: folder, mode)
      part = nil
    case .hidden: (descriptor, part) = try Self.hidden(in: folder, mode)
    }
  }

  deinit {
    if let part { unsafe unlink(part) }
    _ = close(descriptor)
  }

  /// Writes the content.
  func fill(_ data: Data, isDurable: Bool) throws(SystemRefusal) {
    var refusal: SystemRefusal?
    unsafe data.withUnsafeBytes { bytes in
      var written = 0
      // Proof: what is written lies behind `written` and before the buffer's end.
      while written < bytes.count, let base = bytes.baseAddress {
        let count = unsafe write(descriptor, base + written, bytes.count - written)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          refusal = count < 0 ? SystemRefusal() : SystemRefusal(ENOSPC)
          return
        }
        written += count
      }
    }
    if let refusal { throw refusal }
    guard isDurable else { return }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw SystemRefusal() }
  }

  /// Sets the mode.
  ///
  /// - Throws: Where the file does not get all of it.
  func allow(_ mode: mode_t) throws(SystemRefusal) {
    guard fchmod(descriptor, mode) != 0 else { return }
    let refusal = SystemRefusal()
    // File systems without modes have one for all files.
    guard let own = Self.status(descriptor), own.st_mode & mode == mode else { throw refusal }
  }

  /// Gives it its name, in one step.
  ///
  /// - Throws: The refusal; nothing has changed then.
  func publish(at target: String) throws(SystemRefusal) {
    if part == nil {
      if link(to: target) { return }
      guard errno == EEXIST else { throw SystemRefusal() }
      // A link replaces nothing, a renaming does.
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
        throw SystemRefusal()
      }
      let hidden = AbandonedParts.freshPath(in: folder)
      guard link(to: hidden) else { throw SystemRefusal() }
      part = hidden
    }
    guard let hidden = part else { return }
    guard unsafe rename(hidden, target) == 0 else { throw SystemRefusal() }
    part = nil
  }

  /// Gives a nameless file a name that is free.
  private func link(to name: String) -> Bool {
    #if os(Linux)
      if unsafe linkat(
        AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
      {
        return true
      }
      if errno == EEXIST { return false }
      let refusal = errno
      // Without /proc; kernels before 6.10 allow it to privileged users alone.
      if unsafe linkat(descriptor, "", AT_FDCWD, name, 0x1000 /* AT_EMPTY_PATH */) == 0 {
        return true
      }
      if errno != EEXIST { errno = refusal }
    #else
      errno = ENOSYS
    #endif
    return false
  }

  private static func nameless(
    in folder: String, _ mode: mode_t
  ) throws(SystemRefusal) -> Int32 {
    #if os(Linux)
      // O_TMPFILE of the kernel's interface, which is no constant for Swift.
      let flags = 0o20_000_000 | O_DIRECTORY
      let descriptor = unsafe open(folder, flags | O_WRONLY | O_CLOEXEC, mode)
      guard descriptor >= 0 else { throw SystemRefusal() }
      return descriptor
    #else
      throw SystemRefusal(ENOSYS)
    #endif
  }

  private static func hidden(
    in folder: String, _ mode: mode_t
  ) throws(SystemRefusal) -> (Int32, String) {
    // Another writer may find it in the moment before it is locked, and take it for abandoned.
    for _ in 0..<100 {
      let path = AbandonedParts.freshPath(in: folder)
      let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if descriptor < 0, errno == EEXIST { continue }
      guard descriptor >= 0 else { throw SystemRefusal() }
      let isTaken = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
      if !isTaken, let own = status(descriptor), own.st_nlink > 0 { return (descriptor, path) }
      unsafe unlink(path)
      _ = close(descriptor)
    }
    throw SystemRefusal(EBUSY)
  }

  private static func status(_ descriptor: Int32) -> stat? {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? status : nil
  }
}
