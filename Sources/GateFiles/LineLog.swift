private import Foundation
private import GateRecords

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// Files that only grow, line by line: an append is on the disk when it returns, or did not happen.
///
/// A process that is killed in the middle of an append leaves whole lines and perhaps a torn one at
/// the end. The next append finds it by the missing line end. What was whole stays; what was torn had
/// not been promised to anyone and is removed. Callers hold a lock, see ``FileLock``.
package enum LineLog {
  /// Text to be appended to one file.
  package struct Piece: Hashable, Sendable {
    /// The file; it is made when it is not there.
    package var path: String
    /// Whole lines, each with its end.
    package var bytes: [UInt8]

    /// Creates a piece.
    package init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  /// The repair at the end of a file.
  package enum Repair: Hashable, Sendable {
    /// The last line was whole, only its end was missing.
    case completed(path: String)
    /// The last line was torn; this many bytes were removed.
    case removed(path: String, bytes: Int)
  }

  /// Appends to several files: to all of them, or to none.
  ///
  /// - Parameters:
  ///   - pieces: The lines to append; each file appears at most once.
  ///   - isWhole: Whether a last line without its end is nevertheless complete.
  /// - Returns: The repairs that were made first.
  /// - Throws: ``FileError/notWritable(path:reason:)``; every file then holds what it held, torn
  ///   lines aside.
  /// - Complexity: O(what is appended), however long the files are.
  package static func append(
    _ pieces: [Piece], isWhole: ([UInt8]) -> Bool
  ) throws(FileError) -> [Repair] {
    var open: [OpenLog] = []
    defer { for log in open { log.finish() } }
    do {
      for piece in pieces { open.append(try OpenLog(piece.path)) }
      let repairs = try open.indices.compactMap { try open[$0].repair(isWhole: isWhole) }
      for (log, piece) in zip(open, pieces) { try log.add(piece.bytes) }
      for log in open { try log.synchronize() }
      return repairs
    } catch {
      for log in open { log.restore() }
      guard let error = error as? FileError else {
        throw .notWritable(path: pieces.first?.path ?? "", reason: "\(error)")
      }
      throw error
    }
  }
}

/// One open log and the length to which it goes back when an append fails.
private struct OpenLog {
  private let path: String
  private let descriptor: Int32
  private let isNew: Bool
  private var length: off_t

  init(_ path: String) throws(FileError) {
    try Folder.make(URL(fileURLWithPath: path).deletingLastPathComponent().path, for: path)
    self.path = path
    // What is appended to a pipe goes to whoever reads it, and stays nowhere.
    if PathKind(of: path) == .special {
      throw .notWritable(path: path, reason: FileMessage.notRegular.line)
    }
    isNew = !FileManager.default.fileExists(atPath: path)
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(path) }
    length = lseek(descriptor, 0, SEEK_END)
    guard length >= 0 else { throw Self.failure(path) }
  }

  func finish() {
    _ = close(descriptor)
  }

  /// Ends or removes a last line that has no end.
  mutating func repair(isWhole: ([UInt8]) -> Bool) throws(FileError) -> LineLog.Repair? {
    let tail = try lastLine()
    guard !tail.isEmpty else { return nil }
    if isWhole(tail) {
      try add([UInt8(ascii: "\n")])
      length += 1
      return .completed(path: path)
    }
    length -= off_t(tail.count)
    guard ftruncate(descriptor, length) == 0 else { throw Self.failure(path) }
    return .removed(path: path, bytes: tail.count)
  }

  /// Returns the bytes after the last line end.
  private func lastLine() throws(FileError) -> [UInt8] {
    var tail: [UInt8] = []
    var end = length
    while end > 0 {
      // The usual log ends with a line end, which the first byte read shows.
      let size = end == length ? 1 : min(end, 1 << 16)
      var block = [UInt8](repeating: 0, count: Int(size))
      let count = unsafe block.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress, $0.count, end - size)
      }
      guard count == block.count else { throw Self.failure(path) }
      if let newline = block.lastIndex(of: UInt8(ascii: "\n")) {
        return Array(block[(newline + 1)...]) + tail
      }
      tail = block + tail
      end -= size
    }
    return tail
  }

  func add(_ bytes: [UInt8]) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(path) }
      rest = rest.dropFirst(count)
    }
  }

  /// Waits until the file, and the entry of a new file in its folder, are on the disk.
  func synchronize() throws(FileError) {
    #if canImport(Darwin)
      guard fcntl(descriptor, F_FULLFSYNC) == 0 || fsync(descriptor) == 0 else {
        throw Self.failure(path)
      }
    #else
      guard fsync(descriptor) == 0 else { throw Self.failure(path) }
    #endif
    guard isNew else { return }
    let folder = unsafe open(
      URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    _ = close(folder)
  }

  /// Takes back what this append has written.
  func restore() {
    guard descriptor >= 0, ftruncate(descriptor, length) == 0 else { return }
    fsync(descriptor)
    if isNew, length == 0 { unsafe unlink(path) }
  }

  private static func failure(_ path: String) -> FileError {
    .notWritable(path: path, reason: unsafe String(cString: strerror(errno)).lowercased())
  }
}
