import GateFiles
package import GateRecords

/// The store's record of one build.
package struct BuildRecord: Hashable, Sendable, Codable {
  /// The schema this version writes.
  package static let schema = SchemaVersion(name: "speedgate.build", version: 1)

  /// The format and its version.
  package var schema = Self.schema
  /// The commit that was built first under this key.
  package var commit: String
  /// The first line of its message.
  package var title: String
  /// The suite's product.
  package var product: String
  /// The program's SHA-256.
  package var programHash: String
  /// The folders of packages outside of the repository that went in, each with a hash of its state; absent without any.
  package var outside: [String: String]?
  /// When it was built.
  package var builtAt: Timestamp

  private enum CodingKeys: String, CodingKey {
    case schema, commit, title, product, outside
    case programHash = "program_sha256"
    case builtAt = "built_at"
  }

  /// Creates a record.
  package init(
    request: BuildRequest, programHash: String, outside: [String: String]?, builtAt: Timestamp
  ) {
    commit = request.commit.hash
    title = request.commit.title
    product = request.product
    self.programHash = programHash
    self.outside = outside
    self.builtAt = builtAt
  }

  /// The contradiction in the record; nil if there is none.
  package var contradiction: String? {
    programHash.count == 64 && programHash.allSatisfy(\.isHexDigit)
      ? nil : RevisionMessage.buildRecordDamaged.line
  }
}
