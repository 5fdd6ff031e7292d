import Foundation
package import GateFiles

/// A file that another harness wrote.
package struct ImportFile: Hashable, Sendable {
  /// Where it is, for messages.
  package let path: String
  /// What it holds, when that is known already.
  private let known: [UInt8]?

  /// Takes what was read from elsewhere, such as standard input.
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    known = bytes
  }

  private init(path: String) {
    self.path = path
    known = nil
  }

  /// All that it holds.
  ///
  /// - Throws: `FileError`, also for a file beyond `TextFile.defaultLimit`.
  package var bytes: [UInt8] {
    get throws(FileError) { if let known { known } else { Array(try TextFile.read(path)) } }
  }

  /// Gives every line without its end, and its number from 1, to a closure.
  ///
  /// - Throws: `FileError`, or what the closure throws.
  /// - Complexity: O(bytes) in time; of a file no more than a mebibyte or its longest line is held.
  func forEachLine(
    _ body: (_ line: [UInt8], _ number: Int) throws(FileError) -> Void
  ) throws(FileError) {
    if let known {
      let lines = known.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() { try body(Array(line), index + 1) }
    } else {
      var isEmpty = true
      try LineReader(path).forEachLine { line, number, _ throws(FileError) in
        isEmpty = false
        try body(unsafe line.withUnsafeBufferPointer { unsafe Array($0) }, number)
      }
      guard !isEmpty else { throw .empty(path: path) }
    }
  }

  /// Finds what a path names: a file, or for Criterion a folder with every benchmark's newest files.
  ///
  /// - Throws: `FileError` when there is nothing to read.
  package static func read(
    _ path: String, format: InterchangeFormat
  ) throws(FileError) -> [ImportFile] {
    guard format == .criterion, TextFile.isFolder(path) else {
      return [try file(path)]
    }
    let inside = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    let names = inside.filter { $0 == "new/benchmark.json" || $0.hasSuffix("/new/benchmark.json") }
    guard !names.isEmpty else {
      throw .unreadable(
        path: path, reason: "no new/benchmark.json lies under it; name target/criterion")
    }
    var files: [ImportFile] = []
    for name in names.sorted() { files.append(try file(path + "/" + name)) }
    return files
  }

  private static func file(_ path: String) throws(FileError) -> ImportFile {
    guard FileManager.default.fileExists(atPath: path) else { throw .notFound(path: path) }
    guard !TextFile.isFolder(path) else {
      throw .unreadable(path: path, reason: "it is a folder; name a file")
    }
    return ImportFile(path: path)
  }
}
