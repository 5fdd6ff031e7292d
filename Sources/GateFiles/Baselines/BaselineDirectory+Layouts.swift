package import GateRecords

/// Stores the effect of layouts on a suite's benchmarks on one kind of machine, for later runs.
extension BaselineDirectory {
  /// The file of a suite's study of layouts.
  static let layoutStudyName = "layout.json"

  /// The study of a suite; nil when none is kept.
  ///
  /// - Parameter isOwn: Whether an environment's key is that of the run in question.
  /// - Throws: ``FileError`` when there is one that cannot be read or cannot be.
  package func layoutStudy(
    suite: String, isOwn: (String) -> Bool
  ) throws(FileError) -> LayoutStudy? {
    for environment in try Folder.names(in: root) where isOwn(environment) {
      let path = layoutStudyPath(environmentKey: environment, suite: suite)
      if let found = try Self.layoutStudy(at: path) { return found }
    }
    return nil
  }

  /// Keeps a study in place of the one before.
  ///
  /// - Returns: Where it is.
  /// - Throws: ``FileError``; what was kept before is then untouched.
  @discardableResult
  package func store(_ study: LayoutStudy) throws(FileError) -> String {
    try FileLock.holding(root + "/.lock") { () throws(FileError) in
      let path = layoutStudyPath(environmentKey: study.environmentKey, suite: study.suite)
      try RecordFile.write(study, to: path)
      return path
    }
  }

  private func layoutStudyPath(environmentKey: String, suite: String) -> String {
    suiteFolder(environmentKey: environmentKey, suite: suite) + "/\(Self.layoutStudyName)"
  }

  private static func layoutStudy(at path: String) throws(FileError) -> LayoutStudy? {
    try RecordFile.readIfPresent(
      LayoutStudy.self, schema: LayoutStudy.schema, at: path, contradiction: \.contradiction)
  }
}

extension StoredSuite {
  /// Whether a study of layouts is kept, readable or not.
  var hasLayoutStudy: Bool {
    PathKind(of: "\(folder)/\(BaselineDirectory.layoutStudyName)") != .absent
  }
}
