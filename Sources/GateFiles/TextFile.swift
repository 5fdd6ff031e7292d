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
  package static let defaultLimit = ReadingLimit.wholeFile

  /// Reads a whole file.
  ///
  /// - Parameter origin: How its path came to be read; pipes are read only where the user named them.
  /// - Throws: ``FileError`` when it is absent, a folder, empty, too large, or not to be read.
  package static func read(
    _ path: String, limit: Int64 = defaultLimit, from origin: FileOrigin = .folder
  ) throws(FileError) -> Data {
    Data(try bytes(path, limit: limit, from: origin))
  }

  /// Reads a whole file as bytes.
  ///
  /// - Throws: What ``read(_:limit:from:)`` throws.
  package static func bytes(
    _ path: String, limit: Int64 = defaultLimit, from origin: FileOrigin = .folder
  ) throws(FileError) -> [UInt8] {
    let bytes: [UInt8]
    if origin == .argument, let known = ReadStreams.bytes(at: path) {
      bytes = known
    } else {
      let file = try InputFile(path, from: origin)
      bytes =
        file.size == nil
        ? try ReadStreams.bytes(of: file, limit: limit) : try file.all(limit: limit)
    }
    guard !bytes.isEmpty else { throw .empty(path: path) }
    return bytes
  }

  /// Replaces a file's content in one step: readers see the old one or the new one, whole.
  ///
  /// The new content is written without a name, forced to the disk, and takes the name. A link stays
  /// one, and what it leads to is replaced. A device or a pipe, such as `/dev/null` and `/dev/stdout`, is
  /// written to as it is: to replace it by a file would destroy it for all programs.
  ///
  /// - Parameters:
  ///   - mode: Its permissions, which it has from the moment at which it has its name; nil keeps those of the
  ///     file that is replaced.
  ///   - isDurable: Whether the content must survive a loss of power. Forcing it to the disk costs
  ///     milliseconds; what a command can make again from other files does without.
  /// - Throws: ``FileError/notWritable(path:reason:)``; an existing file is then untouched.
  package static func write(
    _ data: Data, to path: String, mode: UInt16? = nil, isDurable: Bool = true
  ) throws(FileError) {
    let mode = mode.map { mode_t($0) }
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
    try Folder.make(target.deletingLastPathComponent().path, for: path)
    do throws(SystemRefusal) {
      try FilePublication.publish(data, at: target, mode: mode, isDurable: isDurable)
    } catch {
      throw .notWritable(path: path, reason: error.reason)
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
