package import GateFiles
package import GateRecords

/// The file beside a program that says what it was made of: `SUITE.made-of.json`.
package struct MadeOfFile: Hashable, Sendable, Codable {
  /// The schema this version writes.
  package static let schema = SchemaVersion(name: "speedgate.made-of", version: 1)

  /// The format and its version.
  package var schema = Self.schema
  /// The SHA-256 of the program, so that the file is not used for another program.
  package var programHash: String
  /// The inputs of the program.
  package var madeOf: MadeOf

  private enum CodingKeys: String, CodingKey {
    case schema
    case programHash = "program_sha256"
    case madeOf = "made_of"
  }

  /// Creates a file's content.
  package init(programHash: String, madeOf: MadeOf) {
    self.programHash = programHash
    self.madeOf = madeOf
  }

  /// Where it lies.
  package static func path(of program: String) -> String { program + ".made-of.json" }

  /// Returns the inputs of a program; nil if there is no record, or if the record is of another program.
  ///
  /// - Parameter hash: The SHA-256 of the program.
  /// - Throws: ``FileError`` when the file is there and cannot be read.
  package static func read(of program: String, hash: String) throws(FileError) -> MadeOf? {
    let path = path(of: program)
    guard PathKind(of: path) != .absent else { return nil }
    let file = try RecordFile.read(Self.self, schema: schema, at: path)
    return file.programHash == hash ? file.madeOf : nil
  }
}
