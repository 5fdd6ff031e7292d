package import Foundation

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

  /// Replaces a file's content in one step: readers see the old one or the new one, whole.
  ///
  /// The new content goes to a file beside it, is forced to the disk, and takes the name. A link stays
  /// one, and what it leads to is replaced. A device or a pipe, such as `/dev/null` and `/dev/stdout`, is
  /// written to as it is: to take its name would destroy it for everybody.
  ///
  /// - Throws: ``FileError/notWritable(path:reason:)``; an existing file is then untouched.
  package static func write(_ data: Data, to path: String) throws(FileError) {
    guard !isFolder(path) else { throw .notWritable(path: path, reason: "it is a folder") }
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
      try writeThrough(data, to: part)
      if unsafe rename(part.path, target.path) != 0 { throw CocoaError(.fileWriteUnknown) }
    } catch {
      try? FileManager.default.removeItem(at: part)
      throw .notWritable(path: path, reason: reason(error))
    }
  }

  /// Whether there is a folder at the path.
  package static func isFolder(_ path: String) -> Bool { PathKind(of: path) == .folder }

  private static func writeThrough(_ data: Data, to part: URL) throws {
    guard FileManager.default.createFile(atPath: part.path, contents: nil) else {
      throw CocoaError(
        .fileWriteUnknown,
        userInfo: [NSLocalizedDescriptionKey: unsafe String(cString: strerror(errno))])
    }
    let handle = try FileHandle(forWritingTo: part)
    defer { try? handle.close() }
    try handle.write(contentsOf: data)
    try handle.synchronize()
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
