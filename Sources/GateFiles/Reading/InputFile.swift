import GateRecords
import Synchronization

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// A file that is open for reading, after it was seen what it is.
struct InputFile: ~Copyable {
  let path: String
  let descriptor: Int32
  /// The size of a regular file in bytes; nil for what is read to its end.
  let size: Int64?

  private static let blockSize = 1 << 20

  /// Opens a file.
  ///
  /// - Throws: ``FileError`` where nothing is there, or something that is not read from such a place.
  init(_ path: String, from origin: FileOrigin) throws(FileError) {
    try PathKind.requireFile(path, from: origin)
    // Opening never waits for the other end of a pipe that was put there meanwhile.
    let waits = origin == .argument && PathKind(of: path) == .special
    let flags = O_RDONLY | O_CLOEXEC | (waits ? 0 : O_NONBLOCK)
    var descriptor = unsafe open(path, flags)
    // A socket, or a file of another user, that this process was started with cannot be opened again.
    if descriptor < 0, errno == ENXIO || errno == EACCES, let own = Self.inherited(path) {
      descriptor = fcntl(own, F_DUPFD_CLOEXEC, 0)
    }
    guard descriptor >= 0 else {
      throw .unreadable(path: path, reason: SystemRefusal().reason)
    }
    var status = stat()
    let isKnown = unsafe fstat(descriptor, &status) == 0
    let isRegular = isKnown && status.st_mode & S_IFMT == S_IFREG
    guard isRegular || origin == .argument else {
      _ = close(descriptor)
      throw .unreadable(path: path, reason: FileMessage.notRegular.line)
    }
    self.path = path
    self.descriptor = descriptor
    size = isRegular ? Int64(status.st_size) : nil
  }

  deinit { _ = close(descriptor) }

  /// Reads it to its end.
  ///
  /// - Parameter limit: The most bytes that it may have.
  /// - Throws: ``FileError``, also where it has more.
  func all(limit: Int64) throws(FileError) -> [UInt8] {
    if let size, size > limit { throw .tooLarge(path: path, bytes: size, limit: limit) }
    // One more than there should be, so that a file that has grown shows.
    var bytes = try block(of: size.map { Int($0) + 1 } ?? Self.blockSize)
    guard !bytes.isEmpty else { return [] }
    while true {
      guard Int64(bytes.count) <= limit else {
        throw .malformed(
          path: path, place: nil, reason: FileMessage.holdsMore(limit: limit).line)
      }
      let block = try block(of: size == nil ? Self.blockSize : 4096)
      if block.isEmpty { return bytes }
      bytes += block
    }
  }

  /// Reads at most that number of bytes; none at the end.
  private func block(of size: Int) throws(FileError) -> [UInt8] {
    var failure: Int32 = 0
    let block = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      // Proof: no more is read than the buffer holds, and what was read counts as filled.
      repeat {
        let count = unsafe read(descriptor, buffer.baseAddress, buffer.count)
        failure = count < 0 ? errno : 0
        filled = max(0, count)
      } while failure == EINTR
    }
    guard failure == 0 else {
      throw .unreadable(path: path, reason: SystemRefusal(failure).reason)
    }
    return block
  }

  /// The descriptor that a path such as `/dev/stdin` or `/dev/fd/3` means.
  private static func inherited(_ path: String) -> Int32? {
    if path == "/dev/stdin" { return 0 }
    for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
      return Int32(path.dropFirst(folder.count))
    }
    return nil
  }
}

/// What pipes and devices gave, because they give it once and a command may read a path again.
enum ReadStreams {
  private static let known = Mutex<[String: [UInt8]]>([:])

  /// The whole of a stream, from its first reading on.
  static func bytes(
    of file: consuming InputFile, limit: Int64
  ) throws(FileError) -> [UInt8] {
    let path = file.path
    let bytes = try file.all(limit: limit)
    known.withLock { $0[path] = bytes }
    return bytes
  }

  /// What a path gave; nil where it was not read as a stream.
  static func bytes(at path: String) -> [UInt8]? { known.withLock { $0[path] } }
}
