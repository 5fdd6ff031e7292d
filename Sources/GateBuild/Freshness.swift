/// Which outputs are proven to follow from what is on the disk now, and which are not.
///
/// Outputs are proven when
/// - an earlier build proved them and neither they nor anything that they follow from is different, by content, or
/// - they were made after the build began, nothing outside the build folder was touched since it began, and nothing
///   that they follow from was touched after they were made.
///
/// Everything else may be stale: it is made again. Times are compared only with one another on this machine. A time that
/// programs can set never proves anything alone.
package struct Freshness: Sendable {
  /// The system's data about the files of one command.
  package struct Observation: Hashable, Sendable {
    /// The hashes of what the command follows from and of what it made.
    package var proof: BuildStamp.Proof
    /// When the oldest of what it made was written; nil when not all of it is there.
    package var madeAt: Int64?
    /// When the newest input was touched.
    package var inputsChangedAt: Int64
    /// When the newest input outside the build folder that no command makes was touched.
    package var sourcesChangedAt: Int64

    /// Creates an observation.
    package init(
      proof: BuildStamp.Proof, madeAt: Int64?, inputsChangedAt: Int64, sourcesChangedAt: Int64
    ) {
      self.proof = proof
      self.madeAt = madeAt
      self.inputsChangedAt = inputsChangedAt
      self.sourcesChangedAt = sourcesChangedAt
    }
  }

  /// The proofs for the next build's stamp.
  package private(set) var proofs: [String: BuildStamp.Proof] = [:]
  /// The commands whose outputs may be stale.
  package private(set) var unproven: [String] = []

  /// Decides.
  ///
  /// - Parameters:
  ///   - observations: The state of files, by command.
  ///   - stamp: The proofs of earlier builds.
  ///   - began: When the build began; nil when that is not known.
  package init(
    _ observations: [(command: String, found: Observation)], stamp: BuildStamp, began: Int64?
  ) {
    for (command, found) in observations {
      if stamp.proofs[command] == found.proof || Self.isMadeNow(found, began: began) {
        proofs[command] = found.proof
      } else {
        unproven.append(command)
      }
    }
  }

  private static func isMadeNow(_ found: Observation, began: Int64?) -> Bool {
    guard let began, let madeAt = found.madeAt else { return false }
    return madeAt >= began && found.sourcesChangedAt < began && found.inputsChangedAt <= madeAt
  }
}
