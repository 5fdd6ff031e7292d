package import GateFiles
package import GateRecords

/// A suite of commands as a file: what is measured, and what is around it.
///
/// A key that is not understood is an error with its place; it is never ignored.
package struct CommandFile: Hashable, Sendable {
  /// A benchmark of the file, one for each combination of its parameters.
  package struct Benchmark: Hashable, Sendable {
    /// Its name, with the values of its parameters.
    package var name: String
    /// Its labels.
    package var tags: [String] = []
    /// The command to run, relative to the folder of its side.
    package var command: SidedCommand
  }

  /// The format.
  package static let schema = SchemaVersion(name: "speedgate.commands", version: 1)

  /// More benchmarks are a mistake in the parameters.
  static let mostBenchmarks = 10_000

  /// The benchmarks, in the file's order.
  package let benchmarks: [Benchmark]

  /// Reads a file.
  ///
  /// - Throws: `FileError` with file, line and column of the first mistake.
  package init(at path: String) throws(FileError) {
    try self.init(
      bytes: Array(try TextFile.read(path, limit: 16 << 20, from: .argument)), path: path)
  }

  /// Parses a text in UTF-8.
  ///
  /// - Throws: `FileError` with file, line and column of the first mistake.
  package init(bytes: [UInt8], path: String) throws(FileError) {
    benchmarks = try CommandFileReader(document: JSON5Document(bytes: bytes, path: path))
      .benchmarks()
  }

  /// The suite's name unless another one is given: the file's, without its extension.
  package static func suite(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
