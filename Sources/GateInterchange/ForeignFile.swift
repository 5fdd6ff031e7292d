import Foundation
package import GateFiles

/// A file that another harness wrote.
package struct ForeignFile: Hashable, Sendable {
  /// Where it is, for messages.
  package let path: String
  /// What it holds.
  package let bytes: [UInt8]

  /// Takes what was read from elsewhere, such as standard input.
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// Reads what a path names: a file, or for Criterion a folder with every benchmark's newest files.
  ///
  /// - Throws: `FileError` when there is nothing to read.
  package static func read(
    _ path: String, format: InterchangeFormat
  ) throws(FileError) -> [ForeignFile] {
    guard format == .criterion, TextFile.isFolder(path) else {
      return [try file(path)]
    }
    let inside = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    let names = inside.filter { $0 == "new/benchmark.json" || $0.hasSuffix("/new/benchmark.json") }
    guard !names.isEmpty else {
      throw .unreadable(
        path: path, reason: "no new/benchmark.json lies under it; name target/criterion")
    }
    var files: [ForeignFile] = []
    for name in names.sorted() { files.append(try file(path + "/" + name)) }
    return files
  }

  private static func file(_ path: String) throws(FileError) -> ForeignFile {
    ForeignFile(path: path, bytes: Array(try TextFile.read(path)))
  }
}
