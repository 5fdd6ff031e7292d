package import GateFiles
package import GateRecords

/// The runs of a file that holds many of them, suite by suite and oldest first.
package struct ImportedHistory: Sendable {
  /// The suites' names in the order of the file.
  package let suites: [String]
  /// The errors of the entries that were left out.
  package let leftOut: [FileError]
  private let entries: [(suite: String, results: ImportedResults)]

  /// Reads files; entries that cannot be read, hold no benchmark, or have no date that can be right are left out.
  ///
  /// - Parameter now: When the import happens; clocks may be a day apart.
  /// - Throws: `FileError`, also when no entry holds a benchmark.
  package init(_ files: [ImportFile], now: Timestamp) throws(FileError) {
    let latest = Timestamp(millisecondsSinceEpoch: now.millisecondsSinceEpoch + 86_400_000)
    var entries: [(suite: String, results: ImportedResults)] = []
    var leftOut: [FileError] = []
    for file in files {
      entries += try GitHubActionBenchmarkImporter.entries(
        file, latest: latest, leftOut: &leftOut)
    }
    guard !entries.isEmpty else {
      throw leftOut.first
        ?? .malformed(
          path: files.first?.path ?? "-", place: nil, reason: InterchangeMessage.noEntry.line)
    }
    self.entries = entries
    self.leftOut = leftOut
    var suites: [String] = []
    for entry in entries where !suites.contains(entry.suite) { suites.append(entry.suite) }
    self.suites = suites
  }

  /// The message about the entries that were left out; nil when none was.
  package var warning: String? {
    guard let first = leftOut.first else { return nil }
    return InterchangeMessage.entriesLeftOut(
      count: leftOut.count, place: first.location, reason: first.reason
    ).line
  }

  /// Which of the file's suites a user's `--suite` means: the one of that name, or the only one, which is
  /// then called so.
  ///
  /// - Returns: The suite's name in the file; nil when there are several and none has the name.
  package func suite(named name: String?) -> String? {
    if let name, suites.contains(name) { return name }
    return suites.count == 1 ? suites.first : nil
  }

  /// The results of the newest run of a suite.
  package func newest(of suite: String) -> ImportedResults? {
    entries.last { $0.suite == suite }?.results
  }

  /// A suite's runs as records, oldest first.
  ///
  /// Facts that the file does not state stay unknown, except for the machine: the commit that is checked out during
  /// the import is not theirs. The same entry always gives the same identifier, so that a second import stores
  /// nothing twice.
  ///
  /// - Throws: `FileError` when a record cannot be encoded.
  package func records(
    of suite: String, assembly: RunAssembly
  ) throws(FileError) -> [RunRecord] {
    var assembly = assembly
    assembly.revision = SuiteRecord(name: "", commit: nil, branch: nil, hasUncommittedChanges: nil)
    assembly.suite = assembly.suite ?? suite
    var runs: [RunRecord] = []
    for entry in entries where entry.suite == suite {
      var generator = SystemRandomNumberGenerator()
      var run = assembly.record(of: entry.results, using: &generator)
      var hash = SHA256()
      hash.update(Array((suite + "\n" + (run.suite.commit ?? "")).utf8))
      hash.update(Array(try RecordFile.encode(run.benchmarks, path: "-")))
      run.runID = RunIdentifier(time: run.startedAt, digest: hash.digest())
      runs.append(run)
    }
    return runs
  }
}
