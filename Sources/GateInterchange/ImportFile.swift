package import Foundation
package import GateFiles
import GateRecords

/// A file that another harness wrote.
///
/// Everything around the text is removed while it is read: byte order marks, UTF-16, CRLF line ends, colours, and the
/// time stamps that CI services put before lines. See ``ImportText`` and ``LogLine``.
package struct ImportFile: Hashable, Sendable {
  /// Where it is, for messages.
  package let path: String
  /// The content, if it is known already.
  private let known: [UInt8]?
  /// Its path with all links resolved; nil without a file, such as for standard input.
  let location: String?

  /// Takes what was read from elsewhere, such as standard input.
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    known = bytes
    location = nil
  }

  /// Names a file; `known` is what it holds where that is not read line by line.
  private init(path: String, known: [UInt8]?) {
    self.path = path
    self.known = known
    location =
      PathKind(of: path) == .special
      ? nil : URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  /// Takes what was read from elsewhere, compressed by gzip or not.
  ///
  /// - Throws: `FileError` for a gzip text that is damaged or too large.
  package init(path: String, input: Data) throws(FileError) {
    let data = Gzip.isCompressed(input) ? try Gzip.expand(input, path: path) : input
    self.init(path: path, bytes: Array(data))
  }

  /// All that it holds, as UTF-8.
  ///
  /// - Throws: `FileError`, also for a file beyond `TextFile.defaultLimit`.
  package var bytes: [UInt8] {
    get throws(FileError) {
      LogLine.unwrapping(text: try ImportText.utf8(try rawBytes, path: path))
    }
  }

  private var rawBytes: [UInt8] {
    get throws(FileError) {
      if let known { known } else { try TextFile.bytes(path, from: .argument) }
    }
  }

  /// Calls a closure with every line without its end, as UTF-8, and its number from 1.
  ///
  /// - Throws: `FileError`, or what the closure throws.
  /// - Complexity: O(bytes) in time; of a file no more than a mebibyte or its longest line is held, unless it is UTF-16,
  ///   which is read whole.
  package func forEachLine(
    _ body: (_ line: [UInt8], _ number: Int) throws(FileError) -> Void
  ) throws(FileError) {
    if let known {
      try Self.forEachLine(of: try ImportText.utf8(known, path: path), body)
      return
    }
    var isEmpty = true
    // The whole of a file that cannot be read line by line.
    var whole: [UInt8]?
    try LineReader(path, from: .argument).forEachLine { span, number, isWhole throws(FileError) in
      isEmpty = false
      var line = unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
      if number == 1, ImportText.isWide(line) || (line.count < 4 && beginsWide) { whole = [] }
      guard whole == nil else {
        if isWhole { line.append(UInt8(ascii: "\n")) }
        whole?.append(contentsOf: line)
        guard whole?.count ?? 0 <= TextFile.defaultLimit else {
          throw .malformed(
            path: path, place: nil,
            reason: InterchangeMessage.utf16TooLong.line)
        }
        return
      }
      try body(LogLine.unwrapping(line), number)
    }
    guard !isEmpty else { throw .empty(path: path) }
    if let whole { try Self.forEachLine(of: try ImportText.utf8(whole, path: path), body) }
  }

  /// Whether the file begins as UTF-16, which a short first line does not show: the file may begin with empty lines.
  private var beginsWide: Bool {
    guard PathKind(of: path) != .special, let handle = FileHandle(forReadingAtPath: path) else {
      return false
    }
    defer { try? handle.close() }
    guard let bytes = try? handle.read(upToCount: 4) else { return false }
    return ImportText.isWide(Array(bytes))
  }

  private static func forEachLine(
    of text: [UInt8], _ body: (_ line: [UInt8], _ number: Int) throws(FileError) -> Void
  ) throws(FileError) {
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      try body(LogLine.unwrapping(Array(line)), index + 1)
    }
  }

  /// The file, held whole when reading it a second time would not give the same: a pipe.
  ///
  /// - Throws: `FileError` when a pipe cannot be read.
  package func rereadable() throws(FileError) -> ImportFile {
    guard known == nil, PathKind(of: path) == .special else { return self }
    return try ImportFile(path: path, input: TextFile.read(path, from: .argument))
  }

  /// Returns the beginning of the text as UTF-8, with everything around it removed.
  ///
  /// - Returns: At most this many bytes of the file, and whether that is all.
  /// - Throws: `FileError` when it cannot be read.
  func beginning(_ count: Int) throws(FileError) -> (text: [UInt8], isAll: Bool) {
    var raw: [UInt8]
    if let known {
      raw = Array(known.prefix(count + 1))
    } else {
      guard let handle = FileHandle(forReadingAtPath: path) else {
        throw .unreadable(path: path, reason: FileMessage.cannotBeOpened.line)
      }
      defer { try? handle.close() }
      do {
        raw = Array(try handle.read(upToCount: count + 1) ?? Data())
      } catch {
        throw .unreadable(path: path, reason: error.localizedDescription)
      }
    }
    guard !raw.isEmpty else { throw .empty(path: path) }
    let isAll = raw.count <= count
    if !isAll { raw.removeLast(raw.count - count) }
    // A cut may leave half a character of UTF-16.
    if !isAll, ImportText.isWide(raw), !raw.count.isMultiple(of: 2) { raw.removeLast() }
    return (LogLine.unwrapping(text: try ImportText.utf8(raw, path: path)), isAll)
  }

  /// Finds what a path names: a file, or for Criterion a folder with every benchmark's newest files.
  ///
  /// - Throws: `FileError` when there is nothing to read.
  package static func read(
    _ path: String, format: InterchangeFormat
  ) throws(FileError) -> [ImportFile] {
    guard format == .criterion, TextFile.isFolder(path) else {
      return [try file(path).rereadable()]
    }
    return try criterionFolder(path)
  }

  /// Finds what a path names when its format is not known: only Criterion's results are a folder.
  ///
  /// - Throws: `FileError` when there is nothing to read.
  package static func read(_ path: String) throws(FileError) -> [ImportFile] {
    try TextFile.isFolder(path) ? criterionFolder(path) : [try file(path).rereadable()]
  }

  private static func criterionFolder(_ path: String) throws(FileError) -> [ImportFile] {
    let inside = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    let names = inside.filter { $0 == "new/benchmark.json" || $0.hasSuffix("/new/benchmark.json") }
    guard !names.isEmpty else {
      throw .unreadable(
        path: path, reason: InterchangeMessage.noCriterionFiles.line)
    }
    var files: [ImportFile] = []
    for name in names.sorted() { files.append(try file(path + "/" + name, from: .folder)) }
    return files
  }

  private static func file(
    _ path: String, from origin: FileOrigin = .argument
  ) throws(FileError) -> ImportFile {
    try PathKind.requireFile(path, from: origin)
    guard try isCompressed(path) else { return ImportFile(path: path, known: nil) }
    return ImportFile(
      path: path, known: Array(try Gzip.expand(try TextFile.read(path), path: path)))
  }

  /// Whether a regular file begins as gzip does; a pipe is not touched, because it gives its beginning once.
  private static func isCompressed(_ path: String) throws(FileError) -> Bool {
    guard PathKind(of: path) != .special else { return false }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw .unreadable(path: path, reason: FileMessage.cannotBeOpened.line)
    }
    defer { try? handle.close() }
    return Gzip.isCompressed((try? handle.read(upToCount: 4)) ?? Data())
  }
}
