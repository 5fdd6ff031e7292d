package import Foundation
import GateRecords

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// Whole files, read within limits and replaced in one step.
package enum TextFile {
  /// The largest file that is read, in bytes.
  package static let defaultLimit: Int64 = 256 << 20

  /// Reads a whole file.
  ///
  /// - Throws: ``FileError`` when it is absent, a folder, empty, too large, or not to be read.
  package static func read(
    _ path: String, limit: Int64 = defaultLimit
  ) throws(FileError) -> Data {
    try PathKind.requireFile(path)
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      let size = (attributes[.size] as? NSNumber)?.int64Value ?? 0
      guard size <= limit else { throw FileError.tooLarge(path: path, bytes: size, limit: limit) }
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      guard !data.isEmpty else { throw FileError.empty(path: path) }
      return data
    } catch let error as FileError {
      throw error
    } catch {
      throw .unreadable(path: path, reason: reason(error))
    }
  }

  /// Reads a whole file as bytes.
  ///
  /// - Throws: What ``read(_:limit:)`` throws.
  package static func bytes(
    _ path: String, limit: Int64 = defaultLimit
  ) throws(FileError) -> [UInt8] {
    // Where anything is out of the ordinary, the other way of reading says what.
    if let size = size(path), size > 0, size <= limit, let bytes = regular(path, size: size) {
      return bytes
    }
    return Array(try read(path, limit: limit))
  }

  /// The bytes of a regular file; nil where they are not as many as they were said to be.
  private static func regular(_ path: String, size: Int) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { _ = close(descriptor) }
    // One more than there should be, so that a file that has grown shows.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, filled in
      // Proof: no more is written than the buffer's rest holds, and exactly what was written counts as filled.
      while filled < buffer.count, let base = buffer.baseAddress {
        let count = unsafe pread(
          descriptor, base + filled, buffer.count - filled, off_t(filled))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        filled += count
      }
    }
    return bytes.count == size ? bytes : nil
  }

  /// Replaces a file's content in one step: readers see the old one or the new one, whole.
  ///
  /// The new content goes to a file beside it, is forced to the disk, and takes the name. A link stays
  /// one, and what it leads to is replaced. A device or a pipe, such as `/dev/null` and `/dev/stdout`, is
  /// written to as it is: to replace it by a file would destroy it for all programs.
  ///
  /// - Parameter isDurable: Whether the content must survive a loss of power. Forcing it to the disk costs
  ///   milliseconds; what a command can make again from other files does without.
  /// - Throws: ``FileError/notWritable(path:reason:)``; an existing file is then untouched.
  package static func write(
    _ data: Data, to path: String, isDurable: Bool = true
  ) throws(FileError) {
    guard !isFolder(path) else { throw .notWritable(path: path, reason: FileMessage.isFolder.line) }
    let named = URL(fileURLWithPath: path)
    let target: URL
    switch PathKind(of: path) {
    case .absent, .hidden, .folder: target = named
    case .file: target = named.resolvingSymlinksInPath()
    case .special:
      do {
        let handle = try FileHandle(forWritingTo: named)
        defer { try? handle.close() }
        return try handle.write(contentsOf: data)
      } catch {
        throw .notWritable(path: path, reason: reason(error))
      }
    }
    let folder = target.deletingLastPathComponent()
    let name = ".\(target.lastPathComponent.prefix(100)).\(UInt32.random(in: 0 ... .max)).part"
    let part = folder.appending(path: name)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try writeThrough(data, to: part, isDurable: isDurable)
      if unsafe rename(part.path, target.path) != 0 { throw CocoaError(.fileWriteUnknown) }
    } catch {
      try? FileManager.default.removeItem(at: part)
      throw .notWritable(path: path, reason: reason(error))
    }
  }

  /// Writes a file that a command can make again, unless it holds the same already.
  ///
  /// A file that stays as it is keeps its time, so that what copies a folder copies only what is new.
  ///
  /// - Returns: Whether it was written.
  /// - Throws: ``FileError/notWritable(path:reason:)``; an existing file is then untouched.
  package static func update(_ data: Data, at path: String) throws(FileError) -> Bool {
    if size(path) == data.count, let old = try? Data(contentsOf: URL(fileURLWithPath: path)),
      old == data
    {
      return false
    }
    try write(data, to: path, isDurable: false)
    return true
  }

  /// The size of a regular file in bytes; nil where there is none.
  package static func size(_ path: String) -> Int? {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Whether there is a folder at the path.
  package static func isFolder(_ path: String) -> Bool { PathKind(of: path) == .folder }

  private static func writeThrough(_ data: Data, to part: URL, isDurable: Bool) throws {
    guard FileManager.default.createFile(atPath: part.path, contents: nil) else {
      throw CocoaError(
        .fileWriteUnknown,
        userInfo: [NSLocalizedDescriptionKey: unsafe String(cString: strerror(errno))])
    }
    let handle = try FileHandle(forWritingTo: part)
    defer { try? handle.close() }
    try handle.write(contentsOf: data)
    if isDurable { try handle.synchronize() }
  }

  /// The system's reason without Foundation's wrapping.
  package static func reason(_ error: any Error) -> String {
    let cocoa = error as NSError
    if let underlying = cocoa.userInfo[NSUnderlyingErrorKey] as? NSError,
      underlying.domain == NSPOSIXErrorDomain
    {
      return unsafe String(cString: strerror(Int32(underlying.code))).lowercased()
    }
    return cocoa.userInfo[NSLocalizedDescriptionKey] as? String ?? "\(cocoa.localizedDescription)"
  }
}
