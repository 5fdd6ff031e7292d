import GateRecords

/// The effect of storing a baseline on the anchor.
package enum AnchorMove: Hashable, Sendable {
  /// The anchor stays; where there is none, the oldest stored run whose program is there becomes it.
  case keep
  /// The run that is stored becomes the anchor.
  case toThisRun
}

extension BaselineDirectory {
  /// The file of a suite's anchor: the record of the run whose program it is.
  static let anchorName = "anchor.json"

  /// Makes a run the anchor, or makes sure that there is one.
  ///
  /// A file that is there and cannot be read stays as it is unless the anchor is to move.
  func settleAnchor(_ move: AnchorMove, run: RunRecord, folder: String) throws(FileError) {
    let path = "\(folder)/\(Self.anchorName)"
    switch move {
    case .toThisRun:
      try RecordFile.write(run, to: path)
    case .keep:
      guard PathKind(of: path) == .absent else { return }
      let suite = StoredSuite(folder: folder)
      guard let oldest = suite.records.last(where: suite.hasSoundProgram) else { return }
      try RecordFile.write(oldest.run, to: path)
    }
  }
}

extension StoredSuite {
  /// Whether a record's program is there and is what was stored.
  fileprivate func hasSoundProgram(_ stored: Stored) -> Bool {
    guard let path = programPath(of: stored.run), PathKind(of: path) == .file else { return false }
    return (try? SHA256.hexDigest(ofFile: path)) == stored.run.suite.programHash
  }
}
