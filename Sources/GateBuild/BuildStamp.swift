package import GateRecords

/// The proofs about a build folder: the outputs that were proven to follow from their inputs.
///
/// It lies beside the products as `speedgate-stamp.json`, so that copies and restored caches bring it along.
package struct BuildStamp: Hashable, Sendable, Codable {
  /// The schema this version writes.
  package static let schema = SchemaVersion(name: "speedgate.build-stamp", version: 1)

  /// The format and its version.
  package var schema = Self.schema
  /// The proofs, by command.
  package var proofs: [String: Proof] = [:]
  /// Contents of files that were not touched since, so that they need not be read again.
  package var files: [String: KnownFile] = [:]

  /// Creates a stamp that knows nothing.
  package init() {}

  /// Outputs and what they follow from, as hashes.
  package struct Proof: Hashable, Sendable, Codable {
    /// Over the command line, the compiler, and the paths and contents of all inputs.
    package var inputs: String
    /// Over the paths and contents of all outputs.
    package var outputs: String

    /// Creates a proof.
    package init(inputs: String, outputs: String) {
      self.inputs = inputs
      self.outputs = outputs
    }
  }

  /// A content's hash and the state of the file when it was read.
  package struct KnownFile: Hashable, Sendable, Codable {
    /// The file's state.
    package var state: FileState
    /// The SHA-256 of its content.
    package var hash: String

    /// Creates an entry.
    package init(state: FileState, hash: String) {
      self.state = state
      self.hash = hash
    }
  }
}
